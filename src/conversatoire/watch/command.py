"""The verb `conversatoire search`. Light to import, since every verb of the command line does."""

from pathlib import Path
from typing import Any

import click

from conversatoire.watch.selection import SORTS

_WHEN = "A day or month, included (2024-10-22, 2024-10), or an instant (2024-10-22T14:00), in the study's time zone."
_ANY = "; may be repeated, any of them."


@click.command()
@click.argument("study")
@click.argument("query", nargs=-1)
@click.option("--from", "from", metavar="WHEN", help=_WHEN)
@click.option("--to", "to", metavar="WHEN", help="The same; an instant is excluded.")
@click.option("--last", metavar="SPAN", help="24h, 15d, 2w or 3m (months), back from the last post; without --from and --to.")
@click.option("--medium", multiple=True, metavar="M", help=f"A medium of the study{_ANY}")
@click.option("--author", multiple=True, metavar="A", help=f"A handle, or medium:handle{_ANY}")
@click.option("--list", "list", multiple=True, metavar="NAME", help=f"The accounts of a list of the study{_ANY}")
@click.option("--lang", multiple=True, metavar="CODE", help=f"A language such as fr{_ANY}")
@click.option("--kind", multiple=True, metavar="KIND", help=f"post, reply, repost or quote{_ANY}")
@click.option("--tag", metavar="TAG", help="A hashtag, whatever its case and accents.")
@click.option("--link", metavar="ADDRESS", help="Posts that share this page.")
@click.option("--site", metavar="HOST", help="Posts that share pages of this site.")
@click.option("--mentioned", metavar="A", help="Posts that name, answer, relay or quote this account.")
@click.option("--topic", metavar="ID", help="A topic, such as 2011-05/3 (column id of topic_links.csv), or none.")
@click.option("--behind", metavar="LIST", help="The posts behind a number of a note, such as 2011-05/topic-1 (a file of its note/posts).")
@click.option("--sort", type=click.Choice(SORTS), default="date", show_default=True, help="The latest, the best or the most engaging first.")
@click.option("--limit", type=click.IntRange(0, 2**31), default=20, show_default=True, help="Posts shown at most.")
@click.option("--json", "form", flag_value="json", help="One JSON document: query, interval, count, posts, tops.")
@click.option("--csv", "form", flag_value="csv", help="The posts as CSV.")
@click.option("--top", type=click.IntRange(0, 1000), default=10, show_default=True, help="Length of the tops of the search.")
@click.option("--no-tops", is_flag=True, help="No tops.")
@click.option("--results", type=click.Path(file_okay=False, path_type=Path), default=Path("results"), help="The folder of results.")
def search(study: str, query: tuple[str, ...], top: int, no_tops: bool, **options: Any) -> None:
    """Search the posts of a study.

    QUERY is words, all of which must be there; "a phrase", OU, ET, SAUF (or OR, AND, NOT), -word, parentheses, begin*, @account and #tag work
    too: see docs/search.md. Put it between quotes: 'panne -orange'. Without it all posts are found.
    """
    from conversatoire.watch.terminal import search as search_study

    click.echo(search_study(study, " ".join(query), top=0 if no_tops else top, **options))
