"""The verb `conversatoire verify`. Light to import, since every verb of the command line does."""

from pathlib import Path

import click


@click.command()
@click.argument("study")
@click.option("--rerun", "again", is_flag=True, help="Make the study again in a temporary folder and compare; else the files are only hashed.")
@click.option("--cores", type=click.IntRange(min=1), help="With --rerun: how many cores to use at most. All where not given.")
@click.option("--keep", is_flag=True, help="With --rerun: keep the new results, and say where.")
@click.option("--results", type=click.Path(file_okay=False, path_type=Path), default=Path("results"), help="The folder of results.")
def verify(study: str, again: bool, cores: int | None, keep: bool, results: Path) -> None:
    """Compare the results with their manifests."""
    from conversatoire import manifest
    from conversatoire.errors import RunError, StudyError
    from conversatoire.study_file import locate
    from conversatoire.terminal import printable

    if not again and (cores or keep):
        raise StudyError("--cores and --keep go with --rerun")
    folder = results / locate(study).stem
    try:
        manifest.months(folder)
    except RunError as error:  # nothing failed: there was no run
        raise StudyError(str(error)) from None
    if again:
        _rerun(study, results, cores, keep)
        return
    problems = manifest.verify(folder)
    for problem in problems:
        click.echo(printable(problem))
    if problems:
        click.get_current_context().exit(1)
    click.echo(
        "every file is what its manifest says: tables, parameters, notes and their figures (executed notebooks hold times, and are not promised)"
    )


def _rerun(study: str, results: Path, cores: int | None, keep: bool) -> None:
    from conversatoire import manifest
    from conversatoire.proof.rerun import rerun
    from conversatoire.terminal import printable, progress_line

    with progress_line() as tell:
        outcome = rerun(study, results, cores, keep, tell)
    for line in outcome.differences:
        click.echo(printable(line))
    click.echo(f"{outcome.same} files are identical, {len(outcome.differences)} differ")
    if outcome.folder:
        click.echo(f"made again in {outcome.folder}")
    if not outcome.differences:
        return
    drawn = all(line.partition(":")[0].endswith(manifest.DRAWN) for line in outcome.differences)
    click.echo(f"likely reason{f' ({manifest.ABOUT_DRAWN})' if drawn else ''}:")
    for line in outcome.why or ["the manifests agree in input, parameters, code and versions: if no file was changed by hand, please report this"]:
        click.echo(printable(f"  {line}"))
    click.get_current_context().exit(1)
