"""Coded samples: a CSV file a coder, written once by `conversatoire annotate`, filled in by hand, read with care."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from conversatoire import tables
from conversatoire.by_hand import table
from conversatoire.errors import StudyError
from conversatoire.study_file import nearest
from conversatoire.text import fold

COLUMNS = ("post_id", "medium", "published_at", "lang", "text", "code", "remark", "weight")
LINE = " ⏎ "  # stands for a line end, so that a post is one line in every program
LONGEST, LETTERS = 2000, 400_000  # letters of a post that a coder reads; of a whole file, which must stay one that is kept by hand
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Coded(NamedTuple):
    """What coders wrote.

    Attributes:
        codes: post_id, coder, code; a row a code.
        posts: post_id, medium, published_at, lang, text, weight; a row a post with a code.
        empty: coder → posts without a code yet.
    """

    codes: pd.DataFrame
    posts: pd.DataFrame
    empty: dict[str, int]


def path_of(study: str, codebook: str, coder: str, suffix: str) -> Path:
    """Where a coder's file lies."""
    return Path("data/coding") / study / f"{codebook}.{coder}.{suffix}"


def write(sample: pd.DataFrame, path: Path) -> None:
    """Writes a sample (`sampling.draw`, with lang) to code, unless codes are filled in there already.

    Raises:
        StudyError: the file holds codes.
    """
    if path.exists() and (filled := sum(bool(cells[0]) for _, cells in table.read(path, ("code",)))):
        codes = "1 code" if filled == 1 else f"{filled} codes"
        raise StudyError(f"{path}: holds {codes} already and stays as it is; name another --coder, or move the file away to start anew")
    longest = max(200, min(LONGEST, LETTERS // max(len(sample), 1)))
    rows = sample.assign(code="", remark="", weight=sample["weight"].map("{:.6g}".format))
    rows["published_at"] = rows["published_at"].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    rows["text"] = [_one_line(title, text, longest) for title, text in zip(sample["title"], sample["text"], strict=True)]
    for column in COLUMNS:
        rows[column] = rows[column].astype(str).map(tables.neutral)
    path.parent.mkdir(parents=True, exist_ok=True)
    rows[list(COLUMNS)].to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def read(files: Sequence[str | Path], codes: Sequence[str]) -> Coded:
    """Reads the files of several coders; case and accents of a code are ignored.

    Raises:
        StudyError: a file cannot be read; a code is unknown; a post has no id, stands twice or differs from file to file; a weight is no number.
    """
    known = {fold(code): code for code in codes}
    rows, posts, empty = [], {}, {}
    for file in files:
        coder, lines = _coder(file), {}
        if coder in empty:
            raise StudyError(f"{file}: another file is by the coder «{coder}», too; the name before .csv tells the coder: rename one")
        empty[coder] = 0
        for line, cells in table.read(file, COLUMNS):
            row = dict(zip(COLUMNS, map(_unquoted, cells), strict=True))
            post_id, code = row["post_id"], row.pop("code")
            if not post_id or post_id in lines:
                what = f"the post {post_id} stands in line {lines[post_id]} already" if post_id else "has no post_id"
                raise StudyError(f"{file}:{line}: {what}; keep the rows as `conversatoire annotate` wrote them")
            lines[post_id] = line
            if code and fold(code) not in known:
                raise StudyError(f"{file}:{line}: «{code}» is no code of this code book; {nearest(code, list(codes))}")
            if not code:
                empty[coder] += 1
                continue
            rows.append({"post_id": post_id, "coder": coder, "code": known[fold(code)]})
            posts.setdefault(post_id, _post(row, f"{file}:{line}"))
    found = pd.DataFrame(posts.values(), columns=["post_id", "medium", "published_at", "lang", "text", "weight"])
    found["published_at"] = pd.to_datetime(found["published_at"], utc=True)
    return Coded(pd.DataFrame(rows, columns=["post_id", "coder", "code"]), found.assign(title=None), empty)


def settled(coded: Coded) -> tuple[pd.DataFrame, int]:
    """The posts with the code that most of their coders gave, by post_id; and how many are left out because no code has more votes than another."""
    votes = coded.codes.groupby(["post_id", "code"]).size().rename("votes").reset_index()
    votes["most"] = votes.groupby("post_id")["votes"].transform("max")
    winners = votes[votes["votes"] == votes["most"]]
    clear = winners[~winners["post_id"].duplicated(keep=False)][["post_id", "code"]]
    posts = coded.posts.merge(clear, on="post_id").sort_values("post_id", kind="stable").reset_index(drop=True)
    return posts, len(coded.posts) - len(posts)


def _one_line(title: str | None, text: str | None, longest: int) -> str:
    whole = "\n".join(part for part in (title, text) if isinstance(part, str) and part.strip())
    lines = [" ".join(_NO_TEXT.sub("", line).split()) for line in whole.splitlines()]
    line = LINE.join(line for line in lines if line)
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _unquoted(cell: str) -> str:
    """A cell without the apostrophe that `tables.neutral` put before it."""
    return cell[1:] if cell.startswith("'") and tables.neutral(cell[1:]) == cell else cell


def _coder(file: str | Path) -> str:
    return Path(file).name.removesuffix(".csv").rsplit(".", 1)[-1]


def _post(row: dict[str, str], where: str) -> dict[str, object]:
    try:
        weight = float(row["weight"])
    except ValueError:
        weight = 0.0
    if not 0 < weight < float("inf"):
        raise StudyError(f"{where}: the weight «{row['weight']}» is no number above 0; keep the column as `conversatoire annotate` wrote it")
    if pd.isna(pd.to_datetime(row["published_at"], utc=True, errors="coerce")):
        raise StudyError(f"{where}: «{row['published_at']}» is no date; keep the column published_at as `conversatoire annotate` wrote it")
    post = {key: row[key] for key in ("post_id", "medium", "published_at", "lang")}
    return post | {"text": row["text"].replace(LINE, "\n"), "weight": weight}
