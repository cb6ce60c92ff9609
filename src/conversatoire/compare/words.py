"""The comparison's own words and numbers in the document's language."""

from typing import Any

from conversatoire.note.escape import Markdown, md
from conversatoire.note.words import Words

NAMES = {
    "fr": {
        "posts": "volumes", "media": "parts des médias", "topics": "sujets", "ranks": "rangs des comptes", "indices": "indices du baromètre",
        "tone": "ton", "voice": "part de voix", "events": "pics (et crise)",
        "query": "la requête", "sources": "les sources", "import": "la lecture des sources", "languages": "les langues gardées",
        "timezone": "le fuseau horaire", "inputs": "les fichiers d’export", "version": "la version du programme",
        "own_accounts": "les comptes de l’organisation", "brands": "les marques", "lists": "les listes de comptes",
        "comparable": "comparable", "not_comparable": "non comparable", "not_compared": "non comparé",
        "absent": "absente", "unreadable": "illisible, ou d’une autre version",
        "off_query": "hors de la requête", "off_language": "dans une autre langue que celles gardées", "off_period": "hors du mois",
        "rejected": "rejetés à la lecture", "not_in_exports": "absents des exports", "unknown": "pour une raison que rien ne dit",
        "beyond": "au-delà", "within": "dans l’intervalle", "same": "inchangé", "counted": "compté", "untold": "sans intervalle",
        "up": "monté", "down": "descendu",
        "positive": "positifs", "neutral": "neutres", "negative": "négatifs", "public": "le public", "own": "l’organisation",
        "study": "étude", "all": "tous les messages", "others": "tous les messages, sans l’organisation",
        "watch": "veille", "alert": "alerte", "crisis": "crise",
    },
    "en": {
        "posts": "volumes", "media": "shares of the media", "topics": "subjects", "ranks": "ranks of accounts", "indices": "barometer indices",
        "tone": "tone", "voice": "share of voice", "events": "peaks (and crisis)",
        "query": "the query", "sources": "the sources", "import": "the reading of the sources", "languages": "the languages kept",
        "timezone": "the time zone", "inputs": "the export files", "version": "the version of the program",
        "own_accounts": "the organisation’s accounts", "brands": "the brands", "lists": "the lists of accounts",
        "comparable": "comparable", "not_comparable": "not comparable", "not_compared": "not compared",
        "absent": "absent", "unreadable": "unreadable, or of another version",
        "off_query": "off the query", "off_language": "in another language than those kept", "off_period": "outside the month",
        "rejected": "rejected when read", "not_in_exports": "not in the exports", "unknown": "for a reason that nothing tells",
        "beyond": "beyond", "within": "within", "same": "unchanged", "counted": "counted", "untold": "no interval",
        "positive": "positive", "neutral": "neutral", "negative": "negative", "public": "the public", "own": "the organisation",
        "study": "study", "all": "all posts", "others": "all posts, without the organisation",
        "watch": "watch", "alert": "alert", "crisis": "crisis",
    },
}  # fmt: skip
MEASURES = {
    "fr": {
        ("posts", "posts"): "messages", ("posts", "authors"): "auteurs distincts", ("posts", "posts_per_day"): "messages par jour",
        ("media", "share"): "part de {item}", ("tone", "share"): "messages {item}",
        ("tone", "share_corrected"): "messages {item}, part corrigée", ("voice", "share"): "part de voix de {item}",
        ("events", "peaks"): "pics", ("events", "days"): "jours au niveau {item}",
    },
    "en": {
        ("posts", "posts"): "posts", ("posts", "authors"): "distinct authors", ("posts", "posts_per_day"): "posts a day",
        ("media", "share"): "share of {item}", ("tone", "share"): "{item} posts",
        ("tone", "share_corrected"): "{item} posts, corrected share", ("voice", "share"): "share of voice of {item}",
        ("events", "peaks"): "peaks", ("events", "days"): "days at the level {item}",
    },
}  # fmt: skip
# Of one account and of several.
STATUSES = {
    "fr": {
        "up": ("monté", "montés"), "down": ("descendu", "descendus"), "within": ("dans l’intervalle",) * 2, "same": ("inchangé", "inchangés"),
        "untold": ("sans intervalle",) * 2, "entered": ("entré", "entrés"), "left": ("sorti", "sortis"),
    },
    "en": {
        "up": ("up",) * 2, "down": ("down",) * 2, "within": ("within",) * 2, "same": ("unchanged",) * 2,
        "untold": ("without interval",) * 2, "entered": ("entered",) * 2, "left": ("left",) * 2,
    },
}  # fmt: skip
SERIES = {"fr": {"topic": "sujet de {}", "link": "lien {}", "medium": "{}"}, "en": {"topic": "subject of {}", "link": "link {}", "medium": "{}"}}


class Moved(Words):
    """The forms of `note.words`, and the comparison's own. A row has value, low and high of `a` and `b`, and of the difference."""

    def called(self, key: str) -> str:
        """What the comparison calls a kind of measure, a reason, a state or a status; a step's key as it is."""
        return NAMES[self.lang].get(key, f"`{key}`" if "." in key else self.name(key))

    def reasons(self, keys: list[str]) -> Markdown:
        """Reasons as a list; parameters are set as code."""
        return self.listing([Markdown(self.called(key)) if "." in key else self.called(key) for key in keys])

    def kinds(self, keys: list[str]) -> Markdown:
        """Kinds of measures as a list."""
        return self.listing([self.called(key) for key in keys])

    def measure(self, row: dict[str, Any]) -> Markdown:
        """What a row of compare_values measures: `messages négatifs (le public)`."""
        pattern = MEASURES[self.lang].get((row["kind"], row["measure"]))
        item = self.called(row["item"]) if row["kind"] != "voice" and row["item"] else row["item"] or ""
        told = pattern.format(item=item) if pattern else self.name(row["measure"])
        return md(told + (f" ({self._among(row['within'])})" if row["within"] else ""))

    def _among(self, within: str) -> str:
        kind, _, value = within.partition(":")
        return self.called(value) if kind == "voice" else self.name(value or kind)

    def side(self, row: dict[str, Any], side: str) -> Markdown:
        """The value of one side with its interval; a dash where it has none."""
        return self._bounded(*(row[f"{name}_{side}"] for name in ("value", "low", "high")), row.get("unit", "share"), signed=False)

    def moved(self, row: dict[str, Any]) -> Markdown:
        """The difference with its interval: `+2,3 points [−3,6 ; +8,3]`; a dash where there is none."""
        return self._bounded(row["difference"], row["low"], row["high"], row.get("unit", "share"), signed=True)

    def _bounded(self, value: float | None, low: float | None, high: float | None, unit: str, signed: bool) -> Markdown:
        if value is None:
            return Markdown("–")
        of = "\u00a0points" if signed and unit == "share" and abs(value) >= 0.0005 else ""
        if signed and unit == "share" and self.lang == "fr" and abs(value) < 0.02:
            of = of.removesuffix("s")
        between = {"fr": "\u202f; ", "en": "; "}[self.lang] if signed else "–"
        told = md(self._number(value, unit, signed) + of)
        if low is None or high is None:
            return told
        return Markdown(f"{told} {md(f'[{self._number(low, unit, signed, bound=True)}{between}{self._number(high, unit, signed, bound=True)}]')}")

    def _number(self, value: float, unit: str, signed: bool, bound: bool = False) -> str:
        """A share in percent, its difference in points, anything else with three significant digits."""
        if unit == "share" and not signed:
            return self.pct(value)
        shown = round(value * 100, 1) + 0.0 if unit == "share" else value
        if bound and unit == "share" and not shown and value:  # a bound beside zero must not read as zero
            shown = float(f"{value * 100:.1g}")
        text = self.n(shown, 4) if unit == "share" else self.precise(shown) if unit == "index" else self.n(round(shown, 1), 1)
        return f"+{text}" if signed and shown > 0 else text

    def rank(self, row: dict[str, Any], side: str) -> Markdown:
        """A rank with its interval, `12 [7–30]`; a dash where it is not listed."""
        rank, low, high = (row[f"{name}_{side}"] for name in ("rank", "low", "high"))
        if rank is None:
            return Markdown("–")
        return Markdown(self.n(rank) + ("" if low is None or high is None else f" {md(f'[{self.n(low)}–{self.n(high)}]')}"))

    def series(self, name: str, side: str) -> Markdown:
        """A series of peaks: all posts, a medium, a topic by its number in `side`, or a link."""
        kind, _, item = name.partition(":")
        if not item:
            return md(self.called(kind))
        shown = f"{side}, {int(item) + 1}" if kind == "topic" else self.name(item) if kind == "medium" else item
        return md(SERIES[self.lang].get(kind, "{}").format(shown))

    def counted(self, counts: dict[str, int], statuses: list[str]) -> Markdown:
        """How many of each status, those there are: `3 montés, 1 descendu et 10 dans l’intervalle`."""
        return self.listing([f"{self.n(counts[status])} {self._status(status, counts[status])}" for status in statuses if counts.get(status)])

    def _status(self, status: str, count: int) -> str:
        return STATUSES[self.lang][status][0 if self.plural(count, "one", "many") == "one" else 1]

    def start(self, text: str) -> Markdown:
        """`text` (Markdown) with a capital, as at the start of a sentence."""
        return Markdown(text[:1].upper() + text[1:])

    def pair(self, row: dict[str, Any]) -> str:
        """The month of a row, or both of them."""
        months = (row["month_a"], row["month_b"]) if "month_a" in row else (row["a"], row["b"])
        return " → ".join(self.month(month) for month in dict.fromkeys(months))
