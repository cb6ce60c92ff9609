"""Figures of the watch: the indicators of a crisis day by day, and the questions of each subject with and without a reply."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from conversatoire.events.crisis import INDICATORS
from conversatoire.note.words import Words
from conversatoire.plots.look import GREY, PALETTE, nothing, short

LEVELS = ["#F2F2F2", "#CFE3F1", "#E69F00", "#B23A00"]  # level 0 to 3: lightness falls, so that it reads in grey; the figure is written too
COURSE = ("calm", "watch", "alert", "crisis")
WORDS = {
    "fr": {
        "volume": "volume", "negative": "ton négatif", "crisis_words": "vocabulaire de crise", "media": "médias en hausse",
        "communities": "communautés en hausse", "press": "presse", "speed": "vitesse", "overall": "NIVEAU",
        "calm": "calme", "watch": "vigilance", "alert": "alerte", "crisis": "crise",
        "title": "Indicateurs de crise, jour par jour", "day": "jour du mois", "untold": "non mesuré",
        "questions": "Questions par sujet, avec et sans réponse", "posts": "messages qui posent une question",
        "no": "sans réponse", "other": "réponse d’un autre compte", "own": "réponse de l’organisation",
        "stock": "message type de l’organisation", "none": "sans sujet clair",
    },
    "en": {
        "volume": "volume", "negative": "negative tone", "crisis_words": "crisis vocabulary", "media": "media that rise",
        "communities": "communities that rise", "press": "press", "speed": "speed", "overall": "LEVEL",
        "calm": "calm", "watch": "watch", "alert": "alert", "crisis": "crisis",
        "title": "Indicators of a crisis, day by day", "day": "day of the month", "untold": "not measured",
        "questions": "Questions by subject, with and without a reply", "posts": "posts that ask a question",
        "no": "no reply", "other": "reply by another account", "own": "reply by the organisation",
        "stock": "stock message of the organisation", "none": "no clear subject",
    },
}  # fmt: skip


def crisis(crisis: pd.DataFrame, course: pd.DataFrame, lang: str) -> Figure:
    """Days by indicators, each cell with its level from 1 on; the overall level, which follows from them, stands apart below.

    Args:
        crisis: table «crisis».
        course: table «crisis_course».
        lang: fr or en.
    """
    words, days = WORDS[lang], sorted(course["day"])
    levels = crisis.pivot(index="indicator", columns="day", values="level").reindex(index=list(INDICATORS), columns=days)
    levels = levels[levels.notna().any(axis=1)].astype("float64")
    if levels.empty:
        return nothing(words["title"], lang)
    overall = course.set_index("day")["level"].map({name: place for place, name in enumerate(COURSE)}).reindex(days)
    figure, (axes, below) = plt.subplots(
        2, 1, figsize=(max(6.0, 2.2 + 0.27 * len(days)), 2.0 + 0.34 * len(levels)), height_ratios=[len(levels), 1], sharex=True, layout="constrained"
    )
    for ax, grid, names in (
        (axes, levels, [words[name] for name in levels.index]),
        (below, overall.to_frame().T.astype("float64"), [words["overall"]]),
    ):
        ax.set_facecolor("white")
        ax.pcolormesh(grid.to_numpy(), cmap=ListedColormap(LEVELS), norm=BoundaryNorm([-0.5, 0.5, 1.5, 2.5, 3.5], 4), edgecolors="white", linewidth=1)
        for row, values in enumerate(grid.to_numpy()):
            for place, value in enumerate(values):
                if value != value:
                    ax.text(place + 0.5, row + 0.5, "·", ha="center", va="center", color=GREY)
                elif value >= 1:
                    ax.text(place + 0.5, row + 0.5, f"{value:.0f}", ha="center", va="center", fontsize=9, color="white" if value == 3 else "black")
        ax.set_yticks([place + 0.5 for place in range(len(names))], names, fontsize=9)
        ax.invert_yaxis()
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
    below.set_yticklabels([words["overall"]], fontweight="bold")
    below.set_xticks([place + 0.5 for place in range(len(days))], [str(int(day[8:])) for day in days], fontsize=8)
    below.set_xlabel(words["day"], fontsize=9)
    axes.set_title(words["title"])
    marks = [Patch(facecolor=LEVELS[place], label=f"{place} – {words[name]}") for place, name in enumerate(COURSE)]
    marks.append(Patch(facecolor="white", edgecolor=GREY, label=f"· {words['untold']}"))
    figure.legend(handles=marks, loc="outside lower center", ncols=len(marks), frameon=False, fontsize=8.5)
    return figure


def questions(questions: pd.DataFrame, topics: pd.DataFrame, lang: str, most: int = 12) -> Figure:
    """Posts that ask something, by subject: without a reply, with another account's, with the organisation's; told by hatching too.

    Args:
        questions: table «questions».
        topics: table «topics».
        lang: fr or en.
        most: subjects shown.
    """
    words, w = WORDS[lang], Words(lang)
    if questions.empty:
        return nothing(words["questions"], lang)
    labels = dict(zip(topics["topic"], topics["label"], strict=True)) | {-1: words["none"]}
    counts = questions.groupby(["topic", "answered"]).size().unstack(fill_value=0).reindex(columns=["no", "stock", "other", "own"], fill_value=0)
    counts = (
        counts.assign(all=counts.sum(axis=1), number=counts.index).sort_values(["no", "all", "number"], ascending=[False, False, True]).head(most)
    )
    figure, axes = plt.subplots(figsize=(8, 1.4 + 0.34 * len(counts)), layout="constrained")
    left = pd.Series(0, index=counts.index)
    for answered, colour, hatch in (("no", PALETTE[5], ""), ("stock", PALETTE[1], "xxx"), ("other", PALETTE[4], "///"), ("own", "#DDDDDD", "...")):
        if counts[answered].any():
            axes.barh(range(len(counts)), counts[answered], left=left, color=colour, hatch=hatch, edgecolor="white", label=words[answered])
            left = left + counts[answered]
    for place, (no, total) in enumerate(zip(counts["no"], counts["all"], strict=True)):
        axes.text(total, place, f"  {w.n(no)} / {w.n(total)}", va="center", fontsize=8.5, color="#444444")
    axes.set_yticks(range(len(counts)), [short(str(labels.get(number, number))) for number in counts.index], fontsize=9, parse_math=False)
    axes.invert_yaxis()
    axes.set_xlim(0, counts["all"].max() * 1.12)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(words["posts"], fontsize=9)
    axes.set_title(words["questions"])
    axes.legend(frameon=False, fontsize=8.5, loc="lower right")
    return figure
