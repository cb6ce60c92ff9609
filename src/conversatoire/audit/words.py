"""Numbers of the audit with their intervals, in the document's language."""

from conversatoire.audit.names import dimension
from conversatoire.note.escape import Markdown, md
from conversatoire.note.words import Words

FEW = {"fr": "trop peu", "en": "too few"}
APART = {"fr": "non comparable", "en": "not comparable"}
SHARES = ("voice", "negative", "positive", "answered", "subject", "returned", "answering", "sourced", "passed_on", "press", "lasting")


class Forms(Words):
    """The forms of `note.words`, and the audit's own. A value is a row with `value`, `low` and `high`."""

    def part(self, row: dict, name: str = "") -> Markdown:
        """A share with its interval, `12 % [9 %–15 %]`, out of the columns `name`, `name_low`, `name_high`; «too few» where there is none."""
        value, low, high = self._columns(row, name)
        return Markdown(FEW[self.lang]) if value is None else Markdown(f"{md(self.pct(value))}{self.interval(low, high)}")

    def amount(self, row: dict, name: str = "", digits: int = 1, sign: bool = False) -> Markdown:
        """A number with its interval, `11,1 [8,6–13,6]`; with a `sign` where it is a difference."""
        value, low, high = self._columns(row, name)
        if value is None:
            return Markdown(FEW[self.lang])
        between = {"fr": "\u202f; ", "en": "; "}[self.lang] if sign else "–"
        return self._bounded(*(None if one is None else self._signed(one, digits, sign) for one in (value, low, high)), between)

    def measured(self, row: dict) -> Markdown:
        """The value of a row of «three_c», «swot» or «strengths», by what it measures."""
        if row["measure"] in ("excess", "dimension"):
            return self.amount(row, digits=0, sign=True)
        return self.part(row) if row["measure"] in SHARES else self.amount(row)

    def lapse(self, row: dict, name: str = "", seconds: int = 60) -> Markdown:
        """A lapse of time with its interval, out of numbers of `seconds`."""
        value, low, high = self._columns(row, name)
        if value is None:
            return Markdown(FEW[self.lang])
        return self._bounded(*(None if one is None else self.duration(one * seconds) for one in (value, low, high)), "–")

    def dimension(self, key: str) -> str:
        """Name of a dimension of the reputation."""
        return dimension(key, self.lang)

    def dimensions(self, rows: list[dict]) -> Markdown:
        """Names of dimensions as a list."""
        return self.listing([self.dimension(row["dimension"]) for row in rows])

    def compared(self, row: dict, fewest: int) -> Markdown:
        """As `measured`, where «not comparable» is said of a brand of which enough posts were collected, but not all."""
        return Markdown(APART[self.lang]) if row["value"] is None and row["of"] >= fewest else self.measured(row)

    @staticmethod
    def _bounded(value: str | None, low: str | None, high: str | None, between: str) -> Markdown:
        return Markdown(md(value) if low is None or high is None else f"{md(value)} {md(f'[{low}{between}{high}]')}")

    def _signed(self, value: float, digits: int, sign: bool) -> str:
        return ("+" if sign and round(value, digits) > 0 else "") + self.n(round(value, digits) + 0.0, digits)

    @staticmethod
    def _columns(row: dict, name: str) -> tuple[float | None, float | None, float | None]:
        return (row[name], row[f"{name}_low"], row[f"{name}_high"]) if name else (row["value"], row["low"], row["high"])
