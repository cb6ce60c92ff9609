"""Figures of the tone: shares of negative and positive posts with their intervals, and their course over the month."""

from itertools import pairwise
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, PALETTE, nothing
from conversatoire.plots.topics import named

SIDES = {"negative": (PALETTE[5], "o", -0.12), "positive": (PALETTE[0], "s", 0.12)}  # colour, mark, and how far off the line it stands
NAMES = {"fr": {"negative": "négatifs", "positive": "positifs"}, "en": {"negative": "negative", "positive": "positive"}}
ALL = {"fr": "tous les messages", "en": "all posts"}
VOICES = {"fr": {"public": "public", "own": "comptes de l’organisation"}, "en": {"public": "public", "own": "organisation’s own accounts"}}


def measured(shares: pd.DataFrame) -> pd.DataFrame:
    """The shares to show, as share, low and high: corrected ones where there are any; without groups of too few posts."""
    if shares["corrected"].notna().any():
        better = {"share": "corrected", "low": "corrected_low", "high": "corrected_high"}
        shares = shares.assign(**{name: shares[column] for name, column in better.items()})
    return shares[shares["share"].notna()]


def tone_shares(shares: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 10) -> Figure:
    """Share of negative and of positive posts, with intervals: over all, by voice, by medium and by subject.

    Args:
        shares: table «shares».
        topics: table «topics», for the names of the subjects.
        lang: fr or en.
        top: subjects shown, the largest first.
    """
    words, told = Words(lang), measured(shares)
    title = {"fr": "Quel est le ton des messages ?", "en": "How do the posts sound?"}[lang]
    if told.empty:
        return nothing(title, lang)
    rows = [("all", None, ALL[lang])]
    rows += [("voice", voice, VOICES[lang][voice]) for voice in ("public", "own")]
    rows += [("medium", medium, words.title(medium)) for medium in sorted(told.loc[told["by"] == "medium", "value"].unique())]
    rows += [("topic", str(topic.topic), named(topic, lang, 40, lines=1)) for topic in topics.sort_values("topic").head(top).itertuples()]
    place = {(by, value): row for by, value, row in _present(rows, told)}
    figure, axes = plt.subplots(figsize=(8.5, 1.5 + 0.34 * len(place)), layout="constrained")
    _rules(axes, list(place))
    for side, (colour, marker, off) in SIDES.items():
        part = told[told["tone"] == side]
        keys = [(by, value if isinstance(value, str) else None) for by, value in zip(part["by"], part["value"], strict=True)]
        part = part.assign(row=[place.get(key, -1) for key in keys]).query("row >= 0")
        axes.hlines(part["row"] + off, part["low"], part["high"], color=colour, linewidth=2, alpha=0.6)
        axes.scatter(part["share"], part["row"] + off, color=colour, marker=marker, s=34, zorder=3, label=NAMES[lang][side])
    names = {(by, value): name for by, value, name in rows}
    axes.set_yticks(list(place.values()), [names[key] for key in place], fontsize=9, parse_math=False)
    axes.set_ylim(len(place) - 0.5, -0.5)
    _percent(axes.xaxis, words)
    axes.set_xlim(0, min(1.0, told.loc[told["tone"] != "neutral", "high"].max() * 1.08))
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    axes.set_xlabel(_about(shares, lang), fontsize=9)
    axes.set_title(title)
    axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))
    return figure


def tone_days(shares: pd.DataFrame, lang: str) -> Figure:
    """Share of negative and of positive posts by day with intervals as bands, above the number of posts; days of too few posts are gaps."""
    words, told = Words(lang), measured(shares[shares["by"] == "day"])
    title = {"fr": "Le ton au fil des jours", "en": "Tone over the days"}[lang]
    if told.empty:
        return nothing(title, lang)
    by_day = shares[shares["by"] == "day"]
    month = by_day["value"].min()[:7]
    days = [f"{month}-{day:02d}" for day in range(1, pd.Period(month).days_in_month + 1)]
    at = range(1, len(days) + 1)
    figure, (axes, below) = plt.subplots(2, 1, figsize=(8.5, 4.6), height_ratios=[3, 1], sharex=True, layout="constrained")
    for side, (colour, marker, _) in SIDES.items():
        part = told[told["tone"] == side].set_index("value").reindex(days)
        axes.fill_between(at, part["low"].astype(float), part["high"].astype(float), color=colour, alpha=0.18, linewidth=0)
        axes.plot(at, part["share"].astype(float), color=colour, marker=marker, markersize=4, linewidth=1.6, label=NAMES[lang][side])
    posts = by_day.groupby("value")["posts"].sum().reindex(days, fill_value=0)
    below.bar(at, posts, color=GREY, width=0.8)
    below.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    below.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    below.set_ylabel({"fr": "messages", "en": "posts"}[lang], fontsize=9)
    below.set_xticks([1, *range(5, len(days) + 1, 5)])
    below.set_xlim(0.3, len(days) + 0.7)
    below.set_xlabel({"fr": "jour", "en": "day"}[lang] + f" {words.of_month(month)}" + f" — {_about(shares, lang)}", fontsize=9)
    _percent(axes.yaxis, words)
    axes.set_ylim(0, None)
    axes.set_title(title)
    axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))
    return figure


def _present(rows: list[tuple[str, str | None, str]], told: pd.DataFrame) -> list[tuple[str, str | None, int]]:
    known = {(by, value if isinstance(value, str) else None) for by, value in zip(told["by"], told["value"], strict=True)}
    return [(by, value, row) for row, (by, value) in enumerate((by, value) for by, value, _ in rows if (by, value) in known)]


def _rules(axes: Axes, keys: list[tuple[str, str | None]]) -> None:
    """A thin line where one way of dividing the posts ends and the next begins."""
    for row in np.flatnonzero([one[0] != other[0] for one, other in pairwise(keys)]):
        axes.axhline(row + 0.5, color="#BBBBBB", linewidth=0.6)


def _percent(axis: Any, words: Words) -> None:
    axis.set_major_locator(MaxNLocator(5))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))


def _about(shares: pd.DataFrame, lang: str) -> str:
    corrected = shares["corrected"].notna().any()
    told = {
        "fr": ("part des messages dont le ton est connu", "part des messages, corrigée de l’erreur mesurée", "intervalle à 95 %"),
        "en": ("share of the posts whose tone is known", "share of the posts, corrected for the measured error", "95% interval"),
    }[lang]
    return f"{told[1 if corrected else 0]}{' ; ' if lang == 'fr' else '; '}{told[2]}"
