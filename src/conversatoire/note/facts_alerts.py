"""What a note tells of the month's alerts, of its crisis if there is one, and of its open questions: plain numbers and texts."""

import json
from typing import Any

import numpy as np
import pandas as pd

from conversatoire.config import Note
from conversatoire.events.crisis import FEWEST_DAYS, FEWEST_POSTS, FOR_ALERT, FOR_CRISIS, INDICATORS, RAISED
from conversatoire.events.norms import share
from conversatoire.events.plan_table import span
from conversatoire.note.escape import HIDDEN, is_address
from conversatoire.note.facts_topics import quotation
from conversatoire.note.rows import records
from conversatoire.settings.events_watch import Watching, rules

EXCERPT = 180  # characters of a question or of a post quoted
WORDS = 8  # words of the crisis vocabulary told
LISTED = 8  # questions told, and fired days of a rule
LEVELS = ("crisis", "alert", "watch", "calm")
FEWEST = 20  # questions under which no share of them is told
# Measured on real posts labelled by hand, none of which had been looked at (docs/alerts.md): precision and recall, with 95 % intervals.
MEASURED = {
    "fr": {"posts": 280, "asking": 88, "precision": (0.76, 0.67, 0.84), "recall": (0.92, 0.84, 0.96)},
    "en": {"posts": 90, "asking": 19, "precision": (0.64, 0.46, 0.79), "recall": (0.95, 0.75, 0.99)},
}


def watching(
    frames: dict[str, pd.DataFrame],
    topics: list[dict[str, Any]],
    names: dict[tuple[str, str], str],
    settings: Note,
    study: Watching,
    lists: dict[str, list[str]],
) -> dict[str, Any]:
    """Alerts, crisis, plan and questions.

    Args:
        frames: the month's tables by name: posts, alerts, alert_rates, crisis, crisis_course, crisis_words, crisis_plan, questions.
        topics: rows of the month's topics, with topic, label and unstable.
        names: how accounts are shown.
        settings: how many rows to show.
        study: the settings that the tables were made with.
        lists: the study's lists of accounts.
    """
    posts = frames["posts"].set_index("post_id")
    labels = {row["topic"]: row for row in topics}
    told = _questions(frames["questions"], posts, labels, names, settings)
    return {
        "alerts": _alerts(frames, posts, study, lists),
        "crisis": _crisis(frames, study),
        "plan": _plan(frames, posts, labels, names),
        "questions": told,
    }


def _post(post_id: str | None, posts: pd.DataFrame) -> dict[str, Any] | None:
    if post_id is None or post_id not in posts.index:
        return None
    post = posts.loc[post_id]
    return {"text": quotation(post["title"], post["text"], EXCERPT), "url": post["url"], "medium": post["medium"], "post_id": post_id}


def _alerts(frames: dict[str, pd.DataFrame], posts: pd.DataFrame, study: Watching, lists: dict[str, list[str]]) -> dict[str, Any]:
    table, rates = frames["alerts"], frames["alert_rates"]
    found = []
    for rule in rules(study, lists):
        days = table[table["rule"] == rule.label].sort_values("day")
        spans = {row["span"]: row for row in records(rates[rates["rule"] == rule.label])}
        fired = records(days[days["fired"]])
        for row in fired:
            ids = json.loads(row["post_ids"]) if row["post_ids"] else []
            # the first of many posts says nothing of why they are many
            row["post"] = None if rule.when == "volume" else next((post for post_id in ids if (post := _post(post_id, posts))), None)
        states = {state: int((days["state"] == state).sum()) for state in ("too_few", "no_norm")}
        found.append(
            rule.model_dump()
            | {"label": rule.label, "named": rule.name, "spreads": _spreads(getattr(rule, "above", None)), "fired": fired, "shown": fired[:LISTED]}
            | {"month": spans.get("month"), "earlier": spans.get("earlier"), "states": states}
        )
    peaks = bool(table["in_peak"].notna().any())
    return {"rules": found, "chosen": bool(study.alerts), "days": sorted({row["day"] for rule in found for row in rule["fired"]}), "peaks": peaks}


def _spreads(above: object) -> float | None:
    return float(above.removeprefix("mean + ").removesuffix(" sd")) if isinstance(above, str) else None


def _crisis(frames: dict[str, pd.DataFrame], study: Watching) -> dict[str, Any]:
    course, table = frames["crisis_course"].sort_values("day"), frames["crisis"]
    days = records(course)
    for row in days:
        row |= {key: (row[key] or "").split() for key in ("made_by", "raised")}
    worst = next((row for row in days if row["worst"]), None)
    rows = {row["indicator"]: row for row in records(table[table["day"] == worst["day"]])} if worst else {}
    words = frames["crisis_words"].assign(more=frames["crisis_words"]["posts"] - frames["crisis_words"]["usual"])
    words = words[words["more"] > 0].sort_values(["more", "posts", "word"], ascending=[False, False, True]).head(WORDS)
    state = table.groupby("indicator")["state"].agg(set)
    return {
        "days": days,
        "worst": worst,
        "indicators": [rows[name] for name in INDICATORS if name in rows],
        "raised": [row for row in days if row["level"] in LEVELS[:-1]],
        "counts": {level: int((course["level"] == level).sum()) for level in LEVELS},
        "told": int(course["level"].isin(LEVELS).sum()),
        "words": records(words),
        "span": span(course) if len(course) else [],
        "absent": [name for name in INDICATORS if name in state.index and state[name] == {"absent"}],
        "type": study.crisis_type,
        "rule": {
            "scores": list(study.crisis_scores),
            "norm_days": study.norm_days,
            "least_posts": study.least_posts,
            "fewest_days": FEWEST_DAYS,
            "fewest_posts": FEWEST_POSTS,
            "raised": RAISED,
            "for_crisis": FOR_CRISIS,
            "for_alert": FOR_ALERT,
        },
    }


def _plan(frames: dict[str, pd.DataFrame], posts: pd.DataFrame, labels: dict[int, dict], names: dict[tuple[str, str], str]) -> dict[str, Any]:
    parts: dict[str, list[dict[str, Any]]] = {part: [] for part in ("reach", "topic", "press", "account", "question")}
    for row in records(frames["crisis_plan"].sort_values(["part", "rank"])):
        row["post"] = _post(row["post_id"], posts)
        if row["part"] == "topic":
            row["row"] = labels.get(int(row["item"]))
        if row["medium"]:
            row["account"] = _shown(row["item"], row["medium"], names)
        parts[row["part"]].append(row)
    asked = frames["questions"].set_index("post_id")["sentence"]
    for row in parts["question"]:
        row["sentence"] = quotation(None, str(asked.get(row["post_id"], "")), EXCERPT)
    reach = {"views": None} | {row["item"]: row["value"] for row in parts["reach"]}
    return {**parts, "reach": reach if parts["reach"] else None, "topic": [row for row in parts["topic"] if row["row"]]}


def _shown(handle: str | None, medium: str, names: dict[tuple[str, str], str]) -> str | None:
    if handle is None:
        return None
    return names.get((medium, handle.lower()), HIDDEN if is_address(handle) else handle)


def _questions(
    table: pd.DataFrame, posts: pd.DataFrame, labels: dict[int, dict], names: dict[tuple[str, str], str], settings: Note
) -> dict[str, Any]:
    own = table[table["to_own"]]
    replied = table[table["answered"] != "no"]
    groups = []
    for _, rows in table.groupby("question", sort=True):
        first = records(rows.head(1))[0]
        post = _post(first["post_id"], posts)
        groups.append(
            first
            | {"posts": len(rows), "open": bool((rows["answered"] == "no").all()), "to_own": bool(rows["to_own"].any())}
            | {"sentence": quotation(None, first["sentence"], EXCERPT), "url": post["url"] if post else None, "row": labels.get(first["topic"])}
            | {"account": _shown(first["author"], first["medium"], names), "unclear": first["form"] == "mark"}
        )
    open_ = [row for row in groups if row["open"]]
    by_topic = table.assign(open=table["answered"].eq("no")).groupby("topic").agg(posts=("post_id", "size"), open=("open", "sum")).reset_index()
    by_topic = by_topic[by_topic["topic"].isin(list(labels))].sort_values(["open", "posts", "topic"], ascending=[False, False, True])
    return {
        "posts": len(table),
        "groups": len(groups),
        "open": open_,
        "shown": open_[:LISTED],
        "open_posts": len(table) - len(replied),
        "open_share": _share(len(table) - len(replied), len(table)),
        "own": len(own),
        "own_share": _share(int(own["own_hours"].notna().sum()), len(own)),
        "own_answered": int(own["own_hours"].notna().sum()),
        "stock": int((own["answered"] == "stock").sum()),
        "own_hours": float(own["own_hours"].median()) if own["own_hours"].notna().sum() >= FEWEST else None,
        "hours": float(replied["hours"].median()) if len(replied) >= FEWEST else None,
        "topics": [row | {"row": labels[row["topic"]]} for row in records(by_topic)][: settings.top],
        "measured": MEASURED,
        "fewest": FEWEST,
    }


def _share(part: int, of: int) -> dict[str, float] | None:
    """A share with its 95 % interval (Wilson); None from too few."""
    if of < FEWEST:
        return None
    p, low, high = (float(value[0]) for value in share(np.array([part]), np.array([of])))
    return {"share": p, "low": low, "high": high}
