"""Figures of the topics: days, media and words. Topics bear the numbers that they have in the note."""

import textwrap
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.note.glyphs import printable
from conversatoire.note.words import Words
from conversatoire.plots.look import PALETTE, nothing, short

WIDTH = 8.2  # inches; a page of A4 has room for 6.5, so that letters of 9 points come out at 7
OUTSIDE = {"fr": "Hors de tout sujet", "en": "Outside every subject"}
DARK = "#444444"
_SMALLER = -2  # stands for the topics that have no row of their own
_OTHERS = {-1: OUTSIDE, _SMALLER: {"fr": "Sujets plus petits", "en": "Smaller subjects"}}
_WIDEST = 9.2  # inches of a heat map
_MOST_MEDIA = 7  # columns of the heat map; smaller media are summed in the last


def named(topic: Any, lang: str, width: int, lines: int = 2) -> str:
    """Number and name of a row of the table «topics», on at most so many lines of `width` characters."""
    text = f"{topic.topic + 1}. {printable(short(topic.label, 2 * width * lines), lang, breaks=False)}"
    return short(text, width) if lines == 1 else "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …"))


def topic_days(topic_days: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 12) -> Figure:
    """Course of the largest topics, a panel each on its own scale, the highest day marked. Takes the tables «topic_days» and «topics»."""
    words = Words(lang)
    title = {"fr": "Les sujets au fil du mois, chacun à son échelle", "en": "Subjects over the month, each on its own scale"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty or topic_days.empty:
        return nothing(title, lang)
    counts = topic_days.pivot(index="day", columns="topic", values="posts").sort_index().reindex(columns=shown["topic"], fill_value=0).fillna(0)
    weeks = range(0, len(counts), 7)
    figure, panels = _panels(shown, 1.6, lang)
    for axes, topic in zip(panels, shown["topic"], strict=True):
        course = counts[topic].to_numpy(float)
        axes.fill_between(range(len(course)), course, color=PALETTE[0], alpha=0.25, linewidth=0)
        axes.plot(course, color=PALETTE[0], linewidth=1.6)
        peak = int(course.argmax())
        axes.plot(peak, course[peak], "o", color=PALETTE[5], markersize=5)
        told = {"fr": "{} : {}", "en": "{}: {}"}[lang].format(words.short_day(counts.index[peak]), words.n(course[peak]))
        side = "left" if peak < len(course) * 0.25 else "right" if peak > len(course) * 0.75 else "center"
        axes.annotate(told, (peak, course[peak]), (0, 6), textcoords="offset points", ha=side, fontsize=8.5)
        axes.set_ylim(0, max(1, course.max()) * 1.35)
        axes.set_xticks(weeks, [int(counts.index[place][-2:]) for place in weeks])
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
        axes.tick_params(labelsize=8.5)
    figure.supylabel({"fr": "messages par jour", "en": "posts per day"}[lang], fontsize=9)
    month = words.month(counts.index[-1][:7])
    figure.supxlabel({"fr": f"jour du mois ({month})", "en": f"day of the month ({month})"}[lang], fontsize=9)
    _title(figure, title, shown, topics, lang)
    return figure


def topic_media(topic_media: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 20) -> Figure:
    """Share of each topic within each medium, as a heat map with its values. Takes the tables «topic_media» and «topics»."""
    words = Words(lang)
    title = {"fr": "Quel média parle de quoi ?", "en": "Which medium talks about what?"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty or topic_media.empty:
        return nothing(title, lang)
    posts = _by_medium(topic_media, shown["topic"].tolist(), smaller=len(topics) > len(shown))
    grid = posts / posts.sum().clip(lower=1)
    width = min(max(4 + 0.95 * grid.shape[1], 5.6), _WIDEST)
    figure, axes = plt.subplots(figsize=(width, 1.5 + 0.36 * len(grid)), layout="constrained")
    told = grid.map(lambda share: words.pct(share) if share else "–").to_numpy()
    cells = {"ax": axes, "annot": told, "fmt": "", "annot_kws": {"fontsize": 9}, "linewidths": 0.6, "linecolor": "white", "vmin": 0}
    other = np.broadcast_to((np.arange(len(grid)) >= len(shown))[:, None], grid.shape)
    percent = FuncFormatter(lambda value, _: words.pct(value))
    bar = {"format": percent, "ticks": MaxNLocator(4), "pad": 0.03, "aspect": 30}
    sns.heatmap(grid, mask=other, cmap="YlGnBu", vmax=max(grid[~other[:, 0]].to_numpy().max(), 0.01), cbar_kws=bar, **cells)
    shade = axes.collections[0].colorbar
    shade.set_label({"fr": "part des messages du média", "en": "share of the medium’s posts"}[lang], fontsize=9)
    shade.ax.tick_params(labelsize=9)
    # what is no topic has no colour: it would outshine the topics
    sns.heatmap(grid, mask=~other, cmap=["#EDEDED"], vmax=1, cbar=False, **cells)
    names = [named(row, lang, 34) for row in shown.itertuples()] + [_OTHERS[row][lang] for row in grid.index[len(shown) :]]
    axes.set_yticks(np.arange(len(grid)) + 0.5, names, fontsize=9, rotation=0, parse_math=False)
    axes.set_xticks(np.arange(grid.shape[1]) + 0.5, _headings(posts.sum(), topic_media["medium"].nunique(), words), fontsize=9, parse_math=False)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set(xlabel="", ylabel="")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def _by_medium(topic_media: pd.DataFrame, shown: list[int], smaller: bool) -> pd.DataFrame:
    """Posts of each topic shown, of the _SMALLER ones together where there are, and outside, by medium; the largest media first, the rest as ""."""
    size = topic_media.groupby("medium")["posts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    media = size.index.tolist() if len(size) <= _MOST_MEDIA else [*size.index[: _MOST_MEDIA - 1], ""]
    rows = [*shown, *([_SMALLER] if smaller else []), -1]
    cells = topic_media.assign(
        topic=topic_media["topic"].where(topic_media["topic"].isin([*shown, -1]), _SMALLER),
        medium=topic_media["medium"].where(topic_media["medium"].isin(media), ""),
    )
    return cells.groupby(["topic", "medium"])["posts"].sum().unstack(fill_value=0).reindex(index=rows, columns=media, fill_value=0)


def _headings(posts: pd.Series, media: int, words: Words) -> list[str]:
    """Name and posts of each medium, of `media` in all; "" stands for those that have no column."""
    many = {"fr": f"{media - len(posts) + 1} autres", "en": f"{media - len(posts) + 1} others"}[words.lang]
    names = [textwrap.fill(printable(short(words.title(medium), 22), words.lang, breaks=False), 11) if medium else many for medium in posts.index]
    unit = {"fr": ("message", "messages"), "en": ("post", "posts")}[words.lang]
    return [f"{name}\n{words.n(count)}\n{words.plural(count, *unit)}" for name, count in zip(names, posts, strict=True)]


def topic_words(topic_words: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 12, length: int = 8) -> Figure:
    """The strongest words of the largest topics, in parts of each topic's first word. Takes the tables «topic_words» and «topics»."""
    title = {"fr": "Les mots de chaque sujet", "en": "The words of each subject"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty:
        return nothing(title, lang)
    figure, panels = _panels(shown, 0.5 + 0.18 * length, lang)
    for axes, topic in zip(panels, shown["topic"], strict=True):
        rows = topic_words[topic_words["topic"] == topic].sort_values("rank").head(length)
        axes.barh(range(len(rows)), rows["weight"] / rows["weight"].max(), color=PALETTE[0], height=0.72)
        axes.set_yticks(range(len(rows)), [printable(short(word, 24), lang, breaks=False) for word in rows["word"]], fontsize=9, parse_math=False)
        axes.set_ylim(length - 0.5, -0.5)
        axes.set_xlim(0, 1)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="y", length=0)
    about = {
        "fr": "Longueur : poids du mot, en part du premier mot du sujet ; elle ne se compare pas d’un sujet à l’autre.",
        "en": "Length: weight of the word, in parts of the subject’s first word; not to be compared between subjects.",
    }
    figure.supxlabel(about[lang], x=0.01, ha="left", fontsize=9, color=DARK)
    _title(figure, title, shown, topics, lang)
    return figure


def _panels(shown: pd.DataFrame, height: float, lang: str) -> tuple[Figure, list[Axes]]:
    """Small multiples, a topic each under its name: up to three a row, `height` inches each; those left over in the last row are blank."""
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    figure, grid = plt.subplots(rows, columns, figsize=(WIDTH, 0.9 + (height + 0.35) * rows), squeeze=False, layout="constrained")
    for axes in grid.flat[len(shown) :]:
        axes.set_axis_off()
    for axes, topic in zip(grid.flat, shown.itertuples(), strict=False):
        axes.set_title(named(topic, lang, 84 // columns), fontsize=9, parse_math=False)
    return figure, list(grid.flat[: len(shown)])


def _title(figure: Figure, title: str, shown: pd.DataFrame, topics: pd.DataFrame, lang: str) -> None:
    """The figure's title, and how many of all topics are shown where some are not."""
    some = {"fr": f" ({len(shown)} premiers sur {len(topics)})", "en": f" (first {len(shown)} of {len(topics)})"}[lang]
    figure.suptitle(title + some * (len(topics) > len(shown)), x=0.01, ha="left", fontsize=12, fontweight="bold")
