"""Figures of the influencers are read back: marks, places and texts against tables made by hand."""

import itertools
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text

from conversatoire import plots, tables
from conversatoire.influencers.disagreement import agreement, disagreement, every_rank
from conversatoire.plots.influencers_cascades import duration
from conversatoire.plots.influencers_communities import COLOURED, community_colours, community_names

HOSTILE = ["$\\frac{x}{y}$ et $$", "<b>gras</b> & 'cité'", "_x_ %s {0} \\alpha", "a\nb\tc\u202e\x00d", "日本語 🚀", "mot" * 60, "=cmd|' /c'!a"]
LANGS = ["fr", "en"]


@pytest.fixture(autouse=True)
def look():
    plots.style()
    yield
    plt.close("all")


def accounts(names: list[str], **columns: list) -> pd.DataFrame:
    """Accounts ranked in the order of `names`."""
    fixed = {"medium": "twitter", "posts": 1, "in_degree": 1, "out_degree": 1, "hub": 0.0, "authority": 0.0, "betweenness": 0.0, "core": 1}
    fixed |= {"h_index": 0, "community": 0, "role": "audience", "own": False, "bot": False, "reach": 0}
    rows = [fixed | {"account": name, "pagerank": 1 / (n + 1), "rank": n + 1, "rank_low": n + 1, "rank_high": n + 1} for n, name in enumerate(names)]
    return tables.frame("accounts", [row | {column: values[n] for column, values in columns.items()} for n, row in enumerate(rows)])


def edges(pairs: list[tuple], medium: str = "twitter") -> pd.DataFrame:
    """source, target and, where not a single mention, weight and kind."""
    fill = [(*pair, *(1, "mention")[len(pair) - 2 :]) for pair in pairs]
    return tables.frame("edges", [{"source": s, "target": t, "weight": w, "kind": k, "medium": medium} for s, t, w, k in fill])


def rankings(rows: list[tuple], ranking: str = "pagerank") -> pd.DataFrame:
    names = ("rank", "account", "rank_low", "rank_high", "tied")
    fixed = {"ranking": ranking, "medium": "twitter", "value": 1.0}
    return tables.frame("rankings", [fixed | dict(zip(names, row, strict=True)) for row in rows])


def cascade(item: str, hours: list[float], media: list[str], rank: int = 1, half: float | None = None, kind: str = "link") -> tuple:
    posts = [
        {"kind": kind, "item": item, "order": n, "post_id": f"t:{n}", "medium": medium, "author": f"user{n}", "hours": hour, "distance": 0}
        for n, (hour, medium) in enumerate(zip(hours, media, strict=True), 1)
    ]
    about = {"kind": kind, "rank": rank, "item": item, "posts": len(posts), "accounts": len(posts), "media": "m", "first_author": "user1"}
    return posts, [about | {"half_life": half}]


def coordination(rows: list[tuple]) -> pd.DataFrame:
    names = ("window", "kind", "first", "second", "times", "expected")
    fixed = {"medium": "twitter", "group": 0, "p_value": 0.002, "q_value": 0.01}
    return tables.frame("coordination", [fixed | dict(zip(names, row, strict=True)) for row in rows])


def drawn(names: list[str], lang: str) -> dict[str, Figure]:
    """Every figure of the step, of accounts and links of these names."""
    ranked, ring = accounts(names, own=[True] + [False] * (len(names) - 1)), edges(list(zip(names, [*names[1:], names[0]], strict=True)))
    groups = tables.frame("communities", [{"community": 0, "accounts": len(names), "posts": 1, "words": " ".join(names), "leaders": names[0]}])
    spread = [cascade(name, [0.0, 2.0], ["twitter", "$x$"], rank) for rank, name in enumerate(names, 1)]
    posts, about = ([row for one in spread for row in one[part]] for part in (0, 1))
    first = [row | {"first_author": row["item"]} for row in about]
    pairs = coordination([(60, "link", name, f"{name} 2", 3, 0.5) for name in names])
    return {
        "actors": plots.actors(ranked, ring, lang, communities=groups),
        "rankings": plots.rankings(rankings([(n, name, n, n + 1, 1) for n, name in enumerate(names, 1)]), lang),
        "disagree": plots.metrics_disagree(ranked.assign(betweenness=0.5), ring, lang),
        "cascades": plots.cascades(tables.frame("cascade_posts", posts), tables.frame("cascades", first), lang),
        "coordination": plots.coordination(pairs, lang),
    }


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_names_of_the_network_cover_neither_each_other_nor_a_point():
    names = [f"account_{n}" for n in range(40)]
    draw = np.random.default_rng(3)
    pairs = sorted({(names[a], names[b]) for a, b in draw.integers(0, 40, (120, 2)) if a != b})
    figure = plots.actors(accounts(names, community=[n % 4 for n in range(40)]), edges(pairs), "en")
    figure.canvas.draw()
    axes = figure.axes[0]
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text() in names]
    assert len(boxes) == 40
    covered = [(i, j) for i, a in enumerate(boxes) for j, b in enumerate(boxes[:i]) if a.overlaps(b)]
    centres = axes.transData.transform([line.get_xydata()[0] for line in axes.lines if line.get_marker() in ("o", "s", "^")])
    assert len(centres) == 40
    inside = [(i, j) for i, box in enumerate(boxes) for j, centre in enumerate(centres) if box.contains(*centre)]
    assert covered == inside == []


def test_the_network_marks_own_accounts_and_bots_and_says_what_it_leaves_out():
    frame = accounts(["brand", "a", "bot", "b"], own=[True, False, False, False], bot=[False, False, True, False])
    ties = edges([("a", "brand"), ("bot", "brand", 100), ("brand", "a"), ("b", "a"), ("b", "brand")])
    figure = plots.actors(frame, ties, "en", top=3)
    axes = figure.axes[0]
    marks = [line for line in axes.lines if line.get_marker() in ("o", "s", "^")]
    assert [line.get_marker() for line in marks] == ["s", "o", "^"]
    sizes = [line.get_markersize() for line in marks]
    assert [text.get_text() for text in axes.texts] == ["1"] * 3 + ["brand", "a", "bot"]
    assert sizes[1] / sizes[0] == pytest.approx(0.5**0.5)  # the area of a point is its PageRank
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    assert sorted(arrow.get_linewidth() for arrow in arrows) == pytest.approx([0.5, 0.5, 2.1])
    assert "3 arrows of 5" in axes.get_xlabel()
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["1. around brand", "organisation’s own account", "automatic account"]


def test_seven_communities_have_a_colour_each_and_the_others_are_grey():
    names = [f"u{n}" for n in range(10)]
    frame = accounts(names, community=[9, 8, 7, 6, 5, 4, 3, 2, 1, -1])
    assert community_colours(frame) == dict(zip([9, 8, 7, 6, 5, 4, 3], COLOURED, strict=True))
    figure = plots.actors(frame, edges(list(itertools.pairwise(names))), "fr")
    legend = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert legend == [f"{10 - n}. autour de u{n}" for n in reversed(range(7))] + ["autres communautés ou aucune"]


def test_a_community_goes_by_its_first_words_or_by_its_first_account():
    frame = accounts(["ann", "bob", "cat"], community=[0, 1, 2])
    fixed = {"accounts": 1, "posts": 1, "leaders": "x"}
    words = ["#fuite fuite données leak", "", "anticonstitutionnellement hexakosioihexekontahexaphobie mot"]
    groups = tables.frame("communities", [fixed | {"community": n, "words": text} for n, text in enumerate(words)])
    assert community_names(frame, groups, "en") == {0: "#fuite, données, leak", 1: "around bob", 2: "anticonstitutionnellement"}


def test_ranks_stand_at_their_values_with_their_intervals_and_brackets():
    table = rankings([(1, "a", 1, 1, None), (2, "b", 2, 4, 1), (3, "c", 2, 5, 1), (4, "d", 3, 4, 1), (5, "e", 5, 9, None)])
    figure = plots.rankings(table, "fr")
    axes = figure.axes[0]
    intervals, points = axes.collections
    assert [segment[:, 0].tolist() for segment in intervals.get_segments()] == [[1, 1], [2, 4], [2, 5], [3, 4], [5, 9]]
    assert points.get_offsets().tolist() == [[n + 1, n] for n in range(5)]
    (bracket,) = axes.lines
    assert bracket.get_ydata().tolist() == pytest.approx([0.7, 0.7, 3.3, 3.3])
    assert [text.get_text() for text in axes.texts] == ["2 à 4"]
    assert "crochet" in axes.get_xlabel()


def test_a_ranking_without_intervals_speaks_of_none():
    axes = plots.rankings(rankings([(1, "a", None, None, None), (2, "b", None, None, None)], "followers"), "en", ranking="followers").axes[0]
    assert axes.get_title(loc="left") == "First accounts by followers"
    assert axes.get_xlabel() == "rank by followers (logarithmic scale)"
    assert [segment for collection in axes.collections[:1] for segment in collection.get_segments()] == []


def disagreeing() -> tuple[pd.DataFrame, pd.DataFrame]:
    """«star» is followed, «hub» is between, «news» is reposted; «ann» and «bob» are equals in mentions."""
    names = ["star", "hub", "news", "ann", "bob"]
    frame = accounts(names, followers=[900, 20, None, 10, 5], betweenness=[0.0, 0.4, 0.1, 0.0, 0.0], reach=[1, 0, 7, 0, 0], in_degree=[1, 1, 1, 1, 0])
    return frame, edges([("ann", "star", 3), ("bob", "hub", 2), ("hub", "ann", 1), ("hub", "bob", 1), ("hub", "news", 5, "repost")])


def test_ranks_of_every_ranking_are_those_worked_by_hand():
    ranks = every_rank(*disagreeing()).set_index("account")
    found = {name: [None if pd.isna(rank) else rank for rank in ranks[name]] for name in ranks.columns[2:]}
    assert found == {
        "followers": [1, 2, None, 3, 4],
        "pagerank": [1, 2, 3, 4, None],  # nobody addresses bob
        "mentioned": [1, 2, None, 3, 3],
        "reposted": [2, None, 1, None, None],
        "betweenness": [None, 1, 2, None, None],
    }


def test_the_accounts_that_some_ranking_has_first_are_told_with_their_best_and_worst():
    found = disagreement(*disagreeing(), top=1).set_index("account")
    assert found.index.tolist() == ["star", "hub", "news"]
    assert found["first_in"].tolist() == [3, 1, 1]
    assert found["best"].tolist() == [1, 1, 1]
    assert found["worst"].tolist() == [3, 3, 5]  # none of what is ranked: behind the last


def test_agreement_counts_common_accounts_and_kendalls_tau():
    found = agreement(*disagreeing(), top=2).set_index(["first", "second"])
    assert found.loc[("followers", "mentioned"), ["common", "of", "accounts"]].tolist() == [2, 2, 4]
    # Of six pairs five agree and one is tied in mentions alone: τ-b = 5 / √(6 · 5)
    assert found.loc[("followers", "mentioned"), "kendall"] == pytest.approx(5 / 30**0.5)
    assert found.loc[("reposted", "betweenness"), ["common", "of", "accounts"]].tolist() == [1, 2, 1]
    assert np.isnan(found.loc[("reposted", "betweenness"), "kendall"])


def test_the_table_of_ranks_shows_dashes_and_names_what_has_no_data():
    frame, ties = disagreeing()
    left, right = plots.metrics_disagree(frame.assign(followers=pd.array([None] * 5, "Int64")), ties, "fr", top=1).axes
    cells = [text.get_text() for text in left.texts]
    assert cells == ["1", "1", "2", "–", "2", "2", "–", "1", "3", "–", "1", "2"]
    assert "Sans données : abonnés." in left.get_xlabel()
    assert next(text.get_text() for text in right.texts) == "1 sur 1\nτ = 1"


def test_cascades_add_up_over_time_and_mark_their_half_life():
    first = cascade("https://a.example/x", [0.0, 1.0, 30.0], ["twitter", "blog", "twitter"], 1, 1.0)
    second = cascade("https://b.example/y", [0.0], ["blog"], 2, 0.0)
    frames = [tables.frame(name, first[part] + second[part]) for part, name in enumerate(("cascade_posts", "cascades"))]
    figure = plots.cascades(*frames, "en")
    upper, lower = figure.axes
    curve, half = upper.lines
    assert (curve.get_xdata().tolist(), curve.get_ydata().tolist()) == ([0, 1, 30], [1, 2, 3])
    assert set(half.get_xdata()) == {1.0}
    assert upper.get_title(loc="left") == "1. a.example/x — 3\u00a0posts, 3\u00a0accounts, first: user1"
    assert [text.get_text() for text in upper.texts] == ["half: 1\u00a0h"]
    assert [collection.get_offsets().tolist() for collection in upper.collections] == [[[1, 2]], [[0, 1], [30, 3]]]
    assert len(lower.lines) == 1  # a single post has no half-life to show
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["Blogs", "Twitter"]


@pytest.mark.parametrize(("hours", "french"), [(0.005, "18 s"), (0.5, "30 min"), (3.25, "3,2 h"), (47, "47 h"), (60, "2,5 j"), (480, "20 j")])
def test_times_have_the_unit_that_suits_them(hours, french):
    assert duration(hours, "fr").replace("\u00a0", " ") == french


def test_pairs_are_counted_by_window_and_the_windows_without_any_show_zero():
    rows = [(60, "link", "a", "b", 4, 0.5), (60, "link", "a", "c", 3, 0.5), (3600, "link", "a", "b", 5, 2.5), (60, "text", "a", "b", 2, 0.1)]
    figure = plots.coordination(coordination(rows), "fr", [10, 60, 3600])
    left, right = figure.axes
    assert [line.get_ydata().tolist() for line in left.lines] == [[0, 2, 1], [0, 1, 0]]
    assert [label.get_text() for label in left.get_xticklabels()] == ["10\u00a0s", "1\u00a0min", "1\u00a0h"]
    # Each pair once, in the window in which it is farthest above chance.
    assert [label.get_text() for label in right.get_yticklabels()] == ["a + b", "a + c"]
    assert [segment[:, 0].tolist() for segment in right.collections[0].get_segments()] == [[0.5, 4], [0.5, 3]]
    assert "sans accuser" in " ".join(texts(figure))


@pytest.mark.parametrize("lang", LANGS)
def test_months_without_anything_have_figures_that_say_so(lang):
    nothing = {"fr": "rien à montrer ce mois-ci", "en": "nothing to show this month"}[lang]
    none = {name: tables.frame(name) for name in ("accounts", "edges", "communities", "rankings", "cascade_posts", "cascades", "coordination")}
    figures = [
        plots.actors(none["accounts"], none["edges"], lang, communities=none["communities"]),
        plots.actors(accounts(["alone"]), none["edges"], lang),
        plots.rankings(none["rankings"], lang),
        plots.metrics_disagree(none["accounts"], none["edges"], lang),
        plots.metrics_disagree(accounts(["alone"], in_degree=[0]), none["edges"], lang),
        plots.cascades(none["cascade_posts"], none["cascades"], lang),
        plots.coordination(none["coordination"], lang),
    ]
    assert all(nothing in texts(figure) for figure in figures)


@pytest.mark.filterwarnings("ignore:Glyph")  # an emoji that DejaVu lacks is drawn as a box
@pytest.mark.parametrize("lang", LANGS)
def test_names_are_shown_as_written_whatever_they_hold(lang, tmp_path: Path):
    for name, figure in drawn(HOSTILE, lang).items():
        assert any(HOSTILE[0] in text for text in texts(figure)), name
        assert not any("\x00" in text or "\u202e" in text for text in texts(figure)), name
        assert plots.save(figure, tmp_path / name).stat().st_size


def test_a_figure_is_the_same_file_each_time(tmp_path: Path):
    files = [{name: plots.save(figure, tmp_path / str(run) / name) for name, figure in drawn(["a", "b", "c"], "fr").items()} for run in (1, 2)]
    assert all(files[0][name].read_bytes() == files[1][name].read_bytes() for name in files[0])
