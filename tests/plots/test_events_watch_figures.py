"""The figures of the watch: what is drawn, in both languages, and what is said where nothing is."""

import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.plots import events_watch, look


@pytest.fixture(autouse=True)
def _style() -> None:
    look.style()


def course_and_crisis() -> tuple[pd.DataFrame, pd.DataFrame]:
    days = ["2011-05-01", "2011-05-02", "2011-05-03"]
    rows = [{"day": day, "indicator": "volume", "level": level, "state": "told"} for day, level in zip(days, (0, 3, None), strict=True)]
    rows += [{"day": day, "indicator": "media", "state": "absent"} for day in days]
    course = [
        {"day": day, "level": level, "told": 1, "posts": 9, "worst": level == "watch"}
        for day, level in zip(days, ("calm", "watch", "unknown"), strict=True)
    ]
    return tables.frame("crisis_course", course), tables.frame("crisis", rows)


@pytest.mark.parametrize(("lang", "names"), [("fr", ["volume", "NIVEAU"]), ("en", ["volume", "LEVEL"])])
def test_each_level_is_written_and_what_is_not_measured_has_a_dot(lang: str, names: list[str]) -> None:
    course, crisis = course_and_crisis()
    figure = events_watch.crisis(crisis, course, lang)
    written = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert written == [["3", "·"], ["1", "·"]]
    assert [label.get_text() for axes in figure.axes for label in axes.get_yticklabels()] == names  # media are never told: no row


def test_questions_are_stacked_by_who_replied() -> None:
    answers = [(0, "no"), (0, "own"), (0, "stock"), (1, "other"), (-1, "no"), (-1, "no")]
    rows = [
        {
            "question": n,
            "post_id": str(n),
            "sentence": "?",
            "form": "mark",
            "topic": topic,
            "medium": "twitter",
            "to_own": False,
            "replies": 0,
            "answered": answered,
        }
        for n, (topic, answered) in enumerate(answers)
    ]
    topics = pd.DataFrame({"topic": [0, 1], "label": ["$prix$", "tram"]})
    figure = events_watch.questions(pd.DataFrame(rows), topics, "fr")
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["sans sujet clair", "$prix$", "tram"]
    assert [text.get_text().replace("\u202f", "").strip() for text in axes.texts] == ["2 / 2", "1 / 3", "0 / 1"]
    assert sum(bar.get_width() for bars in axes.containers for bar in bars) == len(answers)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_to_show_is_said(lang: str) -> None:
    course, crisis = course_and_crisis()
    for figure in (
        events_watch.crisis(crisis.assign(level=None), course, lang),
        events_watch.questions(tables.frame("questions"), pd.DataFrame(), lang),
    ):
        assert figure.axes[0].texts[0].get_text() in ("rien à montrer ce mois-ci", "nothing to show this month")
