"""The communities of the demo against those that were planted in it, of which each bridge has two."""

import pandas as pd
import pytest

from conversatoire import tables

MONTHS = ["2011-04", "2011-05", "2011-06"]


@pytest.fixture(scope="module")
def planted(demo) -> pd.DataFrame:
    """medium, account (lower-case), planted (its community), second_community, role. Only X has several communities that are large enough to find."""
    truth = pd.read_csv(demo / "data/raw/demo/truth/communities.csv", keep_default_na=False).query("medium == 'twitter'")
    return truth.assign(account=truth["account"].str.lower()).rename(columns={"community": "planted"}).drop_duplicates(["medium", "account"])


def read(demo, month: str, name: str) -> pd.DataFrame:
    return tables.read(demo / f"results/demo/{month}/influencers/{name}.csv", name)


def members(demo, planted: pd.DataFrame, month: str) -> pd.DataFrame:
    """Accounts of the month that are in a community, with what was planted."""
    accounts = read(demo, month, "accounts").drop(columns="role")
    return accounts[accounts["community"] >= 0].merge(planted, on=["medium", "account"])


def main_groups(rows: pd.DataFrame) -> dict[int, str]:
    """Community → the planted one of most of its accounts, for communities of ten accounts or more."""
    return {number: group["planted"].mode()[0] for number, group in rows.groupby("community") if len(group) >= 10}


@pytest.mark.parametrize("month", MONTHS)
def test_planted_communities_are_found(demo, planted, month):
    counts = members(demo, planted, month).groupby(["planted", "community"]).size().unstack(fill_value=0)
    found = counts.idxmax(axis=1)
    held = counts.max(axis=1)
    scores = pd.DataFrame({"precision": held / counts.sum()[found].to_numpy(), "recall": held / counts.sum(axis=1)})
    print(f"\n{month}\n{scores.round(2).to_string()}")
    assert found.is_unique
    assert scores.min().min() > 0.7
    assert scores.mean().min() > 0.85


@pytest.mark.parametrize("month", MONTHS)
def test_bridges_are_among_the_accounts_whose_ties_are_most_spread_over_communities(demo, planted, month):
    rows = members(demo, planted, month)
    below = (rows["participation"].rank(method="min") - 1) / len(rows)
    bridges = below[rows["second_community"] != ""].set_axis(rows.loc[rows["second_community"] != "", "account"])
    print(f"\n{month}, part of the accounts that are less spread\n{bridges.round(2).to_string()}")
    assert len(bridges) == 5
    assert bridges.min() > 0.75
    assert bridges.mean() > 0.88


@pytest.mark.parametrize(("month", "before"), [("2011-05", "2011-04"), ("2011-06", "2011-05")])
def test_communities_go_on_as_the_same_planted_ones(demo, planted, month, before):
    now, past = (main_groups(members(demo, planted, period)) for period in (month, before))
    links = read(demo, month, "community_links").dropna(subset=["community", "previous_community"])
    large = links[links["community"].isin(list(now))]
    assert sorted(now[community] for community in large["community"]) == ["activists", "doctors", "finance", "journalists", "patients"]
    assert [now[a] for a in large["community"]] == [past.get(b) for b in large["previous_community"]]


def test_the_communities_of_the_first_month_are_the_first(demo):
    assert set(read(demo, "2011-04", "community_links")["status"]) == {"first"}


@pytest.mark.parametrize("month", MONTHS)
def test_what_a_community_speaks_of_accounts_for_all_its_posts(demo, planted, month):
    spoken, told = read(demo, month, "community_topics"), read(demo, month, "communities").set_index("community")
    posts = told["posts"]
    assert spoken.groupby("community")["posts"].sum().to_dict() == posts[posts > 0].to_dict()
    of_finance = next(number for number, group in main_groups(members(demo, planted, month)).items() if group == "finance")
    # What sets the people of finance apart is what was planted for them: the maker's shares.
    topics = tables.read(demo / f"results/demo/{month}/topics/topics.csv", "topics").set_index("topic")["words"]
    finance = spoken[(spoken["community"] == of_finance) & (spoken["topic"] >= 0) & (spoken["posts"] >= 20)].sort_values("lift").iloc[-1]
    assert finance["lift"] > 1.5
    assert {"actionnaire", "actionnaires", "bourse", "#bourse", "orsenne", "#orsenne", "#entreprise"} & set(topics[finance["topic"]].lower().split())
