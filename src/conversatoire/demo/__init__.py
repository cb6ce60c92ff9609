"""The teaching corpus: three months of an invented conversation about an invented medicine, with planted truth.

**Everything here is fiction.** The Veltamine, the Laboratoires Orsenne, the offices, courts, towns, people and accounts
do not exist; every link leads to a reserved ``.example`` domain.

``write`` makes four exports in the shapes in which their tools write them (X as CSV, Facebook pages as CSV, a forum as
mbox, blogs as RSS) and, under ``truth/``, the tables a study should find in them. Exports and truth stay in step because
both are made from one list of records (``plan.plan``): a renderer turns a record into a row, ``truth`` counts the same
record, and neither reads what the other wrote.

The same seed gives the same bytes on any machine: all chance comes from one ``random.Random``, and nothing depends on
the order of a set, the locale or the clock.
"""

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

from . import render_blog, render_facebook, render_forum, render_x, truth, truth_network
from .people import everyone
from .plan import plan
from .records import Post

__all__ = ["write"]

_RENDERERS: dict[str, Callable[[list[Post]], bytes]] = {
    "x": render_x.render,
    "facebook": render_facebook.render,
    "forum": render_forum.render,
    "blog": render_blog.render,
}
_README = """Corpus de fiction / A work of fiction
=====================================

Le Veltamine, les Laboratoires Orsenne, les offices, tribunaux, villes, personnes et comptes de ce dossier sont inventés
pour enseigner et pour tester Conversatoire. Toute ressemblance serait fortuite. Les liens mènent à des domaines réservés
(.example) qui n'existent pas.

The Veltamine, the Laboratoires Orsenne, the offices, courts, towns, people and accounts of this folder are invented, to
teach with and to test Conversatoire. Links lead to reserved domains (.example) that do not exist.

x/ facebook/ forum/ blog/   four exports in their native shapes, damaged rows included
truth/                      what a study should find in them:
  posts.csv                 every row of every export (file, row), what it is about and what becomes of it
  coverage.csv volume.csv   counts by source and month, by day
  top.csv                   tags, links, sites, accounts cited and active, over the kept posts of a month
  edges.csv degrees.csv     who mentions, answers and reposts whom; numbers of distinct other accounts
  subjects.csv communities.csv bursts.csv ring.csv query.csv
seed                        {seed}
"""


def write(folder: Path, seed: int = 2011) -> list[Path]:
    """Writes the corpus under ``folder`` and returns the paths of its files, sorted.

    A file whose bytes would not change is left alone, so that its modification time stays and no workflow reruns for it.
    """
    return [_put(folder / name, content) for name, content in sorted(files(seed).items())]


def files(seed: int = 2011) -> dict[str, bytes]:
    """Returns the files of the corpus: path relative to its folder → bytes."""
    posts = plan(seed)
    by_file: dict[str, list[Post]] = {}
    for post in posts:
        by_file.setdefault(post.file, []).append(post)
    content = {name: _RENDERERS[rows[0].source](rows) for name, rows in by_file.items()}
    # ``plan`` draws its accounts first, from the same seed: these are the same ones.
    tables = truth.tables(posts, everyone(random.Random(seed))) | truth_network.tables(posts)
    content |= {f"truth/{name}.csv": _csv(*table) for name, table in tables.items()}
    content["README.txt"] = _README.format(seed=seed).encode("utf-8")
    return content


def _csv(header: list[str], rows: list[list[object]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
    return buffer.getvalue().encode("utf-8")


def _put(path: Path, content: bytes) -> Path:
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return path
