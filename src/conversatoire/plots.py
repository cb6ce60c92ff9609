"""One function a figure. A figure has a title, units, a legend that can be read, and colours that colour-blind readers can tell apart.

Each function takes a table and a language and returns a matplotlib figure; `save` writes it as SVG and PNG with the same bytes each time.
"""

from datetime import date
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from conversatoire import placing
from conversatoire.note.words import Words

# Okabe & Ito (2008): eight colours that readers with any common colour blindness tell apart.
PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#555555"]
MEDIA = {"twitter": 0, "blog": 1, "forum": 2, "facebook": 3, "mastodon": 4, "reddit": 5, "youtube": 6}
GREY = "#8A8A8A"


def style() -> None:
    """Sets the look of every figure of a notebook."""
    sns.set_theme(style="ticks", context="notebook", palette=PALETTE)
    mpl.rcParams |= {
        "figure.dpi": 100,
        "savefig.dpi": 150,
        "savefig.bbox": "tight",
        "font.family": "DejaVu Sans",
        "font.size": 10,
        "axes.titlesize": 12,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "svg.hashsalt": "conversatoire",  # fixed ids: the same figure is the same file
        "svg.fonttype": "path",
        "text.parse_math": False,  # a «$» in a handle or a word is no formula
    }


def save(figure: Figure, path: Path | str) -> Path:
    """Writes `figure` as `path`.svg and `path`.png without date or version, and closes it; returns the SVG's path."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    svg, png = (path.parent / f"{path.name}.{suffix}" for suffix in ("svg", "png"))
    figure.savefig(svg, metadata={"Date": None, "Creator": None})
    figure.savefig(png, metadata={"Software": None})
    plt.close(figure)
    return svg


def media_colours(media: list[str]) -> dict[str, str]:
    """A colour per medium, the same in every figure and month as far as eight colours reach."""
    free = [i for i in range(len(PALETTE)) if i not in {MEDIA[m] for m in media if m in MEDIA}]
    unknown = sorted(m for m in set(media) if m not in MEDIA)
    index = {m: MEDIA[m] for m in media if m in MEDIA} | {m: free[i % len(free)] if free else 7 for i, m in enumerate(unknown)}
    return {medium: PALETTE[index[medium]] for medium in sorted(set(media))}


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
        return _nothing({"fr": "Réseau des comptes", "en": "Network of the accounts"}[lang], lang)
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
    placing.write_names(axes, places, radii, [_account(name) for name in shown["account"]], np.clip(7 + radii / 4, 7.5, 11))
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
        return _nothing(title, lang)
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
    axes.set_yticks(shown.index, [_account(name) for name in shown["account"]], fontsize=9, parse_math=False)
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
        return _nothing(words.title(name), lang)
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


_UNITS = {
    "fr": {"posts": "messages", "sociable": "comptes distincts auxquels il s’adresse", "influential": "PageRank"},
    "en": {"posts": "posts", "sociable": "distinct accounts it addresses", "influential": "PageRank"},
}
_CHANGE = {"fr": "\n▲▼ : places gagnées ou perdues sur le mois précédent", "en": "\n▲▼: places gained or lost on the month before"}
_LONGEST = 46  # characters of a name or a link in a figure


def _move(row: Any, lang: str) -> str:
    """Places gained or lost, as an arrow."""
    if pd.isna(row.previous_rank):
        return {"fr": "nouveau", "en": "new"}[lang]
    gained = int(row.previous_rank) - int(row.rank)
    return f"▲ {gained}" if gained > 0 else f"▼ {-gained}" if gained < 0 else "="


def _item(row: Any) -> str:
    if isinstance(row.medium, str):
        return _account(row.item)
    return _short(f"#{row.item}" if row.list == "hashtags" else row.item.removeprefix("https://").removeprefix("http://"))


def _account(name: str) -> str:
    """A handle as a figure shows it: short, and an e-mail address without its host."""
    return _short(name.split("@")[0] + "@…" if "@" in name[1:] else name)


def _short(text: str, longest: int = _LONGEST) -> str:
    """`text` on one line without what cannot be printed, its middle left out where it is long."""
    text = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 + 1 :]}"


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
    names = {row.colour: around.format(_account(row.account)) for row in leaders.itertuples() if row.colour != GREY}
    if GREY in colours:
        names[GREY] = {"fr": "autres communautés", "en": "other communities"}[lang]
    points = [plt.Line2D([], [], marker="o", linestyle="", color=colour, markersize=8) for colour in names]
    beside = {"loc": "upper left", "bbox_to_anchor": (1, 1), "frameon": False, "fontsize": 9, "title_fontsize": 10}
    legend = axes.legend(points, list(names.values()), title={"fr": "Communautés", "en": "Communities"}[lang], **beside)
    for text in legend.get_texts():
        text.set_parse_math(False)


def _nothing(title: str, lang: str) -> Figure:
    """A figure that says there is nothing to show."""
    figure, axes = plt.subplots(figsize=(8, 1.5), layout="constrained")
    axes.text(0.5, 0.5, {"fr": "rien à montrer ce mois-ci", "en": "nothing to show this month"}[lang], ha="center", va="center", color="#444444")
    axes.set_axis_off()
    axes.set_title(title)
    return figure


_PANEL = 38  # characters of a panel's title
UNSTABLE = 0.5  # a topic less than half of whose words come back under other seeds is drawn paler


def topic_shares(topics: pd.DataFrame, lang: str, top: int = 20) -> Figure:
    """Share of the largest topics in all posts, each with its stability; unstable ones are pale. Takes the table «topics»."""
    words = Words(lang)
    title = {"fr": "De quoi parle-t-on ? Part de chaque sujet", "en": "What do people talk about? Share of each subject"}[lang]
    shown = topics.sort_values("topic").head(top).reset_index(drop=True)
    if shown.empty:
        return _nothing(title, lang)
    figure, axes = plt.subplots(figsize=(9, 1.4 + 0.36 * len(shown)), layout="constrained")
    is_stable = shown["stability"] >= UNSTABLE
    axes.barh(shown.index, shown["share"], color=[PALETTE[0] if stable else "#A9CCE3" for stable in is_stable], height=0.7)
    stability = {"fr": "stabilité", "en": "stability"}[lang]
    for place, row in enumerate(shown.itertuples()):
        told = f"{words.pct(row.share)}   {stability} {words.pct(row.stability)}"
        axes.annotate(told, (row.share, place), (5, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(shown.index, [_short(label) for label in shown["label"]], fontsize=9, parse_math=False)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(0, shown["share"].max() * 1.32)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel({"fr": "part de tous les messages du mois", "en": "share of all posts of the month"}[lang])
    axes.set_title(title)
    if not is_stable.all():
        about = {"fr": ["sujet stable", "peu stable : à lire avec prudence"], "en": ["stable subject", "unstable: read with care"]}[lang]
        axes.legend([plt.Rectangle((0, 0), 1, 1, color=c) for c in (PALETTE[0], "#A9CCE3")], about, frameon=False, loc="lower right", fontsize=9)
    return figure


def topic_days(topic_days: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 12) -> Figure:
    """Course of the largest topics, a panel each on its own scale, the highest day marked. Takes the tables «topic_days» and «topics»."""
    words = Words(lang)
    title = {"fr": "Les sujets au fil du mois", "en": "Subjects over the month"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty:
        return _nothing(title, lang)
    counts = topic_days.pivot(index="day", columns="topic", values="posts").sort_index()
    figure, panels = _panels(len(shown), 1.7)
    for axes, row in zip(panels, shown.itertuples(), strict=True):
        course = counts[row.topic].to_numpy()
        axes.fill_between(range(len(course)), course, color=PALETTE[0], alpha=0.25, linewidth=0)
        axes.plot(course, color=PALETTE[0], linewidth=1.6)
        peak = int(course.argmax())
        axes.plot(peak, course[peak], "o", color=PALETTE[5], markersize=5)
        told = (
            f"{words.short_day(counts.index[peak])} : {words.n(course[peak])}"
            if lang == "fr"
            else f"{words.short_day(counts.index[peak])}: {words.n(course[peak])}"
        )
        side = "left" if peak < len(course) * 0.2 else "right" if peak > len(course) * 0.8 else "center"
        axes.annotate(told, (peak, course[peak]), (0, 6), textcoords="offset points", ha=side, fontsize=8)
        axes.set_ylim(0, max(1, course.max()) * 1.3)
        axes.set_title(_short(row.label, _PANEL), fontsize=9, parse_math=False)
        axes.set_xticks(range(0, len(course), 7), [words.short_day(day) for day in counts.index[::7]], fontsize=8)
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
        axes.tick_params(labelsize=8)
    figure.supylabel(
        {"fr": "messages par jour (échelle propre à chaque sujet)", "en": "posts per day (each subject on its own scale)"}[lang], fontsize=9
    )
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def topic_media(topic_media: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 20) -> Figure:
    """Share of each topic within each medium, as a heat map with its values. Takes the tables «topic_media» and «topics»."""
    words = Words(lang)
    title = {"fr": "Quel média parle de quoi ?", "en": "Which medium talks about what?"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty:
        return _nothing(title, lang)
    size = topic_media.groupby("medium")["posts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    grid = topic_media.pivot(index="topic", columns="medium", values="share").reindex(index=[*shown["topic"], -1], columns=size.index).fillna(0.0)
    figure, axes = plt.subplots(figsize=(3.6 + 1.25 * len(size), 1.6 + 0.36 * len(grid)), layout="constrained")
    percent = FuncFormatter(lambda value, _: words.pct(value))
    bar = {
        "label": {"fr": "part des messages du média", "en": "share of the medium’s posts"}[lang],
        "format": percent,
        "ticks": MaxNLocator(4),
        "pad": 0.03,
    }
    told = grid.map(words.pct).to_numpy()
    sns.heatmap(grid, ax=axes, cmap="YlGnBu", vmin=0, annot=told, fmt="", annot_kws={"fontsize": 9}, linewidths=0.6, linecolor="white", cbar_kws=bar)
    none = {"fr": "sans sujet clair", "en": "no clear subject"}[lang]
    axes.set_yticks(np.arange(len(grid)) + 0.5, [*map(_short, shown["label"]), none], fontsize=9, rotation=0, parse_math=False)
    posts = {"fr": "messages", "en": "posts"}[lang]
    axes.set_xticks(
        np.arange(len(size)) + 0.5, [f"{words.title(medium)}\n{words.n(count)} {posts}" for medium, count in size.items()], fontsize=9, rotation=0
    )
    axes.tick_params(length=0)
    axes.set(xlabel="", ylabel="")
    axes.set_title(title)
    return figure


def topic_words(topic_words: pd.DataFrame, topics: pd.DataFrame, lang: str, top: int = 12, length: int = 8) -> Figure:
    """The strongest words of the largest topics, in parts of each topic's first word. Takes the tables «topic_words» and «topics»."""
    title = {"fr": "Les mots de chaque sujet", "en": "The words of each subject"}[lang]
    shown = topics.sort_values("topic").head(top)
    if shown.empty:
        return _nothing(title, lang)
    figure, panels = _panels(len(shown), 0.7 + 0.19 * length)
    for axes, row in zip(panels, shown.itertuples(), strict=True):
        rows = topic_words[topic_words["topic"] == row.topic].sort_values("rank").head(length)
        axes.barh(range(len(rows)), rows["weight"] / rows["weight"].max(), color=PALETTE[0], height=0.72)
        axes.set_yticks(range(len(rows)), [_short(word) for word in rows["word"]], fontsize=8.5, parse_math=False)
        axes.set_ylim(length - 0.5, -0.5)
        axes.set_xlim(0, 1)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.set_title(_short(row.label, _PANEL), fontsize=9, parse_math=False)
    about = {
        "fr": "Longueur : poids du mot, en part du premier mot du sujet.",
        "en": "Length: weight of the word, in parts of the subject’s first word.",
    }
    figure.supxlabel(about[lang], x=0.01, ha="left", fontsize=9, color="#444444")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure


def _panels(count: int, height: float) -> tuple[Figure, list[Axes]]:
    """Small multiples: up to three a row; those left over in the last row are blank."""
    columns = min(3, count)
    rows = -(-count // columns)
    figure, grid = plt.subplots(rows, columns, figsize=(1 + 3.2 * columns, 0.8 + height * rows), squeeze=False, layout="constrained")
    for axes in grid.flat[count:]:
        axes.set_axis_off()
    return figure, list(grid.flat[:count])


def volume(table: pd.DataFrame, lang: str) -> Figure:
    """Posts per day, stacked by medium, weekends shaded. Takes the table «volume»."""
    words = Words(lang)
    title = {"fr": "Combien de messages par jour, et où ?", "en": "How many posts a day, and where?"}[lang]
    size = table.groupby("medium")["posts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    if not size.sum():
        return _nothing(title, lang)
    grid = table.pivot(index="day", columns="medium", values="posts").sort_index()[size.index]
    figure, axes = plt.subplots(figsize=(10, 4), layout="constrained")
    colours, floor = media_colours(list(size.index)), np.zeros(len(grid))
    for medium, posts in size.items():
        axes.bar(range(len(grid)), grid[medium], bottom=floor, color=colours[medium], width=0.82, label=f"{words.title(medium)} ({words.n(posts)})")
        floor += grid[medium].to_numpy()
    _day_axis(axes, list(grid.index), words)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.n(value)))
    axes.set_ylim(0, max(1, floor.max()) * 1.06)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_ylabel({"fr": "messages par jour", "en": "posts a day"}[lang])
    axes.set_title(title)
    if len(size) == 1:
        told = words.count(size.iloc[0], {"fr": "message", "en": "post"}[lang])
        question = {"fr": "Combien de messages par jour ?", "en": "How many posts a day?"}[lang]
        axes.set_title(f"{question} {told}, {words.title(size.index[0])}")
        return figure
    heading = {"fr": "Messages du mois", "en": "Posts of the month"}[lang]
    axes.legend(title=heading, frameon=False, loc="upper left", bbox_to_anchor=(1.01, 1), alignment="left", fontsize=9, title_fontsize=9)
    return figure


def _day_axis(axes: Axes, days: list[str], words: Words) -> None:
    """Days of a month: a name on each Monday, a shade on each weekend; the month and what the shade means below."""
    weekdays = [date.fromisoformat(day).isoweekday() for day in days]
    for place, weekday in enumerate(weekdays):
        if weekday >= 6:
            axes.axvspan(place - 0.5, place + 0.5, color="#EFEFEF", linewidth=0, zorder=0)
    mondays = [place for place, weekday in enumerate(weekdays) if weekday == 1]
    axes.set_xticks(mondays, [format_date(date.fromisoformat(days[place]), "EEE d MMM", locale=words.locale) for place in mondays])
    axes.set_xticks(range(len(days)), minor=True)
    axes.set_xlim(-0.6, len(days) - 0.4)
    month = words.month(days[0][:7])
    axes.set_xlabel({"fr": f"{month} (en gris : samedis et dimanches)", "en": f"{month} (grey: Saturdays and Sundays)"}[words.lang])


def media_shares(table: pd.DataFrame, lang: str) -> Figure:
    """Share of each medium in the month's posts, with its number of posts. Takes the table «volume»."""
    words = Words(lang)
    title = {"fr": "Où parle-t-on ? Part de chaque média", "en": "Where do people talk? Share of each medium"}[lang]
    size = table.groupby("medium")["posts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    if not size.sum():
        return _nothing(title, lang)
    shares, colours = size / size.sum(), media_colours(list(size.index))
    figure, axes = plt.subplots(figsize=(8, 1.3 + 0.42 * len(size)), layout="constrained")
    axes.barh(range(len(size)), shares, color=[colours[medium] for medium in size.index], height=0.68)
    for place, (medium, posts) in enumerate(size.items()):
        told = f"{words.pct(shares[medium])} · {words.count(posts, *{'fr': ('message',), 'en': ('post',)}[lang])}"
        axes.annotate(told, (shares[medium], place), (5, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(range(len(size)), [words.title(medium) for medium in size.index])
    axes.set_ylim(len(size) - 0.5, -0.5)
    axes.set_xlim(0, min(1, shares.max()) * 1.28)
    axes.set_xticks([tick for tick in MaxNLocator(5).tick_values(0, shares.max()) if 0 <= tick <= 1])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.pct(value)))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel({"fr": "part des messages du mois", "en": "share of the posts of the month"}[lang])
    axes.set_title(title)
    return figure


_EMPTY = {"nothing": PALETTE[5], "quiet": "#F6C9A8"}  # colours of days without posts: no row collected, or rows but none kept


def gaps(table: pd.DataFrame, lang: str) -> Figure:
    """Where the collection has holes: days without posts stand out, the others are the darker the more posts they have.

    Takes the table «volume» (a line a medium), or «coverage_days» (a line a source; days collected of which no post was kept are told apart).
    """
    words, by_source = Words(lang), "source" in table
    line, count = ("source", "kept") if by_source else ("medium", "posts")
    grid = table.pivot(index=line, columns="day", values=count).sort_index()
    collected = table.pivot(index=line, columns="day", values="collected").sort_index() if by_source else grid
    figure, axes = plt.subplots(figsize=(10, 1.55 + 0.4 * len(grid)), layout="constrained")
    most = max(2, int(grid.to_numpy().max()))
    ticks = sorted({1, round(most**0.5), most})  # logarithmic: a medium of few posts a day beside one of many still shows its course
    bar = {"pad": 0.02, "ticks": ticks, "format": FuncFormatter(lambda value, _: words.n(value))}
    shades, cells = sns.color_palette("blend:#CFE3F1,#08306B", as_cmap=True), {"ax": axes, "linewidths": 1, "linecolor": "white"}
    sns.heatmap(grid, mask=grid == 0, cmap=shades, norm=LogNorm(1, most), vmin=1, vmax=most, cbar_kws=bar, **cells)
    colour_bar = axes.collections[0].colorbar
    colour_bar.set_label({"fr": "messages\npar jour", "en": "posts\na day"}[lang], fontsize=9)
    colour_bar.ax.minorticks_off()
    for state, where in (("nothing", collected == 0), ("quiet", (grid == 0) & (collected > 0))):
        sns.heatmap(grid, mask=~where, cmap=[_EMPTY[state]], vmin=0, vmax=1, cbar=False, **cells)
    axes.set_yticks(np.arange(len(grid)) + 0.5, [name if by_source else words.title(name) for name in grid.index], rotation=0)
    shown = [place for place in range(len(grid.columns)) if place % 5 == 0 or place == 0]
    axes.set_xticks(np.array(shown) + 0.5, [words.short_day(grid.columns[place]) for place in shown], rotation=0)
    axes.tick_params(length=0)
    axes.set(xlabel="", ylabel="")
    axes.set_title({"fr": "Les jours sans messages", "en": "Days without posts"}[lang])
    _gaps_legend(axes, by_source, lang)
    return figure


def _gaps_legend(axes: Axes, by_source: bool, lang: str) -> None:
    told = {"fr": ["aucun message collecté", "messages collectés, aucun retenu"], "en": ["no post collected", "posts collected, none kept"]}[lang]
    if not by_source:
        told = {"fr": ["aucun message"], "en": ["no post"]}[lang]
    patches = [Rectangle((0, 0), 1, 1, color=colour, linewidth=0) for colour in _EMPTY.values()][: len(told)]
    axes.legend(patches, told, frameon=False, loc="upper left", bbox_to_anchor=(0, -0.55 / (len(axes.get_yticks()) + 0.4)), ncols=2, fontsize=9)
