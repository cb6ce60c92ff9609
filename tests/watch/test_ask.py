"""The parameters of a search give the selection that they name, a message where they cannot, and come back from it as a permalink."""

from datetime import datetime
from urllib.parse import parse_qs, urlencode
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_index import at

from conversatoire.watch import ask
from conversatoire.watch.errors import SearchError
from conversatoire.watch.selection import Selection

ABOUT = {
    "timezone": "Europe/Paris",
    "media": ["blog", "twitter"],
    "languages": ["en", "fr", "und"],
    "first": at("2024-07-01"),
    "last": at("2024-10-31T12:00"),
}
LISTS = {"presse": ["@LeMonde", "franceinfo"], "elus": ["twitter:Maire"]}


def read(**values: str | list[str]) -> Selection:
    return ask.selection({name.rstrip("_"): [value] if isinstance(value, str) else value for name, value in values.items()}, ABOUT, LISTS)


@pytest.mark.parametrize(
    ("values", "start", "end"),
    [
        ({"from_": "2024-10-22"}, at("2024-10-22"), None),
        ({"to": "2024-10-22"}, None, at("2024-10-23")),
        ({"from_": "2024-10", "to": "2024-10"}, at("2024-10-01"), at("2024-11-01")),
        ({"from_": "2023-12", "to": "2023-12"}, at("2023-12-01"), at("2024-01-01")),
        ({"from_": "2024-10-22T14:00", "to": "2024-10-22T15:30"}, at("2024-10-22T14:00"), at("2024-10-22T15:30")),
        ({"from_": "2024-10-22T12:00Z"}, at("2024-10-22T14:00"), None),
        ({"from_": "2024-10-22T14:00:00+02:00"}, at("2024-10-22T14:00"), None),
        ({"from_": "2024-10-22T14:00:00 02:00"}, at("2024-10-22T14:00"), None),  # a + that an address lost
        ({"from_": "2024-10-27", "to": "2024-10-27"}, at("2024-10-27"), at("2024-10-27") + 25 * 3600),  # clocks were turned back
        ({"last": "24h"}, at("2024-10-30T12:00") + 1, None),
        ({"last": "1d"}, at("2024-10-30T12:00") + 1, None),
        ({"last": "1J"}, at("2024-10-30T12:00") + 1, None),
        ({"last": "2w"}, at("2024-10-31T12:00") - 14 * 86400 + 1, None),
        ({"last": "1m"}, at("2024-09-30T12:00") + 1, None),
        ({"last": "8m"}, at("2024-02-29T12:00") + 1, None),
        ({"from_": " ", "to": "", "last": ""}, None, None),
    ],
)
def test_an_interval_is_read_in_the_study_s_zone(values: dict, start: int | None, end: int | None) -> None:
    assert (read(**values).start, read(**values).end) == (start, end)


def test_an_empty_index_has_no_last_days() -> None:
    assert ask.selection({"last": ["15d"]}, ABOUT | {"first": None, "last": None}, {}) == Selection()


def test_each_parameter_is_read() -> None:
    asked = read(
        q=" panne fibre ", medium=["twitter", "Blog", "twitter"], author=["@Anne", "twitter:Bob", ":twitter:x", "zzz:y"], list=["presse", "elus"],
        lang="FR", kind=["reply", "post"], tag="#Santé", link="http://www.Ville.example/a/?utm_source=x", site="https://www.Ville.example/b",
        mentioned="twitter:@Anne", topic="2024-10/3", hour="08", weekday="7", sort="date", page="3",
    )  # fmt: skip
    accounts = (("", "anne"), ("", "franceinfo"), ("", "lemonde"), ("", "twitter:x"), ("", "zzz:y"), ("twitter", "bob"), ("twitter", "maire"))
    assert asked == Selection(
        query="panne fibre", media=("blog", "twitter"), accounts=accounts, languages=("fr",), kinds=("post", "reply"), tag="sante",
        link="https://www.ville.example/a", site="ville.example", mentioned=("twitter", "anne"), topic="2024-10/3", hour=8, weekday=7,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "message", "french"),
    [
        ({"medium": "twiter"}, "did you mean «twitter»", "vouliez-vous dire « twitter »"),
        ({"medium": "zzz"}, "known: blog, twitter", "existent : blog, twitter"),
        ({"list": "pres"}, "list: «pres» is not there; did you mean «presse»", "« presse »"),
        ({"lang": "xx"}, "known: en, fr, und", "existent : en, fr, und"),
        ({"kind": "retweet"}, "kind: «retweet» is not there", "n’existe pas"),
        ({"from_": "2024-10-23", "to": "2024-10-22"}, "from 2024-10-23 is not before to 2024-10-22", "n’est pas avant"),
        ({"from_": "2024-10-23T10:00", "to": "2024-10-23T10:00"}, "is not before", "n’est pas avant"),
        ({"from_": "22/10/2024"}, "neither a day, nor a month", "ni un jour"),
        ({"from_": "2024-02-30"}, "neither a day", "ni un jour"),
        ({"to": "9999-12-31"}, "neither a day", "ni un jour"),
        ({"from_": "2024-13"}, "neither a day", "ni un jour"),
        ({"last": "15"}, "not a span of time", "n’est pas une durée"),
        ({"last": "0d"}, "not a span of time", "n’est pas une durée"),
        ({"last": "15d", "from_": "2024-10"}, "goes without from and to", "sans from ni to"),
        ({"link": "pas une adresse"}, "not the address of a web page", "n’est pas l’adresse"),
        ({"topic": "fibre"}, "not the id of a topic", "n’est pas l’identifiant"),
        ({"hour": "24"}, "not a number from 0 to 23", "de 0 à 23"),
        ({"weekday": "0"}, "not a number from 1 to 7", "de 1 à 7"),
        ({"weekday": "²"}, "not a number from 1 to 7", "de 1 à 7"),
        ({"tag": ["a", "b"]}, "tag: takes one value", "une seule valeur"),
    ],
)
def test_what_cannot_be_read_is_told(values: dict, message: str, french: str) -> None:
    with pytest.raises(SearchError, match=message) as caught:
        read(**values)
    assert french in caught.value.told("fr")


def test_no_list_at_all_is_told() -> None:
    with pytest.raises(SearchError, match="none is known"):
        ask.selection({"list": ["presse"]}, ABOUT, {})


INSTANTS = st.one_of(st.none(), st.integers(at("2024-01-01"), at("2025-01-01")))
HANDLES = st.tuples(st.sampled_from(["", "twitter", "blog"]), st.sampled_from(["anne", "a:b", "twitter:x", "user@host.example", "été"]))


@given(
    st.builds(
        Selection,
        query=st.sampled_from(["", "panne fibre", '"l\'été" OU -🚀', "a&b=c #d"]),
        start=INSTANTS,
        end=INSTANTS,
        media=st.sets(st.sampled_from(ABOUT["media"])).map(sorted).map(tuple),
        accounts=st.sets(HANDLES).map(sorted).map(tuple),
        languages=st.sets(st.sampled_from(ABOUT["languages"])).map(sorted).map(tuple),
        kinds=st.sets(st.sampled_from(ask.KINDS)).map(sorted).map(tuple),
        tag=st.sampled_from(["", "sante"]),
        link=st.sampled_from(["", "https://www.ville.example/a?b=%C3%A9&c=d"]),
        site=st.sampled_from(["", "ville.example"]),
        mentioned=st.one_of(st.none(), HANDLES),
        topic=st.sampled_from(["", "none", "2024-10/12"]),
        hour=st.one_of(st.none(), st.integers(0, 23)),
        weekday=st.one_of(st.none(), st.integers(1, 7)),
    ).filter(lambda selection: selection.start is None or selection.end is None or selection.start < selection.end)
)
@example(Selection(start=at("2024-10-27") + 3 * 3600, end=at("2024-10-27") + 7 * 1800))  # 2:00 and 2:30 of the second time that day
@example(Selection(start=at("2024-10-27"), end=at("2024-10-28")))
def test_a_permalink_leads_back_to_the_selection(selection: Selection) -> None:
    address = urlencode(ask.params(selection, ABOUT), doseq=True)
    assert ask.selection(parse_qs(address), ABOUT, {}) == selection


def test_whole_days_stand_as_days_in_a_permalink() -> None:
    params = ask.params(Selection(start=at("2024-10-22"), end=at("2024-10-24")), ABOUT)
    assert params == {"from": ["2024-10-22"], "to": ["2024-10-23"]}
    assert datetime.fromtimestamp(at("2024-10-22"), ZoneInfo("Europe/Paris")).hour == 0


@given(st.dictionaries(st.sampled_from(ask.PARAMETERS), st.lists(st.text(max_size=30), max_size=2)))
@example({"tag": ["\udcff"], "author": ["\0a"], "site": ["http://["], "link": ["https://["]})
def test_whatever_stands_in_an_address_gives_a_selection_or_a_message(values: dict[str, list[str]]) -> None:
    try:
        selection = ask.selection(values, ABOUT, LISTS)
    except SearchError as error:
        assert str(error) and error.fr
    else:
        for text in (selection.query, selection.tag, selection.link, selection.site, *(handle for _, handle in selection.accounts)):
            assert text.encode() is not None and "\0" not in text
