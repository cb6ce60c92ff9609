"""Figure of the coordination: how many pairs of accounts stand out in each window, and how far beyond chance."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from conversatoire.note.words import Words
from conversatoire.plots.influencers_cascades import duration
from conversatoire.plots.look import PALETTE, account_name, nothing, short
from conversatoire.plots.placing import HALO

KINDS = {
    "link": {"fr": "même lien", "en": "same link"},
    "text": {"fr": "même texte", "en": "same text"},
    "post": {"fr": "même message repris", "en": "same post passed on"},
}
_LOOKS = {"link": (PALETTE[0], "o"), "text": (PALETTE[1], "s"), "post": (PALETTE[2], "^")}
_PAIRS = 12  # named


def coordination(coordination: pd.DataFrame, lang: str, windows: list[int] | None = None) -> Figure:
    """Left: pairs of accounts that stand out, by window and kind. Right: what the first of them shared, and what chance would have given.

    Args:
        coordination: table «coordination».
        lang: fr or en.
        windows: seconds that were tried, so that those in which nothing stood out show their zero; those of the table by default.
    """
    title = {"fr": "Partages simultanés : à regarder de près, sans accuser", "en": "Simultaneous sharing: to be looked at, no accusation"}[lang]
    if coordination.empty:
        return nothing(title, lang)
    tried = sorted(windows or set(coordination["window"]))
    first = _first_pairs(coordination)
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 2.2 + 0.27 * max(len(first), 6)), layout="constrained", width_ratios=[1, 1.2])
    _draw_sweep(left, coordination, tried, lang)
    _draw_excess(right, first, lang)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    handles = [
        plt.Line2D([], [], color=_LOOKS[kind][0], marker=_LOOKS[kind][1], markeredgecolor="#333333", label=names[lang])
        for kind, names in KINDS.items()
        if (coordination["kind"] == kind).any()
    ]
    handles.append(
        plt.Line2D(
            [], [], linestyle="", color="#444444", marker="|", markersize=11, label={"fr": "attendu par hasard", "en": "expected by chance"}[lang]
        )
    )
    figure.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False, fontsize=9)
    return figure


def _first_pairs(coordination: pd.DataFrame) -> pd.DataFrame:
    """Each pair once, in the window and kind in which it shared most for its chance; the pairs that shared most first."""
    ordered = coordination.assign(excess=(coordination["times"] - coordination["expected"]).round(6))
    ordered = ordered.sort_values(["excess", "window", "group", "first", "second", "kind"], ascending=[False, True, True, True, True, True])
    return ordered.drop_duplicates(["medium", "first", "second"]).head(_PAIRS).reset_index(drop=True)


def _draw_sweep(axes: Axes, coordination: pd.DataFrame, windows: list[int], lang: str) -> None:
    """Pairs a window, a line a kind."""
    words = Words(lang)
    pairs = coordination.groupby(["kind", "window"]).size()
    kinds = [kind for kind in KINDS if kind in pairs.index]
    for place, kind in enumerate(kinds):
        colour, mark = _LOOKS[kind]
        counts = [int(pairs.get((kind, window), 0)) for window in windows]
        at = np.arange(len(windows)) + 0.08 * (place - (len(kinds) - 1) / 2)  # beside each other where they are equal
        axes.plot(at, counts, color=colour, marker=mark, markeredgecolor="#333333", linewidth=1.6)
        for x, count in zip(at, counts, strict=True):
            axes.annotate(
                words.n(count), (x, count), xytext=(0, 6), textcoords="offset points", ha="center", fontsize=8.5, path_effects=HALO, zorder=4
            )
    axes.set_xticks(range(len(windows)), [duration(window / 3600, lang) for window in windows])
    axes.set_xlim(-0.4, len(windows) - 0.6)
    axes.set_ylim(0, pairs.max() * 1.2 + 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.set_xlabel({"fr": "écart entre les deux messages, au plus", "en": "time between the two posts, at most"}[lang], fontsize=9)
    axes.set_title({"fr": "Paires qui ressortent", "en": "Pairs that stand out"}[lang], fontsize=10.5, fontweight="normal")
    axes.grid(axis="y", color="#E5E5E5", linewidth=0.6)


def _draw_excess(axes: Axes, first: pd.DataFrame, lang: str) -> None:
    """A row a pair: a mark for what both shared, a stroke for what chance would have given."""
    words = Words(lang)
    axes.hlines(first.index, first["expected"], first["times"], color="#BBBBBB", linewidth=1.2, zorder=1)
    axes.scatter(first["expected"], first.index, marker="|", s=120, color="#444444", zorder=2, clip_on=False)
    for row in first.itertuples():
        colour, mark = _LOOKS[row.kind]
        axes.scatter(row.times, row.Index, color=colour, marker=mark, s=36, edgecolors="#333333", linewidths=0.5, zorder=3)
        axes.annotate(duration(row.window / 3600, lang), (row.times, row.Index), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8)
    labels = [f"{short(account_name(row.first), 24)} + {short(account_name(row.second), 24)}" for row in first.itertuples()]
    axes.set_yticks(first.index, labels, fontsize=8.5, parse_math=False)
    axes.set_ylim(len(first) - 0.5, -0.5)
    axes.set_xlim(0, first["times"].max() * 1.15 + 0.5)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    axes.set_xlabel(
        {"fr": "choses partagées dans la fenêtre notée à droite", "en": "things shared within the window written beside"}[lang], fontsize=9
    )
    axes.set_title({"fr": "Ce que les premières paires ont partagé", "en": "What the first pairs shared"}[lang], fontsize=10.5, fontweight="normal")
    axes.grid(axis="x", color="#E5E5E5", linewidth=0.6)
