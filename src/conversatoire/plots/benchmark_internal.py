"""Figure of an internal series beside the posts, and of how they correlate at each lag."""

from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, PALETTE, nothing, short


def internal_series(table: pd.DataFrame, lags: pd.DataFrame, name: str, unit: str | None, lang: str) -> Figure:
    """Posts above, the series below, each on its own scale; on the right the correlation at each lag with its interval, where there is one.

    Takes the tables «internal» and «internal_lags», and the name and unit of the series.
    """
    words = Words(lang)
    title = {"fr": f"{short(name)} et messages", "en": f"{short(name)} and posts"}[lang]
    rows, tied = (frame[frame["series"] == name].sort_values(key) for frame, key in ((table, "day"), (lags, "lag")))
    if rows.empty:
        return nothing(title, lang)
    shape = [["posts", "lags"], ["value", "lags"]] if len(tied) else [["posts"], ["value"]]
    figure, panels = plt.subplot_mosaic(shape, figsize=(10, 4.2), width_ratios=[3, 2][: len(shape[0])], layout="constrained")
    days = [date.fromisoformat(day) for day in rows["day"]]
    labels = {"posts": {"fr": "messages par jour", "en": "posts a day"}[lang], "value": short(unit or name, 30)}
    for number, (column, label) in enumerate(labels.items()):
        panels[column].plot(days, rows[column].astype(float), color=PALETTE[number], linewidth=1.6)
        panels[column].set_ylabel(label, fontsize=9, parse_math=False)
        panels[column].yaxis.set_major_locator(MaxNLocator(4))
        panels[column].yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.precise(value)))
        panels[column].grid(color="#DDDDDD", linewidth=0.6)
        panels[column].xaxis.set_major_locator(AutoDateLocator(maxticks=6))
        panels[column].xaxis.set_major_formatter(DateFormatter("%d/%m/%y"))
    panels["posts"].set_xticklabels([])
    if len(tied):
        _lags(panels["lags"], tied, words)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold", parse_math=False)
    return figure


def _lags(axes: Axes, tied: pd.DataFrame, words: Words) -> None:
    told = tied["p_value"] < 0.05
    colours = [PALETTE[5] if sure else GREY for sure in told]
    axes.axhline(0, color="black", linewidth=0.8)
    axes.axvline(0, color="#DDDDDD", linewidth=0.8, zorder=0)
    axes.vlines(tied["lag"], tied["low"], tied["high"], color=colours, linewidth=1.4)
    axes.scatter(tied["lag"], tied["correlation"], color=colours, s=24, zorder=3)
    axes.set_ylim(-1, 1)
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value, 2)))
    about = {
        "fr": "décalage : la série suit les messages (droite)\nou les précède (gauche) ; orange : plus que le hasard",
        "en": "lag: the series follows the posts (right)\nor goes before them (left); orange: more than chance",
    }
    axes.set_xlabel(about[words.lang], fontsize=8.5)
    axes.set_title({"fr": "Corrélation par décalage, intervalle à 95 %", "en": "Correlation by lag, 95% interval"}[words.lang], fontsize=9.5)
