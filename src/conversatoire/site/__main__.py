"""The observatory of a study, by the workflow's rule `site`: `python -m conversatoire.site OUT MONTH_FOLDER … --study NAME --title TEXT …`."""

import argparse
import sys
from pathlib import Path

from conversatoire.errors import ConversatoireError
from conversatoire.site.months import load
from conversatoire.site.site import site
from conversatoire.site.write import write


def main(arguments: list[str] | None = None) -> int:
    """The command of the module's docstring; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m conversatoire.site", description="Writes the static site over all months of a study.")
    parser.add_argument("out", type=Path, metavar="OUT", help="the site's folder; what it holds is replaced")
    parser.add_argument("months", type=Path, nargs="+", metavar="MONTH_FOLDER")
    parser.add_argument(
        "--kept", type=Path, action="append", default=[], help="a month that an earlier run left; it is left out where it cannot be read"
    )
    parser.add_argument("--study", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--question", default="")
    parser.add_argument("--timezone", required=True)
    parser.add_argument("--language", action="append", choices=["fr", "en"], required=True)
    options = parser.parse_args(arguments)
    try:
        months, refused = load(options.months, options.kept, options.language)
        write(site(options.study, options.title, options.question, options.timezone, options.language, months, refused), options.out)
    except ConversatoireError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{options.out}: {len(months)} months{f', left out: {refused}' if refused else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
