"""Figures of the image audit: what they show is what the tables hold, in both languages, and nothing breaks them."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.plots import audit


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def media(month: str, medium: str, posts: int, negative: float | None) -> dict:
    counts = dict.fromkeys(("authors", "organised", "originals", "replied", "reposted", "toned"), 1)
    shares = {f"{tone}{end}": negative for tone in ("negative", "positive") for end in ("", "_low", "_high")}
    return {"month": month, "medium": medium, "posts": posts} | counts | shares


def test_the_bars_add_up_to_the_posts_of_each_month_and_too_few_is_a_gap():
    rows = [media(month, "all", 0, share) for month, share in (("all", 0.3), ("2011-04", 0.4), ("2011-05", None))]
    rows += [
        media("2011-04", "forum", 3, None),
        media("2011-04", "blog", 4, None),
        media("2011-05", "forum", 5, None),
        media("2011-05", "blog", 0, None),
    ]
    figure = audit.image_months(tables.frame("image_media", rows), "fr")
    bars, lines = figure.axes
    heights = pd.Series([patch.get_height() for patch in bars.patches]).groupby([round(patch.get_x()) for patch in bars.patches]).sum()
    assert heights.tolist() == [7, 5] and [label.get_text() for label in lines.get_xticklabels()] == ["avril 2011", "mai 2011"]
    assert lines.lines[0].get_ydata()[0] == 0.4 and pd.isna(lines.lines[0].get_ydata()[1])


def test_subjects_are_the_largest_first_with_their_shares_and_hostile_labels_are_text():
    def row(name: str, month: str, posts: int, share: float | None) -> dict:
        return {
            "id": name,
            "label": f"${name}$ \u202e<b>",
            "month": month,
            "posts": posts,
            "organised": 0,
            "share": share,
            "toned": 0,
            "unstable": False,
        }

    rows = [row("a", "2011-04", 10, 0.1), row("a", "2011-05", 0, 0), row("b", "2011-04", 20, 0.2), row("b", "2011-05", 3, None)]
    figure = audit.image_subjects(tables.frame("image_subjects", rows), "en", top=5)
    axes = figure.axes[0]
    assert [label.get_text()[:3] for label in axes.get_yticklabels()] == ["$b$", "$a$"]
    assert [text.get_text() for text in axes.texts] == ["20%", "too few", "10%", "–"]
    figure.canvas.draw()


def test_dimensions_go_from_the_hit_most_down_and_those_of_too_few_posts_are_left_out():
    rows = [
        {"dimension": name, "posts": 9, "toned": toned, "negative": 1, "words": ""} for name, toned in (("price", 40), ("$mine$", 50), ("care", 3))
    ]
    for row, excess in zip(rows, (5.0, 12.0, None), strict=True):
        row |= {"excess": excess, "excess_low": excess and excess - 8, "excess_high": excess and excess + 8}
    figure = audit.dimensions(tables.frame("dimensions", rows), "fr")
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["$mine$ (50)", "prix et contrats (40)"]
    figure.canvas.draw()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_empty_tables_say_that_there_is_nothing_to_show(lang):
    for draw, name in ((audit.image_months, "image_media"), (audit.image_subjects, "image_subjects"), (audit.dimensions, "dimensions")):
        assert draw(tables.frame(name), lang).axes[0].texts[0].get_text() in ("rien à montrer ce mois-ci", "nothing to show this month")
