"""The demo's actors against what was planted: hubs, bridges, and the ranks that the plan itself gives."""

import random

import numpy as np
import pandas as pd
import pytest

from conversatoire import tables
from conversatoire.config import Influencers
from conversatoire.demo import plan_others
from conversatoire.demo.people import everyone
from conversatoire.demo.plan import Timeline
from conversatoire.demo.records import KEPT
from conversatoire.demo.writing import Writer
from conversatoire.influencers import actors, graph, igraphs, measures

MONTHS = ["2011-04", "2011-05", "2011-06"]
SEED = 2011  # of the demo
CORPORA = 8  # other corpora by the same plan and accounts: their mean tells what a rank would be without the chance of one month


@pytest.fixture(scope="module")
def months(demo):
    """What is found in each month."""
    settings = Influencers(seed=42)
    read = (tables.read(demo / f"results/demo/{month}/collection/posts.parquet", "posts") for month in MONTHS)
    return {month: actors(posts, settings, ["OrsenneSante"]) for month, posts in zip(MONTHS, read, strict=True)}


@pytest.fixture(scope="module")
def planted(demo):
    """The planted accounts of X: account, role."""
    truth = pd.read_csv(demo / "data/raw/demo/truth/communities.csv", keep_default_na=False).query("medium == 'twitter'")
    return truth.assign(account=truth["account"].str.lower()).set_index("account")["role"]


def posts_of(records, month):
    """The table «posts» of one month's records, as far as actors are concerned."""
    rows = []
    for record in records:
        if record.outcome == KEPT and record.period == month:
            ends = {"reply_to": record.reply_to, "repost_of": record.repost_of}
            names = {f"{kind}_author": end.author.handle if end else None for kind, end in ends.items()}
            ids = {f"{kind}_id": end.post_id if end else None for kind, end in ends.items()}
            known = {"post_id": record.post_id, "medium": record.medium, "source": record.source, "author": record.author.handle}
            lists = {"mentions": [name.lower() for name in record.mentions], "hashtags": [], "links": []}
            rows.append(known | lists | names | ids | {"published_at": record.at, "text": record.text, "lang": "fr", "origin": "f:1"})
    return tables.frame("posts", rows)


def scores(posts, accounts):
    """What each ranking but followers ranks, in the order of `accounts`, 0 for accounts that the month does not know."""
    talk = graph.conversation(posts)
    known = graph.accounts(posts, talk.addresses)
    found = measures.measure(igraphs.from_networkx(graph.digraph(talk.addresses, known)), 10_000, 0)
    edges = graph.edges(talk.addresses)
    mentions = edges[edges["kind"] == "mention"].rename(columns={"target": "account"}).groupby(measures.KEY)["weight"].sum().rename("mentioned")
    found = found.join(measures.spread(found, posts, edges)[["reach"]]).merge(mentions.reset_index(), how="left", on=measures.KEY)
    found = accounts.merge(found, how="left", on=measures.KEY).fillna(0)
    return found[["pagerank", "mentioned", "reach", "betweenness"]].set_axis(["pagerank", "mentioned", "reposted", "betweenness"], axis=1)


@pytest.fixture(scope="module")
def true_ranks():
    """By month, the rank of each account by its mean score over corpora that the demo's plan makes with other seeds: one column a ranking."""
    people = everyone(random.Random(SEED))
    listed = [(medium, account.handle.lower()) for source, medium in (("x", "twitter"), ("forum", "forum")) for account in people[source]]
    accounts = pd.DataFrame(sorted(listed), columns=measures.KEY)
    found = {month: [] for month in MONTHS}
    for seed in range(CORPORA):
        chance = random.Random(seed)
        writer = Writer(chance)
        records = Timeline(people["x"], writer, chance).posts() + plan_others.PLANS["forum"](people["forum"], writer, chance)
        for month in MONTHS:
            found[month].append(scores(posts_of(records, month), accounts))
    mean = {month: sum(tables_) / CORPORA for month, tables_ in found.items()}
    return {month: accounts.join(table.apply(lambda column: measures.ranks(column.to_numpy() * 1e6))) for month, table in mean.items()}


def test_nineteen_in_twenty_true_ranks_are_meant_to_lie_in_their_interval_and_most_do(months, true_ranks, capsys):
    rows = []
    for month, found in months.items():
        shown = found.rankings.merge(true_ranks[month], on=measures.KEY)
        for ranking, listed in shown.dropna(subset=["rank_low"]).groupby("ranking"):
            inside = listed[ranking].between(listed["rank_low"], listed["rank_high"])
            rows += [(ranking, month, hit) for hit in inside]
    hits = pd.DataFrame(rows, columns=["ranking", "month", "inside"])
    shares = hits.groupby("ranking")["inside"].mean()
    with capsys.disabled():
        told = ", ".join(f"{name} {share:.2f}" for name, share in shares.items())
        print(f"\ntrue ranks inside their 95 % interval: {hits['inside'].mean():.3f} of {len(hits)} ({told})")
    assert set(shares.index) == {"pagerank", "mentioned", "reposted", "betweenness"}
    assert hits["inside"].mean() > 0.88
    assert shares.min() > 0.8


def test_the_planted_hubs_and_bridges_are_those_who_are_addressed_most(months, planted, capsys):
    famous = set(planted[planted.isin(["hub", "bridge"])].index)
    found = {month: set(made.accounts.query("medium == 'twitter'").nsmallest(len(famous), "rank")["account"]) for month, made in months.items()}
    precision = np.mean([len(names & famous) / len(names) for names in found.values()])
    with capsys.disabled():
        print(f"\nplanted hubs and bridges among as many first ranks: {precision:.2f}")
    assert precision > 0.85


def test_the_planted_bridges_are_called_bridges(months, planted, capsys):
    bridges = set(planted[planted == "bridge"].index)
    hits, named = 0, 0
    for made in months.values():
        called = set(made.accounts.query("role == 'bridge'")["account"])
        hits, named = hits + len(called & bridges), named + len(called)
    with capsys.disabled():
        print(f"\nbridges: precision {hits / named:.2f}, recall {hits / (len(MONTHS) * len(bridges)):.2f}")
    assert hits / (len(MONTHS) * len(bridges)) > 0.75
    assert hits / named > 0.4


def test_hubs_are_heard_and_the_own_account_is_marked_as_such(months, planted):
    hubs = set(planted[planted == "hub"].index) - {"orsennesante"}
    for made in months.values():
        roles = made.accounts.query("medium == 'twitter'").set_index("account")["role"]
        assert set(roles[sorted(hubs)]) <= {"hub", "source", "bridge"}
        assert roles[roles == "own"].index.tolist() == ["orsennesante"]


def test_the_tables_of_graphs_and_rankings_agree_with_the_accounts(months):
    for made in months.values():
        union = made.graphs.set_index("graph").loc["union"]
        assert union["edges"] == made.accounts["in_degree"].sum() == made.graph.number_of_edges()
        assert union["weight"] == made.accounts["in_strength"].sum() == made.accounts["out_strength"].sum()
        assert union["self_loops"] == made.conversation.self_loops
        by_pagerank = made.rankings.query("ranking == 'pagerank'").merge(made.accounts, on=[*measures.KEY, "rank", "rank_low", "rank_high"])
        assert len(by_pagerank) >= 20
