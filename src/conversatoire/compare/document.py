"""The comparison's files in each language: Markdown, HTML, PDF, DOCX and its figures, by the note's machinery."""

import re
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from conversatoire import plots
from conversatoire.compare.facts import CompareFacts
from conversatoire.compare.findings import repeated
from conversatoire.compare.words import Moved
from conversatoire.note.escape import Markdown
from conversatoire.note.markdown import filled, given
from conversatoire.note.render import publish
from conversatoire.note.rows import records
from conversatoire.plots import compare as drawn

MOST_SHARES = 24  # rows of the figure of shares


def write(facts: CompareFacts, out: str | Path, languages: list[str]) -> list[Path]:
    """Writes `compare.{lang}.md`, `.html`, `.pdf`, `.docx` and the figures into `out`, made where it is missing; gives the documents' paths.

    Raises:
        RunError: pandoc or typst refuses.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    plots.style()
    return [path for lang in languages for path in publish(markdown(facts, lang, figures(facts, lang, out)), lang, facts.period, out, "compare")]


def markdown(facts: CompareFacts, lang: str, paths: dict[str, str]) -> str:
    """The document of one language; `paths` maps the name of each figure to its path relative to the document."""
    several = len(facts.pairs) > 1
    level = Markdown("###" if several else "##")
    return filled(f"compare/compare.{lang}.md.j2", f=facts, w=Moved(lang), figures=given(paths), several=several, h=level)


def figures(facts: CompareFacts, lang: str, out: Path) -> dict[str, str]:
    """Saves the figures that have something to show under `out`/figures; `flow-2011-04` and the like → path relative to `out`."""
    made: dict[str, Figure] = {}
    for pair in facts.pairs:
        t, month = pair["frames"], pair["a"]
        if len(t["flows"]):
            made[f"flow-{month}"] = drawn.topic_flow(t["flows"], t["topics"], lang)
        if len(t["topics"]):
            made[f"topics-{month}"] = drawn.topic_moves(t["topics"], lang)
        shares = _shares(t["values"])
        if len(shares):
            made[f"shares-{month}"] = drawn.share_moves(shares, names(shares, lang), lang)
        if len(t["ranks"]):
            made[f"ranks-{month}"] = drawn.rank_moves(t["ranks"], lang)
    return {name: plots.save(figure, out / "figures" / f"{name}.{lang}").relative_to(out).as_posix() for name, figure in made.items()}


def names(shares: pd.DataFrame, lang: str) -> list[str]:
    """What the rows of compare_values are called, as plain text."""
    return [re.sub(r"\\(.)", r"\1", Moved(lang).measure(row)) for row in records(shares)]


def _shares(values: pd.DataFrame) -> pd.DataFrame:
    """The shares that both sides tell, those that moved first where there are many."""
    rows = values[~repeated(values) & (values["unit"] == "share") & values["value_a"].notna() & values["value_b"].notna()]
    order = rows["verdict"].ne("beyond").sort_values(kind="stable").index
    return rows.loc[order].head(MOST_SHARES).sort_index()
