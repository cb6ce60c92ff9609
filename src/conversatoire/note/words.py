"""Numbers, dates and names in the note's languages, through babel; sentences stand in the templates."""

import re
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
        "hashtags": "Hashtags", "links": "Liens partagés", "sites": "Sites", "cited": "Comptes les plus cités", "active": "Comptes les plus actifs",
        "sociable": "Comptes les plus sociables", "influential": "Comptes les plus influents",
        "posts_per_minute": "messages par minute", "activity": "indice d’activité", "hashtag": "indice de hashtags",
        "conversation": "indice de conversation", "sharing": "indice de partage",
        "new": "nouveau", "continued": "continue", "gone": "disparu",
        "und": "langue indéterminée (texte trop court)", "address": "adresse masquée", "nobody": "auteur inconnu",
        "any": "au moins un de", "all": "tous", "none": "aucun de",
    },
    "en": {
        "blog": "blogs", "forum": "forums", "twitter": "Twitter", "facebook": "Facebook", "mastodon": "Mastodon", "bluesky": "Bluesky",
        "reddit": "Reddit", "youtube": "YouTube", "telegram": "Telegram", "usenet": "Usenet", "rss": "RSS feeds", "news": "news media",
        "own": "organisation’s own", "source": "source", "relay": "relay", "hub": "hub", "talker": "talker", "audience": "audience",
        "hashtags": "Hashtags", "links": "Shared links", "sites": "Sites", "cited": "Most cited accounts", "active": "Most active accounts",
        "sociable": "Most sociable accounts", "influential": "Most influential accounts",
        "posts_per_minute": "posts per minute", "activity": "activity index", "hashtag": "hashtag index",
        "conversation": "conversation index", "sharing": "sharing index",
        "new": "new", "continued": "continued", "gone": "gone",
        "und": "undetermined (text too short)", "address": "address withheld", "nobody": "unknown author",
        "any": "at least one of", "all": "all of", "none": "none of",
    },
}  # fmt: skip
# Longer links are shown cut; the link itself is whole.
LINK_LENGTH = 70
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

    def pct(self, share: float) -> str:
        """A share of 0–1 in percent: one decimal below 10 %, none above, since samples bear no more."""
        if 0 < share < 0.0005:
            return f"<\u202f{self.pct(0.001)}"
        space = "\u202f" if self.lang == "fr" else ""
        return format_percent(share, ("#,##0.#" if abs(share) < 0.0995 else "#,##0") + space + "%", locale=self.locale).replace("-", "−")

    def change(self, ratio: float | None) -> str:
        """A relative change with its sign, `+12 %`; a dash where it cannot be told."""
        return "–" if ratio is None else ("+" if ratio > 0 else "") + self.pct(ratio)

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

    def account(self, handle: str | None, medium: str | None) -> str:
        """How an account is written: `@handle` where the medium does so; never an e-mail address."""
        if not handle:
            return NAMES[self.lang]["nobody"]
        if is_address(handle) or handle.startswith(HIDDEN):
            return NAMES[self.lang]["address"] + handle.removeprefix(HIDDEN) * (not is_address(handle))
        return f"@{handle}" if medium in AT and not handle.startswith("@") else handle

    def weekday(self, number: int) -> str:
        """`lundi` of 1, Monday being the first."""
        return self.locale.days["format"]["wide"][int(number) - 1]

    def labels(self, rows: list[dict]) -> Markdown:
        """The labels of topics, each between quotation marks, as a list."""
        return self.listing([self.quoted(row["label"]) for row in rows])

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
            short = re.sub(r"^https?://(www\.)?", "", text)
            return link(short if len(short) <= LINK_LENGTH else short[: LINK_LENGTH - 1] + "…", text)
        if kind == "sites" or not row["medium"]:
            return md(text)
        return md(self.account(text, row["medium"]) + (f" ({self.name(row['medium'])})" if several_media else ""))

    def arrow(self, move: str | None) -> Markdown:
        """Where an item of a list went since the month before."""
        return Markdown({None: "", "up": " ▲", "down": " ▼", "same": " =", "new": f" ({self.name('new')})"}[move])

    def titles(self, group: list[tuple[str, list]]) -> Markdown:
        """Caption of lists shown side by side."""
        return self.listing([self.title(group[0][0]), *[self.name(name)[:1].lower() + self.name(name)[1:] for name, _ in group[1:]]])
