"""Numbers, dates and plurals in the form of each language."""

from datetime import UTC, datetime

import pytest

from conversatoire.note.words import NAMES, Words

FR, EN = Words("fr"), Words("en")


def test_thousands_and_decimals_take_the_form_of_the_language() -> None:
    assert (FR.n(12345.6, 1), EN.n(12345.6, 1)) == ("12\u202f345,6", "12,345.6")
    assert (FR.n(-3), EN.n(-3)) == ("−3", "−3")


@pytest.mark.parametrize(
    ("share", "fr", "en"),
    [(0, "0\u202f%", "0%"), (0.1234, "12\u202f%", "12%"), (0.0612, "6,1\u202f%", "6.1%"), (0.0996, "10\u202f%", "10%"), (1, "100\u202f%", "100%"),
     (0.0001, "<\u202f0,1\u202f%", "<\u202f0.1%")],
)  # fmt: skip
def test_shares_have_a_decimal_only_below_ten_percent(share: float, fr: str, en: str) -> None:
    assert (FR.pct(share), EN.pct(share)) == (fr, en)


def test_changes_carry_their_sign_and_a_dash_where_there_is_none() -> None:
    assert [EN.change(ratio) for ratio in (0.5, -0.25, 0, None)] == ["+50%", "−25%", "0%", "–"]


def test_french_is_singular_below_two_and_english_at_one_only() -> None:
    assert [FR.count(n, "message") for n in (0, 1, 1.5, 2)][:2] == ["0\u00a0message", "1\u00a0message"]
    assert FR.count(2, "média", "médias") == "2\u00a0médias"
    assert [EN.count(n, "post") for n in (0, 1, 2)] == ["0\u00a0posts", "1\u00a0post", "2\u00a0posts"]


def test_days_and_months_are_written_out() -> None:
    assert FR.day("2011-05-17") == "mardi 17 mai 2011"
    assert FR.day("2011-05-01") == "dimanche 1er mai 2011"
    assert FR.day("2011-05-11") == "mercredi 11 mai 2011"
    assert EN.day("2011-05-17") == "Tuesday 17 May 2011"
    assert (FR.of_month("2011-04"), FR.of_month("2011-05"), FR.of_month("2011-08")) == ("d’avril 2011", "de mai 2011", "d’août 2011")


def test_an_instant_is_told_in_the_studys_zone() -> None:
    instant = datetime(2011, 4, 30, 22, 30, tzinfo=UTC)
    assert FR.instant(instant, "Europe/Paris") == "1er mai 2011 à 00:30"
    assert EN.instant(instant, "UTC") == "30 April 2011 at 22:30"


def test_small_values_keep_three_digits() -> None:
    assert [EN.precise(value) for value in (0, 0.0012345, 45.678, 1234.5, 3)] == ["0", "0.00123", "45.7", "1,234", "3"]


def test_an_account_is_never_an_address() -> None:
    assert FR.account("jean@exemple.fr", "forum") == "adresse masquée"
    assert FR.account("lemonde", "twitter") == "@lemonde"
    assert FR.account(None, "twitter") == "auteur inconnu"


def test_both_languages_name_the_same_things() -> None:
    assert NAMES["fr"].keys() == NAMES["en"].keys()


def test_bounds_that_would_read_the_same_are_told_finer() -> None:
    assert str(Words("en").interval(0.118, 0.121)) == r" \[11.8%–12.1%\]" and str(Words("en").interval(0.07, 0.1)) == r" \[7%–10%\]"
    assert Words("fr").interval(None, 0.1) == ""
