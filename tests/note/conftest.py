"""Months made by hand: posts in, every table of a month out, small enough to check by eye."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
import yaml

from conversatoire import tables
from conversatoire.config import Note
from conversatoire.note import facts

HOSTILE = [
    "*gras* _ital_ `code` **fort** # titre <script>alert(1)</script> &amp; &lt; <b>x</b>",
    "[lien](javascript:alert(1)) ![img](http://evil.example/x.png) [^1] @cite $x^2$ \\(y\\) {{ 7*7 }} {% raw %}",
    "| a | b |\n|---|---|\n1. un\n- deux\n> trois\n\n    quatre \\ fin",
    '#set page(fill: red) #eval("1") $ sum $ <label> @ref ~ -- --- ... "droit" \'simple\' // x /* y */',
    "=cmd|' /C calc'!A0 \u202emot à l'envers\u202c \x00\x07 fin 👍🏽 🚀 ▲ 中文 العربية",
    "RT @x: https://example.org/a_b_c?d=e&f=g " + "a" * 120,
]
ABOUT = {
    "title": "Étude d'essai <i>",
    "question": "De quoi parle-t-on ?",
    "objective": "Une note mensuelle.",
    "languages": ["fr"],
    "note_languages": ["fr", "en"],
    "periods": {"from": "2011-04", "to": "2011-06"},
    "query": {"any": ["veltamine", "/v.lt/"], "all": [], "none": ["velta | mine"]},
    "own_accounts": ["maison"],
    "sources": [{"name": "x-export", "medium": "twitter", "path": ["x.csv"]}, {"name": "liste", "medium": "forum", "path": ["l.mbox"]}],
}


def post(number: int, text: str, medium: str = "twitter", author: str | None = "alice", day: int = 17, **more: object) -> dict:
    """One row of posts.parquet."""
    empty = dict.fromkeys(tables.TABLES["posts"].columns)
    known = {
        "post_id": f"{medium}:{number}", "medium": medium, "source": "x-export" if medium == "twitter" else "liste",
        "author": author, "text": text,
        "published_at": datetime(2011, 5, day, 12, 5, tzinfo=UTC), "lang": "fr",
        "url": f"https://{medium}.example/{number}", "origin": f"x.csv:{number}",
        "hashtags": [], "mentions": [], "links": [],
    }  # fmt: skip
    return empty | known | more


def frame(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as the table `name`, with its columns."""
    made = pd.DataFrame(rows, columns=list(tables.TABLES[name].columns))
    for column, spec in tables.TABLES[name].columns.items():
        if spec.type == tables.INT:
            made[column] = made[column].astype("Int64")
        if spec.type == tables.INSTANT:
            made[column] = pd.to_datetime(made[column], utc=True)
    return made


def write_month(folder: Path, posts: list[dict], topic_count: int = 2, baseline: float | None = None) -> Path:
    """Every table of a month of May 2011, worked out of `posts` in the simplest way; topics are dealt out in turn, the last post has none."""
    media = sorted({p["medium"] for p in posts})
    tables.write(frame("posts", posts), folder / "collection/posts.parquet", "posts")
    days = [f"2011-05-{d:02d}" for d in range(1, 32)]
    counts = Counter((f"{p['published_at']:%F}", p["medium"]) for p in posts)
    volume = [{"day": d, "medium": m, "posts": counts[d, m], "authors": 0} for d in days for m in media]
    tables.write(frame("volume", volume), folder / "collection/volume.csv", "volume")
    kept = {m: [p for p in posts if p["medium"] == m] for m in media}
    fixed = {"rejected": 2, "duplicate": 1, "off_query": 3, "off_period": 4, "off_language": 0, "days_without_posts": 30, "ruined_ids": 4}
    coverage = [
        fixed
        | {"source": ps[0]["source"], "medium": m, "read": len(ps) + 10, "kept": len(ps)}
        | {"first": ps[0]["published_at"], "last": ps[-1]["published_at"]}
        for m, ps in kept.items()
    ]
    tables.write(frame("coverage", coverage), folder / "collection/coverage.csv", "coverage")
    per_source = [
        {"source": c["source"], "medium": m, "day": d, "collected": counts[d, m], "kept": counts[d, m]}
        for m, c in zip(media, coverage, strict=True)
        for d in days
    ]
    tables.write(frame("coverage_days", per_source), folder / "collection/coverage_days.csv", "coverage_days")
    rejects = [{"source": "x-export", "origin": f"x.csv:{i}", "reason": "date | impossible", "raw": "=x"} for i in range(2 * len(media))]
    tables.write(frame("rejects", rejects), folder / "collection/rejects.csv", "rejects")
    _write_topics(folder / "topics", posts, media, days, topic_count if posts else 0, baseline)
    _write_actors(folder / "influencers", posts)
    _write_barometer(folder / "barometer", posts, baseline)
    _write_the_rest(folder)
    (folder / "params").mkdir(parents=True, exist_ok=True)
    for step in ("collection", "topics", "influencers", "barometer"):
        own = {"engine": "auto", "count": "auto", "seed": 42} if step == "topics" else {"seed": 42, "top": 5}
        settings = {"study": "essai", "period": folder.name, "settings": own}
        (folder / f"params/{step}.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (folder / "params/note.yaml").write_text(yaml.safe_dump({"study": "essai", "about": ABOUT}, allow_unicode=True), encoding="utf-8")
    return folder


def _write_the_rest(folder: Path) -> None:
    """Every other table of the note, without rows."""
    for step, names in facts.STEPS.items():
        for name in names:
            if not (folder / step / f"{name}.csv").is_file():
                tables.write(frame(name, []), folder / step / f"{name}.csv", name)


def _write_topics(folder: Path, posts: list[dict], media: list[str], days: list[str], count: int, baseline: float | None) -> None:
    topic_of = {p["post_id"]: i % count if i < len(posts) - 1 or len(posts) == 1 else -1 for i, p in enumerate(posts)} if count else {}
    members = {t: [p for p in posts if topic_of[p["post_id"]] == t] for t in range(count)}
    rows = [{"topic": t, "label": f"*sujet* {t} | <b>", "posts": len(m), "share": len(m) / len(posts), "stability": 0.8 - 0.4 * t, "coherence": 0.1,
             "words": "mot_a mot_b", "share_low": 0.1, "share_high": 0.5} for t, m in members.items()]  # fmt: skip
    tables.write(frame("topics", rows), folder / "topics.csv", "topics")
    all_posts = [
        {"post_id": p["post_id"], "topic": topic_of.get(p["post_id"], -1), "nearest": topic_of.get(p["post_id"], -1), "weight": 0.5} for p in posts
    ]
    tables.write(frame("post_topics", all_posts), folder / "post_topics.parquet", "post_topics")
    model = [{"measure": m, "value": v, "about": "…"} for m, v in [("mean_coherence", 0.12), ("diversity", 0.9), ("recomputations", 20)]]
    tables.write(frame("topic_model", model if count else []), folder / "topic_model.csv", "topic_model")
    keys = [
        ("hashtag", 1, "#a_*b*", None),
        ("link", 1, "https://example.org/(a)?b=1|d", None),
        ("link", 2, "https://x.example/?m=jean@exemple.fr", None),
    ]
    keys += [("mentioned", 1, "maison", "twitter"), ("author", 1, "jean@exemple.fr", "forum")]
    told = [{"topic": t, "kind": k, "rank": r, "item": i, "medium": m, "posts": 2, "share": 0.5, "lift": 2.5} for t in members for k, r, i, m in keys]
    tables.write(frame("topic_keys", told), folder / "topic_keys.csv", "topic_keys")
    places = [{"post_id": p["post_id"], "x": float(i % 3), "y": float(i % 2)} for i, p in enumerate(posts) if count]
    tables.write(frame("topic_map", places), folder / "topic_map.csv", "topic_map")
    words = [{"topic": t, "rank": r, "word": f"mot_{c}", "weight": 1 / r} for t in members for r, c in enumerate("abc", 1)]
    tables.write(frame("topic_words", words), folder / "topic_words.csv", "topic_words")
    shares = [{"topic": t, "medium": m, "posts": sum(p["medium"] == m for p in ps), "share": 0.5} for t, ps in members.items() for m in media]
    tables.write(frame("topic_media", shares), folder / "topic_media.csv", "topic_media")
    course = [{"topic": t, "day": d, "posts": sum(f"{p['published_at']:%F}" == d for p in ps)} for t, ps in members.items() for d in days]
    tables.write(frame("topic_days", course), folder / "topic_days.csv", "topic_days")
    best = [{"topic": t, "rank": r, "post_id": p["post_id"], "weight": 0.9} for t, ps in members.items() for r, p in enumerate(ps, 1)]
    tables.write(frame("representative_posts", best), folder / "representative_posts.csv", "representative_posts")
    links = [{"topic": 0, "previous_topic": 1, "similarity": 0.7, "status": "continued", "id": "2011-04/2"}]
    links += [{"topic": None, "previous_topic": 0, "status": "gone", "id": "2011-04/1"}]
    links += [{"topic": t, "previous_topic": None, "status": "new", "id": f"2011-05/{t + 1}"} for t in range(1, count)]
    tables.write(frame("topic_links", links if baseline is not None and count else []), folder / "topic_links.csv", "topic_links")


def _write_actors(folder: Path, posts: list[dict]) -> None:
    edges = [{"source": p["author"].lower(), "target": target.lower(), "kind": "mention", "weight": 1, "medium": p["medium"]}
             for p in posts if p["author"] for target in p["mentions"]]  # fmt: skip
    edges = list({(e["medium"], e["source"], e["target"]): e for e in edges}.values())
    tables.write(frame("edges", edges), folder / "edges.csv", "edges")
    nodes = sorted({(p["medium"], p["author"].lower()) for p in posts if p["author"]} | {(e["medium"], e["target"]) for e in edges})
    written = Counter((p["medium"], p["author"].lower()) for p in posts if p["author"])
    addressed, addresses = Counter((e["medium"], e["target"]) for e in edges), Counter((e["medium"], e["source"]) for e in edges)
    fixed = {"pagerank": 0.1, "hub": 0.0, "authority": 0.0, "betweenness": 0.0, "core": 1, "h_index": 0, "community": 0}
    rows = [
        fixed
        | {"account": node[1], "medium": node[0], "posts": written[node], "in_degree": addressed[node], "out_degree": addresses[node]}
        | {"role": "own" if node[1] == "maison" else "audience", "rank": i, "rank_low": i, "rank_high": i + 1}
        | {"own": node[1] == "maison", "bot": False, "rank_without": None if node[1] == "maison" else i}
        for i, node in enumerate(nodes, 1)
    ]
    tables.write(frame("accounts", rows), folder / "accounts.csv", "accounts")
    leaders = ", ".join(a for _, a in nodes[:3])
    groups = [{"community": 0, "accounts": len(nodes), "posts": len(posts), "words": "x_y z", "leaders": leaders}] if nodes else []
    tables.write(frame("communities", groups), folder / "communities.csv", "communities")
    graph = {"accounts": len(nodes), "edges": len(edges), "weight": len(edges), "self_loops": 0, "components": len(nodes)}
    tables.write(frame("graphs", [graph | {"graph": "union"}]), folder / "graphs.csv", "graphs")
    ranked = [row | {"ranking": "pagerank", "value": 0.1} for row in rows]
    tables.write(frame("rankings", ranked), folder / "rankings.csv", "rankings")
    # What the tests of the actors fill by themselves.
    for name in ("community_links", "community_topics", "cascades", "cascade_posts", "coordination"):
        tables.write(frame(name, []), folder / f"{name}.csv", name)


def _write_barometer(folder: Path, posts: list[dict], baseline: float | None) -> None:
    indices = [
        {
            "index": "posts_per_minute",
            "value": len(posts) / 44640,
            "baseline": baseline,
            "formula": "posts / minutes",
            "window": "2011-05-01/2011-05-31",
        }
    ]
    tables.write(frame("indices", indices), folder / "indices.csv", "indices")
    top = [
        {"list": "hashtags", "rank": 1, "item": "a_b", "value": 3, "previous_rank": 2},
        {"list": "hashtags", "rank": 2, "item": "neuf", "value": 2},
        {"list": "links", "rank": 1, "item": "https://example.org/(a)?b=1&c=2|d", "value": 2},
        {"list": "sites", "rank": 1, "item": "example.org", "value": 2},
    ]
    authors = sorted({(p["medium"], p["author"].lower()) for p in posts if p["author"]})
    top += [{"list": "active", "rank": i, "item": a, "value": 1, "medium": m} for i, (m, a) in enumerate(authors, 1)]
    tables.write(frame("top", top if posts else []), folder / "top.csv", "top")
    hours = [{"weekday": d, "hour": h, "posts": len(posts) if (d, h) == (2, 14) else 0} for d in range(1, 8) for h in range(24)]
    tables.write(frame("hours", hours), folder / "hours.csv", "hours")


def load(month: Path, previous: Path | str = "", **settings: object) -> facts.Facts:
    """The facts of a month made here."""
    return facts.load(month, previous, "essai", month.name, "Europe/Paris", ABOUT, Note(**settings))


def hostile_posts() -> list[dict]:
    """Posts whose texts, authors and links try to be more than text; one author is known by an e-mail address only."""
    posts = [post(i, text, author="Bob_*x*", day=1 + i, mentions=["maison"]) for i, text in enumerate(HOSTILE)]
    posts.append(
        post(
            90, "écrit par liste, à jean@exemple.fr", "forum", "Jean@Exemple.fr", 20, author_name="Jean <D>", title="Titre", url="javascript:alert(1)"
        )
    )
    posts.append(post(91, "sans nom", "forum", "secret@exemple.fr", 21, mentions=["autre@exemple.fr"]))
    return posts


@pytest.fixture
def hostile_month(tmp_path: Path) -> Path:
    """A month of hostile posts, with a month before."""
    return write_month(tmp_path / "2011-05", hostile_posts(), baseline=0.1)
