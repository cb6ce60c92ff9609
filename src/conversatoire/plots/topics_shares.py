"""Figure of the topics' shares beside their stability, so that neither is read without the other."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire import tables
from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, PALETTE, nothing
from conversatoire.plots.topics import DARK, OUTSIDE, WIDTH, named

# Where stability comes from: mark, colour, and how far off the line it stands, so that equal values do not hide one another.
_HALVES = {"stability_seeds": ("o", PALETTE[0], -0.13), "stability_samples": ("s", PALETTE[1], 0.13)}


def topic_shares(topics: pd.DataFrame, lang: str, top: int = 20) -> Figure:
    """Share of the largest topics in all posts with its interval, and beside it their stability; the others and the posts outside follow.

    An unstable topic is hatched, and says so. Takes the table «topics».
    """
    title = {"fr": "De quoi parle-t-on, et quels sujets sont stables ?", "en": "What do people talk about, and which subjects are stable?"}[lang]
    ordered = topics.sort_values("topic").reset_index(drop=True)
    shown, rest = ordered.head(top), ordered.iloc[top:]
    if shown.empty:
        return nothing(title, lang)
    names, shares = [named(row, lang, 36) for row in shown.itertuples()], shown["share"].tolist()
    if len(rest):
        names.append({"fr": f"{len(rest)} sujets plus petits", "en": f"{len(rest)} smaller subjects"}[lang])
        shares.append(rest["share"].sum())
    names.append(OUTSIDE[lang])
    shares.append(max(0.0, 1 - ordered["share"].sum()))
    size = {"figsize": (WIDTH, 1.7 + 0.36 * len(names)), "width_ratios": [3, 2], "sharey": True, "layout": "constrained"}
    figure, (left, right) = plt.subplots(1, 2, **size)
    _draw_shares(left, shown, shares, Words(lang))
    left.set_yticks(range(len(names)), names, fontsize=9, parse_math=False)
    left.set_ylim(len(names) - 0.4, -0.6)
    _draw_stability(right, shown, Words(lang))
    marks, _ = right.get_legend_handles_labels()
    figure.legend(handles=marks, loc="outside lower center", ncols=3, frameon=False, fontsize=9)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def _draw_shares(axes: Axes, shown: pd.DataFrame, shares: list[float], words: Words) -> None:
    """Bars of `shares`: the topics of `shown` (with their interval), then what remains."""
    has_interval = shown["share_high"].notna().any()
    ends = np.array(shares)
    ends[: len(shown)] = shown[["share", "share_high"]].max(axis=1)
    bars = axes.barh(range(len(shares)), shares, color=PALETTE[0], edgecolor=PALETTE[0], height=0.62)
    for bar, stability in zip(bars, shown["stability"], strict=False):
        if stability <= tables.UNSTABLE:
            bar.set(facecolor="white", hatch="/////", linewidth=0.8)
    for bar in bars[len(shown) :]:
        bar.set(color=GREY)
    axes.axhline(len(shown) - 0.5, color=DARK, linewidth=0.6)
    interval = {"color": "black", "linewidth": 1.2, "zorder": 3}
    axes.hlines(shown.index, shown["share_low"], shown["share_high"], **interval)
    axes.plot(shown[["share_low", "share_high"]], np.column_stack([shown.index] * 2), "|", markersize=6, **interval)
    for place, share in enumerate(shares):
        axes.annotate(words.pct(share), (ends[place], place), (5, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_xlim(0, ends.max() * 1.22 or 1)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    axes.tick_params(axis="x", labelsize=9)
    axes.tick_params(axis="y", length=0)
    of = {"fr": "part de tous les messages du mois", "en": "share of all posts of the month"}[words.lang]
    about = {"fr": "trait noir : intervalle à 95 % aux recalculs", "en": "black line: 95% interval over recomputations"}[words.lang]
    axes.set_xlabel(f"{of}\n{about}" if has_interval else of, fontsize=9)


def _draw_stability(axes: Axes, shown: pd.DataFrame, words: Words) -> None:
    """Marks of each topic's stability, and in words beside the panel which topics are unstable."""
    lang = words.lang
    told = {
        "stability_seeds": {"fr": "autres tirages", "en": "other seeds"},
        "stability_samples": {"fr": "échantillons de 80 % des messages", "en": "samples of 80% of the posts"},
    }
    axes.axvspan(0, tables.UNSTABLE, color="#EDEDED", linewidth=0, zorder=0)
    axes.axvline(tables.UNSTABLE, color=DARK, linewidth=1, linestyle="--", zorder=1)
    axes.hlines(shown.index, 0, 1, color="#CCCCCC", linewidth=0.6, linestyle=":", zorder=1)
    for half, (marker, colour, off) in _HALVES.items():
        if shown[half].notna().any():
            look = {"s": 34, "edgecolors": "black", "linewidths": 0.5, "clip_on": False}
            axes.scatter(shown[half], shown.index + off, marker=marker, color=colour, zorder=3, label=told[half][lang], **look)
    mean = {"fr": "stabilité (la plus basse des deux)", "en": "stability (the lower of both)"}[lang]
    axes.plot(shown["stability"], shown.index, "|", color="black", markersize=13, markeredgewidth=2, zorder=4, clip_on=False, label=mean)
    for place, stability in shown["stability"].items():
        if stability <= tables.UNSTABLE:
            warning = words.name("alone").replace(", ", ",\n")
            beside = {"xycoords": ("axes fraction", "data"), "va": "center", "annotation_clip": False}
            axes.annotate(warning, (1.04, place), fontsize=8, fontstyle="italic", **beside)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], [words.n(tick, 2) for tick in (0, 0.25, 0.5, 0.75, 1)], fontsize=9)
    axes.tick_params(axis="y", length=0)
    about = {
        "fr": "stabilité (indice de Jaccard, 0–1)\nen gris : instable, jusqu’à {}",
        "en": "stability (Jaccard index, 0–1)\ngrey: unstable, up to {}",
    }
    axes.set_xlabel(about[lang].format(words.n(tables.UNSTABLE, 2)), fontsize=9)
