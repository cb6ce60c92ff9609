"""Figures of the benchmark: share of voice, and curves of brands or terms by day."""

from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from babel.dates import format_date
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, PALETTE, media_colours, nothing, short

MOST = 8  # brands or terms that colours tell apart
_MARKS = ["o", "s", "D", "^", "v", "P", "X", "*"]
_LINES = ["-", "--", "-.", ":"]


def share_of_voice(table: pd.DataFrame, lang: str, top: int = 12) -> Figure:
    """Share of each brand with its interval: bars over all media, a mark a medium where there are several. Takes the table «share_of_voice»."""
    words = Words(lang)
    title = {"fr": "Quelle marque nomme-t-on ? Part de voix", "en": "Which brand do people name? Share of voice"}[lang]
    whole = table[(table["medium"] == "all") & table["share"].notna()]
    whole = whole.sort_values(["posts", "brand"], ascending=[False, True], kind="stable").head(top)
    if whole.empty:
        return nothing(title, lang)
    media = sorted(set(table["medium"]) - {"all"})
    media = media if len(media) > 1 else []
    figure, axes = plt.subplots(figsize=(8.5, 1.6 + (0.36 + 0.1 * len(media)) * len(whole)), layout="constrained")
    places = np.arange(len(whole))
    axes.barh(places, whole["share"], color="#D9D9D9", height=0.8)
    axes.hlines(places, whole["low"], whole["high"], color="black", linewidth=1.2)
    axes.plot(whole["share"], places, "|", color="black", markersize=9)
    colours = media_colours(media)
    for number, medium in enumerate(media):
        rows = table[(table["medium"] == medium) & table["share"].notna()].set_index("brand").reindex(whole["brand"])
        at = places + 0.62 * ((number + 0.5) / len(media) - 0.5) + 0.02
        axes.hlines(at, rows["low"], rows["high"], color=colours[medium], linewidth=1.4)
        axes.plot(rows["share"], at, _MARKS[number % len(_MARKS)], color=colours[medium], markersize=5, label=words.title(medium))
    for place, row in enumerate(whole.itertuples()):
        axes.annotate(words.pct(row.share), (1.01, place), xycoords=("axes fraction", "data"), va="center", fontsize=9)
    axes.set_yticks(places, [short(brand, 30) for brand in whole["brand"]], parse_math=False)
    axes.set_ylim(len(whole) - 0.45, -0.55)
    axes.set_xlim(0, min(1, max(table["high"].max(), 0.05) * 1.05))
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    axes.tick_params(axis="y", length=0)
    about = {
        "fr": "part des messages qui nomment au moins une marque (trait : intervalle à 95 % ; à droite : tous médias)",
        "en": "share of the posts that name at least one brand (line: 95% interval; right: all media)",
    }
    axes.set_xlabel(about[lang], fontsize=9)
    axes.set_title(title)
    if media:
        axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.08, 1))
    return figure


def brand_days(table: pd.DataFrame, lang: str) -> Figure:
    """Posts a day that name each brand. Takes the table «brand_days»."""
    title = {"fr": "Quand nomme-t-on chaque marque ?", "en": "When is each brand named?"}[lang]
    return _curves(table.rename(columns={"brand": "name"}), title, {"fr": "messages par jour", "en": "posts a day"}[lang], lang)


def term_days(table: pd.DataFrame, lang: str) -> Figure:
    """Posts a day that hold each term. Takes the table «term_days»."""
    title = {"fr": "Les termes comparés, jour par jour", "en": "The terms compared, day by day"}[lang]
    return _curves(table.rename(columns={"term": "name"}), title, {"fr": "messages par jour", "en": "posts a day"}[lang], lang)


def _curves(table: pd.DataFrame, title: str, unit: str, lang: str) -> Figure:
    """A panel a name, each on its own scale, since a small one would lie flat beside a large one; the first MOST by posts."""
    words = Words(lang)
    size = table.groupby("name")["posts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    names = list(size[size > 0].index[:MOST])
    if not names:
        return nothing(title, lang)
    days = sorted(table["day"].unique())
    figure, panels = plt.subplots(len(names), 1, figsize=(9, 0.9 + 1.15 * len(names)), sharex=True, squeeze=False, layout="constrained")
    for number, (axes, name) in enumerate(zip(panels[:, 0], names, strict=True)):
        curve = table[table["name"] == name].set_index("day")["posts"].reindex(days, fill_value=0)
        colour = PALETTE[number % len(PALETTE)] if number != 6 else GREY
        axes.fill_between(range(len(days)), curve, color=colour, alpha=0.25, linewidth=0)
        axes.plot(range(len(days)), curve, color=colour, linewidth=1.6)
        axes.set_ylim(0, max(1, curve.max()) * 1.1)
        axes.yaxis.set_major_locator(MaxNLocator(2, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
        told = words.count(int(size[name]), *{"fr": ("message",), "en": ("post",)}[lang])
        axes.text(0.005, 0.98, f"{short(name, 40)} : {told}" if lang == "fr" else f"{short(name, 40)}: {told}", transform=axes.transAxes, va="top",
                  fontsize=9, fontweight="bold", parse_math=False)  # fmt: skip
        _weekends(axes, days)
    mondays = [place for place, day in enumerate(days) if date.fromisoformat(day).weekday() == 0]
    panels[-1, 0].set_xticks(mondays, [format_date(date.fromisoformat(days[place]), "EEE d MMM", locale=words.locale) for place in mondays])
    panels[-1, 0].set_xlim(-0.5, len(days) - 0.5)
    panels[-1, 0].set_xlabel({"fr": f"{unit} ; chaque courbe a son échelle", "en": f"{unit}; each curve has its own scale"}[lang], fontsize=9)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def _weekends(axes: plt.Axes, days: list[str]) -> None:
    for place, day in enumerate(days):
        if date.fromisoformat(day).weekday() >= 5:
            axes.axvspan(place - 0.5, place + 0.5, color="#EFEFEF", linewidth=0, zorder=0)
