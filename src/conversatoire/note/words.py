"""Numbers, dates and names in the note's languages, through babel; sentences stand in the templates."""

import re
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from conversatoire.note.escape import HIDDEN, Markdown, is_address, link, md
from conversatoire.note.reasons import REASONS

NAMES = {
    "fr": {
        "blog": "blogs", "forum": "forums", "twitter": "Twitter", "facebook": "Facebook", "mastodon": "Mastodon", "bluesky": "Bluesky",
        "reddit": "Reddit", "youtube": "YouTube", "telegram": "Telegram", "usenet": "Usenet", "rss": "flux RSS", "news": "presse",
        "own": "compte de l’organisation", "source": "source", "relay": "relais", "hub": "carrefour", "talker": "bavard", "audience": "public",
        "bridge": "passerelle", "addressed": "interpellé", "bot": "automate",
        "pagerank": "PageRank", "mentioned": "mentions", "reposted": "reprises", "betweenness": "intermédiarité", "followers": "abonnés",
        "mention": "mentions", "reply": "réponses", "repost": "reprises", "quote": "citations", "union": "ensemble",
        "union_without": "ensemble, sans l’organisation ni les automates",
        "link": "lien", "text": "mêmes mots", "post": "reprise d’un même message",
        "hashtags": "Hashtags", "links": "Liens partagés", "sites": "Sites", "cited": "Comptes les plus cités", "active": "Comptes les plus actifs",
        "sociable": "Comptes les plus sociables", "influential": "Comptes les plus influents",
        "posts_per_minute": "messages par minute", "activity": "indice d’activité", "hashtag": "indice de hashtags",
        "conversation": "indice de conversation", "sharing": "indice de partage",
        "formula_posts_per_minute": "messages / minutes du mois", "formula_activity": "100 × messages / messages attendus à ces heures",
        "formula_hashtag": "part des messages qui portent un hashtag", "formula_sharing": "part de ceux qui portent un lien ou une reprise",
        "formula_conversation": "part de ceux qui mentionnent, répondent ou citent",
        "calm": "calme", "normal": "normal", "lively": "animé", "feverish": "fiévreux", "burning": "brûlant",
        "new": "nouveau",
        "unstable": "instable", "fairly": "assez stable", "stable": "stable", "alone": "instable, ne pas citer seul",
        "broad": "large", "standard": "moyenne", "fine": "fine",
        "und": "langue indéterminée (texte trop court)", "address": "adresse masquée", "nobody": "auteur inconnu",
        "any": "au moins un de", "all": "tous", "none": "aucun de",
    },
    "en": {
        "blog": "blogs", "forum": "forums", "twitter": "Twitter", "facebook": "Facebook", "mastodon": "Mastodon", "bluesky": "Bluesky",
        "reddit": "Reddit", "youtube": "YouTube", "telegram": "Telegram", "usenet": "Usenet", "rss": "RSS feeds", "news": "news media",
        "own": "organisation’s own", "source": "source", "relay": "relay", "hub": "hub", "talker": "talker", "audience": "audience",
        "bridge": "bridge", "addressed": "addressed", "bot": "bot",
        "pagerank": "PageRank", "mentioned": "mentions", "reposted": "reposts", "betweenness": "betweenness", "followers": "followers",
        "mention": "mentions", "reply": "replies", "repost": "reposts", "quote": "quotes", "union": "all together",
        "union_without": "all together, without own accounts and bots",
        "link": "link", "text": "same words", "post": "repost of one post",
        "hashtags": "Hashtags", "links": "Shared links", "sites": "Sites", "cited": "Most cited accounts", "active": "Most active accounts",
        "sociable": "Most sociable accounts", "influential": "Most influential accounts",
        "posts_per_minute": "posts per minute", "activity": "activity index", "hashtag": "hashtag index",
        "conversation": "conversation index", "sharing": "sharing index",
        "formula_posts_per_minute": "posts / minutes of the month", "formula_activity": "100 × posts / posts expected at these hours",
        "formula_hashtag": "share of posts with a hashtag", "formula_sharing": "share with a link or a repost",
        "formula_conversation": "share that mention, answer or quote",
        "calm": "calm", "normal": "normal", "lively": "lively", "feverish": "feverish", "burning": "burning",
        "new": "new",
        "unstable": "unstable", "fairly": "fairly stable", "stable": "stable", "alone": "unstable, do not report alone",
        "broad": "broad", "standard": "standard", "fine": "fine",
        "und": "undetermined (text too short)", "address": "address withheld", "nobody": "unknown author",
        "any": "at least one of", "all": "all of", "none": "none of",
    },
}  # fmt: skip
# Longer links are shown cut; the link itself is whole.
LINK_LENGTH = 70
LISTS = {"hashtag": "hashtags", "link": "links", "site": "sites"}  # keys of a topic that are written as the items of a top list
SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86_400
UNITS = {
    "fr": {SECOND: ("s", "s"), MINUTE: ("min", "min"), HOUR: ("h", "h"), DAY: ("jour", "jours")},
    "en": {SECOND: ("s", "s"), MINUTE: ("min", "min"), HOUR: ("h", "h"), DAY: ("day", "days")},
}
AT = ("twitter", "mastodon", "bluesky", "instagram", "threads")  # media whose accounts are written @handle


class Words:
    """The forms of one language, `fr` or `en`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = Locale.parse({"fr": "fr_FR", "en": "en_GB"}[lang])

    def n(self, value: float, digits: int = 0) -> Markdown:
        """A number: `12 345,6` or `12,345.6`, with at most `digits` decimals."""
        pattern = "#,##0" + ("." + "#" * digits if digits else "")
        return Markdown(format_decimal(value, pattern, locale=self.locale).replace("-", "−"))

    def precise(self, value: float) -> Markdown:
        """A number of any size with three significant digits: `0,00123`, `4,57`, `1 234`."""
        if value == 0 or abs(value) >= 1000:
            return self.n(value)
        return self.n(float(f"{value:.3g}"), 8)

    def pct(self, share: float, fine: bool = False) -> str:
        """A share of 0–1 in percent: one decimal below 10 % (or where `fine`), none above, since samples bear no more."""
        if 0 < share < 0.0005:
            return f"<\u202f{self.pct(0.001)}"
        space = "\u202f" if self.lang == "fr" else ""
        return format_percent(share, ("#,##0.#" if fine or abs(share) < 0.0995 else "#,##0") + space + "%", locale=self.locale).replace("-", "−")

    def change(self, ratio: float | None) -> str:
        """A relative change with its sign, `+12 %`; a dash where it cannot be told."""
        return "–" if ratio is None else ("+" if ratio > 0 else "") + self.pct(ratio)

    def points(self, difference: float) -> str:
        """The difference of two shares in percentage points, with its sign: `+2,5 points`, `−1 point`."""
        value = round(100 * difference, 1)
        return ("+" if value > 0 else "") + self.n(value, 1) + "\u00a0" + self.plural(abs(value), "point", "points")

    def count(self, value: float, one: str, many: str | None = None) -> str:
        """`1 message`, `2 messages`: French takes the singular below two, English for one alone."""
        singular = abs(value) < 2 if self.lang == "fr" else value == 1
        return f"{self.n(value)}\u00a0{one if singular else many or one + 's'}"

    def plural(self, value: float, one: str, many: str) -> str:
        """`one` or `many`, as `value` asks."""
        return one if (abs(value) < 2 if self.lang == "fr" else value == 1) else many

    def day(self, day: str | date) -> str:
        """`mardi 17 mai 2011`, `mardi 1er mars 2011`, `Tuesday 17 May 2011`."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return self._first(format_date(day, "EEEE d MMMM y", locale=self.locale), day.day)

    def short_day(self, day: str | date) -> str:
        """`17 mai`, `1er mars`."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return self._first(format_date(day, "d MMMM", locale=self.locale), day.day)

    def instant(self, instant: datetime, timezone: str) -> str:
        """Day and minute in the study's zone: `17 mai 2011 à 14:05`."""
        local = instant.astimezone(ZoneInfo(timezone))
        form = "d MMMM y 'à' HH:mm" if self.lang == "fr" else "d MMMM y 'at' HH:mm"
        return self._first(format_datetime(local.replace(tzinfo=None), form, locale=self.locale), local.day)

    def month(self, period: str) -> str:
        """`mai 2011` of `2011-05`."""
        return format_date(date.fromisoformat(f"{period}-01"), "MMMM y", locale=self.locale)

    def of_month(self, period: str) -> str:
        """`de mai 2011`, `d’avril 2011`, `of May 2011`."""
        month = self.month(period)
        return f"of {month}" if self.lang == "en" else f"d’{month}" if month[0] in "ao" else f"de {month}"

    def _first(self, text: str, day: int) -> str:
        return re.sub(r"\b1\b", "1er", text, count=1) if self.lang == "fr" and day == 1 else text

    def name(self, key: str) -> str:
        """What the language calls a medium, a role, a list, an index, a status or the reason of a reject; the key itself where it has no word."""
        return NAMES[self.lang].get(key, REASONS[self.lang].get(key, key))

    def title(self, key: str) -> str:
        """`name` with a capital."""
        return self.name(key)[:1].upper() + self.name(key)[1:]

    def language(self, code: str) -> str:
        """Name of a language: `français`; `und` says so."""
        return NAMES[self.lang]["und"] if code == "und" else self.locale.languages.get(code, code)

    def listing(self, items: list[object]) -> Markdown:
        """`a, b et c`; each item is escaped unless it is Markdown."""
        return Markdown(format_list([md(item) for item in items], locale=self.locale)) if items else Markdown("")

    def quoted(self, text: object) -> Markdown:
        """The text between the language's quotation marks."""
        return Markdown(f"«\u202f{md(text)}\u202f»" if self.lang == "fr" else f"“{md(text)}”")

    def ordinal(self, rank: int) -> str:
        """`1er`, `2e`, `1st`, `22nd`, `13th`."""
        if self.lang == "fr":
            return f"{self.n(rank)}{'er' if rank == 1 else 'e'}"
        ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
        return f"{self.n(rank)}{ending}"

    def duration(self, seconds: float) -> str:
        """A lapse of time in its natural unit, with a decimal under ten hours or days: `10 s`, `5 min`, `1,5 h`, `3 jours` from two days on."""
        unit = DAY if seconds >= 2 * DAY else HOUR if seconds >= HOUR else MINUTE if seconds >= MINUTE else SECOND
        value = seconds / unit
        value = round(value, 1 if unit in (HOUR, DAY) and value < 10 else 0)
        one, many = UNITS[self.lang][unit]
        return f"{self.n(value, 1)}\u00a0{self.plural(value, one, many)}"

    def media(self, media: list[str]) -> Markdown:
        """The names of media as a list."""
        return self.listing([self.name(medium) for medium in media])

    def windows(self, seconds: list[int]) -> Markdown:
        """Lapses of time as a list: `10 s, 1 min et 1 h`."""
        return self.listing([self.duration(window) for window in seconds])

    def accounts(self, rows: list[dict], several_media: bool) -> Markdown:
        """Accounts as a list, each with its medium where there are several."""
        return self.listing([self.placed(row, several_media) for row in rows])

    def placed(self, row: dict, several_media: bool) -> Markdown:
        """An account, with its medium where there are several: `@account (Twitter)`."""
        return md(self.account(row["account"], row["medium"]) + (f" ({self.name(row['medium'])})" if several_media else ""))

    def shared(self, item: str) -> Markdown:
        """A link that can be followed, cut where it is long."""
        short = re.sub(r"^https?://(www\.)?", "", item)
        return link(short if len(short) <= LINK_LENGTH else short[: LINK_LENGTH - 1] + "…", item)

    def account(self, handle: str | None, medium: str | None) -> str:
        """How an account is written: `@handle` where the medium does so; never an e-mail address."""
        if not handle:
            return NAMES[self.lang]["nobody"]
        if is_address(handle) or handle.startswith(HIDDEN):
            return NAMES[self.lang]["address"] + handle.removeprefix(HIDDEN) * (not is_address(handle))
        return f"@{handle}" if medium in AT and not handle.startswith("@") else handle

    def hour(self, hour: int) -> str:
        """`9 h`, `9:00`."""
        return f"{int(hour)}\u00a0h" if self.lang == "fr" else f"{int(hour)}:00"

    def weekday(self, number: int) -> str:
        """`lundi` of 1, Monday being the first."""
        return self.locale.days["format"]["wide"][int(number) - 1]

    def label(self, row: dict) -> Markdown:
        """The label of a topic, with a warning where it is unstable."""
        return Markdown(md(row["label"]) + self._alone(row))

    def named(self, row: dict) -> Markdown:
        """As `label`, between quotation marks."""
        return Markdown(self.quoted(row["label"]) + self._alone(row))

    def _alone(self, row: dict) -> str:
        return f" ({self.name('alone')})" if row["unstable"] else ""

    def labels(self, rows: list[dict], most: int) -> Markdown:
        """The labels of the first `most` topics, each between quotation marks, and how many others, as a list; unstable ones carry their warning."""
        others = [self.count(len(rows) - most, {"fr": "autre", "en": "other"}[self.lang])] if len(rows) > most else []
        return self.listing([*[self.named(row) for row in rows[:most]], *others])

    def quoted_labels(self, rows: list[dict]) -> Markdown:
        """As `labels`, without warnings."""
        return self.listing([self.quoted(row["label"]) for row in rows])

    def interval(self, low: float | None, high: float | None) -> Markdown:
        """Bounds of a share, ` [7 %–10 %]`, led by a space; finer where both would read the same, nothing where they are not known."""
        if low is None or high is None:
            return Markdown("")
        fine = low != high and self.pct(low) == self.pct(high)
        return Markdown(f" {md(f'[{self.pct(low, fine)}–{self.pct(high, fine)}]')}")

    def between(self, low: float | None, high: float | None, sign: str = "") -> Markdown:
        """Bounds of a number, `[7–10]`, each led by `sign`."""
        return Markdown(
            "" if low is None or high is None else md(f"[{sign}{self.n(low, 0 if low >= 10 else 1)}–{sign}{self.n(high, 0 if high >= 10 else 1)}]")
        )

    def keys(self, rows: list[dict], several_media: bool, ids: Callable[..., Markdown] | None = None) -> Markdown:
        """What tells a topic, each with its posts and its lift: `#tag (12, ×3,4)`, `@account (Twitter, 12, ×3,4)`; the posts lead to their `ids`."""
        return self.listing([self._key(row, several_media, ids) for row in rows])

    def _key(self, row: dict, several_media: bool, ids: Callable[..., Markdown] | None) -> Markdown:
        item = self.item(row | {"list": LISTS.get(row["kind"], row["kind"])}, several_media=False)
        medium = [md(self.name(row["medium"]))] if row["medium"] and several_media else []
        posts = self.n(row["posts"])
        posts = ids(posts, "topic", row["topic"] + 1, row["kind"], row["rank"]) if ids else posts
        return Markdown(f"{item} ({', '.join([*medium, posts, '×' + self.n(row['lift'], 1)])})")

    def terms(self, terms: list[str]) -> Markdown:
        """The terms of a query, each between quotation marks, as a list."""
        return self.listing([self.quoted(term) for term in terms])

    def languages(self, codes: list[str]) -> Markdown:
        """The names of languages as a list."""
        return self.listing([self.language(code) for code in codes])

    def sources(self, sources: list[dict]) -> Markdown:
        """The sources with their media as a list: `x-export (Twitter)`."""
        return self.listing([f"{source['name']} ({self.name(source['medium'])})" for source in sources])

    def item(self, row: dict, several_media: bool) -> Markdown:
        """An item of a top list: a tag, a link that can be followed, a site, or an account (with its medium where there are several)."""
        kind, text = row["list"], row["item"]
        if kind == "hashtags":
            return md("#" + text.removeprefix("#"))
        if kind == "links":
            return self.shared(text)
        if kind == "sites" or not row["medium"]:
            return md(text)
        return self.placed({"account": text, "medium": row["medium"]}, several_media)

    def arrow(self, move: str | None) -> Markdown:
        """Where an item of a list went since the month before."""
        return Markdown({None: "", "up": " ▲", "down": " ▼", "same": " =", "new": f" ({self.name('new')})"}[move])

    def titles(self, group: list[tuple[str, list]]) -> Markdown:
        """Caption of lists shown side by side."""
        return self.listing([self.title(group[0][0]), *[self.name(name)[:1].lower() + self.name(name)[1:] for name, _ in group[1:]]])
