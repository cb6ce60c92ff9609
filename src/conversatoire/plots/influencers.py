"""Figures of the influencers: the network of the first accounts, and their ranks with intervals."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from conversatoire.note.words import Words
from conversatoire.plots import placing
from conversatoire.plots.look import GREY, PALETTE, account_name, media_colours, nothing


def actors(accounts: pd.DataFrame, edges: pd.DataFrame, lang: str, top: int = 40) -> Figure:
    """The network of the `top` accounts by PageRank: who addresses whom among them.

    Args:
        accounts: table «accounts».
        edges: table «edges».
        lang: fr or en.
        top: accounts drawn and named.
    """
    words = Words(lang)
    shown = accounts.sort_values(["rank", "medium", "account"]).head(top).reset_index(drop=True)
    links = _links_among(shown, edges)
    if links.empty:
        return nothing({"fr": "Réseau des comptes", "en": "Network of the accounts"}[lang], lang)
    figure, axes = plt.subplots(figsize=(10, 7.5), layout="constrained")
    count = words.n(len(shown))
    title = {"fr": f"Qui s’adresse à qui parmi les {count} premiers comptes", "en": f"Who addresses whom among the first {count} accounts"}
    about = {
        "fr": "Surface d’un point : PageRank. Flèche : mentions, réponses, reprises et citations ; plus épaisse s’il y en a davantage.",
        "en": "Area of a point: PageRank. Arrow: mentions, replies, reposts and quotes; thicker where there are more.",
    }
    axes.set(xlim=(-0.12, 1.12), ylim=(-0.08, 1.08), xticks=[], yticks=[], title=title[lang])
    axes.set_xlabel(about[lang], fontsize=9, color="#444444", loc="left")
    axes.spines[:].set_visible(False)
    colours = _community_colours(shown)
    _community_legend(axes, shown, colours, lang)
    figure.canvas.draw()  # the layout is settled before anything is measured on it
    radii = np.maximum(3, 16 * np.sqrt(shown["pagerank"].to_numpy() / shown["pagerank"].max()))
    places = placing.apart(axes, placing.positions(len(shown), links, shown["community"].tolist()), radii)
    _draw_arrows(axes, links, places, radii, colours)
    axes.scatter(*places.T, s=(2 * radii) ** 2, c=colours, edgecolors="#333333", linewidths=0.5, zorder=3)
    placing.write_names(axes, places, radii, [account_name(name) for name in shown["account"]], np.clip(7 + radii / 4, 7.5, 11))
    return figure


def top_accounts(accounts: pd.DataFrame, lang: str, top: int = 20) -> Figure:
    """Rank of the first accounts by PageRank with its 95 % interval: overlapping intervals cannot be told apart. Takes the table «accounts»."""
    words = Words(lang)
    title = {
        "fr": "Comptes qui portent la conversation : rang et son incertitude",
        "en": "Who carries the conversation: rank and its uncertainty",
    }[lang]
    shown = accounts[accounts["in_degree"] > 0].sort_values(["rank", "medium", "account"]).head(top).reset_index(drop=True)
    if shown.empty:
        return nothing(title, lang)
    figure, axes = plt.subplots(figsize=(8, 1.2 + 0.27 * len(shown)), layout="constrained")
    colours = media_colours(shown["medium"].tolist())
    for medium, rows in shown.groupby("medium"):
        axes.hlines(rows.index, rows["rank_low"], rows["rank_high"], color=colours[medium], linewidth=2, alpha=0.5)
        axes.scatter(rows["rank"], rows.index, color=colours[medium], s=36, zorder=3, label=words.title(medium))
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlim(0.9, max(10, shown["rank_high"].max()) * 1.15)
    axes.set_yticks(shown.index, [account_name(name) for name in shown["account"]], fontsize=9, parse_math=False)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    about = {
        "fr": "rang par PageRank (échelle logarithmique) ; trait : intervalle à 95 %",
        "en": "rank by PageRank (logarithmic scale); line: 95% interval",
    }
    axes.set_xlabel(about[lang])
    axes.set_title(title)
    if len(colours) > 1:
        axes.legend(frameon=False, loc="upper right")
    return figure


def _links_among(shown: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Edges between the accounts shown: source and target (row numbers), weight (over all kinds)."""
    number = shown[["medium", "account"]].assign(number=shown.index)
    ends = {end: number.rename(columns={"account": end, "number": f"{end}_number"}) for end in ("source", "target")}
    found = edges.merge(ends["source"], on=["medium", "source"]).merge(ends["target"], on=["medium", "target"])
    found = found[["source_number", "target_number", "weight"]].set_axis(["source", "target", "weight"], axis=1)
    return found.groupby(["source", "target"], as_index=False)["weight"].sum()


def _draw_arrows(axes: Axes, links: pd.DataFrame, places: np.ndarray, radii: np.ndarray, colours: list[str]) -> None:
    """An arrow per link, in the colour of its source; the thickest last, so that they lie on top."""
    look = {"arrowstyle": "-|>", "mutation_scale": 7, "connectionstyle": "arc3,rad=0.12", "alpha": 0.45, "zorder": 1}
    for link in links.sort_values(["weight", "source", "target"]).itertuples():
        ends = {"shrinkA": radii[link.source], "shrinkB": radii[link.target] + 1}
        width = 0.5 + 0.8 * np.log10(link.weight)
        axes.add_patch(FancyArrowPatch(places[link.source], places[link.target], color=colours[link.source], linewidth=width, **look, **ends))


def _community_colours(shown: pd.DataFrame) -> list[str]:
    """A colour for each of the seven communities with most PageRank shown; grey for the others."""
    weight = shown[shown["community"] >= 0].groupby("community")["pagerank"].sum()
    first = weight.sort_values(ascending=False, kind="stable").index[:7]
    colour = dict(zip(first, PALETTE, strict=False))
    return [colour.get(community, GREY) for community in shown["community"]]


def _community_legend(axes: Axes, shown: pd.DataFrame, colours: list[str], lang: str) -> None:
    """Each colour by the account that leads its community."""
    leaders = shown.assign(colour=colours).drop_duplicates("colour").sort_values("rank")
    around = {"fr": "autour de {}", "en": "around {}"}[lang]
    names = {row.colour: around.format(account_name(row.account)) for row in leaders.itertuples() if row.colour != GREY}
    if GREY in colours:
        names[GREY] = {"fr": "autres communautés ou aucune", "en": "other communities or none"}[lang]
    points = [plt.Line2D([], [], marker="o", linestyle="", color=colour, markersize=8) for colour in names]
    beside = {"loc": "upper left", "bbox_to_anchor": (1, 1), "frameon": False, "fontsize": 9, "title_fontsize": 10}
    legend = axes.legend(points, list(names.values()), title={"fr": "Communautés", "en": "Communities"}[lang], **beside)
    for text in legend.get_texts():
        text.set_parse_math(False)
