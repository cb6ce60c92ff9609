"""The verb `conversatoire compare`. Light to import, since every verb of the command line does."""

from pathlib import Path

import click

LANGUAGES = ("fr", "en")


@click.command()
@click.argument("a", metavar="A", type=click.Path(path_type=Path))
@click.argument("b", metavar="B", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Where it goes; results/compare/{names of A and B} where not given.")
@click.option("--lang", "languages", type=click.Choice(LANGUAGES), multiple=True, help="Language of the document; both where not given.")
def compare(a: Path, b: Path, out: Path | None, languages: tuple[str, ...]) -> None:
    """Tell what moved between two runs or two months.

    A and B are the results of two studies (results/demo other/demo: every month that both have), or two months of results (results/demo/2011-04
    results/demo/2011-05). `conversatoire run … --results OTHER` keeps another run beside the first.
    """
    from conversatoire.compare.notebook import run

    for path in run(a, b, out, [lang for lang in LANGUAGES if not languages or lang in languages]):
        click.echo(path)
