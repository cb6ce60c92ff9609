"""Speed and memory of the influencers' measures, against networkx on the same graph in the same run, and how far the scores differ.

    python bench/graph.py [--accounts 200000] [--edges 1000000] [--resamples 200] [--networkx-sources 6]

Draws posts whose graph has so many accounts and edges, by a fixed seed: activity and fame follow power laws, an edge weighs 1.5 posts on average, a
tenth of the edges go both ways, some accounts are never spoken to and some never speak. Three processes then work on it, one after the other:

    ours       the graph, its conversion, every measure of an account, communities, roles; betweenness from 200 sources
    networkx   PageRank and betweenness. Nodes are whole numbers there, which it hashes faster than names. Betweenness takes minutes: it is measured
               from a few sources, drawn as ours are, and multiplied up to 200; the scores are compared on these few.
    bootstrap  the intervals of the ranks by PageRank, mentions and reposters, over so many resamples of the posts

Ratios are of processor time, which other work on the machine disturbs least. MB is the highest memory of the process so far. No start-up of
libraries, no compilation is counted.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

SEED, SOURCES = 1, 200
TARGETS = {"seconds of all measures": 60, "ratio of PageRank": 10, "ratio of betweenness": 50}
KINDS, SHARES = ["mention", "reply", "repost", "quote"], [0.4, 0.2, 0.35, 0.05]


def pairs(accounts: int, edges: int) -> np.ndarray:
    """So many distinct ordered pairs of accounts, edges × 2."""
    draw = np.random.default_rng(SEED)
    activity, fame = draw.pareto(1.5, accounts) + 0.3, draw.pareto(1.2, accounts) + 0.1
    found = np.empty(0, dtype="int64")
    while len(found) < edges:
        source, target = (draw.choice(accounts, edges, p=part / part.sum()) for part in (activity, fame))
        back = draw.random(edges) < 0.1
        drawn = np.concatenate([source * accounts + target, (target * accounts + source)[back]])
        found = np.union1d(found, drawn[drawn % accounts != drawn // accounts])
    return np.column_stack(np.divmod(np.sort(draw.choice(found, edges, replace=False)), accounts))


def write_posts(accounts: int, edges: int, path: Path) -> int:
    """Writes who addresses whom, a row a post, and returns how many posts there are."""
    draw = np.random.default_rng(SEED)
    of = np.repeat(pairs(accounts, edges), draw.geometric(2 / 3, edges), axis=0)
    names = np.array([f"account{number:07}" for number in range(accounts)])
    frame = pd.DataFrame({"medium": "bench", "source": names[of[:, 0]], "target": names[of[:, 1]], "kind": draw.choice(KINDS, len(of), p=SHARES)})
    frame.insert(0, "post_id", [f"bench:{number:08}" for number in draw.permutation(len(of))])
    frame.sort_values(list(frame.columns)).astype("str").to_parquet(path)
    pd.DataFrame({"medium": "bench", "account": names}).astype("str").to_parquet(path.with_suffix(".accounts"))
    return len(frame)


def as_posts(addresses: pd.DataFrame) -> pd.DataFrame:
    """The columns of «posts» that reposts are counted by; a reposted post has three reposts on average."""
    reposts = addresses["kind"] == "repost"
    original = addresses["target"] + ":" + (np.arange(len(addresses)) % 7).astype("str")
    frame = addresses[["medium", "source"]].rename(columns={"source": "author"}).assign(text="")
    return frame.assign(repost_of_id=original.where(reposts), repost_of_author=addresses["target"].where(reposts))


def ours(folder: Path, told: Callable) -> None:
    """Every measure; the scores are left in the folder for the comparison."""
    from conversatoire.influencers import brandes, communities, graph, igraphs, measures, pagerank, roles

    addresses, accounts = pd.read_parquet(folder / "posts"), pd.read_parquet(folder / "posts.accounts")
    measures.measure(igraphs.from_networkx(graph.digraph(addresses.head(50), accounts.head(0))), SOURCES, SEED)  # compiles
    posts = as_posts(addresses)
    made = told("graph (networkx)", lambda: graph.digraph(addresses, accounts))
    network = told("conversion", lambda: igraphs.from_networkx(made))
    weights = told("sparse matrix", lambda: igraphs.matrix(network))
    scores = told("PageRank", lambda: pagerank.pagerank(weights))
    told("HITS", lambda: measures.hits(weights, network.vs["medium"]))
    told("betweenness", lambda: brandes.betweenness(weights, SOURCES, SEED))
    told("core", lambda: igraphs.cores(network))
    found = accounts.merge(told("all of the table", lambda: measures.measure(network, SOURCES, SEED)), on=measures.KEY)
    community = told("communities", lambda: communities.communities(made, 1.0, SEED))
    found["participation"] = told("participation", lambda: measures.participation(network, community))
    out = found["account"].isin(found.nlargest(10, "in_degree")["account"]).to_numpy()
    told("rank without ten", lambda: measures.ranks_without(network, out))
    found = found.join(told("reposts, h-index", lambda: measures.spread(found, posts, graph.edges(addresses))))
    found = found.assign(own=False, posts=posts.groupby("author").size().reindex(found["account"]).fillna(0).astype("int64").to_numpy())
    told("roles", lambda: roles.roles(found))
    np.savez(folder / "scores.npz", pagerank=scores, ends=np.array(network.get_edgelist()), weights=np.array(network.es["weight"]))


def bootstrapped(folder: Path, told: Callable, resamples: int) -> None:
    """The intervals."""
    from conversatoire.config import Influencers
    from conversatoire.influencers import graph, igraphs, measures, rankings

    settings = Influencers(resamples=resamples, seed=SEED)
    addresses, accounts = pd.read_parquet(folder / "posts"), pd.read_parquet(folder / "posts.accounts")
    measures.measure(igraphs.from_networkx(graph.digraph(addresses.head(50), accounts.head(0))), SOURCES, SEED)  # compiles
    network = igraphs.from_networkx(graph.digraph(addresses, accounts))
    found = measures.measure(network, SOURCES, SEED).assign(followers=pd.array([pd.NA] * len(accounts), dtype="Int64"))
    found = found.join(told(f"PageRank × {resamples}", lambda: rankings.pagerank_intervals(found, addresses, settings)))
    told(f"mentions, reposters × {resamples}", lambda: rankings.rankings(found, addresses, settings))


def by_networkx(folder: Path, told: Callable, sources: int) -> None:
    """The baseline, and how far its scores are from ours."""
    import networkx as nx
    import scipy.sparse as sp

    from conversatoire.influencers import brandes

    saved = np.load(folder / "scores.npz")
    size, ends = len(saved["pagerank"]), saved["ends"]
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from(zip(*ends.T.tolist(), saved["weights"].tolist(), strict=True))
    scores = told("PageRank", lambda: nx.pagerank(graph, alpha=0.85, tol=1e-12 / size, max_iter=1000))
    told("PageRank apart by", lambda: None, difference=np.abs(np.array(list(scores.values())) - saved["pagerank"]).max())
    starts = np.unique(ends[:, 0])
    drawn = np.sort(np.random.default_rng(SEED).choice(starts, sources, replace=False)).tolist()  # as ours does
    through = told("betweenness", lambda: nx.betweenness_centrality_subset(graph, drawn, range(size)), factor=SOURCES / sources)
    paths = np.array([through[node] for node in range(size)]) * len(starts) / sources
    mine = brandes.betweenness(sp.csr_array((saved["weights"], tuple(ends.T)), shape=(size, size)), sources, SEED)
    differs = np.abs(paths / ((size - 1) * (size - 2)) - mine).max()
    told("betweenness apart by", lambda: None, difference=differs)


def megabytes() -> float:
    """This process's highest memory so far."""
    status = Path("/proc/self/status")  # Linux's count where there is one: getrusage counts what the process that started this one held, too
    if status.exists():
        return int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def tell(what: str, work: Callable[[], Any], factor: float = 1, difference: float | None = None) -> Any:
    """Does the work, prints a line of JSON of what it took, and returns what it gave."""
    start, cpu = time.perf_counter(), time.process_time()
    found = work()
    used = {"seconds": (time.perf_counter() - start) * factor, "CPU": (time.process_time() - cpu) * factor}
    print(json.dumps({"what": what, "MB": megabytes(), "difference": difference} | used), flush=True)
    return found


def apart(stage: str, folder: str, number: int) -> dict[str, dict]:
    """Runs one stage in its own process, prints its lines, and returns them by name."""
    print(stage)
    found = {}
    with subprocess.Popen([sys.executable, __file__, "--stage", stage, folder, str(number)], stdout=subprocess.PIPE, text=True) as process:
        for line in map(json.loads, process.stdout):
            found[line["what"]] = line
            if line["difference"] is None:
                print(f"  {line['what']:30} {line['seconds']:8.2f} s (CPU {line['CPU']:8.2f} s) {line['MB']:8,.0f} MB", flush=True)
            else:
                print(f"  {line['what']:30} {line['difference']:8.1e} at most", flush=True)
    if process.returncode:
        sys.exit(f"{stage} failed")
    return found


def main() -> None:
    """Makes the posts, runs each stage and prints the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=200_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--resamples", type=int, default=200)
    parser.add_argument("--networkx-sources", type=int, default=6)
    parser.add_argument("--stage", nargs=3, metavar=("STAGE", "FOLDER", "NUMBER"))
    arguments = parser.parse_args()
    if arguments.stage:
        stage, folder, number = arguments.stage
        stages = {"ours": lambda *given: ours(*given[:2]), "bootstrap": bootstrapped, "networkx": by_networkx}
        return stages[stage](Path(folder), tell, int(number))
    print("targets:", ", ".join(f"{name} {value}" for name, value in TARGETS.items()))
    with tempfile.TemporaryDirectory() as folder:
        posts = write_posts(arguments.accounts, arguments.edges, Path(folder) / "posts")
        print(f"{arguments.accounts:,} accounts, {arguments.edges:,} edges, {posts:,} posts")
        found = apart("ours", folder, 0)
        parts = {"sparse matrix", "PageRank", "HITS", "betweenness", "core"}  # of the table
        total = sum(line["seconds"] for name, line in found.items() if name not in parts)
        print(f"all measures, graph and conversion included: {total:.1f} s")
        baseline = apart("networkx", folder, arguments.networkx_sources)
        print(f"  (betweenness: {arguments.networkx_sources} sources, multiplied up to {SOURCES})")
        for name in ("PageRank", "betweenness"):
            print(f"{name}: networkx / ours = {baseline[name]['CPU'] / found[name]['CPU']:.1f}")
        drawn = apart("bootstrap", folder, arguments.resamples)
        print(f"with the bootstrap: {total + sum(line['seconds'] for line in drawn.values()):.1f} s")


if __name__ == "__main__":
    main()
