"""Language of posts: stated codes first, then detection, and `und` where nothing can be told."""

import polars as pl
import pytest

from conversatoire.collection.language import code, detect, stated_or_detected

FRENCH = "Bonjour à tous, depuis hier soir ma connexion ne marche plus du tout, est-ce normal ?"
ENGLISH = "Good morning everyone, my connection has been down since last night, is that normal?"


def test_sentences_of_several_languages_are_told() -> None:
    texts = [
        FRENCH,
        ENGLISH,
        "¿Alguien sabe por qué no funciona la conexión desde ayer por la noche?",
        "昨日の夜からインターネットがつながりません。",
    ]
    assert detect(pl.Series(texts)).to_list() == ["fr", "en", "es", "ja"]


def test_what_is_too_short_or_says_nothing_is_undetermined() -> None:
    assert (
        detect(pl.Series(["ok", "", "😀😀😀", "@someone #tag https://exemple.fr/a-long-english-address-here", "12345 67890 12345 67890"])).to_list()
        == ["und"] * 5
    )


def test_handles_links_and_tags_do_not_count() -> None:
    noisy = f"@the_english_speaking_people {FRENCH} https://example.com/the-english-words-are-here #ThisIsEnglish"
    assert detect(pl.Series([noisy])).to_list() == ["fr"]


def test_capitals_and_several_lines_do_not_confuse() -> None:
    assert detect(pl.Series([FRENCH.upper(), FRENCH.replace(",", "\n")])).to_list() == ["fr", "fr"]


@pytest.mark.parametrize(
    ("stated", "short"),
    [("fr-FR", "fr"), ("EN_us", "en"), ("fra", "fr"), ("iw", "he"), ("oc", "oc"), ("und", None), ("zxx", None), ("qme", None), ("french!", None)],
)
def test_stated_codes_are_normalised(stated: str, short: str | None) -> None:
    assert code(stated) == short


def test_a_stated_code_wins_and_an_empty_one_is_detected() -> None:
    assert stated_or_detected(pl.Series(["de", "und", None]), pl.Series([FRENCH, FRENCH, ENGLISH])).to_list() == ["de", "fr", "en"]


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert detect(pl.Series([FRENCH])).to_list() == ["fr"]
