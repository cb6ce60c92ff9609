"""How fast the index of posts is made and searched, against a LIKE scan of the same table in the same run.

    python bench/search.py [--posts N] [--repeats N] [--keep FILE]

Posts are drawn by a fixed seed out of a French vocabulary: its commonest words are those of any French text, the words searched stand at the
ranks that they have in talk of an operator and of a medicine, the others are made of syllables; word r weighs 1/(r+2.7) (Zipf-Mandelbrot). A
twelfth of the posts a month. The index is made in a process of its own. Then twenty queries, each with an interval of a week, a month or three,
on a warm cache:

    first        the twenty latest posts, as the page shows them before anything else
    relevance    the twenty best by BM25
    count        all posts found, as the tops of a search need them: a table of them, and its size
    LIKE         the number of posts of the same interval whose title or text is LIKE '%word%' for every word: it finds parts of words, knows
                 no accents, and stands here for the ratio only. The index of instants has found the interval
    scan         the same over the whole table, as where there is no index at all; once a query
"""

import argparse
import json
import random
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from conversatoire.watch.selection import Selection

TARGETS = {"build, s": 180, "first, p95 ms": 100}
COMMON = """de la le et les à des en un une du que est pour qui dans a par plus pas au sur ne se ce il sont avec ils son je nous vous mais on tout
comme ou si leur y dont aux sans même autres ces très fait elle bien cette être ont deux était lui ans après aussi sa ses temps faire peut entre
encore toujours depuis moins avant jamais rien trop chez quand alors donc""".split()
SEARCHED = {  # word or phrase: its rank
    "panne": 150, "réseau": 120, "fibre": 200, "Freebox": 90, "Free": 60, "orange": 180, "abonnement": 260, "service client": 300,
    "l’indemnisation": 1500, "indemnisation": 2500, "indemnisés": 4000, "pouvoir d’achat": 2000, "vaccin": 900, "santé": 400, "procès": 1200,
    "victimes": 1400, "médecin": 700, "remboursement": 1100, "été": 110, "œuvre": 3000, "🚀": 5000, "mal-être": 9000, "box": 140,
    "débit": 350, "coupure": 800, "prix": 160, "facture": 500,
}  # fmt: skip
QUERIES = [
    ("panne", 30), ("panne réseau", 30), ("indemnisation", 90), ("l'indemnisation", 7), ('"pouvoir d\'achat"', 90), ("indemni*", 90), ("Free", 30),
    ("free OU orange", 30), ("free SAUF orange", 30), ("(panne OU coupure) ET fibre", 90), ("#sante", 30), ("@free", 30), ("été", 30),
    ('"service client" remboursement', 90), ("vaccin procès", 90), ("victimes médecin", 30), ("le prix de la box", 30), ("-panne fibre", 30),
    ("🚀", 90), ("œuvre OU mal-être", 90),
]  # fmt: skip
SYLLABLES = "ba che do fri gue lan mé nou pi qua ri sou té vi zon bre cla dru fleu gno ille mar par san tri ver".split()
VOCABULARY, AVERAGE, MONTHS, ACCOUNTS = 200_000, 22, 12, 50_000
STARTS = [int(datetime(2023, month, 1, tzinfo=UTC).timestamp()) for month in range(1, 13)] + [int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())]
DAY = 86_400


def vocabulary(chance: random.Random) -> list[str]:
    """Words by rank, each once."""
    words = dict.fromkeys(COMMON)
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4, 5))))] = None
    ranked = list(words)
    for word, rank in sorted(SEARCHED.items(), key=lambda item: item[1]):
        ranked[rank] = word
    return ranked


def write_months(folder: Path, posts: int) -> list[Path]:
    """The months' tables, as the workflow leaves them, without topics."""
    from conversatoire import tables

    words, draw = np.array(vocabulary(random.Random(1)), dtype=object), np.random.default_rng(1)
    weights = np.cumsum(1 / (np.arange(VOCABULARY) + 2.7))
    months = []
    for number in range(MONTHS):
        count = posts * (number + 1) // MONTHS - posts * number // MONTHS
        frame = month_of(count, number, words, weights / weights[-1], draw)
        months.append(folder / f"2023-{number + 1:02}")
        tables.write(frame, months[-1] / "collection/posts.parquet", "posts")
        for name, suffix in (("topics", "csv"), ("topic_links", "csv"), ("post_topics", "parquet")):
            tables.write(tables.frame(name), months[-1] / f"topics/{name}.{suffix}", name)
        print(f"  written: month {number + 1} of {MONTHS}", file=sys.stderr, flush=True)
    return months


def month_of(count: int, number: int, words: np.ndarray, weights: np.ndarray, draw: np.random.Generator) -> pl.DataFrame:
    """The posts of one month."""
    from conversatoire.tables import TABLES

    lengths = draw.poisson(AVERAGE, count) + 1
    drawn = words[np.searchsorted(weights, draw.random(int(lengths.sum())))]
    ends = np.cumsum(lengths)
    texts = [" ".join(drawn[end - length : end]) for end, length in zip(ends.tolist(), lengths.tolist(), strict=True)]
    instants = np.sort(draw.integers(STARTS[number], STARTS[number + 1], count))
    columns = {
        "post_id": [f"bench:{number:02}{place:08}" for place in range(count)],
        "medium": draw.choice(["twitter", "forum", "blog"], count, p=[0.8, 0.15, 0.05]),
        "author": [f"Compte{account}" for account in draw.zipf(1.3, count) % ACCOUNTS],
        "published_at": pl.Series(instants * 1_000_000, dtype=pl.Datetime("us", "UTC")),
        "hashtags": listed(draw, count, 0.2, ["santé", "free", "fibre", *(f"tag{place}" for place in range(500))]),
        "mentions": listed(draw, count, 0.4, ["free", "freebox", *(f"compte{place}" for place in range(5000))]),
        "links": listed(draw, count, 0.15, [f"https://www.site{place % 97}.example/page/{place}" for place in range(20_000)]),
        **{name: draw.poisson(2, count) for name in ("likes", "reposts", "replies", "views")},
    }
    rest = {"source": "bench", "lang": "fr", "text": texts, "origin": "bench.csv:1"}
    frame = pl.DataFrame(columns).with_columns(**{name: pl.Series(value) if name == "text" else pl.lit(value) for name, value in rest.items()})
    missing = {name: pl.lit(None) for name in TABLES["posts"].columns if name not in frame.columns}
    return frame.with_columns(**missing)


def listed(draw: np.random.Generator, count: int, share: float, items: list[str]) -> list[list[str]]:
    """For each post a list of one item or none; the first items are the commonest."""
    places = np.minimum(draw.zipf(1.4, count) - 1, len(items) - 1)
    return [[items[place]] if has else [] for place, has in zip(places.tolist(), (draw.random(count) < share).tolist(), strict=True)]


def build(path: str, months: list[str]) -> dict[str, float]:
    """In its own process: the index; seconds and the highest memory in MB."""
    from conversatoire.watch import index

    start = time.perf_counter()
    index.build(path, [Path(month) for month in months], "bench", "Bench", "UTC")
    seconds = time.perf_counter() - start
    status = Path("/proc/self/status")  # getrusage counts what the process that started this one held, too
    if status.exists():
        return {"seconds": seconds, "megabytes": int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]) / 1024}
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)}


def like(connection: sqlite3.Connection, query: str, selection: "Selection", instant: str = "published_at") -> int:
    """The number of posts of an interval that hold every word of the query, as parts of words and without operators; `+published_at`: no index."""
    words = re.sub(r"""["()*#@]|\b(?:OU|ET|SAUF)\b|(?<!\S)-""", " ", query).split()
    condition = " AND ".join("(title LIKE ? OR text LIKE ?)" for _ in words)
    values = [f"%{word}%" for word in words for _ in range(2)]
    sql = f"SELECT count(*) FROM posts WHERE {instant} >= ? AND {instant} < ? AND {condition}"
    return connection.execute(sql, [selection.start, selection.end, *values]).fetchone()[0]


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def search(path: Path, repeats: int) -> None:
    """Prints a line a query, then the quantiles over all queries and repeats."""
    from conversatoire.watch import db, find
    from conversatoire.watch.selection import Selection

    def counted(selection: Selection) -> int:
        with find.chosen(connection, selection) as chosen:
            return find.count(connection, chosen)

    connection = db.connect(path)
    last = db.about(connection)["last"]
    times: dict[str, list[float]] = {"first": [], "relevance": [], "count": [], "LIKE": [], "scan": []}
    print(f"{'query':34} {'days':>4} {'posts':>8} {'first':>8} {'relevance':>10} {'count':>8} {'LIKE':>8} {'scan':>8}   ms, median")
    for place, (query, days) in enumerate(QUERIES):
        end = last - place * 10 * DAY
        selection = Selection(query=query, start=end - days * DAY, end=end)
        jobs = {
            "first": lambda selection=selection: find.first(connection, selection),
            "relevance": lambda selection=selection: find.first(connection, selection, "relevance"),
            "count": lambda selection=selection: counted(selection),
            "LIKE": lambda selection=selection, query=query: like(connection, query, selection),
            "scan": lambda selection=selection, query=query: like(connection, query, selection, "+published_at"),
        }
        of_query = {}
        for name, job in jobs.items():
            if name != "scan":
                job()  # warms the cache
            of_query[name] = [milliseconds(job) for _ in range(repeats if name != "scan" else 1)]
            times[name] += of_query[name]
        cells = [f"{np.median(of_query[name]):.1f}" for name in jobs]
        print(f"{query:34} {days:>4} {counted(selection):>8,} {cells[0]:>8} {cells[1]:>10} {cells[2]:>8} {cells[3]:>8} {cells[4]:>8}", flush=True)
    for name, values in times.items():
        print(f"{name:10} p50 {np.quantile(values, 0.5):8.1f} ms   p95 {np.quantile(values, 0.95):8.1f} ms")
    for baseline in ("LIKE", "scan"):
        ratios = [np.quantile(times[baseline], quantile) / np.quantile(times["count"], quantile) for quantile in (0.5, 0.95)]
        print(f"{baseline} / count: p50 ×{ratios[0]:.1f}, p95 ×{ratios[1]:.1f}")


def main() -> None:
    """Writes the posts, makes the index, searches it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="where to leave the index; one that is there is searched as it is")
    parser.add_argument("--job", type=json.loads, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        return print(json.dumps(build(**arguments.job)))
    print("targets:", ", ".join(f"{name} {value}" for name, value in TARGETS.items()))
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder, "posts.sqlite")
        if not path.exists():
            months = write_months(Path(folder), arguments.posts)
            job = json.dumps({"path": str(path), "months": [str(month) for month in months]})
            used = json.loads(subprocess.run([sys.executable, __file__, "--job", job], check=True, stdout=subprocess.PIPE, text=True).stdout)
            speed = f"{used['seconds']:.1f} s, {arguments.posts / used['seconds']:,.0f} posts/s"
            print(f"build: {arguments.posts:,} posts, {speed}, {used['megabytes']:,.0f} MB of memory, {path.stat().st_size / 2**20:,.0f} MB")
        search(path, arguments.repeats)


if __name__ == "__main__":
    main()
