"""Figure of the peaks: the month's curve with what is usual, and what each peak would be without its cause."""

from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.note.glyphs import printable
from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, PALETTE, account_name, nothing, short
from conversatoire.plots.placing import HALO

MOST = 8  # peaks of the second panel, the largest excess first
_TITLE = {"fr": "Quand parle-t-on plus que d’habitude ?", "en": "When do people talk more than usual?"}
_HIGH = PALETTE[5]


def peaks(series: pd.DataFrame, peaks: pd.DataFrame, causes: pd.DataFrame, topics: pd.DataFrame, timezone: str, lang: str) -> Figure:
    """Posts a day with the band of what is usual, the peaks numbered; below, each peak with its cause and without.

    Args:
        series: table «series».
        peaks: table «peaks»; those that are a part of another one are left out.
        causes: table «causes».
        topics: table «topics».
        timezone: IANA zone in which days are cut.
        lang: fr or en.
    """
    days = series[(series["step"] == "day") & (series["series"] == "all")].sort_values("start", ignore_index=True)
    if days.empty or not days["posts"].fillna(0).sum():
        return nothing(_TITLE[lang], lang)
    whole = peaks[peaks["part_of"].isna()]
    largest = whole.sort_values(["excess", "number"], ascending=[False, True]).head(MOST).sort_values("number")
    rows = len(largest)
    heights = [3.4, 0.42 * rows + 0.9] if rows else [3.4]
    figure, panels = plt.subplots(len(heights), 1, figsize=(9, sum(heights) + 0.4), layout="constrained", height_ratios=heights, squeeze=False)
    _draw_days(panels[0, 0], days, whole, timezone, lang)
    if rows:
        _draw_peaks(panels[1, 0], largest, causes, topics, lang)
    return figure


def _draw_days(axes: Axes, days: pd.DataFrame, peaks: pd.DataFrame, timezone: str, lang: str) -> None:
    words, place = Words(lang), np.arange(len(days))
    posts = days["posts"].to_numpy(float, na_value=np.nan)
    axes.fill_between(place, days["low"].to_numpy(float), days["high"].to_numpy(float), step="mid", color="#D9D9D9", linewidth=0)
    axes.plot(place, days["expected"].to_numpy(float), drawstyle="steps-mid", color=GREY, linewidth=1.2)
    axes.plot(place, posts, "o-", color=PALETTE[0], linewidth=1.6, markersize=3.5)
    for weekend in (p for p, day in enumerate(days["day"]) if date.fromisoformat(day).isoweekday() >= 6):
        axes.axvspan(weekend - 0.5, weekend + 0.5, color="#F3F3F3", linewidth=0, zorder=0)
    shown = peaks["peak"].dt.tz_convert(timezone).dt.strftime("%Y-%m-%d")
    for day, numbers in peaks["number"].groupby(shown):
        at = int(days.index[days["day"] == day][0])
        axes.plot(at, posts[at], "o", color=_HIGH, markersize=7)
        told = ", ".join(words.n(number) for number in numbers)
        axes.annotate(told, (at, posts[at]), (0, 7), textcoords="offset points", ha="center", fontweight="bold", color=_HIGH, path_effects=HALO)
    mondays = [p for p, day in enumerate(days["day"]) if date.fromisoformat(day).isoweekday() == 1]
    axes.set_xticks(mondays, [format_date(date.fromisoformat(days["day"][p]), "EEE d MMM", locale=words.locale) for p in mondays])
    axes.set_xlim(-0.6, len(days) - 0.4)
    axes.set_ylim(0, max(1, np.nanmax([np.nanmax(posts), days["high"].max()])) * 1.15)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    axes.set_ylabel({"fr": "messages par jour", "en": "posts a day"}[lang])
    about = {
        "fr": "bande grise : 95 % des jours habituels ; numéros : les pics de la note (parfois une seule heure)",
        "en": "grey band: 95 % of usual days; numbers: the peaks of the note (some of a single hour)",
    }
    axes.set_xlabel(about[lang], fontsize=9)
    axes.set_title(_TITLE[lang])


def _draw_peaks(axes: Axes, peaks: pd.DataFrame, causes: pd.DataFrame, topics: pd.DataFrame, lang: str) -> None:
    words, labels = Words(lang), []
    for place, peak in enumerate(peaks.itertuples()):
        axes.plot([peak.low, peak.high], [place, place], color="#C4C4C4", linewidth=7, solid_capstyle="butt", zorder=1)
        axes.plot(peak.expected, place, "|", color="#555555", markersize=10, zorder=2)
        told = causes[(causes["peak"] == peak.number) & (causes["kind"] == peak.cause_kind) & (causes["item"] == peak.cause)]
        if len(told):
            axes.plot([told["without"].iloc[0], peak.posts], [place, place], color=_HIGH, linewidth=1.2, zorder=2)
            axes.plot(told["without"].iloc[0], place, "o", color="white", markeredgecolor=_HIGH, markersize=7, zorder=3)
        axes.plot(peak.posts, place, "o", color=_HIGH, markersize=7, zorder=4)
        labels.append(f"{words.n(peak.number)}. {_about(peak, topics, lang)}")
    axes.set_yticks(range(len(labels)), labels, fontsize=9, parse_math=False)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    axes.grid(axis="x", color="#E5E5E5", linewidth=0.6)
    axes.tick_params(axis="y", length=0)
    about = {
        "fr": "messages pendant le pic : point plein ; sans sa cause : point vide ; en gris, l’habitude (95 %)",
        "en": "posts during the peak: full dot; without its cause: hollow dot; in grey, what is usual (95 %)",
    }
    axes.set_xlabel(about[lang], fontsize=9)


def _about(peak: tuple, topics: pd.DataFrame, lang: str) -> str:
    """The series of a peak where it is not that of all posts, and its cause."""
    several = {"fr": "pas de cause unique", "en": "no single cause"}[lang]
    cause = several if pd.isna(peak.cause) else cause_name(peak.cause_kind, peak.cause, topics, lang)
    series = "" if peak.series == "all" else series_name(peak.series, topics, lang) + {"fr": "\u00a0:\n", "en": ":\n"}[lang]
    return "\n".join(printable(line, lang, breaks=False) for line in (series + cause).split("\n"))


def series_name(series: str, topics: pd.DataFrame, lang: str) -> str:
    """How a figure calls a series, short."""
    kind, _, item = series.partition(":")
    if kind == "topic":
        label = topics.loc[topics["topic"].astype(str) == item, "label"]
        return short(label.iloc[0], 34) if len(label) else {"fr": f"sujet {int(item) + 1}", "en": f"topic {int(item) + 1}"}[lang]
    if kind == "link":
        return short(item.removeprefix("https://").removeprefix("http://"), 34)
    if kind == "medium":
        return Words(lang).title(item)
    return {"all": {"fr": "tous les messages", "en": "all posts"}, "others": {"fr": "hors organisation", "en": "other accounts"}}[kind][lang]


def cause_name(kind: str, item: str, topics: pd.DataFrame, lang: str) -> str:
    """What made a peak as a figure shows it, short."""
    if kind in ("account", "addressed"):
        return account_name(item)
    if kind == "post":
        return {"fr": "reprises d’un message", "en": "reposts of one post"}[lang]
    if kind == "topic":
        return series_name(f"topic:{item}", topics, lang)
    return short(item.removeprefix("https://").removeprefix("http://").replace("_", " "), 34)
