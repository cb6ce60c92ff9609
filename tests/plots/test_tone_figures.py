"""The figures of the tone: what they draw of tables made by hand."""

import matplotlib.pyplot as plt
import pytest

from conversatoire import plots, tables

TOPICS = [{"topic": 0, "label": "Pont", "posts": 5, "share": 0.5, "stability": 0.9, "coherence": 0.1, "words": "pont"}]


def table(corrected: bool = False):
    rows = []
    for by, value, told in [
        ("all", None, True),
        ("medium", "blog", True),
        ("medium", "forum", False),
        ("topic", "0", True),
        ("day", "2011-05-03", True),
        ("day", "2011-05-30", False),
    ]:
        for tone, share in [("negative", 0.5), ("neutral", 0.3), ("positive", 0.2)]:
            row = {"by": by, "value": value, "tone": tone, "posts": 10}
            row |= {"share": share, "low": share - 0.1, "high": share + 0.1} if told else {}
            row |= {"corrected": share + 0.05, "corrected_low": share, "corrected_high": share + 0.1} if told and corrected else {}
            rows.append(row)
    return tables.frame("shares", rows)


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("lang, names", [("fr", ["tous les messages", "Blogs", "1. Pont"]), ("en", ["all posts", "Blogs", "1. Pont"])])
def test_groups_with_enough_posts_have_a_row_with_two_marks(lang, names):
    axes = plots.tone_shares(table(), tables.frame("topics", TOPICS), lang).axes[0]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == names
    marks = [part for part in axes.collections if part.get_offsets().shape == (3, 2)]
    assert sorted(part.get_offsets()[0][0] for part in marks) == [0.2, 0.5]
    assert "correct" not in axes.get_xlabel()


def test_corrected_shares_are_drawn_and_told_where_there_are_any():
    axes = plots.tone_shares(table(corrected=True), tables.frame("topics", TOPICS), "en").axes[0]
    assert "corrected for the measured error" in axes.get_xlabel()
    marks = [part for part in axes.collections if part.get_offsets().shape == (3, 2)]
    assert sorted(part.get_offsets()[0][0] for part in marks) == pytest.approx([0.25, 0.55])


def test_the_days_span_the_month_and_those_of_too_few_posts_are_gaps():
    axes, below = plots.tone_days(table(), "fr").axes
    line = axes.get_lines()[0].get_ydata()
    assert len(line) == 31
    assert [day for day, share in enumerate(line, 1) if share == share] == [3]
    assert [bar.get_height() for bar in below.patches][2] == 30
    assert below.get_xlabel().startswith("jour de mai 2011")


@pytest.mark.parametrize("lang, text", [("fr", "rien à montrer"), ("en", "nothing to show")])
def test_a_month_without_shares_says_so(lang, text):
    for figure in (plots.tone_shares(tables.frame("shares"), tables.frame("topics"), lang), plots.tone_days(tables.frame("shares"), lang)):
        assert text in figure.axes[0].texts[0].get_text()
