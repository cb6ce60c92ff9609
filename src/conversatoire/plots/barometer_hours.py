"""Hour × weekday maps by medium: when to listen, and when to post."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import nothing

MOST = 6  # media, those with the most posts
TEXTS = {
    "fr": {
        "listen": ("Quand écouter\u00a0? Messages par heure, par média", "messages par heure", "Nombre\u00a0: messages du mois dans cette case."),
        "post": (
            "Quand publier\u00a0? Réactions obtenues, par média",
            "rang moyen des réactions\n(0,5\u00a0: habituel)",
            "Nombre\u00a0: messages derrière la case\u00a0; en gris, ils sont trop peu (ou leurs auteurs).",
        ),
        "best": " Cadre noir\u00a0: meilleures heures.",
        "none": "\u00a0: rien ne permet de conseiller une heure",
        "axis": "heure (fuseau de l’étude)",
    },
    "en": {
        "listen": ("When to listen? Posts an hour, by medium", "posts an hour", "Number: posts of the month in this cell."),
        "post": (
            "When to post? Reactions received, by medium",
            "mean rank of reactions\n(0.5: usual)",
            "Number: posts behind the cell; in grey they (or their authors) are too few.",
        ),
        "best": " Black frame: best hours.",
        "none": ": cannot tell which hours are best",
        "axis": "hour (time zone of the study)",
    },
}


def hours_media(table: pd.DataFrame, best: pd.DataFrame, purpose: str, lang: str) -> Figure:
    """A map a medium with the number of posts in each cell, or behind it, the best hours framed; media without any such post have none.

    Args:
        table: table «hours_media».
        best: table «best_hours».
        purpose: listen (colour: posts an hour) or post (colour: mean percentile rank of the engagement).
        lang: fr or en.
    """
    words, texts = Words(lang), TEXTS[lang]
    title, unit, note = texts[purpose]
    counted = table.groupby("medium")["posts" if purpose == "listen" else "rated"].sum().sort_values(ascending=False, kind="stable")
    media = counted[counted > 0].index[:MOST].tolist()
    if not media:
        return nothing(title, lang)
    figure, panels = plt.subplots(len(media), 1, figsize=(9, 1.1 + 2.3 * len(media)), layout="constrained", squeeze=False)
    for axes, medium in zip(panels[:, 0], media, strict=True):
        cells = table[table["medium"] == medium].sort_values(["weekday", "hour"])
        framed = best[(best["medium"] == medium) & (best["purpose"] == purpose)]
        _map(axes, cells, purpose, unit, words)
        for row in framed.itertuples():
            axes.add_patch(Rectangle((row.hour - 0.5, row.weekday - 1.5), 1, 1, fill=False, edgecolor="black", linewidth=2.2, zorder=3))
        axes.set_title(words.title(medium) + ("" if len(framed) else texts["none"]), fontsize=10)
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, weight="bold")
    figure.supxlabel(texts["axis"] + "\n" + note + texts["best"], fontsize=9)
    return figure


def _map(axes: Axes, cells: pd.DataFrame, purpose: str, unit: str, words: Words) -> None:
    """The map of one medium. Takes its 168 rows, by weekday and hour."""
    listen = purpose == "listen"
    numbers = cells["posts" if listen else "rated"].to_numpy().reshape(7, 24)
    values = (cells["posts"] / cells["times"] if listen else cells["engagement"]).to_numpy("float64").reshape(7, 24)
    colours = plt.get_cmap("YlGnBu" if listen else "PuOr").with_extremes(bad="#F0F0F0")
    scale = Normalize(0, max(values.max(), 1e-9)) if listen else Normalize(0.2, 0.8)
    axes.imshow(np.ma.masked_invalid(values), cmap=colours, norm=scale, aspect="auto")
    for (weekday, hour), number in np.ndenumerate(numbers):
        if number:
            value = values[weekday, hour]
            ink = "#6A6A6A" if np.isnan(value) else "white" if _is_dark(colours(scale(value))) else "#222222"
            axes.text(hour, weekday, words.n(number), ha="center", va="center", fontsize=6.5, color=ink)
    days = words.locale.days["stand-alone"]["abbreviated"]
    axes.set_yticks(range(7), [days[day] for day in range(7)], fontsize=8)
    axes.set_xticks(range(0, 24, 3), [{"fr": f"{hour}\u00a0h", "en": f"{hour}:00"}[words.lang] for hour in range(0, 24, 3)], fontsize=8)
    axes.tick_params(length=0)
    bar = axes.figure.colorbar(ScalarMappable(scale, colours), ax=axes, pad=0.01, aspect=12)
    bar.ax.yaxis.set_major_locator(MaxNLocator(4))
    bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.precise(value)))
    bar.ax.tick_params(labelsize=8, length=2)
    bar.set_label(unit, fontsize=8)


def _is_dark(colour: tuple[float, ...]) -> bool:
    """Whether white is read better on a colour (its luminance, ITU-R BT.709)."""
    return float(np.dot(colour[:3], (0.2126, 0.7152, 0.0722))) < 0.45
