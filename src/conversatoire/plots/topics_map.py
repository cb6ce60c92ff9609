"""Figure of the map of posts: where the topics lie, and how far they lie apart."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from conversatoire.note.words import Words
from conversatoire.plots import placing
from conversatoire.plots.look import PALETTE, nothing
from conversatoire.plots.topics import DARK, OUTSIDE, WIDTH, named

_COLOURS = PALETTE[:7]  # the eighth, dark grey, is too close to the grey of posts outside
_MARKERS = "os^Dv"  # the second time round a colour comes with another mark
_OUTSIDE, _SMALLER = "#C4C4C4", "#8A8A8A"
_HALO = [withStroke(linewidth=3, foreground="white")]
_RADIUS = 8  # of the room that a topic's number takes, in printer's points
_AROUND = 0.1  # distance within which posts count as around one another; the map is 2 wide


def topic_map(topic_map: pd.DataFrame, post_topics: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 40) -> Figure:
    """The posts on their map, coloured by topic; each topic's number stands where most of its posts are, and its name below.

    Args:
        topic_map: table «topic_map».
        post_topics: table «post_topics».
        topics: table «topics».
        lang: fr or en.
        top: topics coloured and named.
    """
    words = Words(lang)
    title = {"fr": "Carte des messages : des voisins emploient des mots proches", "en": "Map of the posts: neighbours use similar words"}[lang]
    points = topic_map.merge(post_topics[["post_id", "topic"]], on="post_id").sort_values("post_id")
    shown = topics[topics["topic"].isin(points["topic"])].sort_values("topic").head(top).reset_index(drop=True)
    if points.empty:
        return nothing(title, lang)
    middles = _middles(points, shown["topic"].tolist())
    looks = [(_COLOURS[colour], _MARKERS[place // len(_COLOURS) % len(_MARKERS)]) for place, colour in enumerate(_colours(middles))]
    rows = -(-(len(shown) + 1) // 2)
    figure, axes = plt.subplots(figsize=(WIDTH, 6.4 + 0.2 * rows), layout="constrained")
    outside, smaller = points[points["topic"] < 0], points[(points["topic"] >= 0) & ~points["topic"].isin(shown["topic"])]
    size = np.clip(24_000 / len(points), 14, 36)  # square points: the fewer, the larger
    handles = []
    for topic, (colour, marker) in zip(shown.itertuples(), looks, strict=True):
        own = points[points["topic"] == topic.topic]
        handles.append(axes.scatter(own["x"], own["y"], s=size, color=colour, marker=marker, edgecolors="#333333", linewidths=0.3, zorder=3))
        handles[-1].set_label(named(topic, lang, 52, 1))
    others = [(smaller, _SMALLER, {"fr": "Sujets plus petits", "en": "Smaller subjects"}), (outside, _OUTSIDE, OUTSIDE)]
    for own, colour, name in others:
        if len(own):
            handles.append(axes.scatter(own["x"], own["y"], s=size / 2.5, color=colour, linewidths=0, zorder=2, label=name[lang]))
    axes.set(xticks=[], yticks=[])
    axes.set_aspect("equal", adjustable="datalim")
    axes.spines[:].set(visible=True, color="#CCCCCC")
    count = words.count(len(points), *{"fr": ("message", "messages"), "en": ("post", "posts")}[lang])
    about = {
        "fr": f"{count}, chacun d’un texte différent. Les axes n’ont pas d’unité : seule compte la proximité.",
        "en": f"{count}, each of a different text. The axes have no unit: only nearness counts.",
    }
    axes.set_xlabel(about[lang], fontsize=9, color=DARK, loc="left")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    legend = figure.legend(handles=handles, loc="outside lower left", ncols=2, frameon=False, fontsize=8.5, handletextpad=0.3, markerscale=1.5)
    for text in legend.get_texts():
        text.set_parse_math(False)
    _write_numbers(figure, shown["topic"].tolist(), middles)
    return figure


def _middles(points: pd.DataFrame, topics: list[int]) -> np.ndarray:
    """Per topic the place (x, y) of the post with most others of the topic around it: in the largest piece, where a topic lies in several."""
    found = np.zeros((len(topics), 2))
    for row, topic in enumerate(topics):
        own = points.loc[points["topic"] == topic, ["x", "y"]].to_numpy(float)
        distance = np.linalg.norm(own[:, None] - own, axis=2)
        found[row] = own[np.exp(-((distance / _AROUND) ** 2)).sum(axis=1).round(9).argmax()]
    return found


def _colours(middles: np.ndarray) -> list[int]:
    """Numbers of colours; once all are used, the one whose nearest topic is farthest, so that no two neighbours look alike."""
    chosen: list[int] = []
    for row, middle in enumerate(middles):
        apart = np.linalg.norm(middles[:row] - middle, axis=1).round(9)
        room = [min(apart[[c == colour for c in chosen]], default=np.inf) for colour in range(len(_COLOURS))]
        chosen.append(int(np.argmax(room)))
    return chosen


def _write_numbers(figure: Figure, topics: list[int], middles: np.ndarray) -> None:
    """Each topic's number at its middle, or beside it where another would cover it, with a line to the middle."""
    figure.canvas.draw()  # the layout is settled before anything is measured on it
    axes = figure.axes[0]
    turn = np.arange(len(topics))
    begin = middles + 1e-3 * np.column_stack([np.cos(turn), np.sin(turn)])  # from one and the same place there is no way apart
    places = placing.apart(axes, begin, np.full(len(topics), float(_RADIUS))) if topics else middles
    for topic, middle, place in zip(topics, middles, places, strict=True):
        axes.plot(*zip(middle, place, strict=True), color="#333333", linewidth=0.8, zorder=4)
        axes.text(*place, str(topic + 1), ha="center", va="center", fontsize=10, fontweight="bold", path_effects=_HALO, zorder=6)
