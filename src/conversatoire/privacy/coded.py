"""Samples coded by hand (data/coding/{study}) without the posts of a removed account."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from conversatoire.config import Study
from conversatoire.privacy import key, pseudonyms, scrub
from conversatoire.privacy.pseudonyms import Keyed
from conversatoire.privacy.subject import Subject


def clean(name: str, subjects: list[Subject], study: Study) -> Iterator[tuple[Path, int]]:
    """Rewrites the samples of a study; gives each file that changed and how many of its posts went."""
    for path, after, gone in cleaned(name, subjects, study):
        path.write_text(after, encoding="utf-8", newline="")
        yield path, gone


def cleaned(name: str, subjects: list[Subject], study: Study) -> Iterator[tuple[Path, str, int]]:
    """Each sample that names an account, its text without it, and how many of its posts go.

    A notebook beside them is emptied of the account's names as a text: it shows the sample and holds no codes of its own.
    """
    for path in sorted(path for path in (Path("data/coding") / name).glob("*") if path.is_file()):
        before = path.read_text(encoding="utf-8")
        after, gone = before, 0
        for who in subjects:
            after, lost = _sample(after, who, _ids(who, study)) if path.suffix == ".csv" else (scrub.texts(who)(after), 0)
            gone += lost
        if after != before:
            yield path, after, gone


def _ids(who: Subject, study: Study) -> set[str]:
    """The post_ids of the account's posts, in clear and under the pseudonyms of the study's key."""
    ids = {f"{who.medium}:{native}" for native in who.posts}
    if study.privacy.pseudonyms:
        keyed = Keyed(key.read_key(study.privacy), who.medium)
        ids |= {pseudonyms.post(keyed, post_id) for post_id in ids}
    return ids


def _sample(text: str, who: Subject, ids: set[str]) -> tuple[str, int]:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    place = rows[0].index("post_id") if rows and "post_id" in rows[0] else None
    if place is None:
        return scrub.texts(who)(text), 0
    mask = scrub.texts(who)
    kept = [[mask(cell) for cell in row] for row in rows[1:] if len(row) <= place or row[place] not in ids]
    if kept == rows[1:]:
        return text, 0
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([rows[0], *kept])
    return out.getvalue(), len(rows) - 1 - len(kept)
