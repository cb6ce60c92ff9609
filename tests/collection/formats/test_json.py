import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversatoire.collection.formats import Reject
from conversatoire.collection.formats import _json as reading
from conversatoire.collection.formats._fields import text_of

OBJECTS = [{"id": "1", "a": {"x": "}{"}}, {"id": "2", "b": [{"c": 1}, {"c": 2}]}, {"id": "3", "t": 'a"b\\'}]


def values(tmp_path, data):
    path = tmp_path / "export.json"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [line.reason if isinstance(line, Reject) else line.value for line in reading.json_records(path)]


@pytest.mark.parametrize("indent", [None, 0, 1, 4])
def test_a_list_gives_its_objects_however_it_is_indented(tmp_path, indent):
    assert values(tmp_path, json.dumps(OBJECTS, indent=indent)) == OBJECTS


def test_json_lines_lists_of_lists_and_one_object_over_several_lines_are_read(tmp_path):
    assert values(tmp_path, "\n\n".join(json.dumps(value) for value in OBJECTS)) == OBJECTS
    assert values(tmp_path, json.dumps([OBJECTS[:1], OBJECTS[1:]])) == OBJECTS
    assert values(tmp_path, json.dumps(OBJECTS[0], indent=2)) == OBJECTS[:1]


def test_a_list_cut_off_keeps_its_whole_objects_and_rejects_the_tail(tmp_path):
    assert values(tmp_path, json.dumps(OBJECTS)[:-8]) == [*OBJECTS[:2], reading.NOT_JSON]


def test_an_object_that_lost_its_brace_costs_itself_in_an_indented_list(tmp_path):
    text = json.dumps(OBJECTS, indent=1).replace('"}{"\n  }\n', '"}{"\n')
    assert values(tmp_path, text) == [reading.NOT_JSON, *OBJECTS[1:]]


def test_a_mangled_object_costs_itself_in_a_list_on_one_line(tmp_path):
    assert values(tmp_path, json.dumps(OBJECTS).replace('"id": "2"', '"id": ,')) == [OBJECTS[0], reading.NOT_JSON, OBJECTS[2]]


def test_bytes_that_are_no_text_are_told_from_json_that_is_mangled(tmp_path):
    assert values(tmp_path, b'{"a": "\xff"}\n{"a": "\0"}\n{"a"\n{"a": 1}') == [reading.NOT_UTF8, reading.NUL, reading.NOT_JSON, {"a": 1}]


def test_half_an_emoji_and_nan_are_read_though_they_are_no_json(tmp_path):
    assert values(tmp_path, r'{"a": "x\ud83d", "b": "\\ud83d \ud83d\ude00", "c": NaN}')[0] | {"c": 0} == {"a": "x\ufffd", "b": "\\ud83d 😀", "c": 0}


def test_ids_of_nineteen_digits_stay_exact():
    assert [text_of(value) for value in (1811040987365421234, 1374527911.0, 1.5, True, None, float("nan"), "")] == [
        "1811040987365421234",
        "1374527911",
        "1.5",
        None,
        None,
        None,
        None,
    ]


@given(st.data())
def test_where_a_stream_is_cut_into_pieces_changes_nothing(data):
    text = json.dumps(OBJECTS * 2, indent=data.draw(st.sampled_from([None, 0, 1]))).encode()
    text = text[: data.draw(st.integers(0, len(text)))]
    size = data.draw(st.integers(1, 40))
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert list(reading._objects(iter(pieces))) == list(reading._objects(iter([text])))


@given(st.binary(max_size=300) | st.text(alphabet='{}[]",:\\\n aé1', max_size=300).map(str.encode))
def test_no_byte_of_a_list_is_lost_but_separators(data):
    kept = b"".join(reading._objects(iter([b"[" + data]))).translate(None, b" \t\r\n,[]}")
    assert kept == data.translate(None, b" \t\r\n,[]}")
