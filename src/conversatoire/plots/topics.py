"""Figures of the topics: shares, days, media and words."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire import tables
from conversatoire.note.words import Words
from conversatoire.plots.look import PALETTE, nothing, short

_PANEL = 38  # characters of a panel's title


def topic_shares(topics: pd.DataFrame, lang: str, top: int = 20) -> Figure:
    """Share of the largest topics in all posts, each with its stability; unstable ones are pale. Takes the table «topics»."""
    words = Words(lang)
    title = {"fr": "De quoi parle-t-on ? Part de chaque sujet", "en": "What do people talk about? Share of each subject"}[lang]
    shown = topics.sort_values("topic").head(top).reset_index(drop=True)
    if shown.empty:
        return nothing(title, lang)
    figure, axes = plt.subplots(figsize=(9, 1.4 + 0.36 * len(shown)), layout="constrained")
    is_stable = shown["stability"] >= tables.UNSTABLE
    axes.barh(shown.index, shown["share"], color=[PALETTE[0] if stable else "#A9CCE3" for stable in is_stable], height=0.7)
    stability = {"fr": "stabilité", "en": "stability"}[lang]
    for place, row in enumerate(shown.itertuples()):
        told = f"{words.pct(row.share)}   {stability} {words.pct(row.stability)}"
        axes.annotate(told, (row.share, place), (5, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(shown.index, [short(label) for label in shown["label"]], fontsize=9, parse_math=False)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(0, shown["share"].max() * 1.32)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel({"fr": "part de tous les messages du mois", "en": "share of all posts of the month"}[lang])
    axes.set_title(title)
    if not is_stable.all():
        about = {"fr": ["sujet stable", "peu stable : à lire avec prudence"], "en": ["stable subject", "unstable: read with care"]}[lang]
        axes.legend([plt.Rectangle((0, 0), 1, 1, color=c) for c in (PALETTE[0], "#A9CCE3")], about, frameon=False, loc="lower right", fontsize=9)
    return figure


def topic_days(topic_days: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 12) -> Figure:
    """Course of the largest topics, a panel each on its own scale, the highest day marked. Takes the tables «topic_days» and «topics»."""
    words = Words(lang)
    title = {"fr": "Les sujets au fil du mois, chacun à son échelle", "en": "Subjects over the month, each on its own scale"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty:
        return nothing(title, lang)
    counts = topic_days.pivot(index="day", columns="topic", values="posts").sort_index()
    figure, panels = _panels(len(shown), 1.7)
    for axes, row in zip(panels, shown.itertuples(), strict=True):
        course = counts[row.topic].to_numpy()
        axes.fill_between(range(len(course)), course, color=PALETTE[0], alpha=0.25, linewidth=0)
        axes.plot(course, color=PALETTE[0], linewidth=1.6)
        peak = int(course.argmax())
        axes.plot(peak, course[peak], "o", color=PALETTE[5], markersize=5)
        told = (
            f"{words.short_day(counts.index[peak])} : {words.n(course[peak])}"
            if lang == "fr"
            else f"{words.short_day(counts.index[peak])}: {words.n(course[peak])}"
        )
        side = "left" if peak < len(course) * 0.2 else "right" if peak > len(course) * 0.8 else "center"
        axes.annotate(told, (peak, course[peak]), (0, 6), textcoords="offset points", ha=side, fontsize=8)
        axes.set_ylim(0, max(1, course.max()) * 1.3)
        axes.set_title(short(row.label, _PANEL), fontsize=9, parse_math=False)
        axes.set_xticks(range(0, len(course), 7), [words.short_day(day) for day in counts.index[::7]], fontsize=8)
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
        axes.tick_params(labelsize=8)
    figure.supylabel({"fr": "messages par jour", "en": "posts per day"}[lang], fontsize=9)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def topic_media(topic_media: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 20) -> Figure:
    """Share of each topic within each medium, as a heat map with its values. Takes the tables «topic_media» and «topics»."""
    words = Words(lang)
    title = {"fr": "Quel média parle de quoi ?", "en": "Which medium talks about what?"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty:
        return nothing(title, lang)
    size = topic_media.groupby("medium")["posts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    grid = topic_media.pivot(index="topic", columns="medium", values="share").reindex(index=[*shown["topic"], -1], columns=size.index).fillna(0.0)
    figure, axes = plt.subplots(figsize=(3.6 + 1.25 * len(size), 1.6 + 0.36 * len(grid)), layout="constrained")
    percent = FuncFormatter(lambda value, _: words.pct(value))
    bar = {
        "label": {"fr": "part du média", "en": "share of the medium"}[lang],
        "format": percent,
        "ticks": MaxNLocator(4),
        "pad": 0.03,
    }
    told = grid.map(words.pct).to_numpy()
    sns.heatmap(grid, ax=axes, cmap="YlGnBu", vmin=0, annot=told, fmt="", annot_kws={"fontsize": 9}, linewidths=0.6, linecolor="white", cbar_kws=bar)
    none = {"fr": "sans sujet clair", "en": "no clear subject"}[lang]
    axes.set_yticks(np.arange(len(grid)) + 0.5, [*map(short, shown["label"]), none], fontsize=9, rotation=0, parse_math=False)
    posts = {"fr": "messages", "en": "posts"}[lang]
    axes.set_xticks(
        np.arange(len(size)) + 0.5, [f"{words.title(medium)}\n{words.n(count)} {posts}" for medium, count in size.items()], fontsize=9, rotation=0
    )
    axes.tick_params(length=0)
    axes.set(xlabel="", ylabel="")
    axes.set_title(title)
    return figure


def topic_words(topic_words: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 12, length: int = 8) -> Figure:
    """The strongest words of the largest topics, in parts of each topic's first word. Takes the tables «topic_words» and «topics»."""
    title = {"fr": "Les mots de chaque sujet", "en": "The words of each subject"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty:
        return nothing(title, lang)
    figure, panels = _panels(len(shown), 0.7 + 0.19 * length)
    for axes, row in zip(panels, shown.itertuples(), strict=True):
        rows = topic_words[topic_words["topic"] == row.topic].sort_values("rank").head(length)
        axes.barh(range(len(rows)), rows["weight"] / rows["weight"].max(), color=PALETTE[0], height=0.72)
        axes.set_yticks(range(len(rows)), [short(word) for word in rows["word"]], fontsize=8.5, parse_math=False)
        axes.set_ylim(length - 0.5, -0.5)
        axes.set_xlim(0, 1)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.set_title(short(row.label, _PANEL), fontsize=9, parse_math=False)
    about = {
        "fr": "Longueur : poids du mot, en part du premier mot du sujet.",
        "en": "Length: weight of the word, in parts of the subject’s first word.",
    }
    figure.supxlabel(about[lang], x=0.01, ha="left", fontsize=9, color="#444444")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def _panels(count: int, height: float) -> tuple[Figure, list[Axes]]:
    """Small multiples: up to three a row; those left over in the last row are blank."""
    columns = min(3, count)
    rows = -(-count // columns)
    figure, grid = plt.subplots(rows, columns, figsize=(1 + 3.2 * columns, 0.8 + height * rows), squeeze=False, layout="constrained")
    for axes in grid.flat[count:]:
        axes.set_axis_off()
    return figure, list(grid.flat[:count])
