"""What the audit tells, out of its tables: plain numbers and texts, no word of any language."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from conversatoire.audit.brands import Brands, hit_most
from conversatoire.audit.dimensions import NONE
from conversatoire.audit.months import ids
from conversatoire.benchmark.naming import ALL
from conversatoire.note.escape import HIDDEN, is_address
from conversatoire.note.facts_tone import measured
from conversatoire.note.names import shown_names
from conversatoire.note.rows import records
from conversatoire.settings.audit import Audit
from conversatoire.tone.classify import ENOUGH, MEASURED

Frames = dict[str, pd.DataFrame]
SIDES = ("strength", "weakness", "opportunity", "threat", "open")
STRENGTHS = ("connection", "proof", "coherence", "history")
COMMUNITIES = 3  # told of the last month
NEAR = 0.05  # part of the resamples in which another dimension must be first, to be told as not surely apart


@dataclass(frozen=True)
class AuditFacts:
    """All that the templates and figures need."""

    study: str
    months: list[str]
    timezone: str
    about: dict[str, Any]
    settings: Audit
    frames: Frames
    posts: dict[str, int]
    where: dict[str, Any]
    who: dict[str, Any]
    subjects: dict[str, Any]
    dimensions: dict[str, Any]
    presence: dict[str, Any]
    brands: dict[str, Any]
    swot: dict[str, list[dict[str, Any]]]
    strengths: dict[str, list[dict[str, Any]]]
    tone: dict[str, Any]

    @property
    def period(self) -> str:
        """The last month, which dates the files."""
        return self.months[-1]


def facts(
    study: str,
    months: list[str],
    timezone: str,
    about: dict[str, Any],
    settings: Audit,
    read: Frames,
    posts: pd.DataFrame,
    brands: Brands,
    found: Frames,
) -> AuditFacts:
    """The facts of the audit.

    Args:
        study: the study's name.
        months: its months so far.
        timezone: IANA zone.
        about: title, question, note_languages … of the study.
        settings: the section `audit`.
        read: `months.read`.
        posts: `months.marked`.
        brands: `brands.grouped`.
        found: the audit's tables by name.
    """
    names = shown_names(posts, HIDDEN, [*read["accounts"][["medium", "account"]].itertuples(index=False, name=None)])
    labels = ids(read).sort_values("month", kind="stable").drop_duplicates("id", keep="last").set_index("id")["label"].to_dict()
    own = posts["side"] == "own"
    return AuditFacts(
        study=study,
        months=months,
        timezone=timezone,
        about=about,
        settings=settings,
        frames=found,
        posts={"all": len(posts), "public": int((posts["side"] == "public").sum()), "own": int(own.sum())},
        where=where(found),
        who=who(found["image_accounts"], read["communities"], names, settings.top),
        subjects=subjects(found["image_subjects"], months, settings.top),
        dimensions=dimensions(found["dimensions"]),
        presence=presence(found["presence"], found["image_media"], names),
        brands=three_c(found["three_c"], brands, labels),
        swot={side: [row | {"label": labels.get(row["name"])} for row in records(found["swot"].query("side == @side"))] for side in SIDES},
        strengths={name: records(found["strengths"].query("strength == @name")) for name in STRENGTHS},
        tone=tone(read),
    )


def where(found: Frames) -> dict[str, Any]:
    """Media by posts, months in order, and the sites linked to most."""
    table = found["image_media"]
    media = table[(table["month"] == ALL) & (table["medium"] != ALL)].sort_values(["posts", "medium"], ascending=[False, True])
    months = table[(table["month"] != ALL) & (table["medium"] == ALL)].sort_values("month")
    whole = records(table[(table["month"] == ALL) & (table["medium"] == ALL)])[0]
    sites = found["image_sites"]
    named = sites[~sites["shortener"] & ~sites["site"].map(is_address).astype(bool)].sort_values(["posts", "site"], ascending=[False, True])
    hidden = int(sites.loc[sites["shortener"], "posts"].sum())
    return {
        "whole": whole,
        "media": [
            row | {"share": row["posts"] / whole["posts"] if whole["posts"] else 0} for row in records(media) if row["posts"] or row["organised"]
        ],
        "months": records(months),
        "sites": records(named),
        "press": records(named[named["press"]]),
        "hidden": hidden,
    }


def who(accounts: pd.DataFrame, communities: pd.DataFrame, names: dict[tuple[str, str], str], top: int) -> dict[str, Any]:
    """Accounts by role, the most addressed ones, those of the organisation and of the study's lists, and the last month's communities."""
    ordered = accounts.sort_values(["addressed_by", "posts", "medium", "account"], ascending=[False, False, True, True], kind="stable")
    rows = [row | {"account": names.get((row["medium"], row["account"]), row["account"])} for row in records(ordered)]
    roles = accounts.groupby("role").agg(accounts=("account", "size"), posts=("posts", "sum")).reset_index()
    listed: dict[str, list[dict]] = {}
    for row in rows:
        for name in (row["list"] or "").split():
            listed.setdefault(name, []).append(row)
    last = communities["month"].max() if len(communities) else None
    groups = communities[communities["month"] == last].sort_values("community").head(COMMUNITIES)
    return {
        "accounts": len(rows),
        "media": accounts["medium"].nunique(),
        "top": [row for row in rows if row["addressed_by"]][:top],
        "own": [row for row in rows if row["side"] == "own"],
        "roles": records(roles.sort_values(["accounts", "role"], ascending=[False, True])),
        "lists": [{"name": name, "accounts": len(those), "posts": sum(row["posts"] for row in those)} for name, those in sorted(listed.items())],
        "communities": records(groups),
        "communities_month": last,
    }


def subjects(table: pd.DataFrame, months: list[str], top: int) -> dict[str, Any]:
    """The largest subjects over all months, with their course; and how many last, are new in the last month, or have gone."""
    found = []
    for name, rows in table.sort_values("month").groupby("id"):
        course = {row["month"]: row for row in records(rows)}
        there = [month for month in months if month in course and course[month]["posts"]]
        last = course[max(course)]
        found.append(
            {"id": name, "label": last["label"], "unstable": last["unstable"], "posts": int(rows["posts"].sum()), "course": course, "there": there}
        )
    found.sort(key=lambda row: (-row["posts"], row["id"]))
    return {
        "shown": found[:top],
        "all": len(found),
        "lasting": [row for row in found if len(row["there"]) == len(months)],
        "new": [row for row in found if row["there"] == months[-1:]] if len(months) > 1 else [],
        "unstable": sum(bool(row["unstable"]) for row in found),
    }


def dimensions(table: pd.DataFrame) -> dict[str, Any]:
    """The dimensions by their excess of negative posts, the one hit most, whether surely so, and what none sees."""
    known = table[table["dimension"] != NONE]
    ordered = records(known.sort_values(["excess", "posts", "dimension"], ascending=[False, False, True], na_position="last", kind="stable"))
    told = [row for row in ordered if row["excess"] is not None]
    hit = hit_most(table)
    return {
        "rows": ordered,
        "told": told,
        "seen": [row for row in ordered if row["words"]],
        "hit": hit,
        "sure": bool(hit) and hit["excess_low"] > 0,
        "others": [row for row in told if hit and row["dimension"] != hit["dimension"] and (row["first"] or 0) >= NEAR],
        "standing": [row for row in told if row["excess_low"] > 0],
        "none": records(table[table["dimension"] == NONE])[0],
    }


def presence(table: pd.DataFrame, media: pd.DataFrame, names: dict[tuple[str, str], str]) -> dict[str, Any]:
    """The rows of the inventory, accounts as they are shown; silent accounts; media on which the public speaks and the organisation does not."""
    rows = [row | {"account": names.get((row["medium"], row["account"]), row["account"])} for row in records(table)]
    rows.sort(key=lambda row: (row["side"] != "own", row["brand"] or "", -row["posts"], row["account"], row["medium"] or ""))
    spoken = media[(media["month"] == ALL) & (media["medium"] != ALL) & (media["posts"] > 0)]["medium"].sort_values().tolist()
    mine = {row["medium"] for row in rows if row["side"] == "own" and row["posts"]}
    return {
        "rows": [row for row in rows if row["medium"]],
        "silent": [row["account"] for row in rows if not row["medium"]],
        "own": any(row["side"] == "own" for row in rows),
        "competitors": any(row["side"] == "competitor" for row in rows),
        "absent": [medium for medium in spoken if medium not in mine],
        "audience": any(row["followers"] is not None for row in rows),
    }


def three_c(table: pd.DataFrame, brands: Brands, labels: dict[str, str]) -> dict[str, Any]:
    """Company, competitors and customers, each measure by its name."""

    def of(rows: pd.DataFrame) -> dict[str, dict]:
        return {row["measure"]: row | {"label": labels.get(row["detail"])} for row in records(rows)}

    rivals = table[table["c"] == "competitor"]
    return {
        "own": brands.own,
        "company": of(table[table["c"] == "company"]),
        "competitors": [{"name": name} | of(rows) for name, rows in rivals.groupby("name")],
        "customers": of(table[table["c"] == "customers"]),
        "partial": [name for name in brands.terms if name not in brands.comparable],
    }


def tone(read: Frames) -> dict[str, Any]:
    """How the tone was measured in the last month, and how well."""
    evaluation, agreement = read["evaluation"], read["agreement"]
    last = evaluation["month"].max() if len(evaluation) else ""
    measures = {row["measure"]: row for row in records(evaluation[(evaluation["month"] == last) & (evaluation["codebook"] == "tone")])}
    frames = {"agreement": agreement[agreement["month"] == last]}
    return {"measured": measured(measures, frames, "tone"), "needed": {"classifier": ENOUGH, "measured": MEASURED}}
