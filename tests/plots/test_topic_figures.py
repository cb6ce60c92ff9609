"""Figures of the topics are read back: their bars, marks and texts against tables made by hand."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from conversatoire import plots, tables

HOSTILE = ["$\\frac{x}{y}$ et $$", "<b>gras</b> & 'cité'", "_souligné_ %s {0} \\alpha", "a\nb\tc\u202e\x00d", "", "日本語 🚀", "mot" * 60]
DAYS = [f"2011-05-{day:02d}" for day in range(1, 32)]


@pytest.fixture(autouse=True)
def look():
    plots.style()
    yield
    plt.close("all")


def topics(shares: list[float], labels: list[str] | None = None, **columns: list[float]) -> pd.DataFrame:
    fixed = {"posts": 10, "stability": 0.9, "coherence": 0.1, "words": "mot"}
    rows = [fixed | {"topic": i, "label": labels[i] if labels else f"Sujet {i}", "share": share} for i, share in enumerate(shares)]
    rows = [row | {name: values[i] for name, values in columns.items()} for i, row in enumerate(rows)]
    return tables.frame("topics", rows)


def everything(frame: pd.DataFrame, places: int = 60) -> dict[str, pd.DataFrame]:
    """The other tables of the topics of `frame`, the same each time."""
    numbers = [*frame["topic"], -1]
    ids = [f"blog:{i}" for i in range(places)]
    angles = np.arange(places)
    return {
        "days": tables.frame("topic_days", [{"topic": t, "day": day, "posts": (t + 2) * i % 7} for t in numbers for i, day in enumerate(DAYS)]),
        "media": tables.frame(
            "topic_media", [{"topic": t, "medium": medium, "posts": t + 2, "share": 0.0} for t in numbers for medium in ("blog", "$x$")]
        ),
        "words": tables.frame(
            "topic_words",
            [{"topic": t, "rank": r, "word": f"{label} {r}", "weight": 1 / r} for t, label in enumerate(frame["label"]) for r in (1, 2)],
        ),
        "map": pd.DataFrame({"post_id": ids, "x": np.cos(angles), "y": np.sin(angles)}),
        "posts": pd.DataFrame({"post_id": ids, "topic": [numbers[i % len(numbers)] for i in range(places)]}),
    }


def drawn(frame: pd.DataFrame, lang: str) -> dict[str, Figure]:
    made = everything(frame)
    return {
        "shares": plots.topic_shares(frame, lang),
        "days": plots.topic_days(made["days"], frame, lang),
        "media": plots.topic_media(made["media"], frame, lang),
        "map": plots.topic_map(made["map"], made["posts"], frame, lang),
        "words": plots.topic_words(made["words"], frame, lang),
    }


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def test_shares_are_as_wide_as_they_are_and_the_posts_outside_come_last():
    figure = plots.topic_shares(topics([0.5, 0.2], share_low=[0.4, 0.1], share_high=[0.6, 0.25]), "fr")
    shares, _ = figure.axes
    assert [bar.get_width() for bar in shares.patches] == pytest.approx([0.5, 0.2, 0.3])
    assert [label.get_text() for label in shares.get_yticklabels()] == ["1. Sujet 0", "2. Sujet 1", "Hors de tout sujet"]
    intervals = [segment[:, 0].tolist() for segment in shares.collections[0].get_segments()]
    assert intervals == [[0.4, 0.6], [0.1, 0.25]]
    assert {"50\u202f%", "20\u202f%", "30\u202f%"} <= set(texts(figure))


def test_topics_without_a_row_of_their_own_are_summed():
    shares, _ = plots.topic_shares(topics([0.02] * 40), "en").axes
    assert [bar.get_width() for bar in shares.patches] == pytest.approx([0.02] * 20 + [0.4, 0.2])
    assert [label.get_text() for label in shares.get_yticklabels()][-2:] == ["20 smaller subjects", "Outside every subject"]


@pytest.mark.parametrize(("lang", "warning"), [("fr", "instable,\nne pas citer seul"), ("en", "unstable,\ndo not report alone")])
def test_unstable_topics_are_marked_by_hatches_and_by_words(lang, warning):
    halves = {"stability_seeds": [1.0, 0.6, 0.9], "stability_samples": [0.8, 0.4, 0.1]}
    figure = plots.topic_shares(topics([0.3, 0.2, 0.1], stability=[0.9, 0.5, 0.51], **halves), lang)
    shares, stability = figure.axes
    assert [bool(bar.get_hatch()) for bar in shares.patches] == [False, True, False, False]
    assert [(text.get_text(), text.xy[1]) for text in stability.texts] == [(warning, 1)]
    marks = [mark.get_offsets()[:, 0].tolist() for mark in stability.collections if isinstance(mark, PathCollection)]
    assert marks == list(halves.values())


def test_without_recomputations_only_the_stability_itself_is_drawn():
    figure = plots.topic_shares(topics([0.3, 0.2]), "en")
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["stability (the lower of both)"]
    assert not any("interval" in text for text in texts(figure))


def test_the_highest_day_of_each_topic_is_named():
    made = tables.frame("topic_days", [{"topic": t, "day": day, "posts": 1234 * (i == 16 + t) + 2} for t in (-1, 0, 1) for i, day in enumerate(DAYS)])
    french, english = (plots.topic_days(made, topics([0.3, 0.2]), lang) for lang in ("fr", "en"))
    assert [axes.texts[0].get_text() for axes in french.axes] == ["17 mai : 1\u202f236", "18 mai : 1\u202f236"]
    assert [axes.texts[0].get_text() for axes in english.axes] == ["17 May: 1,236", "18 May: 1,236"]


def test_only_the_first_topics_have_a_panel_and_the_title_says_so():
    found = drawn(topics([0.02] * 40), "en")
    assert len([axes for axes in found["days"].axes if axes.axison]) == len([axes for axes in found["words"].axes if axes.axison]) == 12
    assert "The words of each subject (first 12 of 40)" in texts(found["words"])


def test_media_tell_their_posts_and_the_share_of_each_topic():
    rows = [(0, "blog", 3), (1, "blog", 1), (-1, "blog", 0), (0, "twitter", 0), (1, "twitter", 500), (-1, "twitter", 500)]
    made = tables.frame("topic_media", [{"topic": t, "medium": medium, "posts": posts, "share": 0.0} for t, medium, posts in rows])
    axes = plots.topic_media(made, topics([0.5, 0.1]), "en").axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Twitter\n1,000\nposts", "Blogs\n4\nposts"]
    assert [text.get_text() for text in axes.texts] == ["–", "75%", "50%", "25%", "50%", "–"]


def test_columns_of_many_topics_and_media_still_add_up():
    numbers = [*range(30), -1]
    rows = [{"topic": t, "medium": f"forum-au-nom-qui-ne-finit-pas-{m}", "posts": 1, "share": 0.0} for t in numbers for m in range(12)]
    axes = plots.topic_media(tables.frame("topic_media", rows), topics([0.03] * 30), "fr").axes[0]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[-2:] == ["Sujets plus petits", "Hors de tout sujet"]
    assert [label.get_text() for label in axes.get_xticklabels()][-1] == "6 autres\n186\nmessages"
    assert len(axes.texts) == 22 * 7
    assert {text.get_text() for text in axes.texts} == {"3,2\u202f%", "32\u202f%"}


def test_the_map_shows_every_post_and_numbers_every_topic():
    made = everything(topics([0.3, 0.2]))
    figure = plots.topic_map(made["map"], made["posts"], topics([0.3, 0.2]), "fr")
    axes = figure.axes[0]
    assert [len(points.get_offsets()) for points in axes.collections] == [20, 20, 20]
    assert [text.get_text() for text in axes.texts] == ["1", "2"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["1. Sujet 0", "2. Sujet 1", "Hors de tout sujet"]
    assert "Les axes n’ont pas d’unité" in axes.get_xlabel()


def test_numbers_of_topics_in_one_place_do_not_cover_one_another():
    frame = topics([0.05] * 6)
    posts = pd.DataFrame({"post_id": [f"b:{i}" for i in range(14)], "topic": [*range(6), *range(6), -1, -1]})
    places = pd.DataFrame({"post_id": posts["post_id"], "x": [0.0] * 12 + [1.0, -1.0], "y": [0.0] * 12 + [1.0, -1.0]})
    figure = plots.topic_map(places, posts, frame, "en")
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    assert len(boxes) == 6
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_topics_near_one_another_have_other_colours():
    count = 20
    frame, ids = topics([0.02] * count), [f"b:{i}" for i in range(count)]
    line = pd.DataFrame({"post_id": ids, "x": np.linspace(-1, 1, count), "y": np.zeros(count)})
    figure = plots.topic_map(line, pd.DataFrame({"post_id": ids, "topic": range(count)}), frame, "en")
    colours = [points.get_facecolor()[0].tolist() for points in figure.axes[0].collections]
    assert all(colours[i] not in colours[i + 1 : i + 4] for i in range(count))


def test_words_are_drawn_in_parts_of_the_first():
    rows = [(0, 1, "fuite", 0.4), (0, 2, "données", 0.1), (1, 1, "panne", 0.02)]
    made = tables.frame("topic_words", [dict(zip(("topic", "rank", "word", "weight"), row, strict=True)) for row in rows])
    first, second = plots.topic_words(made, topics([0.3, 0.2]), "fr").axes
    assert [bar.get_width() for bar in first.patches] == pytest.approx([1, 0.25])
    assert [label.get_text() for label in first.get_yticklabels()] == ["fuite", "données"]
    assert [bar.get_width() for bar in second.patches] == [1]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_month_without_topics_has_figures_that_say_so(lang):
    nothing = {"fr": "rien à montrer ce mois-ci", "en": "nothing to show this month"}[lang]
    empty = [tables.frame(name) for name in ("topic_days", "topic_media", "topic_words", "topic_map", "post_topics")]
    none = topics([])
    figures = [
        plots.topic_shares(none, lang),
        *(draw(table, none, lang) for draw, table in zip((plots.topic_days, plots.topic_media, plots.topic_words), empty, strict=False)),
        plots.topic_map(empty[3], empty[4], none, lang),
    ]
    assert all(nothing in texts(figure) for figure in figures)


@pytest.mark.filterwarnings("ignore:Glyph")  # an emoji that DejaVu lacks is drawn as a box
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_names_are_shown_as_written_whatever_they_hold(lang, tmp_path: Path):
    for name, figure in drawn(topics([0.1] * len(HOSTILE), HOSTILE), lang).items():
        found = [" ".join(text.split()) for text in texts(figure)]
        assert all(f"{i}. {label}" in found for i, label in enumerate(HOSTILE[:2], 1)), name
        assert "4. a b cd" in found
        assert plots.save(figure, tmp_path / name).stat().st_size


def test_a_figure_is_the_same_file_each_time(tmp_path: Path):
    files = [{name: plots.save(figure, tmp_path / str(run) / name) for name, figure in drawn(topics([0.4, 0.2]), "fr").items()} for run in (1, 2)]
    assert all(files[0][name].read_bytes() == files[1][name].read_bytes() for name in files[0])
