"""The verb `conversatoire purge`. Light to import, since every verb of the command line does."""

import sys
from datetime import datetime
from pathlib import Path

import click


@click.command()
@click.argument("study")
@click.option("--author", "authors", multiple=True, metavar="A", help="A handle, or the platform's id; may be repeated.")
@click.option("--medium", "media", multiple=True, metavar="M", help="A medium of the study to look in; may be repeated. All where not given.")
@click.option("--expired", is_flag=True, help="Remove what is older than the study's `privacy.keep` instead.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that --expired counts from and that the record tells; today where not given."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done and do nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before.")
@click.option(
    "--results",
    multiple=True,
    type=click.Path(file_okay=False, path_type=Path),
    default=[Path("results")],
    help="A folder of results; may be repeated.",
)
def purge(
    study: str,
    authors: tuple[str, ...],
    media: tuple[str, ...],
    expired: bool,
    today: datetime | None,
    dry_run: bool,
    yes: bool,
    results: tuple[Path, ...],
) -> None:
    """Remove an author everywhere.

    The exports are rewritten without the author's posts and what passes them on, and the author is masked in the posts of others. All results of the
    study are deleted: conversatoire run makes them again. data/deletions/STUDY.csv keeps the author out of later exports; see docs/privacy.md.
    """
    from conversatoire.errors import StudyError
    from conversatoire.privacy import planning
    from conversatoire.privacy.purge import carry_out

    request = planning.Request(study, authors, media, expired, (today or datetime.now().astimezone()).date(), results)
    planned = planning.plan(request)
    to_do = planning.describe(planned)
    click.echo("\n".join(to_do) or "neither the exports nor the results hold anything older than privacy.keep says: nothing is to do")
    if dry_run or not to_do:
        return
    if not yes:
        if not sys.stdin.isatty():
            raise StudyError("nothing was done: say --yes to remove it for good")
        click.confirm("Remove it for good?", abort=True)
    made = any((folder / planned.name).exists() for folder in results)
    done = carry_out(planned, request)
    click.echo("\n".join(done.told))
    if done.left:
        click.echo("left over:\n" + "\n".join(f"  {line}" for line in done.left), err=True)
        click.get_current_context().exit(1)
    click.echo("nothing is left over" + (f"; conversatoire run {study} makes the results again" if made else ""))
