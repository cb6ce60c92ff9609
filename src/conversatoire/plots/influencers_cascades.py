"""Figure of the cascades: how the most shared links spread over time, and on which media."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import PALETTE, account_name, media_colours, nothing, short
from conversatoire.plots.placing import HALO

TICKS = {
    "fr": {0: "0", 1 / 60: "1 min", 1 / 6: "10 min", 1: "1 h", 6: "6 h", 24: "1 j", 72: "3 j", 168: "1 sem.", 336: "2 sem.", 720: "30 j"},
    "en": {0: "0", 1 / 60: "1 min", 1 / 6: "10 min", 1: "1 h", 6: "6 h", 24: "1 d", 72: "3 d", 168: "1 wk", 336: "2 wk", 720: "30 d"},
}
ROOM = 0.06  # of the axis, between two ticks
MARKS = dict(zip(PALETTE, "oD^svPX*", strict=True))  # of the same medium everywhere, like its colour
_ROW = 1.35  # inches of a panel
_TITLE = {
    "link": {"fr": "Comment les liens les plus partagés se sont répandus", "en": "How the most shared links spread"},
    "post": {"fr": "Comment les messages les plus repris se sont répandus", "en": "How the most passed-on posts spread"},
}


def cascades(cascade_posts: pd.DataFrame, cascades: pd.DataFrame, lang: str, kind: str = "link", top: int = 5) -> Figure:
    """The posts of the first `top` links (or posts) added up over time, a panel each: a mark a post, by medium; its half-life marked.

    Args:
        cascade_posts: table «cascade_posts».
        cascades: table «cascades».
        lang: fr or en.
        kind: link or post.
        top: cascades shown.
    """
    words = Words(lang)
    shown = cascades[cascades["kind"] == kind].sort_values("rank").head(top)
    posts = cascade_posts[(cascade_posts["kind"] == kind) & cascade_posts["item"].isin(shown["item"])].sort_values(["item", "order"])
    if posts.empty:
        return nothing(_TITLE[kind][lang], lang)
    looks = {medium: {"color": colour, "marker": MARKS[colour]} for medium, colour in media_colours(posts["medium"].tolist()).items()}
    figure, panels = plt.subplots(len(shown), 1, figsize=(8.5, 1.1 + _ROW * len(shown)), layout="constrained", sharex=True, squeeze=False)
    _draw_hours(panels[-1, 0], posts["hours"].max(), lang)
    for axes, cascade in zip(panels[:, 0], shown.itertuples(), strict=True):
        _draw(axes, cascade, posts[posts["item"] == cascade.item], looks, lang)
    figure.supylabel({"fr": "messages, cumulés", "en": "posts, added up"}[lang], fontsize=9)
    figure.suptitle(_TITLE[kind][lang], x=0.01, ha="left", fontsize=12, fontweight="bold")
    handles = [plt.Line2D([], [], linestyle="", label=words.title(medium), **look) for medium, look in looks.items()]
    figure.legend(handles=handles, loc="outside lower left", ncols=min(len(handles), 6), frameon=False, fontsize=9)
    return figure


def _draw_hours(axes: Axes, longest: float, lang: str) -> None:
    """The axis of time: as many of its ticks as there is room for."""
    end = max(longest, 1 / 60) * 1.05
    axes.set_xscale("function", functions=(np.sqrt, np.square))  # minutes and weeks on one axis, and unlike a logarithm it has a zero
    axes.set_xlim(0, end)
    ticks = [0.0]
    for tick in TICKS[lang]:
        if tick <= end and np.sqrt(tick / end) - np.sqrt(ticks[-1] / end) > ROOM:
            ticks.append(tick)
    axes.set_xticks(ticks, [TICKS[lang][tick] for tick in ticks])
    about = {
        "fr": "temps depuis le premier message (échelle en racine carrée) ; tirets : la moitié des messages est parue",
        "en": "time since the first post (square-root scale); dashes: half of the posts are out",
    }
    axes.set_xlabel(about[lang], fontsize=9)


def _draw(axes: Axes, cascade: tuple, posts: pd.DataFrame, looks: dict[str, dict[str, str]], lang: str) -> None:
    """One cascade: steps, a mark a post, its half-life, and who was first."""
    words = Words(lang)
    posts = posts.assign(total=range(1, len(posts) + 1))
    axes.step(posts["hours"], posts["total"], where="post", color="#777777", linewidth=1, zorder=1)
    for medium, rows in posts.groupby("medium"):
        axes.scatter(rows["hours"], rows["total"], s=22, zorder=3, clip_on=False, edgecolors="white", linewidths=0.3, **looks[medium])
    if pd.notna(cascade.half_life) and len(posts) > 1:
        axes.axvline(cascade.half_life, color="#222222", linestyle=(0, (4, 3)), linewidth=1, zorder=2)
        half = {"fr": "moitié : {}", "en": "half: {}"}[lang].format(duration(cascade.half_life, lang))
        left = cascade.half_life > axes.get_xlim()[1] / 60  # the curve is low there, but there may be no room
        place = {"xytext": (-4 if left else 4, -2), "textcoords": "offset points", "ha": "right" if left else "left", "va": "top"}
        at = (cascade.half_life, 1)
        axes.annotate(half, at, xycoords=axes.get_xaxis_transform(), fontsize=8.5, color="#222222", path_effects=HALO, zorder=4, **place)
    axes.set_title(f"{int(cascade.rank)}. {_about(cascade, words)}", fontsize=9.5, fontweight="normal", parse_math=False)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.tick_params(labelsize=8.5)
    axes.set_ylim(0, len(posts) * 1.12)
    axes.grid(axis="x", color="#E5E5E5", linewidth=0.6)


def _about(cascade: tuple, words: Words) -> str:
    """What spread, by how many posts of how many accounts, and who was first."""
    french = words.lang == "fr"
    posts, accounts = words.count(cascade.posts, "message" if french else "post"), words.count(cascade.accounts, "compte" if french else "account")
    first = account_name(cascade.first_author) if isinstance(cascade.first_author, str) else None
    if cascade.kind == "post":
        whose = ("message de {}" if french else "post of {}").format(first) if first else short(cascade.item)
        return f"{whose} — {posts}, {accounts}"
    link = short(cascade.item.removeprefix("https://").removeprefix("http://"))
    opened = [("premier : {}" if french else "first: {}").format(first)] if first else []
    return f"{link} — " + ", ".join([posts, accounts, *opened])


def duration(hours: float, lang: str) -> str:
    """A time in the unit that suits it: `40 s`, `12 min`, `3,5 h`, `2 j`."""
    words = Words(lang)
    if hours < 1 / 60:
        return f"{words.n(hours * 3600)}\u00a0s"
    if hours < 1:
        return f"{words.n(hours * 60)}\u00a0min"
    if hours < 48:
        return f"{words.n(hours, 1 if hours < 10 else 0)}\u00a0h"
    return f"{words.n(hours / 24, 1 if hours < 240 else 0)}\u00a0{ {'fr': 'j', 'en': 'd'}[lang] }"
