"""Figure of the weak signals: when each one could be seen, and how much it grew."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from conversatoire.events.grouping import ranked
from conversatoire.note.glyphs import printable
from conversatoire.note.words import Words
from conversatoire.plots.events import cause_name
from conversatoire.plots.look import GREY, PALETTE, nothing

_TITLE = {"fr": "Ce qui est encore petit et grandit", "en": "What is still small and grows"}
_TICKS = (1, 3, 10, 30, 100, 300)
_WIDEST = 500  # growth beyond which an interval is cut


def weak_signals(signals: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 12) -> Figure:
    """The first `top` signals (see `ranked`), the earliest first: the days that showed each, its growth with its interval, its authors.

    Args:
        signals: table «weak_signals».
        topics: table «topics».
        lang: fr or en.
        top: signals shown.
    """
    shown = ranked(signals).head(top).sort_values(["first_seen", "signal"], ignore_index=True)
    if shown.empty:
        return nothing(_TITLE[lang], lang)
    words = Words(lang)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 1.5 + 0.36 * len(shown)), layout="constrained", width_ratios=[3, 2], sharey=True)
    first, last = (shown[name].str[-2:].astype(int) for name in ("first_seen", "last_seen"))
    left.hlines(range(len(shown)), first - 0.45, last + 0.45, color=PALETTE[0], linewidth=7)
    for place, row in shown.iterrows():
        told = words.count(row["distinct"], {"fr": "auteur", "en": "author"}[lang])
        is_late = last[place] > 20
        at = (first[place] - 0.8 if is_late else last[place] + 0.8, place)
        left.annotate(told, at, ha="right" if is_late else "left", va="center", fontsize=8.5, color="#444444")
    labels = [printable(cause_name(row.kind, row.item, topics, lang), lang, breaks=False) for row in shown.itertuples()]
    left.set_yticks(range(len(shown)), labels, fontsize=9, parse_math=False)
    left.set_ylim(len(shown) - 0.5, -0.5)
    left.set_xlim(0.4, pd.Period(shown["day"].max()[:7], "M").days_in_month + 0.6)
    left.set_xticks([1, 8, 15, 22, 29])
    left.set_xlabel({"fr": "jours du mois où le signal se voyait", "en": "days of the month on which the signal could be seen"}[lang], fontsize=9)
    ends = shown[["growth_low", "growth_high"]].clip(upper=_WIDEST)
    right.hlines(range(len(shown)), ends["growth_low"], ends["growth_high"], color=GREY, linewidth=1.6)
    right.plot(shown["growth"], range(len(shown)), "o", color=PALETTE[5], markersize=6)
    right.set_xscale("log")
    right.set_xlim(1, max(10, float(ends["growth_high"].max())) * 1.1)
    right.xaxis.set_major_locator(FixedLocator([tick for tick in _TICKS if tick <= right.get_xlim()[1]]))
    right.xaxis.set_minor_locator(NullLocator())
    right.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"×{words.n(value)}"))
    right.set_xlabel({"fr": "croissance (échelle logarithmique, 95 %)", "en": "growth (logarithmic scale, 95 %)"}[lang], fontsize=9)
    for axes in (left, right):
        axes.grid(axis="x", color="#E5E5E5", linewidth=0.6)
        axes.tick_params(axis="y", length=0)
    figure.suptitle(_TITLE[lang], x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure
