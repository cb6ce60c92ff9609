"""What a purge would do: where authors are found, or what is too old, and what was made of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from conversatoire.collection.importer import source_files
from conversatoire.config import Study
from conversatoire.errors import StudyError
from conversatoire.privacy import coded, expiry, traces, where
from conversatoire.privacy.names import words_of
from conversatoire.privacy.subject import Subject, frames, subject
from conversatoire.settings.collection import Source
from conversatoire.study_file import load


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
    """One export to rewrite: the rows to remove, the account (None: what is too old, rows alone), and whether it is masked in the others."""

    source: Source
    path: Path
    gone: set[int]
    who: Subject | None
    masked: bool


class Plan(NamedTuple):
    """What a request would do.

    Attributes:
        name: the study's.
        study: the study.
        subjects: who is removed.
        changes: the exports to rewrite.
        absent: how many of the authors asked for no export names.
        derived: what is deleted, where it exists.
    """

    name: str
    study: Study
    subjects: list[Subject]
    changes: list[Change]
    absent: int
    derived: list[Path]


def plan(request: Request) -> Plan:
    """Looks for what a request would change; an author that is found nowhere is refused, so that nothing is deleted for nothing.

    Raises:
        StudyError: neither authors nor expiry are asked for, a medium is unknown, the study keeps everything, or an author is found nowhere.
        SourceError: an export cannot be read.
    """
    name, study = load(request.study)
    if bool(request.authors) == request.expired:
        raise StudyError("say whom to remove (--author A, may be repeated), or --expired for what is older than privacy.keep")
    media = sorted({source.medium for source in study.sources})
    if unknown := set(request.media) - set(media):
        raise StudyError(f"--medium {min(unknown)}: the study has no source of it; its media: {', '.join(media)}")
    if request.expired:
        return _expired(name, study, request)
    subjects: list[Subject] = []
    changes: list[Change] = []
    absent = []
    for author in request.authors:
        whos, mine = _by_author(author, request.media or media, study)
        if not mine:
            absent.append(author)
            whos = _left_behind(whos, name, study, request)
        if not whos:
            raise StudyError(_nobody(author, name, request))
        subjects += whos
        changes += mine
    return Plan(name, study, subjects, changes, len(absent), list(where.derived(name, request.results)))


def exports(study: Study, medium: str | None = None) -> list[tuple[Source, Path]]:
    """The files of the study's sources, or of those of a medium."""
    return [(source, path) for source in study.sources if medium in (None, source.medium) for path in source_files(source)[0]]


def _by_author(author: str, media: Sequence[str], study: Study) -> tuple[list[Subject], list[Change]]:
    """An author in each medium, and the exports that hold its posts or name it."""
    if not words_of(author):
        raise StudyError(f"--author «{author}» is no handle and no name")
    whos, changes = [], []
    for medium in media:
        files = [(source, source_files(source)[0]) for source in study.sources if source.medium == medium]
        who = subject(author, medium, files, study.timezone)
        stands = [(source, path, traces.in_export(source, path, who, study.timezone)) for source, path in exports(study, medium)]
        whos.append(who)
        changes += [Change(source, path, found.gone, who, found.masked) for source, path, found in stands if any(found)]
    return whos, changes


def _left_behind(whos: list[Subject], name: str, study: Study, request: Request) -> list[Subject]:
    """The author as results or coded samples still know it, where no export does; nobody where they do not either."""
    found = [traces.in_tables(who, name, study, request.results) for who in whos]
    known = [who for who, _ in found]
    is_held = any(held for _, held in found)
    if not is_held and {source.medium for source in study.sources} == {who.medium for who in whos}:  # what follows tells no medium
        is_held = traces.in_texts(whos, name, study, request.results) or any(True for _ in coded.cleaned(name, known, study))
    return known if is_held else []


def _nobody(author: str, name: str, request: Request) -> str:
    place = f" ({', '.join(request.media)})" if request.media else ""
    return (
        f"nobody of the name «{author}» is found in the exports of {name}{place}, nor in its results; nothing was done: "
        "write the handle as the platform does, or give the platform's number of the account"
    )


def _expired(name: str, study: Study, request: Request) -> Plan:
    """What goes because it is too old; all results where an export or an import holds such posts."""
    if not study.privacy.keep:
        raise StudyError("--expired: the study says nothing of how long posts are kept; write privacy: {keep: 90d} (d, w, m or y)")
    first = expiry.instant(expiry.cutoff(study.privacy.keep, request.today), study)
    changes = []
    for source, path in exports(study):
        posts = pl.concat([batch.select("row", "published_at") for batch, _ in frames(source, path, study.timezone)])
        if gone := set(posts.filter(pl.col("published_at") < first)["row"]):
            changes.append(Change(source, path, gone, None, False))
    is_old = bool(changes) or any(expiry.holds_older(study, folder / name, first) for folder in request.results)
    return Plan(name, study, [], changes, 0, list(where.derived(name, request.results)) if is_old else [])


def describe(planned: Plan) -> list[str]:
    """What would be done, without naming anyone; nothing where nothing is to do."""
    stays = "names the account in encoded text, which cannot be masked"
    lines = [f"{change.path}: {what(change, 'to remove', 'to mask') or stays}" for change in planned.changes]
    if planned.absent:
        who = "the account" if planned.absent == 1 else f"{planned.absent} of the accounts"
        lines.append(f"no export names {who}; results or coded samples do")
    samples = coded.cleaned(planned.name, planned.subjects, planned.study)
    lines += [f"{path}: {gone} coded posts to remove, names to mask" for path, _, gone in samples]
    return lines + [f"{path}: to delete" for path in planned.derived if path.exists()]


def what(change: Change, removed: str, masked: str) -> str:
    """What becomes of an export, in words: «2 rows removed, others masked»."""
    parts = [f"{len(change.gone)} rows {removed}"] if change.gone else []
    parts += [f"{'others' if change.gone else 'rows'} {masked}"] if change.masked else []
    return ", ".join(parts)
