"""A look before the run: is the study valid, are its files there and readable, what would run."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from conversatoire import plan
from conversatoire.collection.heads import read_heads, some
from conversatoire.collection.look import look
from conversatoire.config import Source, Study
from conversatoire.errors import ConversatoireError, SourceError
from conversatoire.privacy import params as privacy
from conversatoire.progress import QUIET
from conversatoire.run import Request, planned_jobs
from conversatoire.steps import STEPS
from conversatoire.study_file import load

MONTHS_TOLD = 12  # that a line names one by one


class Seen(NamedTuple):
    """The days, in the study's time zone, of the posts that were read of a source, and whether its files hold no others."""

    days: pl.Series
    whole: bool


def check(request: Request) -> Iterator[str]:
    """Describes a study line by line: its months, its sources as the first rows of their files show them, and what would run.

    Raises:
        StudyError: the study file is wrong.
        SourceError: some sources cannot be read; raised after all have been described.
        RunError: Snakemake cannot plan the run.
    """
    yield from described(request)
    yield from _would_run(request)


def described(request: Request) -> Iterator[str]:
    """All that `check` tells but for what would run, which Snakemake takes some seconds to plan.

    Raises:
        StudyError, SourceError: as `check`.
    """
    name, study = load(request.study, list(request.overrides))
    told = privacy.before_run(study, request.results / name)
    months = plan.months(study, list(request.periods))
    yield f"{name}: {study.title}"
    yield f"  months     {_span(months)}{f' ({len(months)} months)' if len(months) > 1 else ''}, cut in {study.timezone}"
    yield f"  languages  {', '.join(study.languages) or 'all'}"
    yield f"  query      {_query(study)}"
    yield from (f"  {line}" for line in told)
    broken, seen = [], []
    for source in study.sources:
        yield f"  source     {source.name} ({source.medium}, {source.format})"
        try:
            for line in _source(source, study, months, seen):
                yield f"    {line}"
        except ConversatoireError as error:
            broken.append(source.name)
            yield from (f"    cannot be read: {line}" for line in str(error).splitlines())
    if broken:
        raise SourceError(f"sources that cannot be read: {', '.join(broken)}; mend them and check again")
    yield from (f"  warning    {line}" for line in _without_posts(months, seen))


def _span(months: list[str]) -> str:
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"


def _query(study: Study) -> str:
    parts = [f"{word} of: {', '.join(terms)}" for word in ("any", "all", "none") if (terms := getattr(study.query, word))]
    return "; ".join(parts) or "every post"


def _source(source: Source, study: Study, months: list[str], seen: list[Seen]) -> Iterator[str]:
    """What the first rows of each of a source's files look like; adds their days to `seen`."""
    files = [Path(file) for file in plan.source_params(study, source.name)["files"]]
    yield f"{len(files)} file{'s' if len(files) > 1 else ''}, {_size(sum(file.stat().st_size for file in files))}"
    heads, errors = read_heads(source, files)
    found = look(source.model_copy(update={"timezone": source.timezone or study.timezone}), heads, show_cells=not study.privacy.pseudonyms)
    yield from found.lines
    days = found.instants.dt.convert_time_zone(study.timezone).dt.date()
    whole = not errors and all(head.whole for head in heads)
    seen.append(Seen(days, whole))
    yield from _outside(days, whole, months)
    if not errors and not any(head.read for head in heads):
        yield "no row in any file: its notes would be empty"
    if errors or found.useless:
        raise SourceError("\n".join(some(errors) or [str(found.useless)]))


def _outside(days: pl.Series, whole: bool, months: list[str]) -> Iterator[str]:
    """A warning where no post that was read is of the study's months."""
    if len(days) and not _months(days) & set(months):
        rest = "" if whole else "; the rows after them were not looked at"
        yield f"warning: none of the {len(days)} posts read is of {_span(months)}; dates seen: {days.min()} to {days.max()}{rest}"


def _without_posts(months: list[str], seen: list[Seen]) -> list[str]:
    """A line for the months that no source has a post of, where all their files were read to the end."""
    held = set[str]().union(*(_months(one.days) for one in seen))
    empty = [month for month in months if month not in held]
    told = empty == months and any(len(one.days) for one in seen)  # by each source
    if told or not empty or not all(one.whole for one in seen):
        return []
    more = f" … ({len(empty)} months)" if len(empty) > MONTHS_TOLD else ""
    return [f"no file has a post of: {', '.join(empty[:MONTHS_TOLD])}{more}"]


def _months(days: pl.Series) -> set[str]:
    return set(days.dt.strftime("%Y-%m"))


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _would_run(request: Request) -> Iterator[str]:
    """Every job of a run, in the order of the data; those that only write parameters are left out, as the run's own progress leaves them."""
    jobs = {rule.removesuffix("_source"): count for rule, count in planned_jobs(request).items() if rule not in QUIET}
    if not jobs:
        yield "  would run  nothing: every note is up to date"
        return
    order = ["import", *STEPS]
    named = [*(rule for rule in order if rule in jobs), *sorted(jobs.keys() - set(order))]
    yield f"  would run  {', '.join(f'{jobs[rule]} × {rule}' for rule in named)}"
