"""Figures of the benchmark are read back: bars, marks, curves and texts against tables made by hand."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from conversatoire import plots, tables

HOSTILE = ["$\\frac{x}{y}$ et $$", "<b>gras</b> & 'cité'", "_x_ %s {0} \\alpha", "a\nb\tc\u202e\x00d", "日本語 🚀", "mot" * 60]
DAYS = [f"2011-05-{day:02d}" for day in range(1, 32)]


@pytest.fixture(autouse=True)
def look():
    plots.style()
    yield
    plt.close("all")


def texts(figure: Figure) -> str:
    figure.canvas.draw()
    return "\n".join(text.get_text() for text in figure.findobj(Text) if text.get_visible()).replace("\u202f", " ").replace("\u00a0", " ")


def voice(*rows: tuple):
    names = ("brand", "medium", "posts", "share", "low", "high")
    fixed = {"of": 100, "alone": 1, "originals": 1, "authors": 1, "own_posts": 0}
    return tables.frame("share_of_voice", [fixed | dict(zip(names, row, strict=True)) for row in rows])


def test_bars_are_the_shares_over_all_media_and_marks_those_of_each():
    table = voice(("A", "all", 80, 0.8, 0.7, 0.9), ("B", "all", 90, 0.9, 0.85, 0.95), ("C", "all", 0, None, None, None),
                  ("A", "blog", 8, 0.5, 0.2, 0.8), ("B", "twitter", 82, 0.91, 0.8, 0.99), ("A", "twitter", 2, None, None, None))  # fmt: skip
    figure = plots.share_of_voice(table, "fr")
    axes = figure.axes[0]
    assert [bar.get_width() for bar in axes.patches] == [0.9, 0.8]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["B", "A"]
    marks = {line.get_label(): np.asarray(line.get_xdata(), dtype=float) for line in axes.lines if not line.get_label().startswith("_")}
    assert set(marks) == {"Blogs", "Twitter"} and np.array_equal(marks["Twitter"], [0.91, np.nan], equal_nan=True)
    assert "90 %" in texts(figure) and "intervalle à 95 %" in texts(figure)


def test_one_medium_needs_no_marks_of_its_own():
    figure = plots.share_of_voice(voice(("A", "all", 80, 0.8, 0.7, 0.9), ("A", "twitter", 80, 0.8, 0.7, 0.9)), "en")
    assert figure.axes[0].get_legend() is None


@pytest.mark.parametrize(("name", "draw", "column"), [("brand_days", plots.brand_days, "brand"), ("term_days", plots.term_days, "term")])
def test_each_curve_has_a_panel_of_its_own_with_its_days_and_its_sum(name, draw, column):
    rows = [
        {"day": day, column: who, "posts": n * (who == "A") + (day == DAYS[4]), "of": 9} for n, day in enumerate(DAYS) for who in ("A", "B", "C0")
    ]
    table = tables.frame(name, [{key: row[key] for key in tables.TABLES[name].columns} for row in rows])
    figure = draw(table[table["posts"].gt(0) | table[column].ne("C0")], "en")
    curves = [axes.lines[0].get_ydata().tolist() for axes in figure.axes]
    assert len(curves) == 3 and curves[0] == [n + (n == 4) for n in range(31)] and curves[1] == [int(n == 4) for n in range(31)]
    assert "A: 466 posts" in texts(figure) and "B: 1 post\n" in texts(figure) + "\n"


def test_pages_stand_by_rank_with_their_interval():
    page = {"medium": "facebook", "own": False, "posts": 9, "rate_low": 50, "rate_high": 300, "ranked_by": "engagement_per_10k"}
    rows = [page | {"account": "b", "rank": 2, "rank_low": 1, "rank_high": 3, "engagement_per_10k": 100},
            page | {"account": "a", "rank": 1, "rank_low": 1, "rank_high": 1, "engagement_per_10k": 200, "own": True},
            page | {"account": "sans rang", "ranked_by": None}]  # fmt: skip
    figure = plots.pages(tables.frame("pages", rows), "fr")
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a ★", "b"]
    assert axes.collections[1].get_offsets()[:, 0].tolist() == [200, 100]
    assert "2 (1–3)" in texts(figure) and "engagement du mois pour 10 000 abonnés" in texts(figure) and "sans rang" not in texts(figure)


def test_the_curve_of_answers_goes_up_with_its_band():
    rows = [{"medium": medium, "minutes": m, "share": s, "low": s / 2, "high": min(1, 2 * s), "at_risk": 5}
            for medium in ("all", "twitter") for m, s in ((5, 0.1), (60, 0.4), (1440, 0.9))]  # fmt: skip
    figure = plots.reaction_curve(tables.frame("reaction_curve", rows), "fr")
    (axes,) = figure.axes
    assert axes.lines[0].get_ydata().tolist() == [0.1, 0.4, 0.9] and axes.get_xscale() == "log"
    assert [label.get_text().replace("\u00a0", " ") for label in axes.get_xticklabels()] == ["5 min", "15 min", "1 h", "4 h", "24 h"]


def test_an_internal_series_stands_below_the_posts_and_sure_lags_are_coloured():
    rows = [{"series": "Appels", "day": day, "value": n, "filled": False, "posts": 2 * n} for n, day in enumerate(DAYS)]
    lags = [{"series": "Appels", "lag": n, "correlation": n / 10, "low": -0.5, "high": 0.5, "p_value": 0.01 if n == 1 else 1, "effective": 9}
            for n in (-1, 0, 1)]  # fmt: skip
    figure = plots.internal_series(tables.frame("internal", rows), tables.frame("internal_lags", lags), "Appels", "appels", "fr")
    posts, tied, value = figure.axes
    assert posts.lines[0].get_ydata().tolist() == [2 * n for n in range(31)] and value.lines[0].get_ydata().tolist() == list(range(31))
    assert tied.collections[1].get_offsets()[:, 1].tolist() == [-0.1, 0, 0.1]
    assert len({tuple(colour) for colour in tied.collections[1].get_facecolors()}) == 2
    assert len(plots.internal_series(tables.frame("internal", rows), tables.frame("internal_lags"), "Appels", None, "en").axes) == 2


def test_the_course_of_search_results_is_that_of_all_queries_together():
    row = {"engine": None, "results": 10, "told": 10, "negative": 1, "own": 0, "pages": 1}
    rows = [
        row | {"date": day, "query": query, "share": share}
        for day, share in (("2011-05-01", 0.1), ("2011-05-20", 0.3))
        for query in ("all", "a", "b")
    ]
    rows += [row | {"date": "2011-05-25", "query": "a", "share": 0.5}]  # a single query is all there is
    figure = plots.visibility_course(tables.frame("visibility", rows), "en")
    assert figure.axes[0].lines[0].get_ydata().tolist() == [0.1, 0.3, 0.5] and "first page" in texts(figure)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_to_show_is_said(lang):
    empty = tables.frame
    drawn = [plots.share_of_voice(voice(), lang), plots.brand_days(empty("brand_days"), lang), plots.term_days(empty("term_days"), lang)]
    drawn += [
        plots.pages(empty("pages"), lang),
        plots.reaction_curve(empty("reaction_curve"), lang),
        plots.visibility_course(empty("visibility"), lang),
    ]
    drawn += [plots.internal_series(empty("internal"), empty("internal_lags"), "x", "", lang)]
    said = {"fr": "rien à montrer ce mois-ci", "en": "nothing to show this month"}[lang]
    assert all(said in texts(figure) for figure in drawn)


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_can_be_drawn(name, tmp_path):
    page = {
        "medium": "facebook",
        "account": name,
        "own": True,
        "posts": 9,
        "median": 3,
        "low": 1,
        "high": 5,
        "rank": 1,
        "rank_low": 1,
        "rank_high": 1,
    }
    search = {"engine": name, "results": 1, "told": 1, "negative": 1, "own": 0, "pages": 1, "date": "2011-05-01", "query": name, "share": 1}
    series = [{"series": name, "day": day, "value": 1, "filled": False, "posts": 2} for day in DAYS]
    for number, figure in enumerate([
        plots.share_of_voice(voice((name, "all", 1, 0.5, 0.4, 0.6)), "fr"),
        plots.brand_days(tables.frame("brand_days", [{"day": day, "brand": name, "posts": 1} for day in DAYS]), "fr"),
        plots.pages(tables.frame("pages", [page | {"ranked_by": "median"}]), "fr"),
        plots.visibility_course(tables.frame("visibility", [search]), "fr"),
        plots.internal_series(tables.frame("internal", series), tables.frame("internal_lags"), name, name, "fr"),
    ]):  # fmt: skip
        assert plots.save(figure, tmp_path / str(number)).stat().st_size > 1000
