"""Progress as a terminal shows it, and text that it can be given."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

# Controls but for tabs and line ends, separators of lines, and the marks that turn the direction of what follows them.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: object) -> str:
    """`text` without what a terminal would obey instead of showing: names of files and cells of exports may hold it."""
    return _OBEYED.sub("", str(text))


@contextmanager
def progress_line() -> Iterator[Callable[[str, bool], None]]:
    """Gives a function that shows a line of progress and whether it is final: the one updating line of a terminal, elsewhere only what is final."""
    try:
        yield _show
    finally:
        if sys.stdout.isatty():
            click.echo()


def _show(text: str, final: bool) -> None:
    text = printable(text)
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        click.echo(f"\r\x1b[2K{text[:width]}", nl=False)
    elif final:
        click.echo(text)
