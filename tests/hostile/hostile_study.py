"""A hostile study: two months of ordinary talk with hostile texts in every place where an export, a table or a study file may hold one.

The talk is ordinary enough for subjects, communities, a peak, questions, coordinated links and a weak signal to be found, so that what is hostile
becomes the name of a subject, a row of a top list, a quotation or a cause.
"""

import csv
import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from payloads import ALL, HANDLES, HTML, LINKS, MARKDOWN, RUN, TAGS, UNSEEN

NAME = "hostile"
FILE = f"=1+1 <img src=x onerror={RUN}> $(touch pwned) `touch pwned` {{{{7*7}}}} \x1b[31m;'\"|[x](javascript:1) \u202e.csv".replace("/", "")
MONTHS = ("2024-03", "2024-04")
MEGABYTE = 1_000_000
WORD, TEXT = "pont " + "mot" * (MEGABYTE // 3), "Le pont de la rivière est fermé. " * (MEGABYTE // 33)

PEOPLE = ["anne", "bilal", "chloe", "denis", "elsa", "farid", "gaelle", "hugo", "ines", "jules", "karim", "lea", *HANDLES]
SUBJECTS = [
    "les travaux du pont bloquent la circulation du quartier, le chantier réveille les riverains la nuit",
    "le prix du péage augmente encore, les automobilistes paient deux euros, une honte et un scandale",
    "les arches du vieux pont sont un patrimoine magnifique, la restauration des pierres est superbe",
    "le bus de nuit ne passe plus, les horaires de la ligne sont faux, la panne dure, quelle colère",
    "la piste cyclable du pont est dangereuse, un accident grave, une victime, les cyclistes ont peur",
    "le marché du dimanche près du pont est merveilleux, les fromages et le pain sont excellents, merci",
]
CALL = "Rassemblement samedi sur le pont contre la fermeture de la passerelle, partagez"
RUMOUR = "une odeur étrange de soufre près de la passerelle"


def write(folder: Path) -> None:
    """Writes the study file, its tables kept by hand and its exports under `folder`."""
    for path in ("config/studies", f"data/raw/{NAME}", "data/reference"):
        (folder / path).mkdir(parents=True)
    (folder / f"config/studies/{NAME}.yaml").write_text(yaml.safe_dump(_study(), allow_unicode=True, sort_keys=False), encoding="utf-8")
    _write_reference(folder / "data/reference")
    posts = sorted(_posts(random.Random(7)), key=lambda post: post["at"])
    for number, post in enumerate(posts):
        post["id"] = f"{ALL[number // 5 % len(ALL)]}{number}" if number % 5 == 4 else str(1000 + number)
    _refer(posts)
    raw = folder / "data/raw" / NAME
    by_source = [[post for post in posts if post["source"] == source] for source in range(3)]
    _write_csv(raw / FILE, by_source[0])
    _write_lines(raw / "pages.jsonl", by_source[1])
    _write_statuses(raw / "statuses.json", by_source[2])


def _posts(rng: random.Random) -> Iterator[dict[str, Any]]:
    """About four hundred posts without ids: talk of two months, a peak, a campaign in step, a rumour that grows, and two of a megabyte."""
    for number in range(300):
        subject = number % len(SUBJECTS)
        words = SUBJECTS[subject].split()
        cut = rng.randrange(len(words) // 2)
        payload = ALL[number % len(ALL)]
        text = f"{' '.join(words[cut:])} {payload} {' '.join(words[:cut])}{' ?' if number % 4 == 0 else ''}"
        if number % 7 == 0:
            text = payload + " pont " + text
        if number % 11 == 0:
            text = f"Comment fait-on pour {words[1]} {words[2]} {payload} ?"
        at = datetime(2024, 3, 1) + timedelta(hours=rng.randrange(61 * 24), minutes=rng.randrange(60))
        yield _post(at, text, PEOPLE[(number * 5 + subject) % len(PEOPLE)], number, number % 3, rng)
    for number in range(45):  # a peak
        at = datetime(2024, 4, 17, 14) + timedelta(minutes=2 * number)
        text = f"{CALL} {LINKS[4]} {HTML[number % 4]} {MARKDOWN[0]}"
        yield _post(at, text, PEOPLE[number % len(PEOPLE)], 3, number % 3, rng) | {"tags": [TAGS[0]], "links": [LINKS[4]]}
    for number in range(60):  # four accounts that share the same links within seconds, three a day
        link = number // 4
        at = datetime(2024, 4, 2 + link // 3 * 5, 8 + 4 * (link % 3)) + timedelta(seconds=3 * (number % 4))
        shared = {"links": [f"{LINKS[6]}/{link}"], "tags": [TAGS[1]]}
        yield _post(at, f"Signez la pétition du pont {link} {TAGS[0]}", HANDLES[3 + number % 4], 0, 1, rng) | shared
    for number in range(24):  # a weak signal
        at = datetime(2024, 4, 22) + timedelta(days=number**0.6, minutes=7 * number)
        yield _post(at, f"{RUMOUR} {UNSEEN[number % 3]} sur le pont", PEOPLE[8 + number % 8], 5, number % 3, rng) | {"tags": [TAGS[2]]}
    for number, text in enumerate((WORD, TEXT, f"pont #{'long' * (MEGABYTE // 4)}", f"pont {' '.join(ALL)}")):
        yield _post(datetime(2024, 4, 18, 8 + number), text, "anne", 1, number % 3, rng)


def _post(at: datetime, text: str, author: str, number: int, source: int, rng: random.Random) -> dict[str, Any]:
    others = rng.sample(PEOPLE, 2)
    return {
        "at": at, "text": f"{text} @{others[0]}", "title": ALL[number % len(ALL)] if number % 3 == 0 else "", "author": author,
        "name": ALL[PEOPLE.index(author) % len(ALL)], "url": LINKS[number % len(LINKS)], "tags": [TAGS[number % len(TAGS)], "pont"],
        "mentions": others, "links": [LINKS[number % len(LINKS)], LINKS[4 + number % 6]], "likes": rng.randrange(40), "followers": 100 + number,
        "reply_to": "", "reply_to_author": "", "repost_of": "", "repost_of_author": "", "source": source,
    }  # fmt: skip


def _refer(posts: list[dict[str, Any]]) -> None:
    """Makes every fourth post a reply and every seventh a repost of an earlier post of its own medium."""
    for number, post in enumerate(posts):
        earlier = next((other for other in posts[number - 1 :: -1] if other["source"] == post["source"]), None) if number else None
        if earlier and number % 4 == 3:
            post |= {"reply_to": earlier["id"], "reply_to_author": earlier["author"]}
        if earlier and number % 7 == 6 and max(len(post["text"]), len(earlier["text"])) < 10_000:
            post |= {"repost_of": earlier["id"], "repost_of_author": earlier["author"], "text": earlier["text"], "links": earlier["links"]}


HEADER = {
    "id": "=id",
    "at": "<b>date</b>",
    "text": "{{ text }}",
    "title": "[titre](javascript:1)",
    "author": "qui $(touch pwned)",
    "name": "nom\u202e",
} | {name: name for name in ("url", "likes", "followers", "reply_to", "reply_to_author", "repost_of", "repost_of_author")}


def _write_csv(path: Path, posts: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(HEADER.values())
        writer.writerows([str(post[name]).replace("\0", "") for name in HEADER] for post in posts)
        for number, payload in enumerate(ALL):  # rows that cannot be read
            writer.writerow([str(number), payload.replace("\0", ""), payload.replace("\0", ""), *[""] * (len(HEADER) - 3)])


def _write_lines(path: Path, posts: list[dict[str, Any]]) -> None:
    lines = [json.dumps(post | {"at": post["at"].isoformat()}, ensure_ascii=True) for post in posts]
    lines += [f'{{"id": {json.dumps(text)}, "at": "x' for text in ALL]  # cut off
    lines.append('{"id": "\\ud800", "at": "2024-04-02T10:00:00", "text": "pont \\ud800\\udfff seul", "author": "\\udc00"}')
    path.write_text("\n".join(lines), encoding="utf-8")


def _write_statuses(path: Path, posts: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps([_status(post) for post in posts]), encoding="utf-8")


def _status(post: dict[str, Any]) -> dict[str, Any]:
    def account(handle: str) -> dict[str, Any]:
        return {"id": f"id {handle}", "acct": handle, "username": handle, "display_name": ALL[PEOPLE.index(handle) % len(ALL)], "followers_count": 5}

    shown = {
        "id": post["id"], "created_at": post["at"].isoformat() + "Z", "content": f"<p>{post['text']}</p><p>{post['text'].replace('<', '&lt;')}</p>",
        "spoiler_text": post["title"], "language": "fr", "url": post["url"], "account": account(post["author"]),
        "favourites_count": post["likes"], "reblogs_count": 1, "replies_count": 1, "tags": [{"name": tag} for tag in post["tags"]],
        "mentions": [account(handle) for handle in post["mentions"]], "card": {"url": post["links"][0]}, "reblog": None,
    }  # fmt: skip
    if len(post["text"]) > 10_000:
        shown["content"] = f"<p>{post['text']}</p>"
    if post["reply_to"]:
        shown |= {"in_reply_to_id": post["reply_to"], "in_reply_to_account_id": f"id {post['mentions'][0]}"}
    if post["repost_of"]:
        shown["reblog"] = shown | {"id": post["repost_of"], "account": account(post["repost_of_author"])}
    return shown


def _write_reference(folder: Path) -> None:
    """The tables that an analyst keeps by hand."""
    topics = [[HTML[1][:80], "travaux circulation chantier riverains"], [f"[x](javascript:{RUN})", "péage prix automobilistes euros"]]
    topics += [["=1+1{{7*7}}", "arches patrimoine restauration pierres"], ['#read("/etc/passwd")', "bus horaires ligne panne"]]
    _table(folder / "names.csv", ["name", "words"], topics)
    series = [[f"2024-{month:02}-{day:02}", str(day * 3 + month)] for month in (3, 4) for day in range(1, 31)]
    _table(folder / "calls.csv", ["<b>jour</b>", "{{n}}"], series)
    _table(folder / "followers.csv", ["date", "medium", "account", "followers"], [
        [day, "facebook", handle.strip(), str(100 + place)] for day in ("2024-03-01", "2024-04-29") for place, handle in enumerate(HANDLES[:6])
    ])  # fmt: skip
    rows = [[ALL[place], str(place + 1), f"https://evil.invalid/{place}", "2024-04-20", "negative", HTML[1]] for place in range(3)]
    _table(folder / "visibility.csv", ["query", "rank", "url", "date", "tone", "engine"], rows)


def _table(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def _study() -> dict[str, Any]:
    raw, keys = f"data/raw/{NAME}", ("title", "author", "url", "reply_to", "reply_to_author", "repost_of", "repost_of_author", "likes")
    columns = {"native_id": "id", "published_at": "at", "text": "text", "author_name": "name", "author_followers": "followers"}
    columns |= {key: key for key in keys}
    return {
        "title": " ".join([*HTML[:4], *MARKDOWN[:3], "=1+1 {{7*7}} #read('x') $(touch pwned) \u202e"]),
        "question": " ".join(ALL).replace("\0", ""),
        "objective": " ".join(ALL[::-1]),
        "languages": [],
        "note_languages": ["fr"],  # the other language has the same escapes, and its own tests in tests/note
        "periods": {"from": MONTHS[0], "to": MONTHS[1]},
        "query": {"any": ["pont", "passerelle", "<script>", "{{pont}}", "/(péage|bus|marché|arches)/"], "none": ["<blink>", "$(touch pwned)"]},
        "own_accounts": HANDLES[:3],
        "brands": {name: [term] for name, term in zip([*HTML[:2], "=1+1|{{7*7}}"], ["pont", "bus", "péage"], strict=True)},
        "lists": {"presse": HANDLES[3:6], "amis": HANDLES[6:9]},
        "sources": [
            {"name": "csv", "medium": "twitter", "format": "csv", "path": f"{raw}/*.csv", "columns": {
                raw_name: HEADER[name] for raw_name, name in columns.items()
            }},
            {"name": "lines", "medium": "facebook", "format": "jsonl", "path": f"{raw}/*.jsonl",
             "columns": columns | {"hashtags": "tags", "mentions": "mentions", "links": "links"}},
            {"name": "mastodon", "medium": "mastodon", "format": "mastodon", "path": f"{raw}/*.json"},
        ],
        "topics": {"names": "data/reference/names.csv"},
        "influencers": {"bots": HANDLES[9:]},
        "events": {"small": 0.5, "fewest_authors": 3, "alerts": [
            {"when": "volume", "name": HTML[0][:60]}, {"when": "term", "term": "/pont|bus/", "name": "=1+1 {{7*7}} [x](javascript:1)"},
            {"when": "named_by", "list": "presse", "name": '#read("x") \x1b[31m\u202e'.replace("\x1b", "")}, {"when": "topic", "topic": HTML[1]},
        ]},
        "benchmark": {
            "accounts": {HTML[1][:60]: HANDLES[3:5]}, "fewest": 5, "terms": {HTML[2]: ["pont"], "=1+1": ["bus"], "{{7*7}}": ["péage"]},
            "followers": "data/reference/followers.csv", "visibility": "data/reference/visibility.csv", "own_sites": ["evil.invalid"],
            "internal": [{"name": HTML[1], "path": "data/reference/calls.csv", "unit": "<b>€</b> {{7*7}}", "date": "<b>jour</b>", "value": "{{n}}"}],
            "returns": [{"name": "[x](javascript:alert(1))", "gain": 10.0, "cost": 5.0}], "resamples": 200,
        },
        "audit": {"own_brands": [HTML[0]], "fewest": 20, "resamples": 200},
        "tone": {"resamples": 200},
    }  # fmt: skip
