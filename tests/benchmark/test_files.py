"""The analyst's CSV files: what is understood, and what each mistake is told."""

from datetime import date
from pathlib import Path

import pytest

from conversatoire.benchmark import cells, files
from conversatoire.errors import StudyError
from conversatoire.settings.benchmark import Benchmark, Internal

EXAMPLES = Path(__file__).resolve().parents[2] / "data/reference"


def write(folder: Path, text: str) -> str:
    path = folder / "donnees.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1234.5", 1234.5), ("1 234,5", 1234.5), ("1\u202f234\u00a0567,25 €", 1234567.25), ("-3", -3), ("−3,5", -3.5), ("1,234.5", 1234.5),
     ("1.234,5", 1234.5), ("1,5", 1.5), ("12 %", 12), (",5", 0.5), ("1.234.567", 1234567), ("1,234", 1.234),
     ("", None), ("douze", None), ("1 23", None), ("1e5", None), ("nan", None), ("inf", None), ("1;2", None), ("=1+1", None)],
)  # fmt: skip
def test_numbers_are_read_in_the_french_and_in_the_english_way(cell, value):
    assert cells.number(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [("2024-10-22", date(2024, 10, 22)), ("22/10/2024", date(2024, 10, 22)), ("2.1.2024", date(2024, 1, 2)),
     ("2024-10-22T05:00:00Z", date(2024, 10, 22)), ("22/10/2024 14:00", date(2024, 10, 22)), ("10/22/2024", None),
     ("2024-02-30", None), ("hier", None), ("22/10/24", None)],
)  # fmt: skip
def test_days_are_read_with_the_day_before_the_month(cell, value):
    assert cells.day(cell) == value


def test_whole_numbers_and_tones_are_read():
    assert [cells.whole(cell) for cell in ("12 345", "12.345", "7", "1,5", "-1", "")] == [12345, 12345, 7, None, None, None]
    tones = [cells.tone(cell) for cell in ("Négatif", "neutre", "POSITIVE", "−1", "", "bof")]
    assert tones == ["negative", "neutral", "positive", "negative", "", None]


def test_the_example_files_are_read():
    calls = Internal(name="Appels", path=str(EXAMPLES / "calls.example.csv"), value="Appels")
    settings = Benchmark(followers=str(EXAMPLES / "followers.example.csv"), visibility=str(EXAMPLES / "visibility.example.csv"), internal=[calls])
    files.check(settings)
    assert files.paths(settings) == [settings.followers, settings.visibility, calls.path]
    assert len(files.internal(calls)) == 91 and files.internal(calls)["date"].is_monotonic_increasing
    assert files.followers(settings.followers)["account"].nunique() == 7
    assert files.visibility(settings.visibility)["tone"].isin(["negative", "neutral", "positive", ""]).all()
    assert files.followers(None).empty and files.visibility(None).empty and files.paths(Benchmark()) == []


def test_the_engine_is_optional(tmp_path):
    found = files.visibility(write(tmp_path, "date;query;rank;url;tone\n03/05/2011;q;1;https://a.example;négatif\n"))
    assert found.to_dict("records") == [
        {"date": date(2011, 5, 3), "engine": None, "query": "q", "rank": 1, "url": "https://a.example", "tone": "negative"}
    ]


VISIBILITY = "query,rank,url,date,tone,engine\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (VISIBILITY + "q,1,u,2011-05-03,triste,\n", ":2: tone: «triste» is not negative, neutral, positive or nothing"),
        (VISIBILITY + "q,0,u,2011-05-03,,\n", ":2: rank: 0 is no place"),
        (VISIBILITY + "q,un,u,2011-05-03,,\n", ":2: rank: «un» is not the place of the result"),
        (VISIBILITY + "q,1,u,3 mai,,\n", ":2: date: «3 mai» is not a day such as 2024-10-22 or 22/10/2024"),
        (VISIBILITY + "q,1,u,2011-05-03,,\nq,1,v,03/05/2011,,\n", ":3: rank 1 of «q» on 2011-05-03 stands in line 2 already; keep one"),
        (VISIBILITY + ",1,u,2011-05-03,,\n", ":2: has no query"),
        ("query,rank,url,date\n", ":1: has no column «tone»"),
        ("", ":1: is empty"),
    ],
)
def test_mistakes_in_search_results_are_told_with_their_line(tmp_path, text, told):
    with pytest.raises(StudyError, match=r"donnees\.csv") as error:
        files.visibility(write(tmp_path, text))
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jour,appels\n2011-05-01,douze\n", ":2: appels: «douze» is not a number such as 1234.5 or 1 234,5"),
        ("jour,appels\n2011-05-01,1\n1/5/2011,2\n", ":3: 2011-05-01 stands in line 2 already; keep one"),
        ("jour,ventes\n2011-05-01,1\n", ":1: has no column «appels»"),
    ],
)
def test_mistakes_in_internal_series_are_told_with_their_line(tmp_path, text, told):
    with pytest.raises(StudyError) as error:
        files.internal(Internal(name="x", path=write(tmp_path, text), date="jour", value="appels"))
    assert told in str(error.value)


def test_days_without_a_value_are_left_out(tmp_path):
    path = write(tmp_path, "date;value;note\n02/05/2011;1 200,5;\n01/05/2011;;fermé\n")
    assert files.internal(Internal(name="x", path=path)).to_dict("records") == [{"date": date(2011, 5, 2), "value": 1200.5}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date,medium,account,followers\n2011-05-01,facebook,,5\n", ":2: has no account"),
        ("date,medium,account,followers\n2011-05-01,facebook,A,beaucoup\n", ":2: followers: «beaucoup» is not a whole number from 0 on"),
        ("date,medium,account,followers\n2011-05-01,facebook,A,5\n2011-05-01,Facebook,@a,6\n", ":3: a on 2011-05-01 stands in line 2 already"),
    ],
)
def test_mistakes_in_followers_are_told_with_their_line(tmp_path, text, told):
    with pytest.raises(StudyError) as error:
        files.followers(write(tmp_path, text))
    assert told in str(error.value)


def test_a_missing_file_is_told():
    with pytest.raises(StudyError, match=r"nulle-part\.csv: there is no such file"):
        files.check(Benchmark(visibility="nulle-part.csv"))


@pytest.mark.parametrize(("url", "host"), [("https://www.A.example/x", "a.example"), ("a.example/x", "a.example"), ("http://[::1", ""), ("", "")])
def test_hosts_are_found_in_any_address(url, host):
    assert files.host(url) == host
