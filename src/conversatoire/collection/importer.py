"""Import of one source: its files, read as a stream, into one Parquet of posts and one CSV of rejects.

Run by the workflow as `python -m conversatoire.collection.importer PARAMS.yaml POSTS.parquet REJECTS.csv`, where PARAMS.yaml is the study's
section of the source with `files` (sorted), `root` and `timezone` filled in, and `privacy` and `deletions` where the study has them. The
Parquet's metadata hold the counts under the key `conversatoire`, as JSON.
"""

import csv
import difflib
import glob
import itertools
import json
import logging
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from conversatoire.collection import dates
from conversatoire.collection.formats import Batch, Reject, reader
from conversatoire.collection.formats._ahead import read_ahead
from conversatoire.collection.normalise import normalise
from conversatoire.errors import ConversatoireError, SourceError
from conversatoire.privacy.guard import Wanted, guard
from conversatoire.settings.collection import Source
from conversatoire.tables import TABLES, neutral
from conversatoire.terminal import printable

log = logging.getLogger(__name__)
PROGRESS_SECONDS = 2.0
NOTHING_HIDDEN = Wanted(None, None)
_WILD = set("*?[")
_PLACEHOLDER = re.compile(r"\{\s*[.\w]+\s*[,}]|<[a-z][a-z0-9_]*>")  # what Snakemake fills in, in names of files too
_VISIBLE = str.maketrans({"\0": "␀", "\r": "␍"})


class Counts(NamedTuple):
    """Rows read = rejected + posts; of the posts, those whose id a spreadsheet had ruined."""

    read: int
    rejected: int
    posts: int
    ruined_ids: int


def source_files(source: Source) -> tuple[list[Path], Path]:
    """The files of a source, sorted, and the deepest folder that holds them all without wildcards: origins are told from there.

    Raises:
        SourceError: a path names nothing, or a folder, or has `{word}` or `<word>` in it.
    """
    files: set[Path] = set()
    folders = []
    for pattern in source.path:
        found = [Path(name) for name in glob.glob(pattern, recursive=True)]  # noqa: PTH207 - patterns may be absolute
        if Path(pattern).is_dir():
            raise SourceError(f"source «{source.name}»: {pattern} is a folder; write {pattern.rstrip('/')}/*.csv or the like")
        if not any(path.is_file() for path in found):
            raise SourceError(f"source «{source.name}»: no file is called {pattern}; {_nearest(pattern)}")
        if wild := next((path for path in found if _PLACEHOLDER.search(str(path))), None):
            raise SourceError(f"source «{source.name}»: {wild}: the workflow takes {{…}} and <…> in that name for placeholders; rename it")
        files.update(path for path in found if path.is_file())
        folders.append(_fixed_folder(pattern))
    return sorted(files), Path(os.path.commonpath(folders) if len({folder.is_absolute() for folder in folders}) == 1 else folders[0])


def _fixed_folder(pattern: str) -> Path:
    fixed = list(itertools.takewhile(lambda part: not _WILD & set(part), Path(pattern).parts))
    return Path(*fixed[:-1]) if len(fixed) == len(Path(pattern).parts) else Path(*fixed)


def _existing(pattern: str) -> Path:
    folder = _fixed_folder(pattern)
    return next(parent for parent in (folder, *folder.parents, Path()) if parent.is_dir())


def _nearest(pattern: str) -> str:
    """Where a path that names nothing leads: the nearest folder that exists, and what in it has nearly the name that is looked for."""
    folder = _existing(pattern)
    told = f"the nearest folder that exists is {folder}"
    rest = Path(pattern).parts[0 if folder == Path() else len(folder.parts) :]
    if not rest or _WILD & set(rest[0]):
        return told
    try:
        entries = sorted(entry.name for entry in folder.iterdir() if entry.is_file() or entry.is_dir())
    except OSError:
        return told
    by_case = {name.lower(): name for name in entries}
    close = difflib.get_close_matches(rest[0].lower(), list(by_case), n=1, cutoff=0.6)
    return f"did you mean {folder.joinpath(by_case[close[0]], *rest[1:])}? ({told})" if close else told


def import_source(
    source: Source, files: list[Path], root: Path, timezone: str, posts_path: Path, rejects_path: Path, wanted: Wanted = NOTHING_HIDDEN
) -> Counts:
    """Imports a source.

    Args:
        source: the study's section.
        files: its files, in the order in which they are to be read.
        root: the folder from which origins are told.
        timezone: zone of dates that carry none, where the source does not state its own.
        posts_path: Parquet to write (table «posts», in the order of the files, duplicates included).
        rejects_path: CSV to write (table «rejects»).
        wanted: the pseudonyms and deletions that the study asks for.

    Returns:
        Counts; they are also in the Parquet's metadata.

    Raises:
        SourceError: a file cannot be read as a whole; nothing is then written.
        StudyError: pseudonyms are asked for and the key is missing.
    """
    source = source.model_copy(update={"timezone": source.timezone or timezone})
    protect = guard(wanted, source.name, source.medium, lambda: _rows(source, files), files)
    writer = _Writer(source, posts_path, rejects_path)
    try:
        day_first = _day_first(source, files)
        progress = _Progress(source.name, len(files))
        for number, path in enumerate(files, start=1):
            name = Path(os.path.relpath(path, root)).as_posix()
            before = writer.counts().read
            for batch in read_ahead(reader(source.format)(path, source)):
                made = normalise(batch.posts, source, name, day_first)
                posts, rejects = protect(made.posts, [*batch.rejects, *made.rejects])
                writer.write(name, posts.to_arrow(), sorted(rejects), made.ruined_ids)
                progress.tell(writer.counts().read, number)
            if writer.counts().read == before:
                log.warning("source «%s»: %s holds no row", source.name, name)
        return writer.finish()
    finally:
        writer.discard()


def _rows(source: Source, files: list[Path]) -> Iterator[pl.DataFrame]:
    """The rows of all files as exported."""
    return (batch.posts for path in files for batch in reader(source.format)(path, source))


def _day_first(source: Source, files: list[Path]) -> bool:
    """Order of day and month in the dates of all files; they are read twice only where dates have slashes."""
    if source.date_format or source.format not in ("csv", "excel", "jsonl"):
        return True  # the named formats' own dates are plain

    def columns() -> Iterator:
        for path in files:
            batches: Iterator[Batch] = reader(source.format)(path, source)
            for batch in batches:
                if "published_at" in batch.posts.columns and len(batch.posts):
                    if not dates.is_slashed(batch.posts["published_at"]):
                        break  # ASSUME a file writes its dates in one way
                    yield batch.posts["published_at"]

    return dates.day_first(columns())


class _Progress:
    """Says on the standard error, every two seconds, how far the import is."""

    def __init__(self, name: str, files: int) -> None:
        self.name, self.files, self.start, self.last = name, files, time.monotonic(), time.monotonic()

    def tell(self, rows: int, file: int) -> None:
        now = time.monotonic()
        if now - self.last >= PROGRESS_SECONDS:
            self.last = now
            print(f"{self.name}: {rows:,} rows, {rows / (now - self.start):,.0f} rows/s, file {file} of {self.files}", file=sys.stderr, flush=True)


class _Writer:
    """Writes posts and rejects under temporary names beside their targets, which they take when all is written."""

    def __init__(self, source: Source, posts: Path, rejects: Path) -> None:
        self.source, self.targets = source, (Path(posts), Path(rejects))
        for path in self.targets:
            path.parent.mkdir(parents=True, exist_ok=True)
        self.parts = [path.with_name(f".{path.name}.{os.getpid()}.part") for path in self.targets]
        self.parquet = pq.ParquetWriter(self.parts[0], TABLES["posts"].schema, compression="zstd", compression_level=3)
        self.csv_file = self.parts[1].open("w", encoding="utf-8", newline="")
        self.csv = csv.writer(self.csv_file, lineterminator="\n")
        self.csv.writerow(TABLES["rejects"].columns)
        self.posts = self.rejected = self.ruined = 0

    def write(self, file: str, posts: pa.Table, rejects: list[Reject], ruined: int) -> None:
        if len(posts):
            self.parquet.write_table(posts.cast(TABLES["posts"].schema))
        for reject in rejects:
            cells = (self.source.name, f"{file}:{reject.row}", reject.reason, reject.raw)
            self.csv.writerow([neutral(cell.translate(_VISIBLE)) for cell in cells])
        self.posts, self.rejected, self.ruined = self.posts + len(posts), self.rejected + len(rejects), self.ruined + ruined

    def counts(self) -> Counts:
        return Counts(self.posts + self.rejected, self.rejected, self.posts, self.ruined)

    def finish(self) -> Counts:
        counts = self.counts()
        self.parquet.add_key_value_metadata({"conversatoire": json.dumps(counts._asdict())})
        self.parquet.close()
        self.csv_file.close()
        for part, target in zip(self.parts, self.targets, strict=True):
            part.replace(target)
        if counts.ruined_ids:
            log.warning(
                "source «%s»: ids that a spreadsheet ruined (such as 1,45E+18), replaced by a hash: %d",
                self.source.name,
                counts.ruined_ids,
            )
        return counts

    def discard(self) -> None:
        """Removes what a failed import leaves."""
        if not self.csv_file.closed:
            self.parquet.close()
            self.csv_file.close()
        for part in self.parts:
            part.unlink(missing_ok=True)


def main(arguments: list[str]) -> int:
    """Imports what PARAMS.yaml says; the exit status is that of the command line."""
    from ruamel.yaml import YAML

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stderr)
    params_path, posts, rejects = (Path(argument) for argument in arguments)
    params = YAML(typ="safe").load(params_path.read_text(encoding="utf-8"))
    files, root, timezone = [Path(name) for name in params.pop("files")], Path(params.pop("root")), params["timezone"]
    deletions = params.pop("deletions", None)
    wanted = Wanted(params.pop("privacy", None), Path(deletions) if deletions else None)
    try:
        counts = import_source(Source(**params), files, root, timezone, posts, rejects, wanted)
    except ConversatoireError as error:
        print(printable(f"error: {error}"), file=sys.stderr)
        return error.exit_code
    print(
        f"{params['name']}: {counts.read} rows read, {counts.rejected} rejected, {counts.posts} posts, {counts.ruined_ids} ruined ids",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
