"""Removal of authors, or of what is too old, from a study: exports rewritten, everything made of them deleted, the removal recorded."""

import csv
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from conversatoire.collection.importer import source_files
from conversatoire.config import Study
from conversatoire.errors import StudyError
from conversatoire.privacy import coded, deletions, expiry, raw, scrub, where
from conversatoire.privacy.subject import Subject, frames, is_own, is_passed_on, subject
from conversatoire.settings.collection import Source
from conversatoire.study_file import STUDIES, load

_PACKED = ("excel", "mbox")  # formats in which the letters of a name may not stand as such
_LOG = ("asked", "account", "file", "rows", "what")


class Request(NamedTuple):
    """What the user asked for.

    Attributes:
        study: a study's name, or the path of its file.
        authors: handles, platform's ids or, where authors have no handle, names.
        media: media to look in; all of the study's where empty.
        expired: whether posts older than `privacy.keep` are asked for instead of authors.
        today: the day of the request.
        results: folders of results.
    """

    study: str
    authors: tuple[str, ...]
    media: tuple[str, ...]
    expired: bool
    today: date
    results: tuple[Path, ...]


class Change(NamedTuple):
    """One export to rewrite: the rows to remove, and the account to take out of the others (None: what is too old, rows alone)."""

    source: Source
    path: Path
    gone: set[int]
    who: Subject | None


class Plan(NamedTuple):
    """What a request would do."""

    name: str
    study: Study
    subjects: list[Subject]
    changes: list[Change]
    derived: list[Path]


class Done(NamedTuple):
    """What was done, line by line, and what is left over."""

    told: list[str]
    left: list[str]


def plan(request: Request) -> Plan:
    """Looks for what a request would change.

    Raises:
        StudyError: neither authors nor expiry are asked for, a medium is unknown, or the study keeps everything.
        SourceError: an export cannot be read.
    """
    name, study = load(request.study)
    if bool(request.authors) == request.expired:
        raise StudyError("say whom to remove (--author A, may be repeated), or --expired for what is older than privacy.keep")
    sources = [(source, source_files(source)[0]) for source in study.sources]
    media = sorted({source.medium for source in study.sources})
    if unknown := set(request.media) - set(media):
        raise StudyError(f"--medium {min(unknown)}: the study has no source of it; its media: {', '.join(media)}")
    subjects: list[Subject] = []
    if request.expired:
        changes = list(_expired(study, sources, request.today))
    else:
        for medium in request.media or media:
            of_medium = [(source, files) for source, files in sources if source.medium == medium]
            subjects += [subject(author, medium, of_medium, study.timezone) for author in request.authors]
        changes = [change for who in subjects for change in _by_author(who, sources, study.timezone)]
    return Plan(name, study, subjects, changes, list(_derived(name, request.results)) if changes else [])


def _by_author(who: Subject, sources: list[tuple[Source, list[Path]]], timezone: str) -> Iterator[Change]:
    """Exports of the account's medium that hold its posts or name it."""
    trace = scrub.pattern(who)
    for source, files in sources:
        for path in files:
            gone = _rows(source, path, who, timezone) if source.medium == who.medium else set()
            if gone or (source.medium == who.medium and (source.format in _PACKED or raw.holding([path], trace))):
                yield Change(source, path, gone, who)


def _rows(source: Source, path: Path, who: Subject, timezone: str) -> set[int]:
    """The rows of the account's posts, and of those that pass them on."""
    batches = (posts for posts, _ in frames(source, path, timezone))
    return {row for posts in batches for row in posts.filter(is_own(posts, who) | is_passed_on(posts, who))["row"]}


def _expired(study: Study, sources: list[tuple[Source, list[Path]]], today: date) -> Iterator[Change]:
    if not study.privacy.keep:
        raise StudyError("--expired: the study says nothing of how long posts are kept; write privacy: {keep: 90d} (d, w, m or y)")
    first = expiry.instant(expiry.cutoff(study.privacy.keep, today), study)
    for source, files in sources:
        for path in files:
            posts = pl.concat([batch.select("row", "published_at") for batch, _ in frames(source, path, study.timezone)])
            if gone := set(posts.filter(pl.col("published_at") < first)["row"]):
                yield Change(source, path, gone, None)


def _derived(name: str, results: Sequence[Path]) -> Iterator[Path]:
    """Folders and files made of a study's posts; each is made again by `conversatoire run`, but for comparisons and packs."""
    for folder in results:
        yield folder / name
        yield from sorted(path for path in (folder / "compare").glob("*") if name in path.name)
    yield from (Path("logs") / name, Path("benchmarks") / name, Path("logs/unexpected-error.log"))


def describe(planned: Plan) -> list[str]:
    """What would be done, without naming anyone."""
    lines = [f"{change.path}: {len(change.gone)} rows to remove{', others to mask' if change.who else ''}" for change in planned.changes]
    return lines + [f"{path}: to delete" for path in planned.derived if path.exists()]


def carry_out(planned: Plan, request: Request) -> Done:
    """Does what was planned, then looks for what is left.

    Returns:
        What was done, and what still names the account or could not be rewritten; nothing of it names anyone.
    """
    told, left, log = [], [], []
    for who in planned.subjects:  # first of all, so that nothing interrupted lets the account come back
        deletions.add(where.list_of(planned.name), who.medium, set(who.handles), set(who.numbers), request.today.isoformat())
    for change in planned.changes:
        # Another account's rows may have gone from the same export since.
        gone = _rows(change.source, change.path, change.who, planned.study.timezone) if change.who else change.gone
        done = raw.rewrite(change.source, change.path, gone, change.who, planned.study.timezone)
        if done.refused:
            left.append(f"{change.path}: {done.refused}")
        elif done.changed:
            told.append(f"{change.path}: {done.removed} rows removed{', others masked' if change.who else ''}")
            log.append((_named(planned, change.who), change.path.as_posix(), done.removed, "rewritten"))
    for path, rows in coded.clean(planned.name, planned.subjects, planned.study):
        told.append(f"{path}: {rows} coded posts removed")
        log.append(("", path.as_posix(), rows, "rewritten"))
    for path in planned.derived:
        if path.exists():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            told.append(f"{path}: deleted")
            log.append(("", path.as_posix(), "", "deleted"))
    _record(where.log_of(planned.name), request.today, log)
    return Done(told, left + _left(planned, request))


def _named(planned: Plan, who: Subject | None) -> str:
    if who is None:
        return "expired"
    return deletions.reference(deletions.read(where.list_of(planned.name)), who.medium, min(who.handles))


def _record(path: Path, today: date, rows: list[tuple]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([*([_LOG] if is_new else []), *((today.isoformat(), *row) for row in rows)])


def _left(planned: Plan, request: Request) -> list[str]:
    """Where an account is still named: exports, results, logs, samples, and the studies that read the same exports."""
    exports = {path for source in planned.study.sources for path in source_files(source)[0]}
    places = [*request.results, Path("logs"), Path("data/coding") / planned.name, Path("data/deletions"), Path(".snakemake/log")]
    ours = [path for place in places for path in place.rglob("*") if path.is_file()]
    lines = []
    for who in planned.subjects:
        others = [path for source in planned.study.sources if source.medium != who.medium for path in source_files(source)[0]]
        looked = sorted((exports - set(others)) | set(ours))
        lines += [f"{path}: still names the account, {count} times" for path, count in raw.holding(looked, scrub.pattern(who))]
        lines += [f"{path}: its name holds the account's" for path in looked if scrub.pattern(who).search(path.name)]
    return sorted(dict.fromkeys(lines + _neighbours(planned, exports)))


def _neighbours(planned: Plan, exports: set[Path]) -> list[str]:
    """Other studies that read an export that was rewritten: their results still hold what went."""
    changed = {change.path.resolve() for change in planned.changes}
    found = []
    for file in sorted(STUDIES.glob("*.yaml")):
        if file.stem == planned.name:
            continue
        try:
            read = {path.resolve() for source in load(str(file))[1].sources for path in source_files(source)[0]}
        except Exception:
            continue
        if read & changed:
            found.append(f"study {file.stem}: reads an export that was rewritten; purge it too")
    return found
