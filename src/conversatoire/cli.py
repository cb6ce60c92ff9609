"""The command line: every verb calls one function. Exit status: 0 done, 1 the run failed, 2 the input is wrong."""

import os
import shutil
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conversatoire import __version__
from conversatoire.compare.command import compare
from conversatoire.errors import ConversatoireError
from conversatoire.export.command import export
from conversatoire.privacy.command import purge
from conversatoire.proof.command import verify
from conversatoire.steps import STEPS
from conversatoire.terminal import printable
from conversatoire.watch.command import search
from conversatoire.watch.explore.command import explore

if TYPE_CHECKING:
    from conversatoire.run import Request


class Verbs(click.Group):
    """A group whose verbs end with a message and an exit status, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a verb; an error of ours is its message, any other an apology that says where the traceback is."""
        try:
            return super().invoke(ctx)
        except ConversatoireError as error:
            click.echo(printable(error), err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception:
            click.echo(f"Sorry, this is a fault of Conversatoire's; please report it with {_keep(traceback.format_exc())}", err=True)
            ctx.exit(1)


def _keep(report: str) -> Path:
    """Writes a traceback under logs/, or where that cannot be, in a temporary file."""
    path = Path("logs/unexpected-error.log")
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(report, encoding="utf-8")
    except OSError:
        handle, name = tempfile.mkstemp(prefix="conversatoire-", suffix=".log", text=True)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(report)
        path = Path(name)
    return path


def run_options(verb: Callable[..., None]) -> Callable[..., None]:
    """The options that `run` and `demo` share."""
    options = [
        click.option("--period", "periods", multiple=True, metavar="P", help="A month, such as 2011-05; may be repeated. All where not given."),
        click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Wins over the study file (topics.count=8); may be repeated."),
        click.option("--cores", type=click.IntRange(min=1), help="How many cores to use at most. All where not given."),
        click.option("--profile", metavar="NAME", help="A folder under workflow/profiles, such as slurm."),
        click.option("--results", type=click.Path(file_okay=False, path_type=Path), default=Path("results"), help="The folder of results."),
    ]
    for option in reversed(options):
        verb = option(verb)
    return verb


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conversatoire")
def main() -> None:
    """A reproducible observatory of web conversations: from raw exports to a monthly note.

    STUDY is a name under config/studies, or the path of a YAML file.
    """


@main.command()
@run_options
def demo(**options: Any) -> None:
    """Write the teaching corpus and run its study."""
    from conversatoire import demo as corpus
    from conversatoire import plan
    from conversatoire.run import Request

    corpus.write(Path("data/raw/demo"))
    _lend(plan.HOME / "data/reference", Path("data/reference"))
    here = Path("config/studies/demo.yaml")
    _run(Request(study="demo" if here.is_file() else str(plan.HOME / here), **options))


def _lend(lent: Path, here: Path) -> None:
    """Copies the example tables that the demo names, where the folder one runs from has none of that name."""
    here.mkdir(parents=True, exist_ok=True)
    for file in sorted(lent.glob("*.example.csv")):
        if not (here / file.name).exists():
            shutil.copyfile(file, here / file.name)


@main.command()
@click.argument("study")
def new(study: str) -> None:
    """Write a commented study file."""
    from conversatoire import new as files

    path = files.new(study)
    click.echo(f"{path}\nEdit it, then: conversatoire check {study}")


@main.command()
@click.argument("study")
@click.option("--set", "overrides", multiple=True, metavar="KEY=VALUE", help="Wins over the study file; may be repeated.")
def check(study: str, overrides: tuple[str, ...]) -> None:
    """Look at a study and its sources before a run."""
    from conversatoire.check import check as describe
    from conversatoire.run import Request

    for line in describe(Request(study=study, overrides=overrides)):
        click.echo(printable(line))


@main.command()
@click.argument("study")
@run_options
@click.option("--until", type=click.Choice(list(STEPS)), default="note", show_default=True, help="The last step to make.")
@click.option("--unlock", is_flag=True, help="Take away the lock that a killed run left, and run.")
def run(study: str, unlock: bool, **options: Any) -> None:
    """Run a study to its notes."""
    from conversatoire.run import Request
    from conversatoire.run import unlock as take_lock_away

    request = Request(study=study, **options)
    if unlock:
        take_lock_away(request)
    _run(request)


@main.command()
@click.argument("study")
@click.option("--codebook", default="tone", show_default=True, help="tone, or one of the study's `tone.codebooks`.")
@click.option("--coder", default="coder1", show_default=True, help="Who will code: a name in small letters. Another coder gets the same posts.")
@click.option("--size", type=click.IntRange(10, 2000), default=200, show_default=True, help="Posts to draw.")
@click.option("--period", "periods", multiple=True, metavar="P", help="A month to draw from; may be repeated. All where not given.")
@click.option("--results", type=click.Path(file_okay=False, path_type=Path), default=Path("results"), help="The folder of results.")
def annotate(**options: Any) -> None:
    """Draw posts to code by hand."""
    from conversatoire.tone.annotate import annotate as draw

    sample = draw(**options)
    click.echo(f"{sample.csv}\n{sample.notebook}\n{sample.posts} posts. When they are coded, write in the study file: {sample.line}")


main.add_command(verify)
main.add_command(export)
main.add_command(compare)
main.add_command(purge)
main.add_command(search)
main.add_command(explore)


def _run(request: "Request") -> None:
    from conversatoire.run import run as run_study
    from conversatoire.terminal import progress_line

    with progress_line() as tell:
        paths = run_study(request, tell)
    for path in paths:
        click.echo(path)


if __name__ == "__main__":
    main(prog_name="conversatoire")
