"""Figure of the network of the first accounts: who addresses whom."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from conversatoire.note.words import Words
from conversatoire.plots import placing
from conversatoire.plots.influencers_communities import OTHERS, colours_of, community_colours, community_names
from conversatoire.plots.look import GREY, account_name, nothing

_ROOM = 5.0  # printer's points: the radius of a point on which a number can be read
_MARKS = {"account": "o", "own": "s", "bot": "^"}
_NAMES = {
    "fr": {"account": "compte", "own": "compte de l’organisation", "bot": "compte automatique"},
    "en": {"account": "account", "own": "organisation’s own account", "bot": "automatic account"},
}


def actors(accounts: pd.DataFrame, edges: pd.DataFrame, lang: str, top: int = 40, communities: pd.DataFrame | None = None) -> Figure:
    """The network of the `top` accounts by PageRank: who addresses whom among them.

    The layout starts from a circle in the order of the communities and draws nothing at random: it is the same each time.

    Args:
        accounts: table «accounts».
        edges: table «edges».
        lang: fr or en.
        top: accounts drawn and named.
        communities: table «communities», for the words that name them; without it they go by their first account.
    """
    words = Words(lang)
    shown = accounts.sort_values(["rank", "medium", "account"]).head(top).reset_index(drop=True)
    links = _links_among(shown, edges)
    if links.empty:
        return nothing({"fr": "Réseau des comptes", "en": "Network of the accounts"}[lang], lang)
    figure, axes = plt.subplots(figsize=(10, 7.5), layout="constrained")
    count, drawn = words.n(len(shown)), words.n(len(links))
    pairs = words.n(len(edges[["medium", "source", "target"]].drop_duplicates()))
    title = {"fr": f"Qui s’adresse à qui parmi les {count} premiers comptes", "en": f"Who addresses whom among the first {count} accounts"}
    about = {
        "fr": "Surface d’un point : PageRank. Flèche : mentions, réponses, reprises et citations ; plus épaisse s’il y en a davantage.\n"
        f"{drawn} flèches sur {pairs} : celles entre ces comptes.",
        "en": "Area of a point: PageRank. Arrow: mentions, replies, reposts and quotes; thicker where there are more.\n"
        f"{drawn} arrows of {pairs}: those between these accounts.",
    }
    axes.set(xlim=(-0.12, 1.12), ylim=(-0.08, 1.08), xticks=[], yticks=[], title=title[lang])
    axes.set_xlabel(about[lang], fontsize=9, color="#444444", loc="left")
    axes.spines[:].set_visible(False)
    colours, kinds = colours_of(shown, community_colours(accounts)), _kinds(shown)
    _legend(axes, shown, accounts, communities, lang)
    figure.canvas.draw()  # the layout is settled before anything is measured on it
    radii = np.maximum(3, 16 * np.sqrt(shown["pagerank"].to_numpy(float) / shown["pagerank"].max()))
    places = placing.apart(axes, placing.positions(len(shown), links, shown["community"].tolist()), radii)
    _draw_arrows(axes, links, places, radii, colours)
    for number, (colour, kind) in enumerate(zip(colours, kinds, strict=True)):
        look = {"color": colour, "marker": _MARKS[kind], "markersize": 2 * radii[number], "markeredgecolor": "#333333"}
        axes.plot(*places[number], markeredgewidth=0.5 if kind == "account" else 1.6, zorder=3, **look)
    _write_numbers(axes, shown["community"].tolist(), places, radii, community_colours(accounts))
    placing.write_names(axes, places, radii, [account_name(name) for name in shown["account"]], np.clip(7 + radii / 4, 7.5, 11))
    return figure


def _kinds(accounts: pd.DataFrame) -> list[str]:
    """own, bot or account: what its mark tells."""
    own, bot = (accounts[flag].fillna(False).astype(bool) for flag in ("own", "bot"))
    return np.select([own, bot], ["own", "bot"], "account").tolist()


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


def _write_numbers(axes: Axes, communities: list[int], places: np.ndarray, radii: np.ndarray, colours: dict[int, str]) -> None:
    """The number of its community on each point that has room for it: in grey, and to some eyes, two colours are one."""
    for community, place, radius in zip(communities, places, radii, strict=True):
        if community in colours and radius >= _ROOM:
            ink = "black" if np.dot(to_rgb(colours[community]), [0.299, 0.587, 0.114]) > 0.5 else "white"
            axes.text(*place, str(community + 1), color=ink, fontsize=min(radius + 1, 11), ha="center", va="center_baseline", zorder=4)


def _legend(axes: Axes, shown: pd.DataFrame, accounts: pd.DataFrame, communities: pd.DataFrame | None, lang: str) -> None:
    """Each colour with the number (as in the note's table) and the name of its community, and what the marks tell where there is more than one."""
    names, present = community_names(accounts, communities, lang), set(shown["community"])
    colours = sorted(community_colours(accounts).items())
    entries = [("o", colour, f"{community + 1}. {names[community]}") for community, colour in colours if community in present]
    if len(entries) < len(present):
        entries.append(("o", GREY, OTHERS[lang]))
    kinds = set(_kinds(shown)) - {"account"}
    entries += [(mark, "white", _NAMES[lang][kind]) for kind, mark in _MARKS.items() if kind in kinds]
    look = {"linestyle": "", "markersize": 8, "markeredgecolor": "#333333"}
    points = [plt.Line2D([], [], marker=mark, markerfacecolor=colour, **look) for mark, colour, _ in entries]
    beside = {"loc": "upper left", "bbox_to_anchor": (1, 1), "frameon": False, "fontsize": 9, "title_fontsize": 10}
    legend = axes.legend(points, [name for *_, name in entries], title={"fr": "Communautés", "en": "Communities"}[lang], **beside)
    for text in legend.get_texts():
        text.set_parse_math(False)
