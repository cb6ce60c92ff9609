"""Canonical links: one form for the many ways of writing an address, which still opens.

Canonical is: https, host in lower case (www. kept: some sites answer only there), no default port, user name, fragment or trailing slash, no
tracking parameters (ural's list: utm_…, fbclid, gclid, xtor …), the others sorted; addresses wrapped in a known redirection (l.facebook.com,
google.com/url) are unwrapped. Shortened addresses (bit.ly, t.co …) and the platforms' own media addresses stay as they stand.
"""

import re
import urllib.parse

import polars as pl

# ASSUME a site that is known under http answers under https too: one address must count once.
_PLATFORM_MEDIA = re.compile(r"https?://(?:pic\.(?:twitter|x)\.com|pbs\.twimg\.com|video\.twimg\.com)/", re.IGNORECASE)
_PROTOCOL = re.compile(r"https?://", re.IGNORECASE)
_OTHER_PROTOCOL = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}|\d{1,3}(?:\.\d{1,3}){3}|[^\W_](?:[\w.-]*[^\W_])?(?:\.[^\W_][\w-]*)+", re.IGNORECASE)
_TRAILING = ".,;:!?…'\"’”»›*_~`|·"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LONGEST = 4096  # an address longer than browsers accept is no address
_REMEMBERED = 200_000

_known: dict[str, str | None] = {}


def tidy(url: str) -> str:
    """A link found in a text, without the punctuation that follows it and brackets that it does not open."""
    url = url.strip()
    while url:
        last = url[-1]
        if last in _TRAILING or (last in _PAIRS and url.count(last) > url.count(_PAIRS[last])):
            url = url[:-1]
        else:
            break
    return url


def canonical(url: str) -> str | None:
    """The canonical form of an address; None where it is no web address."""
    url = tidy(url)
    if not url or len(url) > _LONGEST:
        return None
    if not _PROTOCOL.match(url):
        if _OTHER_PROTOCOL.match(url) or url.startswith("/"):
            return None
        url = "https://" + url
    if not _has_host(url):
        return None
    from ural import is_shortened_url

    if _PLATFORM_MEDIA.match(url) or is_shortened_url(url) or "://" in url[8:].partition("?")[0]:
        return url  # an archive's address holds another one, whose two slashes ural would make one
    result = _normalised(url)
    return result if result and _has_host(result) else None


def _has_host(url: str) -> bool:
    try:
        parts = urllib.parse.urlsplit(url)
        return bool(parts.hostname and _HOST.fullmatch(parts.hostname) and (parts.port is None or parts.port))
    except ValueError:
        return False


def _normalised(url: str) -> str | None:
    from ural import normalize_url

    kept = dict.fromkeys(("strip_protocol", "strip_irrelevant_subdomains", "strip_index", "normalize_amp"), False)
    options = kept | {"strip_fragment": True, "quoted": True}
    try:
        result = normalize_url(url, **options)
        if not _PROTOCOL.match(result):
            result = normalize_url(url, infer_redirection=False, **options)
    except (ValueError, TypeError, IndexError, KeyError):
        return None
    return _PROTOCOL.sub("https://", result, count=1)


def canonical_lists(links: pl.Series) -> pl.Series:
    """A column of lists of addresses as lists of canonical links, each once, in order of appearance; never null.

    Each distinct address is worked out once (ural does 25,000 to 60,000 a second).
    """
    rows = pl.DataFrame({"row": pl.int_range(len(links), eager=True), "url": links}).explode("url").drop_nulls("url")
    distinct = rows["url"].unique(maintain_order=True)
    table = pl.DataFrame({"url": distinct, "link": pl.Series([_remembered(url) for url in distinct], dtype=pl.String)})
    found = rows.join(table, on="url", how="left", maintain_order="left").drop_nulls("link")
    lists = found.group_by("row", maintain_order=True).agg(pl.col("link").unique(maintain_order=True))
    whole = pl.DataFrame({"row": pl.int_range(len(links), eager=True)}).join(lists, on="row", how="left", maintain_order="left")
    return whole["link"].fill_null(pl.lit([], dtype=pl.List(pl.String))).alias(links.name) if len(found) else _empty(links)


def _empty(links: pl.Series) -> pl.Series:
    return pl.Series(links.name, [[]] * len(links), dtype=pl.List(pl.String))


def _remembered(url: str) -> str | None:
    if url not in _known:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        _known[url] = canonical(url)
    return _known[url]
