"""Figures of two runs or months beside each other: where the posts of each topic went, and what moved, with intervals."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from conversatoire.note.glyphs import printable
from conversatoire.note.words import Words
from conversatoire.plots.look import PALETTE, account_name, nothing, short

SIDES = {"a": ("o", PALETTE[0], -0.16), "b": ("D", PALETTE[5], 0.16)}  # mark, colour and place beside the row's line
MOST = 20  # topics of each side in the matrix, rows of a dumbbell
NONE = {"fr": "sans sujet", "en": "no subject"}
BEYOND = {"fr": "● : a bougé au-delà de son intervalle", "en": "●: moved beyond its interval"}


def topic_flow(flows: pd.DataFrame, topics: pd.DataFrame, lang: str) -> Figure:
    """Topics of A (rows) × topics of B (columns): how many of the common posts went from one to the other.

    Columns follow the rows that they are matched with, so that what stayed lies on the diagonal; the darker, the larger the part of the row.

    Args:
        flows: table «compare_flows» of one pair of months.
        topics: table «compare_topics» of the same.
        lang: fr or en.
    """
    title = {"fr": "Où sont allés les messages de chaque sujet, de A à B", "en": "Where the posts of each subject went, from A to B"}[lang]
    if flows.empty:
        return nothing(title, lang)
    rows, columns = _order(topics)
    cells = flows.pivot_table("posts", "topic_a", "topic_b", "sum", 0)
    cells = _folded(_folded(cells, rows).T, columns).T
    part = cells.div(cells.sum(axis=1).replace(0, 1), axis=0)
    figure, axes = plt.subplots(figsize=(2.6 + 0.47 * len(columns) + 2, 2.4 + 0.33 * len(cells)), layout="constrained")
    image = axes.imshow(part, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for i, j in zip(*np.nonzero(cells.to_numpy()), strict=True):
        axes.text(j, i, Words(lang).n(cells.iat[i, j]), ha="center", va="center", fontsize=8, color="white" if part.iat[i, j] > 0.6 else "black")
    for pair in topics[topics["status"] == "same"].itertuples():
        if pair.topic_a in cells.index and pair.topic_b in cells.columns:
            corner = (cells.columns.get_loc(pair.topic_b) - 0.5, cells.index.get_loc(pair.topic_a) - 0.5)
            axes.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=PALETTE[5], linewidth=1.6))
    names = [_names(topics, side, list(there), lang) for side, there in (("a", cells.index), ("b", cells.columns))]
    axes.set_yticks(range(len(cells.index)), names[0], fontsize=8.5, parse_math=False)
    axes.set_xticks(range(len(cells.columns)), names[1], fontsize=8.5, rotation=55, ha="left", rotation_mode="anchor", parse_math=False)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_ylabel({"fr": "sujets de A", "en": "subjects of A"}[lang])
    axes.set_xlabel({"fr": "sujets de B ; cadre : sujets appariés", "en": "subjects of B; frame: matched subjects"}[lang])
    bar = figure.colorbar(image, ax=axes, shrink=0.6, format=FuncFormatter(lambda value, _: Words(lang).pct(value)))
    bar.set_label({"fr": "part des messages communs de la ligne", "en": "part of the row’s common posts"}[lang], fontsize=9)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def _order(topics: pd.DataFrame) -> tuple[list[int], list[int]]:
    """Topics of A by number, and those of B in the order of their partners; each at most MOST, then −1 for the posts without one."""
    rows = sorted(topics["topic_a"].dropna().astype(int).unique())[:MOST]
    partner = topics[(topics["status"] == "same") & topics["topic_a"].isin(rows)].sort_values("topic_a")["topic_b"].astype(int).tolist()
    others = sorted(set(topics["topic_b"].dropna().astype(int)) - set(partner))
    return [*rows, -1], [*[*partner, *others][:MOST], -1]


def _folded(cells: pd.DataFrame, shown: list[int]) -> pd.DataFrame:
    """The rows `shown` in their order, and the sum of all others as row −2 before the last, where there are any."""
    rest = cells.drop(index=[topic for topic in shown if topic in cells.index])
    found = cells.reindex(shown, fill_value=0)
    return found if rest.empty else pd.concat([found.iloc[:-1], rest.sum().to_frame(-2).T, found.iloc[-1:]])


def _names(topics: pd.DataFrame, side: str, shown: list[int], lang: str) -> list[str]:
    labels = topics.dropna(subset=[f"topic_{side}"]).drop_duplicates(f"topic_{side}").set_index(f"topic_{side}")[f"label_{side}"]
    extra = {-1: NONE[lang], -2: {"fr": "autres sujets", "en": "other subjects"}[lang]}
    return [extra[topic] if topic < 0 else f"{topic + 1}. {_label(labels[topic], 30, lang)}" for topic in shown]


def topic_moves(topics: pd.DataFrame, lang: str) -> Figure:
    """Share of each topic in A and in B with its interval; topics that only one side has show one mark. Takes «compare_topics» of one pair."""
    title = {"fr": "Part de chaque sujet dans A et dans B", "en": "Share of each subject in A and in B"}[lang]
    shown = topics[topics["status"].isin(["same", "only_a", "only_b"])]
    shown = shown.assign(most=shown[["value_a", "value_b"]].max(axis=1)).sort_values("most", ascending=False, kind="stable").head(MOST)
    names = [_pair_name(row, lang) for row in shown.itertuples()]
    return _dumbbell(shown.reset_index(drop=True), names, title, {"fr": "part des messages du mois", "en": "share of the month’s posts"}[lang], lang)


def _pair_name(row: Any, lang: str) -> str:
    """`A3 = B5. label`, by the label of B where it has one."""
    a, b = (getattr(row, f"topic_{side}") for side in "ab")
    numbers = " = ".join(f"{side}{number + 1}" for side, number in (("A", a), ("B", b)) if pd.notna(number))
    return f"{numbers}. {_label(row.label_a if pd.isna(b) else row.label_b, 34, lang)}"


def _label(label: str, longest: int, lang: str) -> str:
    return printable(short(label, longest), lang, breaks=False)


def share_moves(values: pd.DataFrame, names: list[str], lang: str) -> Figure:
    """Shares in A and in B with their intervals.

    Args:
        values: rows of «compare_values» of one pair whose unit is share.
        names: what each is called.
        lang: fr or en.
    """
    title = {"fr": "Parts dans A et dans B", "en": "Shares in A and in B"}[lang]
    return _dumbbell(values.reset_index(drop=True), names, title, {"fr": "part", "en": "share"}[lang], lang)


def _dumbbell(rows: pd.DataFrame, names: list[str], title: str, of: str, lang: str) -> Figure:
    """Two marks a row with their intervals."""
    if rows.empty:
        return nothing(title, lang)
    words = Words(lang)
    figure, axes = plt.subplots(figsize=(9, 1.7 + 0.36 * len(rows)), layout="constrained")
    _marks(axes, rows, "value")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    axes.set_xlim(left=0)
    _rows(axes, rows, names, rows["verdict"].eq("beyond"))
    axes.set_xlabel(f"{of}\n{ {'fr': 'trait : intervalle à 95 %', 'en': 'line: 95% interval'}[lang] }", fontsize=9)
    return _finished(figure, axes, title, bool(rows["verdict"].eq("beyond").any()), lang)


def rank_moves(ranks: pd.DataFrame, lang: str) -> Figure:
    """Ranks by PageRank in A and in B with their intervals, of the accounts that stand highest in either. Takes «compare_ranks» of one pair."""
    title = {"fr": "Premiers comptes par PageRank, dans A et dans B", "en": "First accounts by PageRank, in A and in B"}[lang]
    rows = ranks[ranks["ranking"] == "pagerank"]
    rows = rows.assign(best=rows[["rank_a", "rank_b"]].min(axis=1)).sort_values(["best", "medium", "account"]).head(MOST).reset_index(drop=True)
    if rows.empty:
        return nothing(title, lang)
    words = Words(lang)
    figure, axes = plt.subplots(figsize=(9, 1.7 + 0.34 * len(rows)), layout="constrained")
    _marks(axes, rows, "rank")
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    axes.xaxis.set_minor_locator(NullLocator())
    moved = rows["status"].isin(["up", "down"])
    _rows(axes, rows, [printable(account_name(account), lang, breaks=False) for account in rows["account"]], moved)
    about = {"fr": "rang (échelle logarithmique)\ntrait : intervalle à 95 %", "en": "rank (logarithmic scale)\nline: 95% interval"}
    axes.set_xlabel(about[lang], fontsize=9)
    return _finished(figure, axes, title, bool(moved.any()), lang)


def _marks(axes: Axes, rows: pd.DataFrame, name: str) -> None:
    for side, (marker, colour, off) in SIDES.items():
        value, low, high = (rows[f"{column}_{side}"].astype(float) for column in (name, "low", "high"))
        axes.hlines(rows.index + off, low, high, color=colour, linewidth=1.8, alpha=0.7)
        axes.scatter(value, rows.index + off, marker=marker, s=34, color=colour, edgecolors="black", linewidths=0.5, zorder=3, label=side.upper())


def _rows(axes: Axes, rows: pd.DataFrame, names: list[str], moved: pd.Series) -> None:
    """The names of the rows, with a mark where what they show moved beyond its interval."""
    labels = [f"● {name}" if beyond else name for name, beyond in zip(names, moved, strict=True)]
    axes.set_yticks(range(len(rows)), labels, fontsize=8.5, parse_math=False)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="both", color="#E4E4E4", linewidth=0.6)
    axes.set_axisbelow(True)


def _finished(figure: Figure, axes: Axes, title: str, moved: bool, lang: str) -> Figure:
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1), fontsize=9)
    if moved:
        axes.set_xlabel(f"{axes.get_xlabel()} · {BEYOND[lang]}", fontsize=9)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure
