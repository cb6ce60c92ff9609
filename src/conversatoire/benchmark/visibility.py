"""What search engines show: the part of negative results among the first pages, and its course.

Ranks are no sample: within one search nothing is left to chance, so that its share has no interval. Over many queries, the queries might have been
others: they are drawn again, where there are enough.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from conversatoire import tables
from conversatoire.benchmark.files import host
from conversatoire.benchmark.naming import ALL
from conversatoire.benchmark.sampling import share_intervals
from conversatoire.collection.coverage import month_days

PAGES = (1, 5, 10)
FEWEST_QUERIES = 10


def visibility(results: pd.DataFrame, period: str, per_page: int, own_sites: list[str], resamples: int, seed: int) -> pd.DataFrame:
    """The table «visibility»: by date, engine and query, and of all queries of a date and engine together; what is later than the month is left out.

    Args:
        results: as `files.visibility` gives them.
        period: the month.
        per_page: results on a page.
        own_sites: hosts of the organisation.
        resamples: how often the queries are drawn again.
        seed: of the drawing.
    """
    known = results[results["date"].map(str) <= month_days(period)[-1]]
    own = tuple(filter(None, map(host, own_sites)))
    hosts = known["url"].map(host)
    known = known.assign(own=[any(site == mine or site.endswith("." + mine) for mine in own) for site in hosts])
    rows = []
    for (day, engine), those in known.groupby(["date", "engine"], dropna=False, sort=True):
        at = {"date": str(day), "engine": engine if isinstance(engine, str) else None}
        for query, found in [*those.groupby("query"), *([(ALL, those)] if those["query"].nunique() > 1 else [])]:
            rows += [at | {"query": query} | row for row in _pages(found, per_page, resamples, seed)]
    return tables.frame("visibility", rows)


def _pages(found: pd.DataFrame, per_page: int, resamples: int, seed: int) -> Iterator[dict]:
    """A row for each of PAGES that the search goes as far as; a search of fewer results is as deep as it goes."""
    deepest = found["rank"].max()
    for pages in PAGES:
        if pages > 1 and deepest <= (PAGES[PAGES.index(pages) - 1]) * per_page:
            return
        first = found[found["rank"] <= pages * per_page]
        told = first[first["tone"] != ""]
        bad = (told["tone"] == "negative").to_numpy()
        row = {"pages": pages, "results": len(first), "told": len(told), "negative": int(bad.sum()), "own": int(first["own"].sum())}
        if len(told):
            weight = 1 / np.log2(told["rank"].to_numpy() + 1)
            row |= {"share": bad.mean(), "weighted": weight[bad].sum() / weight.sum()}
        if bad.any():
            row["best_negative"] = int(told.loc[bad, "rank"].min())
        if told["query"].nunique() >= FEWEST_QUERIES:
            queries = pd.DataFrame({"bad": bad, "of": 1}).groupby(told["query"].to_numpy()).sum()
            low, high = share_intervals(queries[["bad"]].to_numpy(), queries["of"].to_numpy(), resamples, seed)
            row |= {"low": low[0], "high": high[0]}
        yield row
