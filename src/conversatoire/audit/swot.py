"""The SWOT that rules draw from the measures.

A side is suggested only where a rule holds, by intervals that lie wholly apart; else the measure stays open. The judgement is the analyst's.
"""

import pandas as pd

from conversatoire import tables
from conversatoire.audit.brands import NOTHING, TONES
from conversatoire.audit.sampling import Value
from conversatoire.note.rows import records


def swot(three: pd.DataFrame, found: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The table «swot».

    The rules (a bound of one interval beyond the other's bound, at 95 % each):

    - tone: the company's share of negative posts lies wholly below (strength) or above (weakness) that of a competitor.
    - voice: its share of voice lies wholly below that of a competitor (threat); wholly above is a strength only where the posts that name it are more
      positive than negative, since a scandal has a large voice too.
    - answers: no rule, for nothing is known of competitors' answers: open.
    - dimension: the excess of negative posts lies wholly above 0 (weakness); wholly below and more positive than negative posts (strength).
    - subject: a subject of the last month is wholly more negative than all posts of the month (threat), or wholly more positive than they are
      and more positive than negative (opportunity).
    - trend: the last month is wholly more negative (threat) or less (opportunity) than the month before.

    Args:
        three: the table «three_c».
        found: the tables «dimensions», «image_subjects» and «image_media».
    """
    rows = _against(three, "negative", "tone", ("weakness", "strength"))
    rows += _against(three, "voice", "voice", ("strength" if _is_liked(three) else "open", "threat"))
    rows += [_swot("open", "answers", None, row["measure"], _value(row), row["of"]) for row in records(three[three["measure"] == "answered"])]
    for row in records(found["dimensions"].query("excess == excess")):
        value = Value(row["excess"], row["excess_low"], row["excess_high"])
        is_liked = row["positive_share_low"] is not None and row["positive_share_low"] > row["negative_share_high"]
        side = _side(value, Value(0, 0, 0), "weakness", "strength" if is_liked else "open")
        rows.append(_swot(side, "dimension", row["dimension"], "excess", value, row["toned"], "all"))
    return tables.frame("swot", rows + _subjects(found) + _trend(found["image_media"]))


def _is_liked(three: pd.DataFrame) -> bool:
    """Whether the posts that name the company are surely more positive than negative."""
    tones = {row["measure"]: row for row in records(three[(three["c"] == "company") & three["low"].notna()])}
    return set(TONES) <= set(tones) and tones["positive"]["low"] > tones["negative"]["high"]


def _against(three: pd.DataFrame, measure: str, rule: str, suggested: tuple[str, str]) -> list[dict]:
    """The company's measure against that of each competitor."""
    told = three[(three["measure"] == measure) & three["value"].notna()]
    own, rivals = records(told[told["c"] == "company"]), records(told[told["c"] == "competitor"])
    if own and not rivals:
        return [_swot("open", rule, own[0]["name"], measure, _value(own[0]), own[0]["of"])]
    return [
        _swot(_side(_value(mine), _value(other), *suggested), rule, mine["name"], measure, _value(mine), mine["of"], other["name"], _value(other))
        for mine in own
        for other in rivals
    ]


def _subjects(found: dict[str, pd.DataFrame]) -> list[dict]:
    """Subjects of the last month whose tone stands apart from the month's."""
    subjects, media = found["image_subjects"], found["image_media"]
    if subjects.empty:
        return []
    last = subjects["month"].max()
    month = records(media[(media["month"] == last) & (media["medium"] == "all")])[0]
    rows = []
    for row in records(subjects[(subjects["month"] == last) & ~subjects["unstable"]].dropna(subset="negative")):
        for tone, side in (("negative", "threat"), ("positive", "opportunity")):
            value, of_all = (Value(one[tone], one[f"{tone}_low"], one[f"{tone}_high"]) for one in (row, month))
            liked = tone == "negative" or row["positive_low"] > row["negative_high"]
            if liked and _side(value, of_all, side, "open") == side:
                rows.append(_swot(side, "subject", row["id"], tone, value, row["toned"], "all", of_all))
    return rows


def _trend(media: pd.DataFrame) -> list[dict]:
    """The last month against the one before."""
    months = records(media[(media["medium"] == "all") & (media["month"] != "all")].sort_values("month"))[-2:]
    if len(months) < 2 or any(month["negative"] is None for month in months):
        return []
    before, last = (Value(month["negative"], month["negative_low"], month["negative_high"]) for month in months)
    return [_swot(_side(last, before, "threat", "opportunity"), "trend", None, "negative", last, months[1]["toned"], "before", before)]


def _side(value: Value, other: Value, above: str, below: str) -> str:
    """What is suggested where the intervals lie apart."""
    if value.low is None or other.low is None:
        return "open"
    return above if value.low > other.high else below if value.high < other.low else "open"


def _value(row: dict) -> Value:
    return Value(row["value"], row["low"], row["high"])


def _swot(side: str, rule: str, name: str | None, measure: str, value: Value, of: int, against: str | None = None, other: Value = NOTHING) -> dict:
    bounds = {"against": against, "against_value": other.value, "against_low": other.low, "against_high": other.high}
    return {"side": side, "rule": rule, "name": name, "measure": measure, **value._asdict(), "of": of} | bounds
