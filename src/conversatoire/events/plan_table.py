"""What was measured for the table consequences / aims / means / follow-up of a crisis; its judgement cells are the analyst's."""

import pandas as pd

from conversatoire import tables
from conversatoire.events import press
from conversatoire.events.norms import calendar
from conversatoire.events.watched import Watch

LISTED = 5  # rows of each part
RAISED = ("watch", "alert", "crisis")
# Columns of the table «posts» that are read, beside those of `watched.COLUMNS`.
COLUMNS = ["reply_to_id", "quote_of_id", "views"]


def span(course: pd.DataFrame) -> list[str]:
    """The worst day with the days around it that are raised too, without a gap; none where no day is worst."""
    worst = course.loc[course["worst"], "day"]
    if worst.empty:
        return []
    raised = set(course.loc[course["level"].isin(RAISED), "day"])
    days = calendar(course["day"].min(), course["day"].max())
    place = days.index(worst.iloc[0])
    first = last = place
    while first and days[first - 1] in raised:
        first -= 1
    while last + 1 < len(days) and days[last + 1] in raised:
        last += 1
    return days[first : last + 1]


def plan(posts: pd.DataFrame, found: pd.DataFrame, topic: pd.Series, questions: pd.DataFrame, days: list[str], watch: Watch) -> pd.DataFrame:
    """Table «crisis_plan»: reach, topics, press, accounts to answer and unanswered questions of some days.

    Args:
        posts: `watched.COLUMNS` and COLUMNS of the table «posts» of the month.
        found: result of `watched.flags` of the same posts.
        topic: number of each post's topic, in their order.
        questions: table «questions» of the month.
        days: result of `span`.
        watch: what is looked for.
    """
    inside = (found["day"].isin(days) & found["public"]).to_numpy()
    if not inside.any():
        return tables.frame("crisis_plan")
    part = posts[inside].assign(topic=topic[inside], by=posts["author"].astype(object).str.lower())
    flagged = found[inside]
    received = _received(part)
    part = part.assign(received=part["post_id"].map(received).fillna(0).astype("int64"))
    asks = part["post_id"].isin(questions["post_id"])
    tense = part[(flagged["negative"] | flagged["crisis"] | asks) & part["by"].notna()]
    rows = _reach(part, flagged) + _topics(part) + _press(part, flagged, watch) + _accounts(tense)
    open_ = questions[(questions["answered"] == "no") & questions["post_id"].isin(part["post_id"])]
    firsts = open_.groupby("question").agg(value=("post_id", "size"), post_id=("post_id", "first")).sort_index()
    firsts = firsts.sort_values("value", ascending=False, kind="stable").head(LISTED)
    rows += [_row("question", rank, str(number), value, post_id) for rank, (number, value, post_id) in enumerate(firsts.itertuples(), 1)]
    return tables.frame("crisis_plan", rows)


def _row(part: str, rank: int, item: str, value: float, post_id: str | None = None, medium: str | None = None) -> dict[str, object]:
    return {"part": part, "rank": rank, "item": item, "medium": medium, "value": float(value), "post_id": post_id}


def _received(part: pd.DataFrame) -> pd.Series:
    """Replies, reposts and quotes that each post received within the days, by others than its author."""
    by = part.set_index("post_id")["by"]
    pairs = pd.concat([part[["by", column]].set_axis(["by", "of"], axis=1) for column in ("reply_to_id", "repost_of_id", "quote_of_id")]).dropna(
        subset="of"
    )
    return pairs.loc[pairs["by"] != pairs["of"].map(by), "of"].value_counts()


def _reach(part: pd.DataFrame, flagged: pd.DataFrame) -> list[dict[str, object]]:
    views = pd.to_numeric(part["views"], errors="coerce")
    measures = {
        "posts": len(part),
        "originals": int(flagged["original"].sum()),
        "accounts": part.dropna(subset="by").groupby("medium")["by"].nunique().sum(),
    }
    measures |= {"media": part["medium"].nunique()} | ({"views": views.sum()} if views.notna().any() else {})
    return [_row("reach", rank, name, value) for rank, (name, value) in enumerate(measures.items(), 1)]


def _topics(part: pd.DataFrame) -> list[dict[str, object]]:
    known = part[part["topic"] >= 0].sort_values(["received", "published_at", "post_id"], ascending=[False, True, True], kind="stable")
    size = known.groupby("topic").agg(value=("post_id", "size"), post_id=("post_id", "first")).sort_index()
    size = size.sort_values("value", ascending=False, kind="stable").head(LISTED)
    return [_row("topic", rank, str(number), value, post_id) for rank, (number, value, post_id) in enumerate(size.itertuples(), 1)]


def _press(part: pd.DataFrame, flagged: pd.DataFrame, watch: Watch) -> list[dict[str, object]]:
    picked = part[flagged["press"].to_numpy()].sort_values(["published_at", "post_id"])
    named: dict[tuple[str, str | None], list[str]] = {}
    for post_id, medium, by, links in picked[["post_id", "medium", "by", "links"]].itertuples(index=False):
        names = {(found, None) for link in links if (found := press.site(link, watch.sites))}
        for name in sorted(names | ({(by, medium)} if by in watch.press else set()), key=str):
            named.setdefault(name, []).append(post_id)
    first = sorted(named.items(), key=lambda item: (-len(item[1]), str(item[0])))[:LISTED]
    return [_row("press", rank, name, len(ids), ids[0], medium) for rank, ((name, medium), ids) in enumerate(first, 1)]


def _accounts(tense: pd.DataFrame) -> list[dict[str, object]]:
    """Who is answered, passed on and quoted most among those who accuse, worry or ask."""
    tense = tense.sort_values(["received", "published_at", "post_id"], ascending=[False, True, True], kind="stable")
    heard = tense.groupby(["medium", "by"], sort=True).agg(value=("received", "sum"), post_id=("post_id", "first")).reset_index()
    heard = heard[heard["value"] > 0].sort_values("value", ascending=False, kind="stable").head(LISTED)
    return [_row("account", rank, row.by, row.value, row.post_id, row.medium) for rank, row in enumerate(heard.itertuples(), 1)]
