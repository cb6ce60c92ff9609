"""Dates of exports, in all their forms, become instants in UTC."""

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversatoire.collection.dates import day_first, instants
from conversatoire.errors import SourceError


def one(text: str | None, zone: str = "Europe/Paris", **options) -> str | None:
    instant = instants(pl.Series([text], dtype=pl.String), zone, **options)[0]
    return instant and instant.strftime("%Y-%m-%dT%H:%M:%S.%f").removesuffix(".000000")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-07-10 16:13:13 +02:00", "2024-07-10T14:13:13"),
        ("2024-07-10T16:13:13Z", "2024-07-10T16:13:13"),
        ("2016-12-18T12:04:55+0000", "2016-12-18T12:04:55"),
        ("2024-07-10T16:13:13.123456789+02", "2024-07-10T14:13:13.123456"),
        ("2024-07-10", "2024-07-09T22:00:00"),
        ("2024-01-10 16:13", "2024-01-10T15:13:00"),
        ("20240710161313", "2024-07-10T14:13:13"),
        ("1374527911", "2013-07-22T21:18:31"),
        ("1374527911.0", "2013-07-22T21:18:31"),
        ("1374527911123", "2013-07-22T21:18:31.123000"),
        ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24"),
        ("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06"),
        ("21 Nov 97 09:55 GMT", "1997-11-21T09:55:00"),
        ("Thu, 01 Jan 2004 19:48:21 EST", "2004-01-02T00:48:21"),
        ("10/07/2024 16:13", "2024-07-10T14:13:00"),
        ("10.07.24 4:13 PM", "2024-07-10T14:13:00"),
        ("12 juillet 2024 à 14h05", "2024-07-12T12:05:00"),
        ("1er août 2024", "2024-07-31T22:00:00"),
        ("Jul 10, 2024 · 4:13 PM UTC", "2024-07-10T16:13:00"),
    ],
)
def test_each_known_form_is_read(text: str, instant: str) -> None:
    assert one(text) == instant


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2024-13-01", "2024-07-10 25:00", "31/06/2024", "1969-12-31T23:00:00Z", "2101-01-02", "tomorrow", "12", "-5", "1e400"]
)
def test_impossible_dates_give_nothing(text: str) -> None:
    assert one(text) is None


def test_an_hour_skipped_in_spring_is_shifted_and_an_hour_repeated_in_autumn_is_the_first() -> None:
    assert one("2024-03-31 02:30:00") == "2024-03-31T01:30:00"
    assert one("2024-10-27 02:30:00") == "2024-10-27T00:30:00"


def test_the_order_of_day_and_month_is_told_by_the_first_plain_date_of_all_batches() -> None:
    assert day_first([pl.Series(["03/04/2024"]), pl.Series(["13/04/2024"])])
    assert not day_first([pl.Series(["03/04/2024"]), pl.Series(["04/13/2024"])])
    assert day_first([pl.Series(["03/04/2024"])])
    assert one("03/04/2024 12:00", "UTC", day_first=False) == "2024-03-04T12:00:00"
    assert one("03/04/2024 12:00", "UTC", day_first=True) == "2024-04-03T12:00:00"


def test_a_stated_form_wins() -> None:
    assert one("03/04/24", "UTC", date_format="%m/%d/%y") == "2024-03-04T00:00:00"
    assert one("2024-07-10 16:13 +0200", "UTC", date_format="%Y-%m-%d %H:%M %z") == "2024-07-10T14:13:00"
    assert one("10/07/2024 16:13", date_format="%d/%m/%Y %H:%M") == "2024-07-10T14:13:00"
    with pytest.raises(SourceError, match="date_format"):
        one("x", date_format="day/month")


def test_several_forms_in_one_column_are_read_each() -> None:
    column = pl.Series(["2024-07-10T00:00:00Z", None, "1374527911", "Wed Oct 10 20:19:24 +0000 2018", ""])
    assert [value is None for value in instants(column, "UTC")] == [False, True, False, False, True]


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 12, 30)))
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC)
    assert instants(pl.Series([moment.isoformat(), moment.isoformat(" ")]), "Asia/Tokyo").to_list() == [moment, moment]
    whole = moment.replace(microsecond=0)
    assert instants(pl.Series([whole.strftime("%a, %d %b %Y %H:%M:%S %z")]), "Asia/Tokyo").to_list() == [whole]


@given(st.lists(st.text(max_size=30) | st.from_regex(r"\d{1,18}([-/.:T ]\d{1,4}){0,5}", fullmatch=True), max_size=5))
def test_no_text_is_a_crash(texts: list[str]) -> None:
    assert len(instants(pl.Series(texts, dtype=pl.String), "Europe/Paris")) == len(texts)
