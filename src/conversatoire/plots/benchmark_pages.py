"""Figure of the pages: what their posts set off, how sure that is, and their rank."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, PALETTE, account_name, nothing, short

BOUNDS = {"engagement_per_10k": ("rate_low", "rate_high"), "median": ("low", "high")}
_UNITS = {
    "fr": {"engagement_per_10k": "engagement du mois pour 10 000 abonnés", "median": "engagement médian d’un message"},
    "en": {"engagement_per_10k": "engagement of the month per 10,000 followers", "median": "median engagement of a post"},
}


def pages(table: pd.DataFrame, lang: str, top: int = 12) -> Figure:
    """The first pages of each medium by rank, with the interval of what they are ranked by; own ones in orange. Takes the table «pages»."""
    words = Words(lang)
    title = {"fr": "Quelles pages font réagir ?", "en": "Which pages set off reactions?"}[lang]
    known = table[table["rank"].notna()].sort_values(["medium", "rank", "account"], kind="stable")
    known = known[(known["rank"] <= top) | known["own"] | known["brand"].notna()]
    groups = [(medium, rows.head(2 * top).reset_index(drop=True)) for medium, rows in known.groupby("medium")]
    if not groups:
        return nothing(title, lang)
    size = {"figsize": (8.5, 0.9 + sum(0.9 + 0.27 * len(rows) for _, rows in groups)), "height_ratios": [len(rows) + 1 for _, rows in groups]}
    figure, panels = plt.subplots(len(groups), 1, squeeze=False, layout="constrained", **size)
    for axes, (medium, rows) in zip(panels[:, 0], groups, strict=True):
        by = rows["ranked_by"].iloc[0]
        low, high = (rows[bound].astype(float) for bound in BOUNDS[by])
        whose = zip(rows["own"], rows["brand"].notna(), strict=True)
        colours = [PALETTE[5] if own else PALETTE[0] if branded else GREY for own, branded in whose]
        axes.hlines(rows.index, low, high, color=colours, linewidth=2)
        axes.scatter(rows[by].astype(float), rows.index, color=colours, s=30, zorder=3)
        names = [short(account_name(account), 34) + (" ★" if own else "") for account, own in zip(rows["account"], rows["own"], strict=True)]
        axes.set_yticks(rows.index, names, fontsize=9, parse_math=False)
        for row in rows.itertuples():
            place = words.n(row.rank) if row.rank_low == row.rank_high else f"{words.n(row.rank)} ({words.n(row.rank_low)}–{words.n(row.rank_high)})"
            axes.annotate(place, (1.01, row.Index), xycoords=("axes fraction", "data"), va="center", fontsize=8.5)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(0, max(float(high.max()), 1) * 1.04)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.precise(value)))
        axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(_UNITS[lang][by], fontsize=9)
        axes.set_title(words.title(medium), fontsize=10)
    about = {
        "fr": "trait : intervalle à 95 % ; à droite : rang et son intervalle ; ★ : compte de l’organisation ; bleu : autre marque",
        "en": "line: 95% interval; right: rank and its interval; ★: the organisation’s own; blue: another brand",
    }
    figure.supxlabel(about[lang], fontsize=9, x=0.02, ha="left")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure
