"""A small export that names people in every way that the privacy tests look for."""

import csv
import json
from pathlib import Path

from trial import ROOT, write_tiny

HEADER = ["id", "date", "text", "author", "name", "uid", "reply_to", "repost_of", "reposted", "url", "likes"]
HANDLE, NAME, NUMBER, POST = "zoe_martin77", "Zoé Kerbrat-Le Goff", "8812345678901", "777100200300"
FRIEND, FRIEND_NAME = "Bilal.Oualid", "Bilal Oualid"
MAIL, TELEPHONE = "zoe.kerbrat@exemple.invalid", "06 12 34 56 78"
TRACES = [HANDLE, NAME, NUMBER, POST, "Kerbrat", FRIEND, FRIEND_NAME, "777100200301", MAIL, TELEPHONE, "06 12 34"]
TEXTS = [
    f"Le pont de la rivière déborde, écrivez à {MAIL} ou au {TELEPHONE}",
    f"@{HANDLE.upper()} le péage du pont est trop cher, voir https://mastodon.social/@{HANDLE}/{POST} (%40{HANDLE})",
    f"RT @{HANDLE}: Le pont de la rivière déborde encore",
    f"Comme le dit {NAME}, le pont mérite mieux ; merci ＠{HANDLE} et {FRIEND_NAME}",
    f"Le vieux pont vu par @{FRIEND} et {HANDLE} sur www.facebook.com/{HANDLE}/posts/{POST}?id={NUMBER}",
]


def rows(first: int = 0, month: str = "2024-03") -> list[list[str]]:
    """Five posts: two by Zoé, one of them passed on by her friend; the others name her."""
    who = [(HANDLE, NAME, NUMBER), (FRIEND, FRIEND_NAME, "991"), (FRIEND, FRIEND_NAME, "991"), ("carla", "Carla", "992"), ("carla", "Carla", "992")]
    found = []
    for place, (text, (author, name, number)) in enumerate(zip(TEXTS, who, strict=True)):
        native = str(int(POST) + first + place)
        reply, repost = (str(int(POST) + first), "") if place == 1 else ("", str(int(POST) + first) if place == 2 else "")
        url = f"https://mastodon.social/@{author}/{native}"
        found.append([native, f"{month}-0{place + 2}T10:00:00Z", text, author, name, number, reply, repost, HANDLE if repost else "", url, "3"])
    return found


def write_csv(path: Path, lines: list[list[str]], header: list[str] = HEADER) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])


def write_jsonl(path: Path, lines: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(dict(zip(HEADER, line, strict=True)), ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


COLUMNS = {
    "native_id": "id", "published_at": "date", "text": "text", "author": "author", "author_name": "name", "author_id": "uid",
    "reply_to": "reply_to", "repost_of": "repost_of", "repost_of_author": "reposted", "url": "url", "likes": "likes",
}  # fmt: skip


def write_study(folder: Path, name: str = "tiny") -> None:
    """The tiny study with a second source of the same medium, in which people are named in every way; a row of it cannot be read."""
    write_tiny(folder)
    write_csv(
        folder / "data/raw/people/march.csv", [*rows(), ["777100200999", "never", f"le pont de {HANDLE}", HANDLE, NAME, NUMBER, "", "", "", "", ""]]
    )
    study = (ROOT / "tests/studies/tiny.yaml").read_text(encoding="utf-8")
    columns = ", ".join(f"{key}: {column}" for key, column in COLUMNS.items())
    study += f"  - {{name: people, medium: mastodon, format: csv, path: data/raw/people/*.csv, columns: {{{columns}}}}}\n"
    (folder / f"config/studies/{name}.yaml").write_text(study, encoding="utf-8")
