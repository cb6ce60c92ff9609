"""The verb `conversatoire export`. Light to import, since every verb of the command line does."""

from pathlib import Path

import click

PERSONAL = "holds personal data (handles and words of people): for colleagues under the same rules as you; do not publish it"


@click.command()
@click.argument("study")
@click.option("--out", type=click.Path(path_type=Path), help="A .zip file or a folder. results/STUDY/export/… where not given.")
@click.option("--licence", metavar="SPDX", help="Licence of the pack, such as CC-BY-4.0: yours to choose, required for the pack.")
@click.option("--creator", "creators", multiple=True, metavar="NAME", help="Who made the study, for the citation; may be repeated.")
@click.option("--date", metavar="DAY", help="Day of publication, YYYY-MM-DD. The last month's last day where not given.")
@click.option("--at-least", type=click.IntRange(min=3), default=10, show_default=True, help="Distinct authors behind every count and word released.")
@click.option("--period", "periods", multiple=True, metavar="P", help="A month; may be repeated. All that were run where not given.")
@click.option("--4cat", "fourcat", is_flag=True, help="The posts as a CSV for 4CAT's upload, for colleagues.")
@click.option("--gexf", is_flag=True, help="Each month's graph for Gephi, for colleagues.")
@click.option("--csv", "as_csv", is_flag=True, help="The posts as CSV, for colleagues.")
@click.option("--results", type=click.Path(file_okay=False, path_type=Path), default=Path("results"), help="The folder of results.")
def export(
    study: str,
    out: Path | None,
    licence: str | None,
    creators: tuple[str, ...],
    date: str | None,
    at_least: int,
    periods: tuple[str, ...],
    fourcat: bool,
    gexf: bool,
    as_csv: bool,
    results: Path,
) -> None:
    """Write a release pack without personal data.

    The pack is an RO-Crate: notes without quotations and accounts, tables of counts, parameters, provenance, licence and citation. With --4cat,
    --gexf or --csv the posts or graphs are written instead, for colleagues: these files hold personal data.
    """
    if fourcat or gexf or as_csv:
        from conversatoire.export.colleagues import write

        for path in write(study, results, out, periods, fourcat=fourcat, gexf=gexf, as_csv=as_csv):
            click.echo(path)
        click.secho(f"WARNING: {'each of these files' if fourcat + gexf + as_csv > 1 else 'this'} {PERSONAL}", err=True, bold=True)
        return
    from conversatoire.export.pack import Wish
    from conversatoire.export.pack import write as write_pack

    pack = write_pack(Wish(study, results, out, licence, creators, date, at_least, periods))
    click.echo("\n".join(pack.told))
    click.echo(pack.path)
