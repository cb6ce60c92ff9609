"""The tables of truth agree with each other and with the exports, recomputed here by other means."""

import csv
import io
import re
from collections import defaultdict

import networkx as nx

KINDS = ("mention", "reply", "repost")


def _table(corpus, name):
    return list(csv.DictReader(io.StringIO(corpus[f"truth/{name}.csv"].decode("utf-8"))))


def test_degrees_are_those_that_networkx_finds_in_the_list_of_posts(corpus):
    posts = _table(corpus, "posts")
    author = {post["post_id"]: post["author"].lower() for post in posts if post["post_id"]}
    graphs = defaultdict(nx.DiGraph)
    for post in (post for post in posts if post["outcome"] == "kept"):
        source = post["author"].lower()
        targets = {"mention": post["mentions"].split(), "reply": [post["reply_to"]], "repost": [post["repost_of"]]}
        for kind in KINDS:
            for target in targets[kind]:
                target = target if kind == "mention" else author.get(target)
                if target and target != source:
                    graphs[post["period"], post["medium"], kind].add_edge(source, target)
    expected = {}
    for (period, medium, kind), graph in graphs.items():
        for node in graph:
            row = expected.setdefault((period, medium, node), dict.fromkeys([f"{k}_{way}" for k in KINDS for way in ("in", "out")], 0))
            row[f"{kind}_in"], row[f"{kind}_out"] = graph.in_degree(node), graph.out_degree(node)
    found = {
        (row["period"], row["medium"], row["account"]): {key: int(value) for key, value in row.items() if key.endswith(("_in", "_out"))}
        for row in _table(corpus, "degrees")
    }
    assert found == expected


def test_tags_of_tweets_in_the_top_are_those_that_a_reader_counts_in_the_export(corpus):
    kept = {(post["file"], int(post["row"])): post["period"] for post in _table(corpus, "posts") if post["outcome"] == "kept"}
    count = defaultdict(set)
    for name in (name for name in corpus if name.startswith("x/")):
        rows = csv.reader(io.StringIO(corpus[name].decode("utf-8", errors="replace"), newline=""))
        for number, row in enumerate(rows, start=1):
            if (name, number) in kept:
                text = re.sub(r"https?://\S+", " ", row[2].replace("\\n", "\n"))
                for tag in re.findall(r"(?<!\w)#(\w+)", text):
                    count[kept[name, number], tag.lower()].add((name, number))
    for row in _table(corpus, "top"):
        if row["list"] == "hashtags" and row["item"] in ("rapportconfidentiel", "audienceveltamine", "veriteveltamine", "set"):
            assert int(row["value"]) == len(count[row["period"], row["item"]])


def test_the_excess_of_a_burst_is_its_kept_posts(corpus):
    posts = _table(corpus, "posts")
    for burst in _table(corpus, "bursts"):
        own = [post for post in posts if post["burst"] == burst["burst"] and post["day"] == burst["day"] and post["outcome"] == "kept"]
        assert int(burst["excess"]) == len(own)
        assert all(burst["link"] in post["links"].split() and burst["hashtag"] in post["hashtags"].split() for post in own)


def test_rows_of_every_table_are_sorted_and_rejected_rows_give_a_reason(corpus):
    assert [row["reason"] != "" for row in _table(corpus, "posts")] == [row["outcome"] == "rejected" for row in _table(corpus, "posts")]
    for name in ("volume", "edges", "subjects", "ring", "query"):
        rows = corpus[f"truth/{name}.csv"].decode("utf-8").splitlines()[1:]
        keys = [tuple(row.split(",")[:3]) for row in rows]
        assert keys == sorted(keys)
