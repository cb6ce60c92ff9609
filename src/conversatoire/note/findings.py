"""The five findings of a note's summary, chosen from the month's facts by one rule; docs/note.md tells it.

A candidate is a fact with its *surprise* (standard errors between it and what was usual, capped) and its *size* (the part of the month it is of).
Those beyond chance come first, by score; a calm month is told by its state: volume, main subject, tone, who speaks, coverage.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from conversatoire.note.facts import Facts
from conversatoire.note.facts_month import change

COUNT = 5  # findings of a summary
MOST = {"peak": 2, "topic": 2}  # of one kind; one of any other
CHANCE = 1.96  # standard errors that chance reaches once in twenty
CAP = 5.0  # standard errors from which on a fact is as surprising as can be
WEIGHT = {"actor": 0.5, "signal": 0.8, "tone_topic": 0.8}  # of a kind, 1 of any other: what is said comes before who says it, the whole before a part
OWN = 0.5  # a peak that an own account made surprises half: the organisation knows what it published
LEAST = 30  # posts in each month under which a change of volume is told by nobody
RISE = 2  # an account rises where its worst likely rank is its best one before, divided by this
GONE = 0.05  # share from which the end of a subject is told
LEVELS = {"watch": 0, "alert": 1, "crisis": 2}
# The state of the month, in the order in which it fills what nothing surprising takes; the last ones tell more where there is more.
STATE = ("volume", "topic", "tone", "actor", "coverage", "voice", "reaction", "question")


@dataclass(frozen=True)
class Finding:
    """A fact that a summary may tell.

    Attributes:
        kind: `volume`, `topic`, `peak`, … : of each, only `MOST` are told.
        form: which sentence tells it (`templates/summary/finding.*`).
        section: key of the section that tells more, see `anchors.SECTIONS`.
        told: what the sentence needs.
        surprise: 0–1; 0 tells a state, not an event.
        size: 0–1, the part of the month it is of.
        about: number of the subject it is of; a subject is told once.
    """

    kind: str
    form: str
    section: str
    told: dict[str, Any]
    surprise: float = 0.0
    size: float = 0.0
    about: int | None = None

    @property
    def score(self) -> float:
        """Weight of the kind × surprise × (1 + size) / 2: what is of next to nothing of the month counts half of what is of all of it."""
        return WEIGHT.get(self.kind, 1) * self.surprise * (1 + self.size) / 2


def findings(facts: Facts) -> list[Finding]:
    """The findings of the summary, best first, at most `COUNT`; none in a month without posts."""
    return choose(candidates(facts))


def is_calm(chosen: list[Finding]) -> bool:
    """Whether nothing among the findings surprises."""
    return not any(one.surprise for one in chosen)


def choose(found: list[Finding]) -> list[Finding]:
    """The best `COUNT` of the candidates: by score, then by the order of `STATE`, at most `MOST` of a kind, and one of a subject."""
    order = {kind: place for place, kind in enumerate(STATE)}
    ranked = sorted(found, key=lambda one: (-one.score, order.get(one.kind, len(order))))
    chosen: list[Finding] = []
    kinds, subjects = Counter(), set()
    for one in ranked:
        # A state is told once, and not at all beside an event of its kind.
        if kinds[one.kind] < (MOST.get(one.kind, 1) if one.surprise else 1) and (one.about is None or one.about not in subjects):
            chosen.append(one)
            kinds[one.kind] += 1
            subjects.add(one.about)
    return chosen[:COUNT]


def candidates(facts: Facts) -> list[Finding]:
    """Every fact that the summary may tell, in no order of merit."""
    if not facts.volume["posts"]:
        return []
    makers: list[Callable[[Facts], Iterator[Finding]]] = [_volume, _topics, _tone, _peaks, _crisis, _actors, _signals, _benchmark, _coverage]
    return [one for maker in makers for one in maker(facts)]


def from_p(p_value: float) -> float:
    """Surprise of a test: the standard errors of a two-sided p-value, capped."""
    return 1.0 if p_value <= 0 else _capped(-NormalDist().inv_cdf(max(p_value, 1e-300) / 2))


def from_intervals(now: dict[str, float], before: dict[str, float]) -> float:
    """Surprise of a difference of two measures, each with `share`, `low` and `high` (95 %); 0 where chance may have made it.

    Standard errors by MOVER (Zou & Donner 2008), as `compare.intervals` has it: of each interval, the side that looks at the other.
    """
    up = now["share"] >= before["share"]
    near, far = (now["share"] - now["low"], before["high"] - before["share"]) if up else (now["high"] - now["share"], before["share"] - before["low"])
    half, gap = math.hypot(near, far), abs(now["share"] - before["share"])
    return 0.0 if gap <= half else 1.0 if not half else _capped(CHANCE * gap / half)


def _capped(errors: float) -> float:
    return min(errors, CAP) / CAP


def comparable(facts: Facts, kind: str) -> bool:
    """Whether a kind of measure may be set beside the month before."""
    return facts.earlier is not None and kind not in facts.earlier["apart"]


def _volume(facts: Facts) -> Iterator[Finding]:
    now, before = facts.volume["posts"], facts.before["posts"] if facts.before else 0
    ratio = change(now, before) if comparable(facts, "posts") and not facts.earlier["sources"] else None
    told = {"ratio": ratio, "low": None, "high": None}
    surprise = 0.0
    pace = next((row for row in facts.barometer["indices"] if row["index"] == "posts_per_minute"), None)
    if ratio is not None and pace and pace["low"] is not None and pace["value"]:
        # The bounds of the pace, as numbers of posts.
        told |= {side: now * pace[side] / pace["value"] for side in ("low", "high")}
        if min(now, before) >= LEAST:
            surprise = from_intervals({"share": now, "low": told["low"], "high": told["high"]}, {"share": before, "low": before, "high": before})
    yield Finding("volume", "volume", "figures", told | {"sure": surprise > 0}, surprise, min(1.0, abs(math.log2(now / before))) if ratio else 0.0)


def _topics(facts: Facts) -> Iterator[Finding]:
    t = facts.topics
    if t["stable"]:
        yield Finding("topic", "topic", "topics", {"row": t["stable"][0], "second": t["stable"][1] if len(t["stable"]) > 1 else None})
    if not t["compared"] or not comparable(facts, "topics"):
        return
    for row in t["stable"]:
        if row["status"] == "new":
            yield Finding("topic", "topic_new", "topics", {"row": row}, row["stability"], row["share"], row["topic"])
        elif row["before"] and row["share_low"] is not None and row["before"]["share_low"] is not None:
            bounds = [
                {"share": of["share"], "low": min(of["share"], of["share_low"]), "high": max(of["share"], of["share_high"])}
                for of in (row, row["before"])
            ]
            yield from _moved("topic", "topic_moved", "topics", {"row": row}, *bounds, row["topic"])
    names = {name for row in t["all"] for name in _names(row)}
    for row in t["gone"]:
        # One of whose names a subject of this month still goes by did not end: it was cut otherwise.
        if not row["unstable"] and row["share"] >= GONE and not _names(row) & names:
            yield Finding("topic", "topic_gone", "topics", {"row": row}, row["stability"], row["share"])


def _names(row: dict[str, Any]) -> set[str]:
    return {name.strip().lower() for name in row["label"].split(",")}


def _moved(
    kind: str, form: str, section: str, told: dict[str, Any], now: dict[str, float], before: dict[str, float], about: int | None = None
) -> Iterator[Finding]:
    """A share that moved beyond its interval; its size is the larger of the two."""
    surprise = from_intervals(now, before)
    if surprise:
        yield Finding(kind, form, section, told | {"now": now, "before": before}, surprise, min(1.0, max(now["share"], before["share"])), about)


def _tone(facts: Facts) -> Iterator[Finding]:
    t = facts.tone
    if not t["all"]:
        return
    of = t["public"] or t["all"]
    told = {"of": of, "public": t["public"] is not None}
    yield Finding("tone", "tone", "tone", told)
    past = facts.earlier["tone"] if comparable(facts, "tone") else None
    before = past and past["public" if t["public"] else "all"]
    for side in ("negative", "positive"):
        if before and before[side]:
            yield from _moved("tone", "tone_moved", "tone", told | {"side": side}, of[side], before[side])
    for row in (row for row in t["rows"] if row["by"] == "topic" and row["negative"] and not row["row"]["unstable"]):
        for side in ("negative", "positive"):
            surprise = from_intervals(row[side], t["all"][side]) if row[side]["low"] > t["all"][side]["high"] else 0.0
            if surprise:
                size = row["posts"] / facts.volume["posts"]
                yield Finding(
                    "tone_topic", "tone_topic", "tone", {"row": row["row"], "side": side, "now": row[side]}, surprise, size, row["row"]["topic"]
                )


def _peaks(facts: Facts) -> Iterator[Finding]:
    for row in facts.happening["peaks"]:
        own = bool(row["single"] and row["single"]["own"])
        surprise = from_p(row["q_value"]) * (OWN if own else 1)
        about = row["of"]["topic"] if row["kind"] == "topic" else None
        yield Finding("peak", "peak", "peaks", {"row": row}, surprise, min(1.0, row["excess"] / facts.volume["posts"]), about)


def _crisis(facts: Facts) -> Iterator[Finding]:
    c, q = facts.watching["crisis"], facts.watching["questions"]
    if c["worst"] and c["worst"]["level"] in LEVELS:
        # The level's threshold is in robust standard deviations already.
        surprise = _capped(c["rule"]["scores"][LEVELS[c["worst"]["level"]]])
        days = sum(c["counts"][level] for level in LEVELS)
        size = 1.0 if LEVELS[c["worst"]["level"]] else days / c["told"]  # an alert is of the whole conversation
        yield Finding("crisis", "crisis", "watching", {"worst": c["worst"], "days": days, "of": c["told"]}, surprise, size)
    for rule in facts.watching["alerts"]["rules"]:
        month, past = rule["month"], rule["earlier"]
        if month and past and month["days"] and past["days"] and month["low"] is not None and past["low"] is not None:
            now, before = ({"share": of["rate"], "low": of["low"], "high": of["high"]} for of in (month, past))
            if now["share"] > before["share"] and comparable(facts, "events"):
                yield from _moved("alert", "alert", "watching", {"rule": rule}, now, before)
    if q["open"]:
        yield Finding("question", "question", "questions", {})


def _actors(facts: Facts) -> Iterator[Finding]:
    a = facts.actors
    if a["top"]:
        yield Finding("actor", "actor", "actors", {"first": a["top"][0], "other": next((r for r in a["top"] if not r["own"]), None)})
    ranks = facts.earlier["ranks"] if comparable(facts, "ranks") else None
    for row in a["top"] if ranks else []:
        past = ranks.get((row["medium"], row["handle"]))
        floor = past["rank_low"] if past else len(ranks) + 1
        if not row["own"] and not row["bot"] and row["rank_high"] < floor / RISE:
            told = {"row": row, "before": past}
            yield Finding("actor", "actor_up", "actors", told, 1 - row["rank_high"] / floor, row["in_degree"] / a["connected"])
    if a["coordination"]["groups"]:
        found = facts.frames["coordination"]
        accounts = sum(len(group["accounts"]) for group in a["coordination"]["groups"])
        yield Finding(
            "coordination", "coordination", "actors", {"accounts": accounts}, from_p(float(found["q_value"].min())), accounts / a["accounts"]
        )


def _signals(facts: Facts) -> Iterator[Finding]:
    for row in facts.happening["signals"]:
        if row["open"]:
            yield Finding("signal", "signal", "watching", {"row": row}, from_p(row["q_value"]), min(1.0, row["share"]))


def _benchmark(facts: Facts) -> Iterator[Finding]:
    b = facts.benchmark
    known = b["voice"]["comparable"] if b["voice"] else []
    if len(known) > 1:
        told = {"first": known[0], "second": known[1], "tied": b["voice"]["tied"]}
        yield Finding("voice", "voice", "benchmark", told)
        past = facts.earlier["voice"] if comparable(facts, "voice") else None
        for row in known if past else []:
            before = past.get(row["brand"])
            if before and before["share"] is not None:
                yield from _moved("voice", "voice_moved", "benchmark", {"row": row}, row, before)
    if b["reaction"] and b["reaction"]["whole"] and b["reaction"]["whole"]["share"] is not None:
        yield Finding("reaction", "reaction", "benchmark", {"all": b["reaction"]["whole"]})


def _coverage(facts: Facts) -> Iterator[Finding]:
    yield Finding("coverage", "coverage", "coverage", {"sums": facts.coverage["sums"]})
