"""Removal of authors, or of what is too old, from a study: exports rewritten, everything made of them deleted, the removal recorded."""

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

from conversatoire.privacy import coded, deletions, raw, scrub, traces, where
from conversatoire.privacy.planning import Plan, Request, exports, what
from conversatoire.privacy.subject import Subject
from conversatoire.study_file import STUDIES, load

_LOG = ("asked", "account", "file", "rows", "what")


class Done(NamedTuple):
    """What was done, line by line, and what is left over."""

    told: list[str]
    left: list[str]


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
        gone = traces.rows(change.source, change.path, change.who, planned.study.timezone) if change.who else change.gone
        done = raw.rewrite(change.source, change.path, gone, change.who, planned.study.timezone)
        if done.refused:
            left.append(f"{change.path}: {done.refused}")
        elif done.changed:
            told.append(f"{change.path}: {what(change._replace(gone=gone), 'removed', 'masked') or 'rewritten'}")
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
    places = [*request.results, Path("logs"), Path("data/coding") / planned.name, Path("data/deletions"), Path(".snakemake/log")]
    ours = [path for place in places for path in place.rglob("*") if path.is_file()]
    lines = []
    for who in planned.subjects:
        own = exports(planned.study, who.medium)
        looked = sorted({path for _, path in own} | set(ours))
        lines += [f"{path}: still names the account, {count} times" for path, count in raw.holding(looked, scrub.pattern(who))]
        lines += [f"{path}: its name holds the account's" for path in looked if scrub.pattern(who).search(path.name)]
        hidden = [path for source, path in own if traces.encoded(source, path, who, planned.study.timezone)]
        lines += [f"{path}: names the account in encoded text (base64, quoted-printable), which must be masked by hand" for path in hidden]
    return sorted(dict.fromkeys(lines + _neighbours(planned)))


def _neighbours(planned: Plan) -> list[str]:
    """Other studies that read an export that was rewritten: their results still hold what went."""
    changed = {change.path.resolve() for change in planned.changes}
    found = []
    for file in sorted(STUDIES.glob("*.yaml")):
        if file.stem == planned.name:
            continue
        try:
            read = {path.resolve() for _, path in exports(load(str(file))[1])}
        except Exception:
            continue
        if read & changed:
            found.append(f"study {file.stem}: reads an export that was rewritten; purge it too")
    return found
