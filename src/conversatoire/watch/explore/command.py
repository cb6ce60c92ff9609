"""The verb `conversatoire explore`. Light to import, since every verb of the command line does."""

from pathlib import Path

import click


@click.command()
@click.argument("study")
@click.option("--port", type=click.IntRange(1, 65_535), default=8001, show_default=True, help="Port to listen on, or the next free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; any but this machine's own lets others read the posts.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in your browser.")
@click.option("--results", type=click.Path(file_okay=False, path_type=Path), default=Path("results"), help="The folder of results.")
def explore(study: str, port: int, host: str, open_browser: bool, results: Path) -> None:
    """Look through the posts of a study in the browser."""
    from conversatoire.study_file import load
    from conversatoire.watch.explore.serve import serve

    name, settings = load(study)
    serve(results / name / "watch/posts.sqlite", name, settings, results, host, port, open_browser, click.echo)
