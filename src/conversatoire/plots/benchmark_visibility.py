"""Figure of the visibility in search engines: part of negative results among the first pages, over the dates."""

from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.dates import DateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from conversatoire.note.words import Words
from conversatoire.plots.look import PALETTE, nothing, short

_STYLES = {1: ("o", "-"), 5: ("s", "--"), 10: ("^", ":")}
MOST_TICKS = 5
MOST = 4  # panels: engines that one looks at side by side


def visibility_course(table: pd.DataFrame, lang: str) -> Figure:
    """Share of negative results among the first 1, 5 and 10 pages, of all queries together; a panel an engine. Takes the table «visibility»."""
    words = Words(lang)
    title = {"fr": "Que montrent les moteurs de recherche ?", "en": "What do search engines show?"}[lang]
    several = table.groupby(["date", "engine"], dropna=False)["query"].transform("nunique") > 1
    known = table[((table["query"] == "all") | ~several) & table["share"].notna()]
    engines = sorted(known["engine"].fillna("").unique())[:MOST]
    if not engines:
        return nothing(title, lang)
    figure, panels = plt.subplots(1, len(engines), figsize=(max(6.5, 4.2 * len(engines)), 3.6), sharey=True, squeeze=False, layout="constrained")
    for axes, engine in zip(panels[0], engines, strict=True):
        for place, (pages, rows) in enumerate(known[known["engine"].fillna("") == engine].groupby("pages")):
            rows = rows.sort_values("date")
            days, (mark, line) = [date.fromisoformat(day) for day in rows["date"]], _STYLES[pages]
            label = {"fr": f"{pages} premières pages", "en": f"first {pages} pages"} if pages > 1 else {"fr": "première page", "en": "first page"}
            axes.plot(days, rows["share"], marker=mark, linestyle=line, color=PALETTE[[5, 0, 2][place]], label=label[lang])
            axes.vlines(days, rows["low"].astype(float), rows["high"].astype(float), color=PALETTE[[5, 0, 2][place]], linewidth=1, alpha=0.6)
        axes.set_ylim(0, 1)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
        searched = sorted({date.fromisoformat(day) for day in known["date"]})
        axes.set_xticks(searched[:: -(-len(searched) // MOST_TICKS)])
        axes.xaxis.set_major_formatter(DateFormatter("%d/%m/%y"))
        axes.grid(color="#DDDDDD", linewidth=0.6)
        axes.set_title(short(engine, 30), fontsize=10, parse_math=False)
    panels[0, 0].set_ylabel({"fr": "résultats négatifs", "en": "negative results"}[lang])
    panels[0, -1].legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure
