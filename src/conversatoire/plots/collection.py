"""Figures of the collection: volumes by day, shares of the media, days without posts."""

from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import PALETTE, media_colours, nothing


def volume(table: pd.DataFrame, lang: str) -> Figure:
    """Posts per day, stacked by medium, weekends shaded. Takes the table «volume»."""
    words = Words(lang)
    title = {"fr": "Combien de messages par jour, et où ?", "en": "How many posts a day, and where?"}[lang]
    size = table.groupby("medium")["posts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    if not size.sum():
        return nothing(title, lang)
    grid = table.pivot(index="day", columns="medium", values="posts").sort_index()[size.index]
    figure, axes = plt.subplots(figsize=(10, 4), layout="constrained")
    colours, floor = media_colours(list(size.index)), np.zeros(len(grid))
    for medium, posts in size.items():
        axes.bar(range(len(grid)), grid[medium], bottom=floor, color=colours[medium], width=0.82, label=f"{words.title(medium)} ({words.n(posts)})")
        floor += grid[medium].to_numpy()
    _day_axis(axes, list(grid.index), words)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    axes.set_ylim(0, max(1, floor.max()) * 1.06)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_ylabel({"fr": "messages par jour", "en": "posts a day"}[lang])
    axes.set_title(title)
    if len(size) == 1:
        told = words.count(size.iloc[0], {"fr": "message", "en": "post"}[lang])
        question = {"fr": "Combien de messages par jour ?", "en": "How many posts a day?"}[lang]
        axes.set_title(f"{question} {told}, {words.title(size.index[0])}")
        return figure
    heading = {"fr": "Messages du mois", "en": "Posts of the month"}[lang]
    axes.legend(title=heading, frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1), alignment="left", fontsize=9, title_fontsize=9)
    return figure


def _day_axis(axes: Axes, days: list[str], words: Words) -> None:
    """Days of a month: a name on each Monday, a shade on each weekend; the month and what the shade means below."""
    weekdays = [date.fromisoformat(day).isoweekday() for day in days]
    for place, weekday in enumerate(weekdays):
        if weekday >= 6:
            axes.axvspan(place - 0.5, place + 0.5, color="#EFEFEF", linewidth=0, zorder=0)
    mondays = [place for place, weekday in enumerate(weekdays) if weekday == 1]
    axes.set_xticks(mondays, [format_date(date.fromisoformat(days[place]), "EEE d MMM", locale=words.locale) for place in mondays])
    axes.set_xticks(range(len(days)), minor=True)
    axes.set_xlim(-0.6, len(days) - 0.4)
    month = words.month(days[0][:7])
    axes.set_xlabel({"fr": f"{month} (en gris : samedis et dimanches)", "en": f"{month} (grey: Saturdays and Sundays)"}[words.lang])


def media_shares(table: pd.DataFrame, lang: str) -> Figure:
    """Share of each medium in the month's posts, with its number of posts. Takes the table «volume»."""
    words = Words(lang)
    title = {"fr": "Où parle-t-on ? Part de chaque média", "en": "Where do people talk? Share of each medium"}[lang]
    size = table.groupby("medium")["posts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    if not size.sum():
        return nothing(title, lang)
    shares, colours = size / size.sum(), media_colours(list(size.index))
    figure, axes = plt.subplots(figsize=(8, 1.3 + 0.42 * len(size)), layout="constrained")
    axes.barh(range(len(size)), shares, color=[colours[medium] for medium in size.index], height=0.68)
    for place, (medium, posts) in enumerate(size.items()):
        told = f"{words.pct(shares[medium])} · {words.count(posts, *{'fr': ('message',), 'en': ('post',)}[lang])}"
        axes.annotate(told, (shares[medium], place), (5, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(range(len(size)), [words.title(medium) for medium in size.index])
    axes.set_ylim(len(size) - 0.5, -0.5)
    axes.set_xlim(0, min(1, shares.max()) * 1.28)
    axes.set_xticks([tick for tick in MaxNLocator(5).tick_values(0, shares.max()) if 0 <= tick <= 1])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel({"fr": "part des messages du mois", "en": "share of the posts of the month"}[lang])
    axes.set_title(title)
    return figure


_EMPTY = {"nothing": PALETTE[5], "quiet": "#F6C9A8"}  # colours of days without posts: no row collected, or rows but none kept


def gaps(table: pd.DataFrame, lang: str) -> Figure:
    """Where the collection has holes: days without posts stand out, the others are the darker the more posts they have.

    Takes the table «volume» (a line a medium), or «coverage_days» (a line a source; days collected of which no post was kept are told apart).
    """
    words, by_source = Words(lang), "source" in table
    line, count = ("source", "kept") if by_source else ("medium", "posts")
    grid = table.pivot(index=line, columns="day", values=count).sort_index()
    collected = table.pivot(index=line, columns="day", values="collected").sort_index() if by_source else grid
    figure, axes = plt.subplots(figsize=(10, 1.55 + 0.4 * len(grid)), layout="constrained")
    most = max(2, int(grid.to_numpy().max()))
    ticks = sorted({1, round(most**0.5), most})  # logarithmic: a medium of few posts a day beside one of many still shows its course
    bar = {"pad": 0.02, "ticks": ticks, "format": FuncFormatter(lambda value, _: words.n(value))}
    shades, cells = sns.color_palette("blend:#CFE3F1,#08306B", as_cmap=True), {"ax": axes, "linewidths": 1, "linecolor": "white"}
    sns.heatmap(grid, mask=grid == 0, cmap=shades, norm=LogNorm(1, most), vmin=1, vmax=most, cbar_kws=bar, **cells)
    colour_bar = axes.collections[0].colorbar
    colour_bar.set_label({"fr": "messages\npar jour", "en": "posts\na day"}[lang], fontsize=9)
    colour_bar.ax.minorticks_off()
    for state, where in (("nothing", collected == 0), ("quiet", (grid == 0) & (collected > 0))):
        sns.heatmap(grid, mask=~where, cmap=[_EMPTY[state]], vmin=0, vmax=1, cbar=False, **cells)
    axes.set_yticks(np.arange(len(grid)) + 0.5, [name if by_source else words.title(name) for name in grid.index], rotation=0)
    shown = [place for place in range(len(grid.columns)) if place % 5 == 0 or place == 0]
    axes.set_xticks(np.array(shown) + 0.5, [words.short_day(grid.columns[place]) for place in shown], rotation=0)
    axes.tick_params(length=0)
    axes.set(xlabel="", ylabel="")
    axes.set_title({"fr": "Les jours sans messages", "en": "Days without posts"}[lang])
    _gaps_legend(axes, by_source, lang)
    return figure


def _gaps_legend(axes: Axes, by_source: bool, lang: str) -> None:
    told = {"fr": ["aucun message collecté", "messages collectés, aucun retenu"], "en": ["no post collected", "posts collected, none kept"]}[lang]
    if not by_source:
        told = {"fr": ["aucun message"], "en": ["no post"]}[lang]
    patches = [Rectangle((0, 0), 1, 1, color=colour, linewidth=0) for colour in _EMPTY.values()][: len(told)]
    axes.legend(patches, told, frameon=False, loc="upper left", bbox_to_anchor=(0, -0.55 / (len(axes.get_yticks()) + 0.4)), ncols=2, fontsize=9)
