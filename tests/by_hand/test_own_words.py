from pathlib import Path

import pytest

from conversatoire.by_hand import words
from conversatoire.errors import StudyError

REFERENCE = Path(__file__).parents[2] / "data/reference"


def read(folder: Path, text: str | bytes) -> words.OwnWords:
    path = folder / "words.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return words.read(path)


def test_an_empty_instead_is_a_stop_word_and_any_other_what_the_word_is_read_as(tmp_path):
    found = read(tmp_path, "word,instead\nNavré,\nSAV,service client\n#Freebox,Freebox\naujourd’hui,\nresiliation,Résiliation\n")
    assert found.stop == {"navre", "aujourd'hui"}
    assert found.instead == {"sav": ("service", "client"), "#freebox": ("Freebox",), "resiliation": ("Résiliation",)}


@pytest.mark.parametrize(
    "text",
    ["\ufeffword;instead\r\nfai;opérateur\r\n", "Instead\tnote\tWord \nopérateur\tx\tfai\n\n", "\nword,instead\n\n fai , opérateur ,\n,,\n"],
    ids=["semicolons and a byte order mark", "tabs and other columns", "empty lines and spaces"],
)
def test_what_spreadsheets_write_is_read(tmp_path, text):
    assert read(tmp_path, text) == words.OwnWords(frozenset(), {"fai": ("opérateur",)})


def test_a_table_without_rows_changes_nothing(tmp_path):
    assert read(tmp_path, "word,instead\n") == words.NOTHING


WRONG = {
    "": "words.csv:1: is empty; its first line names the columns: word,instead",
    "words,instead\na,\n": "words.csv:1: has no column «word»; did you mean «words»?",
    "word,word,instead\na,b,\n": "words.csv:1: has the column «word» twice",
    "word\nabc\n": "words.csv:1: has no column «instead»",
    "word,instead\n\nabc,\nAbç,\n": "words.csv:4: «Abç» stands in line 3 already",
    "word,instead\n,abc\n": "words.csv:2: has no word; write",
    "word,instead\nfree mobile,\n": "words.csv:2: «free mobile» is not one word",
    "word,instead\n=1+1,\n": "words.csv:2: «=1+1» is not one word",
    "word,instead\nabc,<b>\n": "words.csv:2: «<b>» in the column «instead» is not a word",
    "word,instead\nabc,déf ghi\ndef,\n": "words.csv:2: «abc» is read as «déf», which line 3 drops or reads as another",
    "word,instead\nabc,def\ndef,abc\n": "words.csv:2: «abc» is read as «def»",
    "word,instead\nsav,service, client\n": "words.csv:2: has 3 cells where the first line has 2; put a cell that holds commas in double quotes",
    'word,instead\nabc,"def\nghi,\n': "words.csv:2: is not valid CSV",
    'word,instead\n"ab\ncd",\n': "words.csv:2: a cell holds a line end",
    "word,instead\nabc,\nd\x00f,\n": "words.csv:3: holds the control character U+0000",
    "word,instead\nabc\u202e,\n": "words.csv:2: a cell holds a line end, a tab or an invisible sign",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_mistake_is_told_with_its_file_and_line(tmp_path, text):
    with pytest.raises(StudyError) as error:
        read(tmp_path, text)
    assert str(error.value).removeprefix(f"{tmp_path}/").startswith(WRONG[text])


def test_another_encoding_a_missing_file_a_folder_and_a_huge_file_are_told(tmp_path):
    with pytest.raises(StudyError, match=r"words.csv:3: is not UTF-8; save it as «CSV UTF-8»"):
        read(tmp_path, "word,instead\nabc,\nété,\n".encode("cp1252"))
    with pytest.raises(StudyError, match="more than 1 MB"):
        read(tmp_path, b"word,instead\n" + b"a" * 1_100_000)
    with pytest.raises(StudyError, match=r"none.csv: there is no such file"):
        words.read(tmp_path / "none.csv")
    with pytest.raises(StudyError, match="cannot be read"):
        words.read(tmp_path)


def test_the_example_is_read():
    found = words.read(REFERENCE / "stop_words.example.csv")
    assert {"navre", "desole"} <= found.stop
    assert found.instead["sav"] == ("service", "client")
