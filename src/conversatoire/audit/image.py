"""Where one is spoken of, by whom, how, and about what."""

import pandas as pd

from conversatoire import tables
from conversatoire.audit.months import Sides, ids
from conversatoire.audit.sampling import Drawing, Value, median, share, shares
from conversatoire.barometer.top import site
from conversatoire.benchmark.naming import ALL
from conversatoire.events import press
from conversatoire.note.rows import records
from conversatoire.watch.intervals import wilson

OWN_REDIRECTS = ("t.co", "l.facebook.com", "lm.facebook.com", "out.reddit.com")  # a platform's own redirects, beside the shorteners


def media(posts: pd.DataFrame, months: list[str], drawing: Drawing) -> pd.DataFrame:
    """The table «image_media»: every month and medium, and all of them.

    Args:
        posts: `months.marked`.
        months: the months of the audit, those without a post too.
        drawing: how shares are bounded.
    """
    rows = []
    for month in [ALL, *months]:
        of_month = posts if month == ALL else posts[posts["month"] == month]
        for medium in [ALL, *sorted(posts["medium"].unique())]:
            rows.append({"month": month, "medium": medium} | _voices(of_month if medium == ALL else of_month[of_month["medium"] == medium], drawing))
    return tables.frame("image_media", rows)


def _voices(posts: pd.DataFrame, drawing: Drawing) -> dict[str, object]:
    public = posts[posts["side"] == "public"]
    known = public[public["tone"].notna()]
    told = {
        "posts": len(public),
        "authors": int(public.loc[public["account"].notna(), "cluster"].nunique()),
        "organised": len(posts) - len(public),
        "originals": int((~public["repost"] & ~public["reply"]).sum()),
        "replied": int((public["reply"] & ~public["repost"]).sum()),
        "reposted": int(public["repost"].sum()),
        "toned": len(known),
    }
    for tone in ("negative", "positive"):
        told |= share(known["tone"] == tone, known["cluster"], drawing).named(tone)
    engagement = public.loc[~public["repost"], "engagement"]
    return told | (median(engagement) if engagement.notna().sum() >= drawing.fewest else Value()).named("engagement")


def sites(posts: pd.DataFrame, press_sites: frozenset[str]) -> pd.DataFrame:
    """The table «image_sites» of the posts of the public."""
    links = posts[["post_id", "month", "cluster", "links"]].explode("links").dropna(subset="links")
    names = {link: site(link) for link in links["links"].unique()}
    links = links.assign(site=links["links"].map(names).astype(object)).drop_duplicates(["post_id", "site"])
    counted = links.groupby("site").agg(posts=("post_id", "size"), authors=("cluster", "nunique"), months=("month", "nunique")).reset_index()
    is_press = [press.site(f"https://{name}", press_sites) is not None for name in counted["site"]]
    hides = counted["site"].isin([*press.SHORTENERS, *OWN_REDIRECTS])
    return tables.frame("image_sites", records(counted.assign(press=is_press, shortener=hides)))


def accounts(frames: dict[str, pd.DataFrame], whose: Sides, lists: dict[str, list[str]]) -> pd.DataFrame:
    """The table «image_accounts».

    Args:
        frames: `months.read`.
        whose: accounts of the organisation and of its competitors.
        lists: the study's lists of accounts.
    """
    key = ["medium", "account"]
    ranked = frames["accounts"].sort_values(["rank", "month"], ascending=[True, False], kind="stable")
    found = ranked.groupby(key, sort=True).agg(
        posts=("posts", "sum"), months=("month", "nunique"), best_rank=("rank", "first"), role=("role", "first")
    )
    edges = frames["edges"].drop_duplicates(["medium", "source", "target"])
    addressed = edges.groupby(["medium", "target"])["source"].nunique().rename_axis(key)
    found = found.assign(addressed_by=addressed.reindex(found.index).fillna(0).astype("int64")).reset_index()
    handle = found["account"].str.removeprefix("@")
    found["side"] = ["own" if one in whose.own else "competitor" if one in whose.rivals else "public" for one in handle]
    named = {name: {one.strip().lower().removeprefix("@") for one in those} for name, those in lists.items()}
    found["list"] = [" ".join(name for name, those in named.items() if one in those) or None for one in handle]
    return tables.frame("image_accounts", records(found))


def subjects(frames: dict[str, pd.DataFrame], posts: pd.DataFrame, months: list[str], drawing: Drawing) -> pd.DataFrame:
    """The table «image_subjects»: every subject in every month.

    Args:
        frames: `months.read`.
        posts: `months.marked`.
        months: the months of the audit.
        drawing: how shares are bounded.
    """
    named = ids(frames).sort_values("month", kind="stable").drop_duplicates("id", keep="last").set_index("id").sort_index()
    rows = []
    for month in months:
        of_month = posts[posts["month"] == month]
        those = of_month[of_month["side"] == "public"]
        organised = of_month.loc[of_month["side"] != "public", "subject"].value_counts()
        there = those["subject"].dropna().drop_duplicates().sort_values().tolist()
        held = pd.DataFrame({one: those["subject"] == one for one in there}, index=those.index)
        parts = dict(zip(there, shares(held, those["cluster"], drawing), strict=True))
        absent = Value(*wilson(0, len(those)).values()) if len(those) >= drawing.fewest else Value()
        for one, (label, unstable) in named[["label", "unstable"]].iterrows():
            of_subject = those[held[one]] if one in parts else those[:0]
            toned = of_subject[of_subject["tone"].notna()]
            row = {"id": one, "label": label, "month": month, "posts": len(of_subject), "organised": int(organised.get(one, 0))}
            row |= {"toned": len(toned), "unstable": bool(unstable)}
            row |= dict(zip(("share", "low", "high"), parts.get(one, absent), strict=True))
            for tone in ("negative", "positive"):
                row |= share(toned["tone"] == tone, toned["cluster"], drawing).named(tone)
            rows.append(row)
    return tables.frame("image_subjects", rows)
