"""What is found is marked in the post as its author wrote it, and the piece shown is cut around the first hit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversatoire.watch import highlight, syntax


def marked(query: str, text: str) -> str:
    return "".join(f"[{part}]" if is_hit else part for part, is_hit in highlight.marked(text, syntax.parse(query).words))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("indemnisation", "L’Indemnisation, enfin", "L’[Indemnisation], enfin"),
        ("coeur œuvre", "au CŒUR de l'Oeuvre", "au [CŒUR] de l'[Oeuvre]"),
        ("sante", "la sante\u0301 publique", "la [sante\u0301] publique"),
        ("strasse", "die Straße", "die [Straße]"),
        ("indemni*", "indemnisés, Indemnité, demni", "[indemnisés], [Indemnité], demni"),
        ('"pouvoir d\'achat"', "le Pouvoir d’Achat, pouvoir acheter", "le [Pouvoir d’Achat], pouvoir acheter"),
        ('"service client"', "service-client", "[service-client]"),
        ("free", "Freebox FREE #free @free https://free.fr", "Freebox [FREE] #[free] @[free] https://free.fr"),
        ("@free", "free @Free. @freebox @free.bsky", "free [@Free]. @freebox @free.bsky"),
        ("@free*", "@freebox @libre", "[@freebox] @libre"),
        ("#santé", "sante #Sante #santes", "sante [#Sante] #santes"),
        ("c++ R&B", "du C++, du R&B, C + 1", "du [C++], du [R&B], C + 1"),
        ("❤", "j’aime❤\ufe0f!", "j’aime[❤\ufe0f]!"),
        ("👍", "ok👍🏽", "ok[👍]🏽"),
        ("free_mobile", "chez free_mobile et free", "chez [free_mobile] et free"),
        ("panne -fibre", "panne de fibre", "[panne] de fibre"),
        ("panne OU fibre", "fibre panne", "[fibre] [panne]"),
        ("", "rien", "rien"),
        ("mot", "", ""),
    ],
)
def test_a_hit_is_marked_in_the_original(query: str, text: str, expected: str) -> None:
    assert marked(query, text) == expected


LONG = " ".join(f"mot{place}" for place in range(200))


@pytest.mark.parametrize(("place", "start", "end"), [(0, "", "…"), (100, "…", "…"), (199, "…", "")])
def test_a_snippet_is_cut_at_words_around_the_first_hit(place: int, start: str, end: str) -> None:
    parts = highlight.snippet(None, LONG, syntax.parse(f"mot{place}").words, 80)
    text = "".join(part for part, _ in parts)
    assert [part for part, is_hit in parts if is_hit] == [f"mot{place}"]
    assert text.startswith(start) and text.endswith(end) and 60 < len(text) <= 82
    assert f" {text.strip('…').strip()} " in f" {LONG} "  # whole words


def test_the_title_leads_the_text_and_white_space_counts_once() -> None:
    parts = highlight.snippet("Un titre", "deux \n\n mots", syntax.parse("mots").words)
    assert parts == [("Un titre", False), (" — ", False), ("deux ", False), ("mots", True)]
    assert highlight.snippet(None, None, ()) == []
    assert highlight.snippet("Titre", "", syntax.parse("titre").words) == [("Titre", True)]


def test_no_phrase_spans_title_and_text() -> None:
    assert not any(is_hit for _, is_hit in highlight.snippet("free", "mobile", syntax.parse('"free mobile"').words))


@given(st.text(max_size=80), st.sampled_from(["a", "e*", '"a b"', "@a", "#a", "🚀 1", "+"]), st.integers(1, 100))
def test_the_pieces_of_a_text_are_the_text(text: str, query: str, length: int) -> None:
    words = syntax.parse(query).words
    assert "".join(part for part, _ in highlight.marked(text, words)) == text
    assert len("".join(part for part, _ in highlight.snippet(None, text, words, length)).strip("…")) <= length
