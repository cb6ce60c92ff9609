"""Figure of the reaction times: part of the appeals answered within a time."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, media_colours, nothing

TICKS = (5, 15, 60, 240, 1440, 4320, 10080, 40320)  # minutes


def reaction_curve(table: pd.DataFrame, lang: str) -> Figure:
    """Part answered within each time with its 95 % interval, a curve a medium. Takes the table «reaction_curve»."""
    words = Words(lang)
    title = {"fr": "En combien de temps l’organisation répond-elle ?", "en": "How soon does the organisation answer?"}[lang]
    media = sorted(set(table["medium"]) - {"all"}) or sorted(set(table["medium"]))
    if not media:
        return nothing(title, lang)
    figure, axes = plt.subplots(figsize=(8.5, 3.8), layout="constrained")
    colours = media_colours(media)
    for medium in media:
        rows = table[table["medium"] == medium].sort_values("minutes")
        axes.fill_between(rows["minutes"], rows["low"], rows["high"], step="post", color=colours[medium], alpha=0.2, linewidth=0)
        axes.step(rows["minutes"], rows["share"], where="post", color=colours[medium], linewidth=2, label=words.title(medium))
    axes.axhline(0.5, color=GREY, linewidth=0.8, linestyle="--")
    axes.set_xscale("log")
    shown = [tick for tick in TICKS if tick <= table["minutes"].max()] or [table["minutes"].max()]
    axes.set_xticks(shown, [words.duration(60 * tick) for tick in shown])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlim(table["minutes"].min(), max(table["minutes"].max(), 2 * table["minutes"].min()))
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    axes.grid(color="#DDDDDD", linewidth=0.6)
    about = {
        "fr": "temps depuis la sollicitation (échelle logarithmique) ; bande : intervalle à 95 % ; tireté : la moitié",
        "en": "time since the appeal (logarithmic scale); band: 95% interval; dashed: one half",
    }
    axes.set_xlabel(about[lang], fontsize=9)
    axes.set_ylabel({"fr": "sollicitations avec réponse", "en": "appeals answered by then"}[lang])
    axes.set_title(title)
    if len(media) > 1:
        axes.legend(frameon=False, fontsize=9)
    return figure
