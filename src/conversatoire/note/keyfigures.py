"""The key figures of a note's summary: each beside the month before, where the two compare."""

from typing import Any

from conversatoire.note.facts import Facts


def key_figures(facts: Facts) -> list[dict[str, Any]]:
    """Rows of the table: `name`, `unit` (count or share), `now`, `low`, `high`, `before`, `apart` (whether the two do not compare), `ids`.

    A measure that the month does not have is left out; `before` is None where the month before has none.
    """
    past, now = facts.earlier, facts.volume
    then = facts.before or {}
    rows = [
        _row(facts, "posts", "posts", now["posts"], then.get("posts"), ids="month"),
        _row(facts, "authors", "posts", now["authors"], then.get("authors"), ids="authored"),
    ]
    if now["reposts"] or then.get("reposts"):
        rows += [_row(facts, "reposts", "posts", now["reposts"], then.get("reposts"), ids="reposts")]
    rows += [_row(facts, "topics", "topics", len(facts.topics["all"]), past and past["topics"])]
    tone = facts.tone["public"] or facts.tone["all"]
    before = past and past["tone"] and past["tone"]["public" if facts.tone["public"] else "all"]
    for side in ("negative", "positive") if tone else ():
        rows.append(_row(facts, side, "tone", tone[side], before and before[side], unit="share", public=facts.tone["public"] is not None))
    voice = facts.benchmark["voice"]
    if voice and len(voice["comparable"]) > 1:
        first = voice["comparable"][0]
        earlier = ((past and past["voice"]) or {}).get(first["brand"])
        rows.append(
            _row(facts, "voice", "voice", first, earlier if earlier and earlier["share"] is not None else None, unit="share", brand=first["brand"])
        )
    rejected = {"share": facts.coverage["rejected_share"], "low": None, "high": None}
    rows.append(_row(facts, "rejected", "media", rejected, past and _share(past["rejected"]), unit="share"))
    return [row for row in rows if row["now"] is not None]


def _row(facts: Facts, name: str, kind: str, now: Any, before: Any, unit: str = "count", **more: Any) -> dict[str, Any]:
    of, then = (now, before) if unit == "share" else ({"share": now, "low": None, "high": None}, _share(before))
    return (
        {
            "name": name,
            "unit": unit,
            "now": of["share"],
            "low": of["low"],
            "high": of["high"],
            "before": then["share"] if then else None,
            "apart": facts.earlier is not None and (kind in facts.earlier["apart"] or (name != "rejected" and bool(facts.earlier["sources"]))),
        }
        | {"ids": None, "public": False, "brand": None}
        | more
    )


def _share(value: float | None) -> dict[str, Any] | None:
    return None if value is None else {"share": value, "low": None, "high": None}
