"""Speed and memory of the import, against `pandas.read_csv(dtype=str)` + `to_parquet` of the same file.

    python bench/import.py [--rows 100000 1000000] [--sample FOLDER] [--repeat N]

Replicates an X export (CSV) to so many rows, with ids, instants and texts shifted so that no row is a duplicate, and runs each way of reading in
its own process: seconds, rows per second, peak memory, and the ratio to pandas. `read all` keeps every column, as pandas does; `read mapped` the
columns a study maps; `import` is the whole import: dates, entities, canonical links, language, counts; `import+months` also cuts every
month out of it, which finds the duplicates.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path("../shared/data/x-export-free-2024")
TARGETS = {"ratio of read all": 2.5, "seconds of import of 1M rows": 120, "GB of import of 1M rows": 2}
COLUMNS = {
    "native_id": "id", "published_at": "created_at", "text": "full_text", "author": "screen_name", "author_name": "name", "author_id": "user_id",
    "reply_to": "in_reply_to", "likes": "favorite_count", "reposts": "retweet_count", "replies": "reply_count", "views": "views_count", "url": "url",
}  # fmt: skip


def replicate(sample: Path, rows: int, target: Path) -> None:
    """Writes `rows` posts out of the sample's; each copy has ids of its own, another minute, and one word more (so that no text is met twice)."""
    import pandas as pd

    frame = pd.concat([pd.read_csv(path, dtype=str, keep_default_na=False) for path in sorted(sample.glob("*.csv"))], ignore_index=True)
    words = sorted({word for text in frame["full_text"].head(500) for word in text.split() if word.isalpha()})
    chance = random.Random(1)
    with target.open("w", encoding="utf-8", newline="") as file:
        for copy in range(-(-rows // len(frame))):
            part = frame.head(rows - copy * len(frame)).copy()
            part["id"] = [str(int(value) + copy * 7919) for value in part["id"]]
            part["created_at"] = [f"{at[:14]}{copy % 60:02d}{at[16:]}" for at in part["created_at"]]
            part["full_text"] = [f"{text} {chance.choice(words)}{copy}".replace("t.co/", f"t.co/{copy}") for text in part["full_text"]]
            part.to_csv(file, index=False, header=copy == 0)


def by_pandas(path: Path, out: Path) -> int:
    """The baseline."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str)
    frame.to_parquet(out)
    return len(frame)


def by_reader(path: Path, out: Path, mapped: bool) -> int:
    """Our reader to Parquet, without normalisation."""
    import polars as pl
    import pyarrow.parquet as pq

    from conversatoire.collection.formats._ahead import read_ahead
    from conversatoire.collection.formats.csv import read_csv

    header = path.open(encoding="utf-8").readline().strip().split(",")
    writer, rows = None, 0
    for batch in read_ahead(read_csv(path, COLUMNS if mapped else {name: name for name in header}, null_values=["null"])):
        table = batch.posts.to_arrow(compat_level=pl.CompatLevel.newest())
        writer = writer or pq.ParquetWriter(out, table.schema, compression="zstd", compression_level=3, use_dictionary=False)
        writer.write_table(table)
        rows += len(batch.posts) + len(batch.rejects)
    if writer:
        writer.close()
    return rows


def by_import(path: Path, out: Path) -> int:
    """The whole import."""
    from conversatoire.collection.importer import import_source
    from conversatoire.config import Source

    source = Source(name="bench", medium="twitter", format="csv", path=[str(path)], null_values=["null"], columns=COLUMNS)
    return import_source(source, [path], path.parent, "Europe/Paris", out, out.with_suffix(".rejects.csv")).read


def by_import_and_months(path: Path, out: Path) -> int:
    """The whole import, then every month cut out of it: duplicates, language, query, coverage."""
    from conversatoire.collection.period import collect
    from conversatoire.config import Query

    rows = by_import(path, out)
    for month in ("2024-07", "2024-08", "2024-09", "2024-10"):
        source = {"name": out.stem, "medium": "twitter"}
        coverage = collect(out.parent, [source], month, "Europe/Paris", ["fr"], Query(any=["free", "freebox"]), seed=1).coverage
        assert coverage["read"].tolist() == [rows]
    return rows


STAGES = {
    "pandas": by_pandas,
    "read all": lambda path, out: by_reader(path, out, mapped=False),
    "read mapped": lambda path, out: by_reader(path, out, mapped=True),
    "import": by_import,
    "import+months": by_import_and_months,
}


def run_stage(stage: str, path: Path, out: Path) -> None:
    """Runs one stage in this process and prints its measures as JSON."""
    import pyarrow.parquet  # noqa: F401 - the start-up of libraries is not what is measured

    import conversatoire.collection.formats.csv
    import conversatoire.collection.importer  # noqa: F401

    start = time.perf_counter()
    rows = STAGES[stage](path, out)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"rows": rows, "seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "gigabytes": used.ru_maxrss / 1024**2}))


def measure(stage: str, path: Path, out: Path, repeat: int) -> dict:
    """The fastest of `repeat` runs, each in its own process."""
    runs = []
    for _ in range(repeat):
        command = [sys.executable, __file__, "--stage", stage, str(path), str(out)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        runs.append(json.loads(done.stdout))
    return min(runs, key=lambda run: run["seconds"])


def main() -> None:
    """Measures all stages at each size and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--sample", type=Path, default=SAMPLE)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--stage", nargs=3, metavar=("STAGE", "CSV", "OUT"))
    arguments = parser.parse_args()
    if arguments.stage:
        return run_stage(arguments.stage[0], Path(arguments.stage[1]), Path(arguments.stage[2]))
    if not any(arguments.sample.glob("*.csv")):
        sys.exit(f"there is no CSV in {arguments.sample}; say --sample FOLDER, with an X export in it")
    print("targets:", ", ".join(f"{name} {value}" for name, value in TARGETS.items()))
    with tempfile.TemporaryDirectory() as folder:
        for rows in arguments.rows:
            path = Path(folder) / f"{rows}.csv"
            replicate(arguments.sample, rows, path)
            print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
            base = None
            for stage in STAGES:
                found = measure(stage, path, Path(folder) / "bench.parquet", arguments.repeat)
                base = base or found["seconds"]
                lost = rows - found["rows"]
                used = f"(CPU {found['cpu']:.1f} s)"
                print(
                    f"  {stage:13} {found['seconds']:7.2f} s {used} {rows / found['seconds']:10,.0f} rows/s {found['gigabytes']:5.2f} GB"
                    f"  × {base / found['seconds']:.2f}  rows lost: {lost}",
                    flush=True,
                )
            path.unlink()


if __name__ == "__main__":
    main()
