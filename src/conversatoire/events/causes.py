"""What made a peak: what its posts hold beyond what is usual, and what the peak would be without it."""

import json

import numpy as np
import pandas as pd
from scipy import stats

from conversatoire import tables
from conversatoire.events.dispersion import Dispersion
from conversatoire.events.expected import Usual, tail
from conversatoire.events.items import Items, items
from conversatoire.events.peaks import rows_of
from conversatoire.events.series import Counts

SHOWN = 5  # items of a kind that are kept of a peak
FEWEST = 3  # posts of a peak that hold an item: fewer tell nothing of the others
LIFT = 2.0  # times the usual share from which an item is a cause and no part of the background
SURE = 0.01  # chance of an item as frequent, over all items of its kind
HALF = 0.5  # part of the excess from which an item is the peak's single cause
REFERENCE = 50  # posts of a series outside its peaks that tell what it usually holds; with fewer, all posts of the month do
EXAMPLES = 3
LISTED = {"words": ("word", " "), "links": ("link", " "), "accounts": ("account", ", ")}


def causes(peaks: pd.DataFrame, tests: pd.DataFrame, counts: Counts, posts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables «peaks», with the cause of each, and «causes».

    What an item adds is measured against its usual share of the series' posts outside of its peaks: an item that is as frequent as ever adds
    to the peak without having made it, and is left out. Of a kind, the items of the highest posts × log(lift) are kept (Kullback & Leibler
    1951).

    Args:
        peaks: table «peaks» without its causes.
        tests: what was tested.
        counts: the series.
        posts: the month's, with the column `topic`, in the order of `counts.rows`.
    """
    held = items(posts) if len(peaks) else {}
    inside: dict[str, np.ndarray] = {}
    for peak in peaks.itertuples():
        inside.setdefault(peak.series, np.zeros(len(posts), bool))[rows_of(peak, counts, posts)] = True
    told, found = [], []
    for peak in peaks.itertuples():
        rows = rows_of(peak, counts, posts)
        made = [row for kind, kept in held.items() for row in _made(kind, kept, peak, rows, _reference(peak.series, counts, inside), tests, posts)]
        found += made
        told.append(_told(made, peak, rows, held, posts))
    return peaks.assign(**pd.DataFrame(told, columns=list(_EMPTY), index=peaks.index).astype(object)), tables.frame("causes", found)


def _reference(series: str, counts: Counts, inside: dict[str, np.ndarray]) -> np.ndarray:
    """Rows that tell what is usual in a series: its posts outside of its peaks, or where they are few, all posts outside of its peaks."""
    own = counts.rows[series][~inside[series][counts.rows[series]]]
    return own if len(own) >= REFERENCE else np.flatnonzero(~inside[series])


def _made(kind: str, held: Items, peak: tuple, rows: np.ndarray, reference: np.ndarray, tests: pd.DataFrame, posts: pd.DataFrame) -> list[dict]:
    """The rows of «causes» of one kind: the items that the peak's posts hold oftener than is usual, beyond chance."""
    size = len(held.names)
    number, usual = (np.bincount(held.codes[np.isin(held.rows, chosen)], minlength=size) for chosen in (rows, reference))
    share = (usual + 0.5) / (len(reference) + 1)
    candidates = np.flatnonzero((number >= FEWEST) & (number / len(rows) >= LIFT * share))
    sure = stats.binom.sf(number[candidates] - 1, len(rows), share[candidates]) * max((number > 0).sum(), 1) <= SURE
    candidates = candidates[sure]
    score = (number * np.log(np.maximum(number, 1) / len(rows) / share)).round(9)
    best = sorted(candidates.tolist(), key=lambda code: (-score[code], held.names[code], held.media[code] or ""))[:SHOWN]
    made = []
    for rank, code in enumerate(best, start=1):
        if kind == "post" and number[code] < 2:
            continue
        expected = share[code] * peak.expected
        excess = number[code] - expected
        at_most, at_least = max(peak.posts - peak.high, 1e-9), max(peak.posts - peak.low, 1e-9)
        low, part, high = (float(np.clip(excess / whole, 0, 1)) for whole in (at_least, peak.excess, at_most))
        made.append(
            {"peak": peak.number, "kind": kind, "rank": rank, "item": held.names[code], "medium": held.media[code], "posts": int(number[code])}
            | {"expected": expected, "excess": excess, "part": part, "part_low": low, "part_high": high}
            | {"lift": number[code] / len(rows) / share[code], "without": int(len(rows) - number[code])}
            | _without(rows[np.isin(rows, held.rows[held.codes == code])], share[code], peak, tests, posts)
        )
    return made


def _without(rows: np.ndarray, share: float, peak: tuple, tests: pd.DataFrame, posts: pd.DataFrame) -> dict[str, object]:
    """The peak without the posts that hold an item: its highest unit, the chance of it, and whether any unit still stands out.

    Without the item, the usual posts are fewer too, by its usual share.
    """
    units = tests[(tests["series"] == peak.series) & (tests["start"] < peak.end) & (tests["end"] > peak.start)]
    at = posts["published_at"].iloc[rows].to_numpy()
    left, chance = units["posts"].to_numpy().copy(), np.ones(len(units))
    for step in units["step"].unique():
        of = (units["step"] == step).to_numpy()
        place = units["start"][of].searchsorted(at, side="right") - 1
        inside = (place >= 0) & (at < units["end"][of].to_numpy()[np.maximum(place, 0)])
        left[of] -= np.bincount(place[inside], minlength=of.sum())
        mean, extra = units["mean"].to_numpy()[of] * (1 - share), (units["variance"] - units["mean"]).to_numpy()[of] * (1 - share) ** 2
        chance[of] = tail(np.maximum(left[of], 0), Usual(mean, mean + extra, Dispersion(1, 0)))
    top = ((units["step"] == peak.step) & (units["start"] == peak.peak)).to_numpy()
    still = bool((chance <= units["limit"].to_numpy()).any())
    return {"top_without": int(left[top][0]), "p_without": float(chance[top][0]), "still": still}


_EMPTY = dict.fromkeys(["words", "links", "accounts", "cause_kind", "cause", "cause_medium", "examples"])


def _told(made: list[dict], peak: tuple, rows: np.ndarray, held: dict[str, Items], posts: pd.DataFrame) -> dict[str, str | None]:
    """The columns of «peaks» that tell the cause: the first kind (accounts first, words last) of which one item holds half of the excess."""
    own = peak.series.partition(":")
    others = [row for row in made if (row["kind"], row["item"]) != (own[0], own[2])]  # a topic's peak is not made by the topic
    single = next((row for row in others if row["part"] >= HALF and row["part_low"] >= HALF / 2), None)
    lists = {name: [row["item"] for row in made if row["kind"] == kind] for name, (kind, _) in LISTED.items()}
    return {name: LISTED[name][1].join(values) or None for name, values in lists.items()} | {
        "cause_kind": single and single["kind"],
        "cause": single and single["item"],
        "cause_medium": single and single["medium"],
        "examples": json.dumps(_examples(made, rows, held, posts), ensure_ascii=False),
    }


def _examples(made: list[dict], rows: np.ndarray, held: dict[str, Items], posts: pd.DataFrame) -> list[str]:
    """post_id of EXAMPLES posts of distinct authors that hold most of what made the peak, no reposts; the first ones among equals."""
    score = np.zeros(len(posts))
    for row in made:
        kept = held[row["kind"]]
        code = next(code for code in range(len(kept.names)) if kept.names[code] == row["item"] and kept.media[code] == row["medium"])
        score[kept.rows[kept.codes == code]] += row["part"]
    chosen = posts.iloc[rows].assign(score=score[rows].round(9))
    chosen = chosen[chosen["repost_of_id"].isna() & chosen["repost_of_author"].isna()]
    chosen = chosen.sort_values(["score", "published_at", "post_id"], ascending=[False, True, True])
    author = chosen["author"].astype(object).where(chosen["author"].notna(), chosen["post_id"])
    said = chosen["text"].astype("str").str.replace(r"@\S+|https?://\S+", "", regex=True).str.strip()
    return chosen[~author.duplicated() & ~said.duplicated()]["post_id"].head(EXAMPLES).tolist()
