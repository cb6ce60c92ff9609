"""Study files: what is wrong is told once, with file, line, key and what to write; what is right means what it says."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversatoire import config, study_file
from conversatoire.errors import StudyError

ROOT = Path(__file__).parents[1]
STUDY = """\
title: "T"
languages: [fr]
timezone: Europe/Paris
periods: {from: 2024-11, to: 2025-02}
query: {any: [free, freebox], none: ["free fire"]}
sources:
  - name: x-export
    medium: twitter
    format: csv
    path: data/*.csv
    columns: {published_at: created_at, text: full_text}
topics: {count: auto}
influencers:
  top: 20
"""


def written(folder: Path, text: str = STUDY, name: str = "my-study.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def complaint(folder: Path, text: str, overrides: list[str] | None = None) -> str:
    with pytest.raises(StudyError) as error:
        study_file.load(written(folder, text), overrides)
    return str(error.value).replace(f"{folder}/", "")


def test_a_right_study_is_read(tmp_path: Path) -> None:
    name, study = study_file.load(written(tmp_path))
    assert name == "my-study"
    assert study.periods.months() == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert study.query.any == ["free", "freebox"] and study.query.none == ["free fire"]
    assert study.sources[0].path == ["data/*.csv"]
    assert study.timezone == "Europe/Paris"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("languages:", "langages:", "my-study.yaml:2: langages: unknown key; did you mean «languages»?"),
        ("  top: 20", "  Top: 20", "my-study.yaml:14: influencers.Top: unknown key; did you mean «top»?"),
        ("any: [free", "ani: [free", "my-study.yaml:5: query.ani: unknown key; did you mean «any»?"),
        ("text: full_text", "texte: full_text", "my-study.yaml:11: sources.0.columns.texte: unknown key; did you mean «text»?"),
        ("    medium:", "    media:", "my-study.yaml:8: sources.0.media: unknown key; did you mean «medium»?"),
        (
            "  top: 20",
            "  zzz: 1",
            "my-study.yaml:14: influencers.zzz: unknown key; known: top, resolution, bots, windows, resamples, betweenness_sources, seed",
        ),
        ("topics:", "tone: {engine: x}\ntopics:", "my-study.yaml:12: tone.engine: unknown key; known: "),
        ("    medium: twitter\n", "", "my-study.yaml:7: sources.0.medium: is missing"),
        ('title: "T"', "title: 2024", 'my-study.yaml:1: title: is not a text; write it in quotes: "2024"'),
        ('title: "T"', "title: true", 'my-study.yaml:1: title: is not a text; write it in quotes: "true"'),
        ('title: "T"', "title: [a]", "my-study.yaml:1: title: should be a valid string (got «['a']»)"),
        ('title: "T"', 'title: ""', "my-study.yaml:1: title: string should have at least 1 character (got «»)"),
        ("languages: [fr]", "languages: fr", "my-study.yaml:2: languages: should be a valid list (got «fr»)"),
        ("languages: [fr]", "languages: [french]", "my-study.yaml:2: languages.0: «french»: write a code of two or three small letters, such as fr"),
        ("[free, freebox]", "[free, 2024]", 'my-study.yaml:5: query.any.1: is not a text; write it in quotes: "2024"'),
        ("[free, freebox]", "[free, ]\n  ", None),
        ("[free, freebox]", "[free, null]", "my-study.yaml:5: query.any.1: is empty; write a text"),
        ("[free, freebox]", "['']", "my-study.yaml:5: query.any.0: the term «» has no letter, digit or symbol to look for"),
        ("[free, freebox]", "['-']", "my-study.yaml:5: query.any.0: the term «-» has no letter, digit or symbol to look for"),
        ("[free, freebox]", "['#']", "my-study.yaml:5: query.any.0: the term «#» has no letter, digit or symbol to look for"),
        ("[free, freebox]", "['@ free']", "my-study.yaml:5: query.any.0: the term «@ free» needs a name right after its @"),
        (
            "[free, freebox]",
            "['/(free/']",
            "query.any.0: the regular expression /(free/ cannot be compiled: missing )",
        ),
        ("[free, freebox]", "['/a{99999999999}/']", "query.any.0: the regular expression /a{99999999999}/ cannot be compiled"),
        ("[free, freebox]", "['/free/i']", "query.any.0: /free/i: a regular expression takes no letters after its last slash"),
        ('{any: [free, freebox], none: ["free fire"]}', "free", "my-study.yaml:5: query: needs «key: value» lines below it (got «free»)"),
        ("from: 2024-11", "from: 2024-13", "my-study.yaml:4: periods.from: «2024-13» is not a month; write it as 2011-05"),
        ("from: 2024-11", "from: 2024-11-01", "my-study.yaml:4: periods.from: «2024-11-01» is not a month; write it as 2011-05"),
        ("from: 2024-11", "from: 2024", "my-study.yaml:4: periods.from: «2024» is not a month; write it as 2011-05"),
        ("from: 2024-11", "from: 1٢٣٤-01", "my-study.yaml:4: periods.from: «1٢٣٤-01» is not a month; write it as 2011-05"),
        ("to: 2025-02", "to: 2024-10", "my-study.yaml:4: periods: the last month (2024-10) is before the first (2024-11)"),
        (
            "Europe/Paris",
            "europe/pari",
            "timezone: «europe/pari» is not an IANA time zone such as Europe/Paris or UTC; did you mean «Europe/Paris»?",
        ),
        ("Europe/Paris", "+01:00", "my-study.yaml:3: timezone: «+01:00» is not an IANA time zone"),
        ("name: x-export", "name: ../x", "my-study.yaml:7: sources.0.name: «../x»: write lower-case letters, digits and hyphens"),
        ("name: x-export", "name: X", "my-study.yaml:7: sources.0.name: «X»: write lower-case letters, digits and hyphens"),
        (
            "medium: twitter",
            "medium: a/b",
            "my-study.yaml:8: sources.0.medium: «a/b»: write lower-case letters, digits and hyphens, starting with a letter",
        ),
        ("format: csv", "format: cvs", "my-study.yaml:9: sources.0.format: «cvs» is not a known format; did you mean «csv»?"),
        ("    format: csv", "    encoding: utf-9\n    format: csv", "my-study.yaml:9: sources.0.encoding: «utf-9» is not a text encoding"),
        ("published_at: created_at, ", "", "my-study.yaml:7: sources.0: format csv needs columns: {published_at: …}"),
        (", text: full_text", "", "my-study.yaml:7: sources.0: format csv needs columns: {text: …}"),
        ("count: auto", "count: many", "my-study.yaml:12: topics.count: should be 'auto' (got «many»); or: should be a valid integer (got «many»)"),
        ("count: auto", "count: 1", "my-study.yaml:12: topics.count: should be 'auto' (got «1»); or: should be greater than or equal to 2 (got «1»)"),
        ("  top: 20", "  top: true", "my-study.yaml:14: influencers.top: should be a valid integer (got «True»)"),
        ("  top: 20", '  top: "20"', "my-study.yaml:14: influencers.top: should be a valid integer (got «20»)"),
        ("  top: 20", "  top: 0", "my-study.yaml:14: influencers.top: should be greater than or equal to 1 (got «0»)"),
        ("  top: 20", "  seed: -1", "my-study.yaml:14: influencers.seed: should be greater than or equal to 0 (got «-1»)"),
        ("languages: [fr]", "note_languages: [de]", "my-study.yaml:2: note_languages.0: should be 'fr' or 'en' (got «de»)"),
        ("topics:", "title: again\ntopics:", "my-study.yaml:12: title: stands twice in its section; keep one"),
        ("topics: {", "topics: {{", "my-study.yaml:1"),
        ("languages: [fr]", "languages: [fr", "my-study.yaml:3: is not valid YAML"),
        ("languages: [fr]", "\tlanguages: [fr]", "my-study.yaml:2: is not valid YAML"),
        ("languages: [fr]", "languages: &a [*a]", "my-study.yaml:2: languages.0: is empty; write a text"),
        ("languages: [fr]", "languages: " + "[" * 500, "my-study.yaml: is not valid YAML"),
        ("languages: [fr]", "languages: !!python/object:os.system [fr]", None),
        (STUDY, "", "my-study.yaml:1: a study is a list of «key: value» lines"),
        (STUDY, "- a\n- b\n", "my-study.yaml:1: a study is a list of «key: value» lines"),
        ("title", "ti\x00tle", "my-study.yaml: is not valid YAML"),
    ],
)
def test_one_thing_wrong_gives_one_clear_message(tmp_path: Path, old: str, new: str, message: str | None) -> None:
    assert old in STUDY
    text = STUDY.replace(old, new)
    if message is None:
        study_file.load(written(tmp_path, text))
        return
    said = complaint(tmp_path, text)
    assert message in said and len(said.splitlines()) == 1


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    source = STUDY[STUDY.index("  - name") : STUDY.index("topics:")]
    assert "two sources are called «x-export»" in complaint(tmp_path, STUDY.replace("topics:", source + "topics:"))


def test_each_of_several_errors_has_its_line(tmp_path: Path) -> None:
    said = complaint(tmp_path, STUDY.replace("languages:", "langages:").replace("  top:", "  pot:")).splitlines()
    assert sorted(line.split(":")[1] for line in said) == ["14", "2"]


def test_no_stays_a_text_as_yaml_1_2_says(tmp_path: Path) -> None:
    _, study = study_file.load(written(tmp_path, STUDY.replace("[fr]", "[no, on]").replace("[free, freebox]", "[yes, off]")))
    assert study.languages == ["no", "on"] and study.query.any == ["yes", "off"]


def test_an_emptied_section_has_its_defaults(tmp_path: Path) -> None:
    text = STUDY.replace("topics: {count: auto}", "topics:\n  # count: 8").replace('query: {any: [free, freebox], none: ["free fire"]}', "query:")
    _, study = study_file.load(written(tmp_path, text))
    assert study.topics == config.Topics() and study.query == config.Query()


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + STUDY.replace("\n", "\r\n").encode())
    assert study_file.load(str(path))[1].title == "T"


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(STUDY.replace("T", "été").encode("latin-1"))
    with pytest.raises(StudyError, match=r"s\.yaml: is not UTF-8"):
        study_file.load(str(path))


@pytest.mark.parametrize(
    "name", ["../demo", "/etc/passwd", "demo/../x", "a b", "", ".", "Demo", "-x", "x" * 65, "demo\n", "démo", "a\\b", "$(id)", "a;b", "*"]
)
def test_a_name_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(StudyError, match=r"cannot name a study"):
        study_file.locate(name, tmp_path)
    with pytest.raises(StudyError, match=r"cannot name a study|there is no study file"):
        study_file.locate(f"{name}.yaml", tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_whatever_the_name_a_found_study_lies_in_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "demo.yaml").touch()
    try:
        found = study_file.locate(name, tmp_path)
    except StudyError:
        return
    assert found.resolve().parent == tmp_path.resolve()


def test_a_study_that_does_not_exist_names_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, name="mediator.yaml")
    with pytest.raises(StudyError, match=r"there is no study file .*; did you mean «mediator»"):
        study_file.locate("meditor", tmp_path)
    with pytest.raises(StudyError, match="conversatoire new mine writes one"):
        study_file.locate("mine", tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("override", "path", "value"),
    [
        ("topics.count=8", ("topics", "count"), 8),
        ("topics.seed=7", ("topics", "seed"), 7),
        ("barometer.top=5", ("barometer", "top"), 5),  # the section is not in the file
        ("title=no", ("title",), "no"),
        ("query.any=[a, b c]", ("query", "any"), ["a", "b c"]),
        ("periods.from=2024-12", ("periods", "from_"), "2024-12"),
        ("sources.0.medium=forum", ("sources", 0, "medium"), "forum"),
    ],
)
def test_an_override_wins_over_the_file(tmp_path: Path, override: str, path: tuple[str | int, ...], value: object) -> None:
    _, found = study_file.load(written(tmp_path), [override])
    for part in path:
        found = found[part] if isinstance(part, int) else getattr(found, part)
    assert found == value


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("topics.cuont=8", "--set topics.cuont=8: unknown key; did you mean «count»?"),
        ("topics.words=many", "--set topics.words=many: should be a valid integer (got «many»)"),
        ("topics", "--set topics: write it as section.key=value"),
        ("=3", "--set =3: write it as section.key=value"),
        ("topics..count=3", "--set topics..count=3: write it as section.key=value"),
        ("topics.count=[", "--set topics.count=[: «[» is not a YAML value"),
        ("sources.1.medium=x", "--set sources.1.medium=x: «1» is not the place (0 to 0) of an item of that list"),
        ("sources.name=x", "--set sources.name=x: «name» is not the place (0 to 0) of an item of that list"),
    ],
)
def test_a_wrong_override_is_told_as_it_was_written(tmp_path: Path, override: str, message: str) -> None:
    assert complaint(tmp_path, STUDY, [override]).startswith(message)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.data())
def test_a_mangled_study_never_gives_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(STUDY)))
    text = STUDY[:at] + data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=8)) + STUDY[at + data.draw(st.integers(0, 8)) :]
    try:
        _, study = study_file.load(written(tmp_path, text))
    except StudyError as error:
        assert "my-study.yaml" in str(error)
        return
    yaml.safe_dump(study.model_dump(mode="json"))


def test_every_key_but_the_columns_is_described() -> None:
    sections = json.loads(config.schema())["$defs"] | {"Study": json.loads(config.schema())}
    for name in ("Query", "Source", "Topics", "Influencers", "Barometer", "Note", "Periods"):
        lacking = [key for key, value in sections[name]["properties"].items() if not value.get("description")]
        assert not lacking, f"{name}: {lacking}"


@pytest.mark.parametrize("step", ["collection", "topics", "influencers", "barometer", "note"])
def test_a_step_gets_plain_values_that_yaml_writes_and_reads_back(tmp_path: Path, step: str) -> None:
    name, study = study_file.load(written(tmp_path, STUDY.replace('"T"', "|\n  T").replace("[fr]", "['no']")))
    params = config.step_params(name, study, "2024-11", step)
    assert yaml.safe_load(yaml.safe_dump(params)) == params


def test_a_key_of_one_section_changes_the_parameters_of_that_step_only(tmp_path: Path) -> None:
    path, steps = written(tmp_path), ["collection", "topics", "influencers", "barometer", "note"]

    def params(*overrides: str) -> dict[str, object]:
        name, study = study_file.load(path, list(overrides))
        return {step: config.step_params(name, study, "2024-11", step) for step in steps}

    before, after = params(), params("influencers.top=5", "brands.Free=[free]")
    assert [step for step in steps if before[step] != after[step]] == ["influencers"]


def test_the_seed_of_the_study_reaches_each_section_that_has_none(tmp_path: Path) -> None:
    name, study = study_file.load(written(tmp_path), ["seed=7", "topics.seed=3"])
    assert config.step_params(name, study, "2024-11", "topics")["settings"]["seed"] == 3
    assert config.step_params(name, study, "2024-11", "influencers")["settings"]["seed"] == 7
    assert config.step_params(name, study, "2024-11", "collection")["seed"] == 7
