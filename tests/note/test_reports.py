"""The periodic reports: each is made of parts of the note, says where it comes from, and is published in four forms."""

import pytest
from conftest import load

from conversatoire.note import figures, reports

NAMES = {"listening": ("Rapport d’écoute", "## Pics"), "exchanges": ("Échanges avec la communauté", "## Questions ouvertes")}
NAMES |= {"indicators": ("Indicateurs", "## Baromètre"), "crisis": ("Rapport de crise", "## Niveau et indicateurs")}


def test_each_report_holds_its_parts_of_the_note_in_four_forms(tmp_path, hostile_month) -> None:
    facts = load(hostile_month, reports=list(NAMES))
    figures.write(facts, "fr", tmp_path)
    paths = reports.write(facts, tmp_path, ["fr"])
    assert [path.name for path in paths[:4]] == [f"report_listening.fr.{form}" for form in ("md", "html", "pdf", "docx")]
    for name, (title, part) in NAMES.items():
        text = (tmp_path / f"report_{name}.fr.md").read_text(encoding="utf-8")
        assert f"**{title} · " in text and part in text and "Undefined" not in text
        assert text.count("\n# ") == 0 and text.startswith("# ")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_study_that_asks_for_none_gets_none(tmp_path, hostile_month, lang: str) -> None:
    assert reports.write(load(hostile_month), tmp_path / "note", [lang]) == [] and not (tmp_path / "note").exists()
