"""Addresses inside a note that stay the same from month to month: each section's by its heading, each part's under its section's.

Pandoc numbers headings that come twice, so that a subject called «Ton» would take the address of the section of that name.
"""

import re
import unicodedata
from collections import Counter
from typing import Any

# Section → its anchor in each language: its heading, in letters without accents.
SECTIONS = {
    "brief": {"fr": "en-bref", "en": "in-brief"},
    "method": {"fr": "question-et-methode", "en": "question-and-method"},
    "figures": {"fr": "le-mois-en-chiffres", "en": "the-month-in-figures"},
    "media": {"fr": "medias", "en": "media"},
    "topics": {"fr": "sujets", "en": "subjects"},
    "peaks": {"fr": "pics", "en": "peaks"},
    "actors": {"fr": "acteurs", "en": "actors"},
    "barometer": {"fr": "barometre", "en": "barometer"},
    "tone": {"fr": "ton", "en": "tone"},
    "watching": {"fr": "signaux-faibles-alertes-et-crise", "en": "weak-signals-alerts-and-crisis"},
    "benchmark": {"fr": "comparaisons", "en": "benchmark"},
    "questions": {"fr": "questions-ouvertes", "en": "open-questions"},
    "coverage": {"fr": "couverture-et-limites", "en": "coverage-and-limits"},
    "provenance": {"fr": "parametres-et-provenance", "en": "parameters-and-provenance"},
}
LONGEST = 48  # characters of a part's own name in its anchor


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens of a heading; nothing else of it can reach an address."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def anchored(blocks: list[dict[str, Any]], text_of: Any) -> list[dict[str, Any]]:
    """Pandoc's blocks with an identifier on each heading: a section's is its slug, a part's is led by its section's.

    Args:
        blocks: of the document, headings of sections at level 1.
        text_of: gives the plain text of inlines.
    """
    section, taken, out = "", Counter(), []
    for block in blocks:
        if block["t"] == "Header":
            level, (_, classes, pairs), inlines = block["c"]
            name = slug(text_of(inlines))[:LONGEST].strip("-") or "section"
            name = name if level == 1 else f"{section}-{name}"
            section = name if level == 1 else section
            taken[name] += 1
            identifier = name if taken[name] == 1 else f"{name}-{taken[name]}"
            block = {"t": "Header", "c": [level, [identifier, classes, pairs], inlines]}
        out.append(block)
    return out
