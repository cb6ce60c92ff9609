"""Writes blogs as RSS 2.0: one feed a month with long HTML texts, pen names and categories."""

from email.utils import format_datetime
from html import escape

from .material import phrases
from .records import PARIS, Post

_SITES = {
    "patients": "https://carnetdetilleul.example",
    "doctors": "https://drcampanule.example",
    "journalists": "https://lanterne.example/blogs",
    "activists": "https://soinsenpartage.example",
    "finance": "https://lettre-investisseur.example",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>Planète Veltamine (fiction)</title>
<link>https://planete-veltamine.example</link>
<description>Corpus de fiction : le Veltamine, Orsenne, ces blogs et leurs auteurs sont inventés.</description>
<language>fr</language>
"""
_ENTITIES = {"é": "&eacute;", "à": "&agrave;", "’": "&rsquo;", "ç": "&ccedil;"}


def render(posts: list[Post]) -> bytes:
    """Returns the bytes of one feed."""
    return (_HEAD + "".join(_item(post) for post in posts) + "</channel>\n</rss>\n").encode("utf-8")


def _item(post: Post) -> str:
    number = post.native_id.rpartition("-")[2]
    address = f"{_SITES[post.author.community]}/{post.period.replace('-', '/')}/billet-{number}"
    categories = ["Veltamine", *(phrases(post.subject)["tags"][:2] if post.subject else [])]
    lines = [
        "<item>",
        f"<title>{escape(post.title, quote=False)}</title>",
        f"<link>{address}</link>",
        f'<guid isPermaLink="false">{post.native_id}</guid>',
        f"<dc:creator>{escape(post.author.handle)}</dc:creator>",
        *([] if post.reason == "no_date" else [f"<pubDate>{format_datetime(post.at.astimezone(PARIS))}</pubDate>"]),
        *(f"<category>{category}</category>" for category in categories),
        f"<description>{escape(post.text[:160], quote=False)}…</description>",
        f"<content:encoded><![CDATA[{_html(post)}]]></content:encoded>",
        "</item>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _html(post: Post) -> str:
    """Returns the post as HTML; every fourth post writes its accents as entities, as old editors did."""
    paragraphs = [f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in post.text.split("\n\n")]
    paragraphs += [f'<p>&Agrave; lire : <a href="{link}">la page cit&eacute;e</a>.</p>' for link in post.links]
    html = "\n".join(paragraphs).replace("<p>", "<p><strong>", 1).replace("</p>", "</strong></p>", 1)
    if int(post.native_id[-4:]) % 4 == 0:
        for letter, entity in _ENTITIES.items():
            html = html.replace(letter, entity)
    return html
