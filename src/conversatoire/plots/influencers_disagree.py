"""Figure of the rankings that disagree: each first account's rank in all of them, and how many first accounts each two share."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from conversatoire.influencers.disagreement import RANKINGS as ORDER
from conversatoire.influencers.disagreement import agreement, disagreement
from conversatoire.note.words import Words
from conversatoire.plots.influencers_ranks import RANKINGS
from conversatoire.plots.look import account_name, nothing

_SHADES = LinearSegmentedColormap.from_list("ranks", ["#FFFFFF", "#9CCBE8", "#0072B2", "#003B5C"])  # of one hue: dark is first, in grey too
_ROWS = 36  # that a page holds


def metrics_disagree(accounts: pd.DataFrame, edges: pd.DataFrame, lang: str, top: int = 20) -> Figure:
    """The rank of each account that some ranking has among its first `top`, in every ranking; and how far each two rankings agree.

    Args:
        accounts: table «accounts».
        edges: table «edges».
        lang: fr or en.
        top: how many accounts of a ranking are its first.
    """
    words = Words(lang)
    title = {"fr": "Les classements ne désignent pas les mêmes comptes", "en": "The rankings do not name the same accounts"}[lang]
    found = disagreement(accounts, edges, top)
    names = [name for name in ORDER if found[name].notna().any()]
    if found.empty or len(names) < 2:
        return nothing(title, lang)
    shown = found.head(_ROWS)
    height = 2.6 + 0.25 * max(len(shown), 8)
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, height), layout="constrained", width_ratios=[1.5, 1])
    _draw_ranks(left, shown, names, top, lang)
    _draw_agreement(right, agreement(accounts, edges, top), names, top, lang)
    rest = len(found) - len(shown)
    parts = [
        {"fr": f"Case colorée : parmi les {words.n(top)} premiers.", "en": f"Coloured cell: among the first {words.n(top)}."},
        {"fr": "Tiret : rien à classer.", "en": "Dash: nothing to rank."},
    ]
    if rest:
        parts.append({"fr": f"{words.n(rest)} comptes de plus sont dans la table.", "en": f"{words.n(rest)} further accounts are in the table."})
    absent = [RANKINGS[lang][name] for name in ORDER if name not in names]
    if absent:
        parts.append({"fr": f"Sans données : {', '.join(absent)}.", "en": f"No data: {', '.join(absent)}."})
    lines = [" ".join(part[lang] for part in line) for line in (parts[:2], parts[2:]) if line]
    left.set_xlabel("\n".join(lines), fontsize=9, color="#444444", loc="left")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def _draw_ranks(axes: Axes, shown: pd.DataFrame, names: list[str], top: int, lang: str) -> None:
    """A cell an account and ranking: its rank, the darker the higher."""
    words = Words(lang)
    ranks = shown[names].astype("Float64").to_numpy(float, na_value=np.nan)
    shade = np.where(ranks <= top, 0.15 + 0.85 * (1 - (ranks - 1) / top), 0)
    axes.imshow(shade, cmap=_SHADES, vmin=0, vmax=1, aspect="auto")
    for (row, column), rank in np.ndenumerate(ranks):
        look = {"color": "white" if shade[row, column] > 0.6 else "#222222", "fontsize": 8.5, "ha": "center", "va": "center"}
        axes.text(column, row, "–" if np.isnan(rank) else words.n(rank), **look)
    _columns(axes, names, lang)
    axes.set_yticks(range(len(shown)), [account_name(name) for name in shown["account"]], fontsize=8.5, parse_math=False)
    _grid(axes, *ranks.shape)


def _draw_agreement(axes: Axes, pairs: pd.DataFrame, names: list[str], top: int, lang: str) -> None:
    """Below the diagonal, a cell two rankings: the first accounts they share, and Kendall's τ over all accounts that both rank."""
    words = Words(lang)
    shade = np.full((len(names) - 1, len(names) - 1), np.nan)
    for pair in pairs.itertuples():
        column, row = names.index(pair.first), names.index(pair.second) - 1
        shade[row, column] = pair.common / pair.of if pair.of else 0
        tau = "–" if np.isnan(pair.kendall) else words.n(pair.kendall, 2)
        text = {"fr": f"{words.n(pair.common)} sur {words.n(pair.of)}\nτ = {tau}", "en": f"{words.n(pair.common)} of {words.n(pair.of)}\nτ = {tau}"}
        axes.text(column, row, text[lang], ha="center", va="center", fontsize=8.5, color="white" if shade[row, column] > 0.6 else "#222222")
    axes.imshow(shade, cmap=_SHADES, vmin=0, vmax=1.15, aspect="auto")
    axes.set_box_aspect(0.6)
    axes.set_anchor("N")
    _columns(axes, names[:-1], lang)
    axes.set_yticks(range(len(names) - 1), [_broken(name, lang) for name in names[1:]], fontsize=8.5)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    count = words.n(top)
    about = {
        "fr": f"Comptes communs aux {count} premiers de deux classements\n(plus si des ex æquo) ; τ de Kendall sur tous les comptes classés",
        "en": f"Accounts that the first {count} of two rankings share\n(more where ranks are equal); Kendall’s τ over all accounts ranked",
    }
    axes.set_xlabel(about[lang], fontsize=9, color="#444444", loc="left")


def _columns(axes: Axes, names: list[str], lang: str) -> None:
    """The rankings' names above the columns, one word a line."""
    axes.set_xticks(range(len(names)), [_broken(name, lang) for name in names], fontsize=8.5)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("bottom")


def _broken(name: str, lang: str) -> str:
    return "\n".join(RANKINGS[lang][name].split(maxsplit=1))


def _grid(axes: Axes, rows: int, columns: int) -> None:
    axes.set_xticks(np.arange(columns + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(rows + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="#DDDDDD", linewidth=0.6)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)
