"""The demo's benchmark against what was planted, and against counts made another way."""

import re
import unicodedata

import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.study_file import load

MONTHS = ["2011-04", "2011-05", "2011-06"]


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", re.sub(r"https?://\S+", " ", text).casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@pytest.fixture(scope="module")
def study(demo):
    return load(str(demo / "config/studies/demo.yaml"))[1]


@pytest.mark.parametrize("month", MONTHS)
def test_the_share_of_voice_is_that_of_a_count_made_from_the_planted_posts_and_their_texts(demo, study, month):
    truth = pd.read_csv(demo / "data/raw/demo/truth/posts.csv", keep_default_na=False)
    kept = truth[(truth["period"] == month) & (truth["outcome"] == "kept")].drop_duplicates("post_id")
    organised = {name.lower() for names in [study.own_accounts, *study.benchmark.accounts.values()] for name in names}
    public = kept[~kept["author"].str.lower().isin(organised)]
    posts = tables.read(demo / f"results/demo/{month}/collection/posts.parquet", "posts").set_index("post_id")
    assert sorted(posts.index) == sorted(kept["post_id"])
    words = {
        p: set(re.findall(r"\w+", folded(posts.at[p, "text"]))) | set(re.findall(r"\w+", folded(posts["title"].fillna("").at[p])))
        for p in public["post_id"]
    }
    named = {brand: {p for p, said in words.items() if said & {folded(term) for term in terms}} for brand, terms in study.brands.items()}
    any_brand = set().union(*named.values())
    found = tables.read(demo / f"results/demo/{month}/benchmark/share_of_voice.csv", "share_of_voice").set_index(["medium", "brand"])
    print()
    for brand, ids in named.items():
        row = found.loc[("all", brand)]
        told = f"{row['posts']:.0f} of {row['of']:.0f} found, {row['share']:.3f} [{row['low']:.3f}–{row['high']:.3f}]"
        print(f"{month} {brand}: {len(ids)} of {len(any_brand)} by hand; {told}")
        assert (row["posts"], row["of"]) == (len(ids), len(any_brand)) and row["share"] == pytest.approx(len(ids) / len(any_brand), rel=1e-5)
        assert row["originals"] == sum(posts.loc[list(ids), ["repost_of_id", "repost_of_author"]].isna().all(axis=1))
    assert found.loc["all", "alone"].to_dict() == {b: sum(sum(p in other for other in named.values()) == 1 for p in ids) for b, ids in named.items()}


def test_the_calls_that_follow_the_posts_by_two_days_are_found_and_nothing_else(demo):
    lags = tables.read(demo / "results/demo/2011-06/benchmark/internal_lags.csv", "internal_lags").set_index("lag")
    print("\n", lags[["correlation", "low", "high", "p_value"]].round(3).to_string())
    assert lags.index[lags["p_value"] < 0.05].tolist() == [2] and lags.at[2, "low"] > 0


def test_nobody_was_planted_who_answers_the_appeals_to_the_maker(demo):
    truth = pd.read_csv(demo / "data/raw/demo/truth/posts.csv", keep_default_na=False)
    answered = set(truth[truth["author"] == "OrsenneSante"]["reply_to"]) - {""}
    for month in MONTHS:
        appeals = tables.read(demo / f"results/demo/{month}/benchmark/reaction_posts.csv", "reaction_posts")
        asks = truth[(truth["period"] == month) & (truth["outcome"] == "kept") & (truth["repost_of"] == "") & (truth["author"] != "OrsenneSante")]
        to_it = asks["mentions"].str.split().map(lambda names: "orsennesante" in names)
        print(f"\n{month}: {len(appeals)} appeals, {appeals['answer_id'].notna().sum()} answered")
        assert set(appeals["post_id"]) <= set(asks["post_id"])
        assert set(asks[to_it]["post_id"]) >= set(appeals["post_id"]) - set(asks[asks["reply_to"] != ""]["post_id"])
        assert appeals["answer_id"].notna().sum() == len(answered & set(appeals["post_id"]))
