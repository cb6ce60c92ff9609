"""Figures of the barometer are read back: heights, words and frames against tables made by hand."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text

from conversatoire import plots, tables
from conversatoire.barometer.thermometer import temperature, zone
from conversatoire.plots.barometer_thermometer import EMPTY, ZONE_COLOURS

LANGS = ["fr", "en"]
ZONE = "Europe/Paris"
WIDTH_OF_A_PHONE = 390  # pixels


@pytest.fixture(autouse=True)
def look():
    plots.style()
    yield
    plt.close("all")


def row(span: str, start: str, days: int, activity: float | None, posts: int = 50) -> dict:
    warmth, instant = temperature(activity), pd.Timestamp(start, tz=ZONE)
    known = {"activity": activity, "expected": None if activity is None else 25.0, "temperature": warmth, "zone": zone(warmth)}
    interval = {"low": None if activity is None else activity / 1.2, "high": None if activity is None else activity * 1.2}
    return {"span": span, "start": instant, "end": instant + pd.DateOffset(days=days), "posts": posts} | known | interval


WINDOWS = [row("day", "2024-10-30", 1, 200), row("week", "2024-10-24", 7, None), row("month", "2024-10-01", 31, 100)]


def month(hot: int = 22, **changed: dict) -> pd.DataFrame:
    days = [row("date", f"2024-10-{day:02}", 1, 100 + day) for day in range(1, 32)]
    days[hot - 1] = row("date", f"2024-10-{hot:02}", 1, 300)
    days[4], days[5] = row("date", "2024-10-05", 1, None), row("date", "2024-10-06", 1, 0, posts=0)
    return tables.frame("thermometer", WINDOWS + days)


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def liquids(figure: Figure) -> list[tuple[float, str]]:
    """Height and colour of each liquid, from left to right."""
    found = [patch for axes in figure.axes for patch in axes.patches if type(patch) is Rectangle and patch.get_zorder() == 3]
    return [(round(patch.get_y() + patch.get_height(), 3), to_hex(patch.get_facecolor())) for patch in found]


def test_three_thermometers_stand_at_their_temperatures_in_the_colours_of_their_zones():
    figure = plots.thermometer(month(), "fr", ZONE)
    assert liquids(figure) == [(38.5, ZONE_COLOURS["feverish"].lower()), (37.0, ZONE_COLOURS["normal"].lower())]
    shown = texts(figure)
    assert "38,5\u00a0°C" in shown and "37,0\u00a0°C" in shown and "pas de\nréférence" in shown
    assert {"calme", "normal", "animé", "fiévreux", "brûlant"} <= set(shown)
    under = next(text for text in shown if "fiévreux" in text and "\n" in text)
    assert under.strip().split("\n") == ["30 oct.", "fiévreux", "indice 200", "[167–240]", "50\u00a0messages", "habituel\u00a0: 25"]
    assert "1–31 oct.\nnormal" in "".join(shown)
    glasses = [to_hex(patch.get_facecolor()) for patch in figure.axes[0].patches if isinstance(patch, FancyBboxPatch)]
    assert glasses == ["#ffffff", EMPTY.lower(), "#ffffff"]


def test_the_interval_is_marked_where_it_is():
    lines = [line.get_ydata() for line in plots.thermometer(month(), "en", ZONE).axes[0].lines if line.get_marker() == "_"]
    assert [list(line) for line in lines] == [pytest.approx([temperature(a / 1.2), temperature(a * 1.2)]) for a in (200, 100)]


def test_each_day_has_its_thermometer_and_the_hottest_its_label():
    figure = plots.thermometer_days(month(), "fr", ZONE)
    heights = [height for height, _ in liquids(figure)]
    expected = [temperature(300 if day == 22 else 100 + day) for day in range(1, 32) if day not in (5, 6)]  # no reference, no posts
    assert heights == pytest.approx(expected, abs=0.001)
    labels = [label.get_text() for axes in figure.axes for label in axes.get_xticklabels()]
    assert labels[:7] == ["M\n1", "M\n2", "J\n3", "V\n4", "S\n5", "D\n6", "L\n7"]
    assert labels[30] == "J\n31"
    assert "22 octobre\u00a0: 39,4\u00a0°C" in texts(figure)
    assert texts(figure).count("0") == 1
    assert "22 October: 39.4\u00a0°C" in texts(plots.thermometer_days(month(), "en", ZONE))


def test_ends_of_the_scale_are_told_as_such():
    rows = [row("day", "2024-10-30", 1, 20), row("week", "2024-10-24", 7, 5000), WINDOWS[2]]
    shown = texts(plots.thermometer(tables.frame("thermometer", rows), "en", ZONE))
    assert "≤\u202f36.0\u00a0°C" in shown and "≥\u202f42.0\u00a0°C" in shown


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("draw", [plots.thermometer, plots.thermometer_days])
@pytest.mark.parametrize("hot", [1, 15, 31])
def test_on_a_phone_no_letter_is_small_and_no_text_covers_another(lang, draw, hot):
    figure = draw(month(hot), lang, ZONE)
    figure.canvas.draw()
    shown = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    wide = figure.get_size_inches()[0]
    assert min(text.get_fontsize() for text in shown) * WIDTH_OF_A_PHONE / (wide * 72) > 10.5
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown]
    inner = [(name, box.padded(-1.5)) for name, box in boxes]
    pairs = [(a, b) for i, (a, one) in enumerate(inner) for b, other in inner[:i] if one.overlaps(other)]
    clashes = [pair for pair in pairs if not any(name.startswith("\n") for name in pair)]  # a name stands on the empty line of what follows it
    assert clashes == []
    edge = figure.bbox
    assert [name for name, box in boxes if box.x0 < edge.x0 or box.x1 > edge.x1 + 8 or box.y0 < edge.y0 or box.y1 > edge.y1] == []


def test_the_limits_of_the_zones_are_drawn_and_named_for_those_who_see_no_colours():
    figure = plots.thermometer(month(), "en", ZONE)
    limits = [float(line.get_ydata()[0]) for line in figure.axes[0].lines if line.get_linestyle() == "--"]
    assert limits == [36.5, 37.5, 38.5, 40.0]
    heights = {text.get_text(): text.get_position()[1] for text in figure.axes[0].texts}
    assert [heights[name] for name in ("calm", "normal", "lively", "feverish", "burning")] == [36.25, 37, 38, 39.25, 41]


@pytest.mark.parametrize("lang", LANGS)
def test_a_month_without_posts_says_so(lang, tmp_path: Path):
    rows = [row("month", "2024-02-01", 29, None, 0)] + [row("date", f"2024-02-{day:02}", 1, None, 0) for day in range(1, 30)]
    table = tables.frame("thermometer", rows)
    three, days = plots.thermometer(table, lang, ZONE), plots.thermometer_days(table, lang, ZONE)
    assert texts(three).count({"fr": "aucun\nmessage", "en": "no\nposts"}[lang]) == 2
    assert liquids(three) == liquids(days) == []
    assert plots.save(three, tmp_path / "three").stat().st_size and plots.save(days, tmp_path / "days").stat().st_size


def cells(medium: str, **columns: np.ndarray) -> pd.DataFrame:
    grid = pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"]).to_frame(index=False)
    return grid.assign(**{"medium": medium, "posts": 0, "times": 4, "rated": 0, "engagement": np.nan, "low": np.nan, "high": np.nan} | columns)


def best(*rows: tuple) -> pd.DataFrame:
    fixed = {"rank": 1, "posts": 20, "value": 5.0}
    return tables.frame("best_hours", [fixed | dict(zip(("purpose", "medium", "weekday", "hour"), row, strict=True)) for row in rows])


def test_maps_show_the_posts_of_each_cell_and_frame_the_best_hours():
    posts = np.zeros(168, int)
    posts[[9, 24 + 14]] = 20, 1234  # Monday at 9, Tuesday at 14
    table = pd.concat([cells("blog"), cells("twitter", posts=posts)])
    figure = plots.hours_media(table, best(("listen", "twitter", 2, 14), ("post", "twitter", 1, 9)), "listen", "fr")
    (panel,) = [axes for axes in figure.axes if axes.images]  # blogs hold nothing
    assert [(text.get_position(), text.get_text()) for text in panel.texts] == [((9, 0), "20"), ((14, 1), "1\u202f234")]
    assert panel.images[0].get_array().reshape(-1)[[9, 38]].tolist() == [5, 1234 / 4]
    assert [patch.get_xy() for patch in panel.patches] == [(13.5, 0.5)]
    assert panel.get_title(loc="left") == "Twitter"


def test_a_map_without_best_hours_says_that_one_cannot_tell():
    rated = np.full(168, 25)
    engagement = np.where(np.arange(168) == 3, 0.7, np.nan)
    figure = plots.hours_media(cells("twitter", rated=rated, engagement=engagement), best(), "post", "en")
    panel = figure.axes[0]
    assert panel.get_title(loc="left") == "Twitter: cannot tell which hours are best"
    assert panel.images[0].get_array().count() == 1  # all others are too few
    assert "Number: posts behind the cell" in " ".join(texts(figure))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("purpose", ["listen", "post"])
def test_maps_of_no_medium_say_that_there_is_nothing(lang, purpose):
    nothing = {"fr": "rien à montrer ce mois-ci", "en": "nothing to show this month"}[lang]
    assert nothing in texts(plots.hours_media(cells("twitter")[:0], best(), purpose, lang))
    assert nothing in texts(plots.hours_media(cells("twitter"), best(), purpose, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_month_has_its_map_of_hours_and_its_lists(lang, tmp_path: Path):
    grid = cells("twitter")[["weekday", "hour", "posts"]]
    plots.save(plots.hours(grid, lang), tmp_path / "hours")
    plots.save(plots.top_list(tables.frame("top"), "links", lang), tmp_path / "links")


@pytest.mark.filterwarnings("ignore:Glyph")  # a letter that DejaVu lacks is drawn as a box
def test_a_list_shows_hostile_items_as_text(tmp_path: Path):
    items = ["$\\frac{", "<b>", "a" * 300, "日本", "\u202eabc"]
    rows = [{"list": "hashtags", "rank": n + 1, "item": item, "value": 1.0, "previous_rank": n or None} for n, item in enumerate(items)]
    figure = plots.top_list(tables.frame("top", rows), "hashtags", "fr")
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels[:2] == ["#$\\frac{", "#<b>"] and labels[4] == "#abc" and len(labels[2]) < 60
    assert plots.save(figure, tmp_path / "top").stat().st_size > 0
