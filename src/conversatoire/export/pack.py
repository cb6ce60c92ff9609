"""The release pack of a study, from its results to one zip: gathered, looked through, described, written."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from conversatoire import manifest, tables
from conversatoire.config import Study
from conversatoire.errors import RunError, StudyError
from conversatoire.export import archive, crate, deletions, guard, licence, notes, papers, people, provenance, release, terms
from conversatoire.home import HOME
from conversatoire.note.render import last_day
from conversatoire.proof.rerun import read as read_manifest
from conversatoire.study_file import load

GROUPS = {"Notes": "notes/", "Tables": "tables/", "Ids of posts": "ids/", "Provenance": "provenance/", "Workflow": "workflow/"}


@dataclass(frozen=True)
class Wish:
    """What the user asked for; see the options of `export`."""

    study: str
    results: Path = Path("results")
    out: Path | None = None
    licence: str | None = None
    creators: tuple[str, ...] = ()
    date: str | None = None
    at_least: int = 10
    periods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """What was written: the file or folder, and what to tell of it."""

    path: Path
    told: list[str]


def write(wish: Wish) -> Pack:
    """Writes the pack of a study.

    Raises:
        StudyError: the licence, the date, a month or the place to write is wrong.
        RunError: the results are not what their manifests say, are older than the list of deletions, or would give somebody away.
    """
    spdx = licence.chosen(wish.licence)
    name, study = load(wish.study)
    folders = chosen_months(wish.results / name, wish.periods)
    out = _place(wish, name)
    day = _day(wish.date) or last_day(folders[-1].name).date().isoformat()
    about = crate.About(study.title, _description(study, folders), day, spdx, licence.USUAL.get(spdx, ""), wish.creators, tuple(study.note_languages))
    manifests = {folder.name: read_manifest(folder) for folder in folders}
    everyone = people.named(pd.concat([_posts(folder, [*people.NAMING, "mentions"]) for folder in folders]))
    said = deletions.check(name, manifests)
    public = people.public_terms(study)
    months = [release.month(folder, everyone, public, wish.at_least) for folder in folders]
    runs = [provenance.told(content) for content in manifests.values()]
    files, ids = _contents(study, months, folders, everyone, runs, wish.at_least)
    facts = {
        "months": [month.period for month in months],
        "at_least": wish.at_least,
        "blanked": sum(sum(month.blanked.values()) for month in months),
        "dropped": sum(sum(month.dropped.values()) for month in months),
        "ids": ids,
        "deletions": said,
    }
    files |= {"README.md": papers.readme(about, facts), "CITATION.cff": papers.citation(about)}
    abouts = _abouts(files)
    groups = {heading: [(path, abouts.get(path, "")) for path in sorted(files) if path.startswith(start)] for heading, start in GROUPS.items()}
    groups = {heading: listed for heading, listed in groups.items() if listed}
    files = crate.describe(files, abouts, about, runs, papers.preview(about, groups, facts))
    guard.check(files, everyone, (text for folder in folders for text in _texts(folder)))
    (archive.write_zip if out.suffix == ".zip" else archive.write_folder)(files, out)
    return Pack(out, _told(facts, files, about))


def chosen_months(results: Path, periods: tuple[str, ...]) -> list[Path]:
    """The months to export, oldest first: those asked for, or all that were run to their note.

    Raises:
        StudyError: a month asked for was not run.
        RunError: a file is not what the manifest of its month says.
    """
    found = {folder.name: folder for folder in manifest.months(results)}
    if unknown := [period for period in periods if period not in found]:
        raise StudyError(f"{results / unknown[0]}: this month was not run; run: {', '.join(found)}")
    chosen = [found[period] for period in sorted(periods or found)]
    names = {folder.name for folder in chosen}
    if problems := [problem for problem in manifest.verify(results) if problem.period in names]:
        raise RunError(f"the results are not what their manifests say ({problems[0]}); run the study again, then export")
    return chosen


def _place(wish: Wish, name: str) -> Path:
    out = wish.out or wish.results / name / "export" / f"{name}-release.zip"
    if out.suffix != ".zip" and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StudyError(f"--out {out}: is there and not empty; give a .zip file, or a folder that is empty or is not there yet")
    return out


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise StudyError(f"--date «{text}» is not a day; write it as 2026-11-30") from None


def _description(study: Study, folders: list[Path]) -> str:
    first, last = folders[0].name, folders[-1].name
    when = first if first == last else f"{first} to {last}"
    return " ".join(part for part in (study.question, f"Counts of web conversations, {when}, without text of posts and names of accounts.") if part)


def _posts(folder: Path, columns: list[str]) -> pd.DataFrame:
    return tables.read(folder / "collection/posts.parquet", "posts", columns)


def _texts(folder: Path) -> list[str]:
    posts = _posts(folder, ["title", "text"])
    return [f"{title if isinstance(title, str) else ''} \n {text}" for title, text in posts.itertuples(index=False, name=None)]


def _contents(
    study: Study, months: list[release.Month], folders: list[Path], everyone: frozenset[str], runs: list[dict[str, Any]], at_least: int
) -> tuple[dict[str, bytes], list[str]]:
    """The files of the pack but its papers, and the media whose ids it holds."""
    files, media = {}, set()
    for month, folder, run in zip(months, folders, runs, strict=True):
        for table, frame in month.tables.items():
            files[f"tables/{month.period}/{table}.csv"] = release.text_of(frame).encode()
        for note, content in notes.write(study, month, at_least).items():
            files[f"notes/{month.period}/{note}"] = content
        for medium, ids in terms.shared_ids(_posts(folder, ["post_id", "medium"]), terms.read(), everyone).items():
            files[f"ids/{month.period}/{medium}.csv"] = ("id\n" + "".join(f"{native}\n" for native in ids)).encode()
            media.add(medium)
        files[f"provenance/{month.period}/run.json"] = provenance.as_json(run)
    files["tables/columns.csv"] = release.text_of(pd.DataFrame(papers.columns(), columns=["table", "column", "about"])).encode()
    for file in (HOME / "workflow/Snakefile", *sorted((HOME / "workflow/rules").glob("*.smk"))):
        files[file.relative_to(HOME).as_posix()] = file.read_bytes()
    return files, sorted(media)


def _abouts(files: dict[str, bytes]) -> dict[str, str]:
    """What each file is, in a line."""
    found = {"README.md": "What the pack holds and how people were protected", "CITATION.cff": "How to cite the pack"}
    found["tables/columns.csv"] = "What each column of the tables means"
    for path in (path for path in files if "/" in path):
        part, *_, name = path.split("/")
        stem = name.partition(".")[0]
        if part == "tables" and path not in found:
            found[path] = tables.TABLES[stem].about
        elif part == "ids":
            found[path] = f"Ids of posts on {stem}, as its terms allow"
        elif part == "notes":
            found[path] = f"Release note of {path.split('/')[1]} ({name.split('.')[1]}, {name.split('.')[2]})"
        elif part == "provenance":
            found[path] = "Versions, code, seeds, parameters and hashes of the month's run"
    return found


def _told(facts: dict[str, Any], files: dict[str, bytes], about: crate.About) -> list[str]:
    ids = f"ids of posts on {', '.join(facts['ids'])} (data/reference/platform_terms.csv)" if facts["ids"] else "no ids of posts"
    return [
        f"{len(files)} files, {len(facts['months'])} months, licence {about.licence}; {ids}",
        f"{facts['blanked']} rows blanked and {facts['dropped']} left out: fewer than {facts['at_least']} authors, or somebody's name",
        facts["deletions"],
    ]
