"""Figures of the barometer: hours of the week and top lists."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.note.words import Words
from conversatoire.plots.look import PALETTE, account_name, media_colours, nothing, short

_UNITS = {
    "fr": {"posts": "messages", "sociable": "comptes distincts auxquels il s’adresse", "influential": "PageRank"},
    "en": {"posts": "posts", "sociable": "distinct accounts it addresses", "influential": "PageRank"},
}


_CHANGE = {"fr": "\n▲▼ : places gagnées ou perdues sur le mois précédent", "en": "\n▲▼: places gained or lost on the month before"}


def hours(table: pd.DataFrame, lang: str) -> Figure:
    """Posts by weekday and hour, as a heat map. Takes the table «hours»."""
    words = Words(lang)
    grid = table.pivot(index="weekday", columns="hour", values="posts")
    days = [words.locale.days["stand-alone"]["wide"][day] for day in range(7)]
    figure, axes = plt.subplots(figsize=(10, 3.6), layout="constrained")
    number = FuncFormatter(lambda value, _: words.n(value))
    label = {"fr": "messages du mois", "en": "posts of the month"}[lang]
    bar = {"label": label, "format": number, "ticks": MaxNLocator(5, integer=True), "pad": 0.02}
    sns.heatmap(grid, ax=axes, cmap="YlGnBu", vmin=0, vmax=max(1, int(table["posts"].max())), linewidths=0.4, linecolor="white", cbar_kws=bar)
    axes.set_yticks(np.arange(7) + 0.5, days, rotation=0)
    axes.set_xticks(np.arange(0, 24, 3) + 0.5, [{"fr": f"{hour} h", "en": f"{hour}:00"}[lang] for hour in range(0, 24, 3)], rotation=0)
    axes.tick_params(length=0)
    axes.set(xlabel={"fr": "heure (fuseau de l’étude)", "en": "hour (time zone of the study)"}[lang], ylabel="")
    axes.set_title({"fr": "Quand parle-t-on ? Messages par jour et par heure", "en": "When do people talk? Posts by weekday and hour"}[lang])
    return figure


def top_list(table: pd.DataFrame, name: str, lang: str, length: int = 20) -> Figure:
    """One of the barometer's lists as bars, each with the change of its rank on the month before. Takes the table «top» and the list's name."""
    words = Words(lang)
    rows = table[table["list"] == name].sort_values("rank").head(length).reset_index(drop=True)
    if rows.empty:
        return nothing(words.title(name), lang)
    figure, axes = plt.subplots(figsize=(8, 1.2 + 0.27 * len(rows)), layout="constrained")
    media = rows["medium"].notna()
    colours = media_colours(rows.loc[media, "medium"].tolist())
    axes.barh(rows.index, rows["value"], color=[colours.get(medium, PALETTE[0]) for medium in rows["medium"]], height=0.72)
    is_new_to_all = bool(table["previous_rank"].isna().all())
    for place, row in enumerate(rows.itertuples()):
        value = words.precise(row.value) if name == "influential" else words.n(row.value)
        shown = value if is_new_to_all else f"{value}   {_move(row, lang)}"
        axes.annotate(shown, (row.value, place), (5, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(rows.index, [_item(row) for row in rows.itertuples()], fontsize=9, parse_math=False)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, rows["value"].max() * 1.18)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=name != "influential"))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.precise(value)))
    axes.set_xlabel(_UNITS[lang].get(name, _UNITS[lang]["posts"]) + ("" if is_new_to_all else _CHANGE[lang]), fontsize=10)
    axes.set_title(words.title(name))
    if len(colours) > 1:
        patches = [plt.Rectangle((0, 0), 1, 1, color=colour) for colour in colours.values()]
        axes.legend(patches, [words.title(medium) for medium in colours], frameon=False, loc="lower right")
    return figure


def _move(row: Any, lang: str) -> str:
    """Places gained or lost, as an arrow."""
    if pd.isna(row.previous_rank):
        return {"fr": "nouveau", "en": "new"}[lang]
    gained = int(row.previous_rank) - int(row.rank)
    return f"▲ {gained}" if gained > 0 else f"▼ {-gained}" if gained < 0 else "="


def _item(row: Any) -> str:
    if isinstance(row.medium, str):
        return account_name(row.item)
    return short(f"#{row.item}" if row.list == "hashtags" else row.item.removeprefix("https://").removeprefix("http://"))
