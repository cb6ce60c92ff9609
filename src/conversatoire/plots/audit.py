"""Figures of the image audit: posts and tone by month, subjects over the months, dimensions of the reputation."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from conversatoire.audit.names import dimension
from conversatoire.benchmark.naming import ALL
from conversatoire.note.glyphs import printable
from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, PALETTE, media_colours, nothing, short

WIDTH = 8.2  # inches, as the note's figures
TONES = {"negative": (PALETTE[5], "o", -0.06), "positive": (PALETTE[0], "s", 0.06)}
NAMES = {"fr": {"negative": "négatifs", "positive": "positifs"}, "en": {"negative": "negative", "positive": "positive"}}


def image_months(media: pd.DataFrame, lang: str) -> Figure:
    """Posts of the public by month and medium, above the shares of negative and positive posts with their intervals. Takes «image_media»."""
    words = Words(lang)
    title = {"fr": "Volume et ton, mois par mois", "en": "Volume and tone, month by month"}[lang]
    counts = media[(media["month"] != ALL) & (media["medium"] != ALL)].pivot(index="month", columns="medium", values="posts").fillna(0).sort_index()
    if counts.empty:
        return nothing(title, lang)
    figure, (axes, below) = plt.subplots(2, 1, figsize=(WIDTH, 5), sharex=True, layout="constrained")
    at, base = np.arange(len(counts)), np.zeros(len(counts))
    colours = media_colours(list(counts.columns))
    for medium in counts.sum().sort_values(ascending=False, kind="stable").index:
        axes.bar(at, counts[medium], bottom=base, color=colours[medium], width=0.6, label=words.title(medium))
        base = base + counts[medium].to_numpy(dtype=float)
    axes.set_ylabel({"fr": "messages du public", "en": "posts by the public"}[lang], fontsize=9)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    course = media[(media["month"] != ALL) & (media["medium"] == ALL)].set_index("month").reindex(counts.index)
    for tone, (colour, marker, off) in TONES.items():
        below.vlines(at + off, course[f"{tone}_low"].astype(float), course[f"{tone}_high"].astype(float), color=colour, linewidth=2, alpha=0.6)
        below.plot(at + off, course[tone].astype(float), color=colour, marker=marker, linewidth=1.2, label=NAMES[lang][tone])
    below.set_ylabel({"fr": "part, intervalle à 95 %", "en": "share, 95% interval"}[lang], fontsize=9)
    below.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    below.set_ylim(0, None)
    below.set_xticks(at, [words.month(month) for month in counts.index], rotation=0 if len(at) < 7 else 45, fontsize=9)
    axes.set_title(title)
    for one in (axes, below):
        one.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))
    return figure


def image_subjects(subjects: pd.DataFrame, lang: str, top: int = 10) -> Figure:
    """Share of the largest subjects in each month, as a table of shades. Takes «image_subjects»."""
    words = Words(lang)
    title = {"fr": "Les sujets d’un mois à l’autre", "en": "Subjects from month to month"}[lang]
    total = subjects.groupby("id")["posts"].sum().reset_index().sort_values(["posts", "id"], ascending=[False, True])
    shown = total[total["posts"] > 0]["id"].head(top).tolist()
    if not shown:
        return nothing(title, lang)
    shares = subjects.pivot(index="id", columns="month", values="share").loc[shown].astype(float)
    labels = subjects.sort_values("month").drop_duplicates("id", keep="last").set_index("id")["label"]
    figure, axes = plt.subplots(figsize=(WIDTH, 1.3 + 0.38 * len(shown)), layout="constrained")
    most = max(float(np.nanmax(shares.to_numpy())) if shares.notna().any(axis=None) else 0, 1e-9)
    axes.imshow(shares, cmap="Blues", aspect="auto", vmin=0, vmax=most)
    for (row, column), share in np.ndenumerate(shares.to_numpy()):
        told = {"fr": "trop peu", "en": "too few"}[lang] if np.isnan(share) else words.pct(share) if share else "–"
        axes.text(column, row, told, ha="center", va="center", fontsize=8.5, color="white" if share > 0.6 * most else "#222222")
    axes.set_xticks(range(shares.shape[1]), [words.month(month) for month in shares.columns], rotation=0 if shares.shape[1] < 7 else 45, fontsize=9)
    axes.set_yticks(range(len(shown)), [printable(short(labels[one], 44), lang, breaks=False) for one in shown], fontsize=9, parse_math=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_title(title)
    return figure


def dimensions(table: pd.DataFrame, lang: str) -> Figure:
    """Negative posts of each dimension beyond those it would have at the mean share, with their interval. Takes «dimensions»."""
    words = Words(lang)
    title = {"fr": "Quelle dimension de la réputation est la plus touchée ?", "en": "Which dimension of the reputation is hit most?"}[lang]
    told = table[table["excess"].notna()].sort_values(["excess", "dimension"], ascending=[False, True])
    if told.empty:
        return nothing(title, lang)
    figure, axes = plt.subplots(figsize=(WIDTH, 1.5 + 0.36 * len(told)), layout="constrained")
    at = np.arange(len(told))
    colours = [PALETTE[5] if low > 0 else PALETTE[0] if high < 0 else GREY for low, high in zip(told["excess_low"], told["excess_high"], strict=True)]
    axes.hlines(at, told["excess_low"], told["excess_high"], color=colours, linewidth=2.5, alpha=0.7)
    axes.scatter(told["excess"], at, color=colours, s=42, zorder=3)
    axes.axvline(0, color="#444444", linewidth=0.8)
    space = "\u202f" if lang == "fr" else ""
    axes.set_yticks(
        at,
        [f"{short(dimension(name, lang), 34)} ({words.n(count)})" for name, count in zip(told["dimension"], told["toned"], strict=True)],
        fontsize=9,
    )
    for label in axes.get_yticklabels():
        label.set_parse_math(False)
    axes.set_ylim(len(told) - 0.5, -0.5)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: ("+" if value > 0 else "") + words.n(value)))
    axes.set_xlabel(
        {"fr": f"messages négatifs en plus ou en moins qu’à la part moyenne\n(intervalle à 95{space}%, toutes dimensions ensemble)",
         "en": "negative posts above or below those at the mean share\n(95% interval, all dimensions together)"}[lang], fontsize=9,
    )  # fmt: skip
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    axes.set_title(title)
    return figure
