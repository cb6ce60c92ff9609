"""`graph.html`: the network as one page to zoom, search and read posts in, that works offline and asks nothing of any server.

Its JavaScript is in the folder `web` beside this file and nothing else: plotly's alone weighs 4 MB, bokeh's 1 MB, neither searches accounts or
shows posts, and three hundred lines that one can read draw a thousand accounts. What posts and handles hold reaches the page as JSON, is written with
`textContent` only, and could not run if it were not: the page's policy allows the one script whose hash it states.
"""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from conversatoire.influencers import Actors
from conversatoire.influencers.layout import links
from conversatoire.influencers.page_words import TEXTS, sentences
from conversatoire.note.escape import HIDDEN, hide_addresses, is_link, plain
from conversatoire.note.names import show, shown_names
from conversatoire.note.words import Words
from conversatoire.plots.influencers_communities import OTHERS, colours_of, community_colours, community_names
from conversatoire.plots.look import GREY

POSTS = 3  # of an account, the most passed-on first
_LONGEST = 400  # characters of a post
_SMALLEST, _LARGEST = 3.0, 19.0  # radius of a point without and with the highest PageRank, in units of the layout
_WEB = Path(__file__).parent / "web"


def graph_page(found: Actors, posts: pd.DataFrame, places: pd.DataFrame, title: str, lang: str, timezone: str) -> str:
    """The page.

    Args:
        found: the tables of the step; accounts, edges and communities are used.
        posts: table «posts» of the month.
        places: the accounts shown and where, of `layout.places`.
        title: what the page is about: the study and the month.
        lang: fr or en.
        timezone: in which the posts' instants are told.
    """
    from jinja2 import Environment
    from markupsafe import Markup

    frame, look, *scripts = ((_WEB / name).read_text(encoding="utf-8") for name in ("page.html.j2", "page.css", "draw.js", "controls.js"))
    script = "".join(scripts)
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(look)}'; base-uri 'none'; form-action 'none'"
    # «<» is the one sign that could end the script element; \\u003c says the same in JSON.
    data = json.dumps(_content(found, posts, places, lang, timezone), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = Environment(autoescape=True, keep_trailing_newline=True).from_string(frame)
    shown = {"title": plain(title), "lang": lang, "policy": policy, "words": TEXTS[lang], "about": _about(found, places, lang)}
    return page.render(**shown, script=Markup(script), look=Markup(look), data=Markup(data))


def write_graph_page(found: Actors, posts: pd.DataFrame, places: pd.DataFrame, title: str, lang: str, timezone: str, path: Path | str) -> Path:
    """Writes `graph_page` to `path`."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(graph_page(found, posts, places, title, lang, timezone), encoding="utf-8", newline="\n")
    return path


def _content(found: Actors, posts: pd.DataFrame, places: pd.DataFrame, lang: str, timezone: str) -> dict[str, Any]:
    """Everything the script shows."""
    words = Words(lang)
    shown = places.merge(found.accounts, on=["medium", "account"], validate="1:1")
    names = shown_names(posts, HIDDEN, zip(shown["medium"], shown["account"], strict=True))
    named = shown.assign(account=[plain(name) for name in show(shown["account"], shown["medium"], names, HIDDEN)])
    colours, titles = community_colours(found.accounts), community_names(named, found.communities, lang)
    size = np.sqrt(shown["pagerank"] / shown["pagerank"].max())
    accounts = {
        "name": named["account"].tolist(),
        "medium": [plain(medium) for medium in shown["medium"]],
        "mark": _marks(shown),
        "x": shown["x"].tolist(),
        "y": shown["y"].tolist(),
        "radius": (_SMALLEST + (_LARGEST - _SMALLEST) * size).round(1).tolist(),
        "colour": colours_of(shown, colours),
        "community": [plain(titles.get(community, "–")) for community in shown["community"]],
        "measures": [_measures(row, words, TEXTS[lang]) for row in shown.to_dict("records")],
        "posts": _posts(shown, posts, lang, timezone),
    }
    legend = [[colour, plain(titles[community])] for community, colour in colours.items() if colour in accounts["colour"]]
    legend += [[GREY, OTHERS[lang]]] if GREY in accounts["colour"] else []
    return {"accounts": accounts, "edges": links(shown, found.edges).to_numpy().ravel().tolist(), "legend": legend, "words": TEXTS[lang]}


def _about(found: Actors, places: pd.DataFrame, lang: str) -> str:
    counts = {"shown": len(places), "accounts": len(found.accounts), "drawn": len(links(places, found.edges)), "posts": POSTS}
    return sentences(counts | {"pairs": len(found.edges[["medium", "source", "target"]].drop_duplicates())}, lang)


def _marks(shown: pd.DataFrame) -> list[str]:
    own, bot = (shown[flag].fillna(False).astype(bool) for flag in ("own", "bot"))
    return ["own" if is_own else "bot" if is_bot else "" for is_own, is_bot in zip(own, bot, strict=True)]


def _measures(row: dict[str, Any], words: Words, texts: dict[str, str]) -> list[list[str]]:
    """Name and value of each measure of an account, those that it has."""
    found = {"role": words.name(row["role"])}
    if isinstance(row["why"], str):
        found["why"] = plain(row["why"])
    found["rank"] = texts["interval"].format(words.n(row["rank"]), words.n(row["rank_low"]), words.n(row["rank_high"]))
    for name in ("posts", "followers", "in_degree", "out_degree", "reach", "h_index", "core"):
        if pd.notna(row[name]):
            found[name] = words.n(row[name])
    for name in ("pagerank", "betweenness", "participation", "amplification"):
        if pd.notna(row[name]):
            found[name] = words.precise(row[name])
    return [[texts[name], value] for name, value in found.items()]


def _posts(shown: pd.DataFrame, posts: pd.DataFrame, lang: str, timezone: str) -> list[list[list[str]]]:
    """A few posts of each account, its own words first, then the most passed on: instant, text, reposts and address (may be empty)."""
    words, texts = Words(lang), TEXTS[lang]
    number = shown[["medium", "account"]].assign(row=range(len(shown)))
    found = posts.assign(account=posts["author"].str.lower()).merge(number, on=["medium", "account"])
    found["passed_on"] = found["repost_of_id"].notna() | found["repost_of_author"].notna()
    found["count"] = found["reposts"].fillna(0)
    order = {"row": True, "passed_on": True, "count": False, "published_at": True, "post_id": True}
    found = found.sort_values(list(order), ascending=list(order.values()))
    lists: list[list[list[str]]] = [[] for _ in range(len(shown))]
    for post in found.groupby("row").head(POSTS).itertuples():
        text = hide_addresses(plain(" ".join(part for part in (post.title, post.text) if isinstance(part, str))), HIDDEN)
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        count = texts["reposts"].format(words.n(post.count)) if post.count else ""
        lists[post.row].append([words.instant(post.published_at, timezone), text, count, post.url if is_link(post.url) else ""])
    return lists


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
