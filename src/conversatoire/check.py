"""A look before the run: is the study valid, are its files there and readable, what would run."""

import os
from collections.abc import Iterator
from pathlib import Path

from conversatoire import plan
from conversatoire.collection.formats import reader
from conversatoire.collection.normalise import normalise
from conversatoire.config import Source, Study
from conversatoire.errors import ConversatoireError, SourceError
from conversatoire.privacy import params as privacy
from conversatoire.run import Request, planned_jobs
from conversatoire.study_file import load

STEPS = ("collection", "topics", "influencers", "barometer", "note")


def check(request: Request) -> Iterator[str]:
    """Describes a study line by line: its months, its sources as their first rows show them, and what would run.

    Raises:
        StudyError: the study file is wrong.
        SourceError: some sources cannot be read; raised after all have been described.
        RunError: Snakemake cannot plan the run.
    """
    name, study = load(request.study, list(request.overrides))
    told = privacy.before_run(study, request.results / name)
    months = plan.months(study, list(request.periods))
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]} ({len(months)} months)"
    yield f"{name}: {study.title}"
    yield f"  months     {span}, cut in {study.timezone}"
    yield f"  languages  {', '.join(study.languages) or 'all'}"
    yield f"  query      {_query(study)}"
    yield from (f"  {line}" for line in told)
    broken = []
    for source in study.sources:
        yield f"  source     {source.name} ({source.medium}, {source.format})"
        try:
            for line in _source(source, study):
                yield f"    {line}"
        except ConversatoireError as error:
            broken.append(source.name)
            yield f"    cannot be read: {error}"
    if broken:
        raise SourceError(f"sources that cannot be read: {', '.join(broken)}; mend them and check again")
    yield from _would_run(request)


def _query(study: Study) -> str:
    parts = [f"{word} of: {', '.join(terms)}" for word in ("any", "all", "none") if (terms := getattr(study.query, word))]
    return "; ".join(parts) or "every post"


def _source(source: Source, study: Study) -> Iterator[str]:
    """What the source's files look like; the first file that holds a row is opened, and its first batch read."""
    files = [Path(file) for file in plan.source_params(study, source.name)["files"]]
    yield f"{len(files)} file{'s' if len(files) > 1 else ''}, {_size(sum(file.stat().st_size for file in files))}"
    for file in files:
        batch = next(iter(reader(source.format)(file, source)), None)
        if batch is None or not (len(batch.posts) or batch.rejects):
            continue
        columns = [column for column in batch.posts.columns if column != "row" and batch.posts[column].null_count() < len(batch.posts)]
        made = normalise(batch.posts, source.model_copy(update={"timezone": source.timezone or study.timezone}), file.name)
        rejects = sorted([*batch.rejects, *made.rejects])
        yield f"first rows of {os.path.relpath(file)}: {len(made.posts) + len(rejects)} read, {len(rejects)} rejected"
        yield f"found: {', '.join(columns) or 'nothing'}"
        if len(made.posts):
            yield f"posts from {made.posts['published_at'].min():%Y-%m-%d %H:%M} to {made.posts['published_at'].max():%Y-%m-%d %H:%M} UTC"
        if rejects:
            yield f"first reject: row {rejects[0].row}: {rejects[0].reason}"
        if made.ruined_ids:
            yield f"ids that a spreadsheet ruined (1,45E+18): {made.ruined_ids}; export again and leave spreadsheets out"
        if not len(made.posts):
            raise SourceError(
                f"none of its first {len(rejects)} rows can be used ({rejects[0].reason}); look at its columns, encoding and date_format"
            )
        return
    yield "no row in any file: its notes would be empty"


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _would_run(request: Request) -> Iterator[str]:
    jobs = planned_jobs(request)
    if not jobs:
        yield "  would run  nothing: every note is up to date"
        return
    steps = [f"{jobs[step]} × {step}" for step in STEPS if step in jobs]
    imports = [f"{jobs['import_source']} × import"] if "import_source" in jobs else []
    yield f"  would run  {', '.join(imports + steps)}"
