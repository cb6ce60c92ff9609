"""The part of the section `events` that watches: alerts, the levels of a crisis, open questions."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from conversatoire.settings.base import File, Medium, Name, Section, Term, Whole

RuleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Least = Annotated[Whole, Field(ge=1)]
Days = Annotated[Whole, Field(ge=3, le=365)]


def _spreads(above: Any) -> str:
    if not isinstance(above, str) or not re.fullmatch(r"mean \+ [0-9]+(\.[0-9]+)? sd", above):
        raise ValueError(f"«{above}» is no threshold here; write «mean + 3 sd», with the number of standard deviations you want")
    return above


def _share_or_spreads(above: Any) -> float | str:
    if isinstance(above, bool) or not isinstance(above, int | float):
        return _spreads(above)
    if not 0 <= above < 1:
        raise ValueError(f"{above} is no share; write one between 0 and 1 such as 0.4, or «mean + 3 sd»")
    return float(above)


MeanAndSpread = Annotated[str, BeforeValidator(_spreads)]
Above = Annotated[float | str, BeforeValidator(_share_or_spreads)]


def _tag(tag: str) -> str:
    bare = tag.strip().removeprefix("#").lower()
    if not bare.replace("_", "").isalnum():
        raise ValueError(f"«{tag}» is not a tag; write one word such as #rappel")
    return bare


class _Rule(Section):
    name: RuleName | None = Field(None, description="What the note calls the rule; made of its content where not given.")

    def detail(self) -> str:
        """What tells the rule from others of its kind."""
        return ""

    @property
    def label(self) -> str:
        """The name given, or one made of the kind and its detail."""
        kind: str = getattr(self, "when", "")
        return self.name or (f"{kind}: {self.detail()}" if self.detail() else kind)


class VolumeRule(_Rule):
    """More posts than usual."""

    when: Literal["volume"]
    above: MeanAndSpread = Field(
        "mean + 3 sd", description="Fires above the mean of the days before plus so many standard deviations (never fewer than chance has, √mean)."
    )
    days: Days = Field(7, description="How many days before make the mean; more days fire less often by chance, and later after a change.")
    medium: Medium | None = Field(None, description="Only posts of this medium.")
    terms: list[Term] = Field([], description="Only posts that hold one of these terms, written as in the query.")
    at_least: Least = Field(10, description="Never fires under so many posts: «too few» is said instead.")

    def detail(self) -> str:  # noqa: D102
        return ", ".join([*([self.medium] if self.medium else []), *self.terms])


class NegativeRule(_Rule):
    """Many negative posts."""

    when: Literal["negative"]
    above: Above = Field(
        "mean + 3 sd",
        description="A share (0.4), or «mean + 3 sd» of the days before; fires where even the low end of the share's 95 % interval is above.",
    )
    days: Days = Field(28, description="How many days before make the mean, where `above` is one.")
    at_least: Least = Field(20, description="Never fires under so many posts whose tone is known: «too few» is said instead.")


class CrisisWordsRule(_Rule):
    """Many posts with words of the crisis vocabulary."""

    when: Literal["crisis_words"]
    above: Above = Field("mean + 3 sd", description="As for `negative`, of the share of posts with such a word.")
    days: Days = Field(28, description="How many days before make the mean, where `above` is one.")
    at_least: Least = Field(20, description="Never fires under so many posts: «too few» is said instead.")


class NamedByRule(_Rule):
    """An own account is addressed by an account of a list."""

    when: Literal["named_by"]
    accounts: Name = Field(alias="list", description="One of the study's `lists`.")
    at_least: Least = Field(1, description="Posts a day from which it fires.")

    def detail(self) -> str:  # noqa: D102
        return self.accounts


class TermRule(_Rule):
    """A term is written."""

    when: Literal["term"]
    term: Term = Field(description="A word, phrase, @account, #tag or /regex/, as in the query.")
    at_least: Least = Field(5, description="Posts a day from which it fires.")

    def detail(self) -> str:  # noqa: D102
        return self.term


class TagRule(_Rule):
    """A tag is used."""

    when: Literal["tag"]
    tag: Annotated[str, AfterValidator(_tag)] = Field(description="The tag, with or without its #.")
    at_least: Least = Field(5, description="Posts a day from which it fires.")

    def detail(self) -> str:  # noqa: D102
        return f"#{self.tag}"


class TopicRule(_Rule):
    """A topic is spoken of; topics are of one month, so its past false alarms cannot be told."""

    when: Literal["topic"]
    topic: str = Field(min_length=1, description="The topic's name as the note shows it; case and accents are ignored.")
    at_least: Least = Field(10, description="Posts a day from which it fires.")

    def detail(self) -> str:  # noqa: D102
        return self.topic


RULES: dict[str, type[_Rule]] = {
    "volume": VolumeRule,
    "negative": NegativeRule,
    "crisis_words": CrisisWordsRule,
    "named_by": NamedByRule,
    "term": TermRule,
    "tag": TagRule,
    "topic": TopicRule,
}


def _known(rule: Any) -> Any:
    """The rule as it stands where its kind and keys are known: pydantic's own words for a union help nobody."""
    from conversatoire.study_file import nearest

    if not isinstance(rule, dict):
        return rule
    kind = rule.get("when")
    if kind is None:
        raise ValueError(f"an alert needs «when», one of: {', '.join(RULES)}")
    if kind not in RULES:
        raise ValueError(f"when: «{kind}» is not a kind of alert; {nearest(str(kind), list(RULES))}")
    keys = [field.alias or name for name, field in RULES[kind].model_fields.items()]
    if unknown := [key for key in rule if key not in keys and key not in RULES[kind].model_fields]:
        raise ValueError(f"«{unknown[0]}» is not a key of an alert on {kind}; {nearest(str(unknown[0]), keys)}")
    return rule


Rule = Annotated[
    Annotated[VolumeRule | NegativeRule | CrisisWordsRule | NamedByRule | TermRule | TagRule | TopicRule, Field(discriminator="when")],
    BeforeValidator(_known),
]
Score = Annotated[float, Field(gt=0, le=100)]


class Watching(Section):
    """Alerts, crisis and questions: the keys that `events` takes from here."""

    alerts: list[Rule] = Field(
        [], description="Rules that are checked day by day; where none is named, volume, negative tone, crisis words and the press list are watched."
    )
    crisis_words: File | None = Field(
        None, description="Table of the crisis vocabulary (word, lang, family) instead of the project's own: data/reference/crisis_words.csv."
    )
    crisis_press: Name = Field("presse", description="The study's list of press accounts: their posts are press pick-up.")
    crisis_sites: File | None = Field(
        None, description="Table of press sites (site) instead of the project's own: data/reference/press_sites.csv; links to them are press pick-up."
    )
    crisis_type: Literal["closed", "half-closed", "half-open", "open"] | None = Field(
        None, description="The analyst's own judgement of how far the crisis is known; the note explains it and never guesses it."
    )
    crisis_scores: Annotated[list[Score], Field(min_length=3, max_length=3)] = Field(
        [2.0, 3.5, 6.0],
        description="Distance from the usual (in robust spreads) from which an indicator is at level 1, 2, 3; lower alarms more often.",
    )
    norm_days: Annotated[Whole, Field(ge=14, le=365)] = Field(
        28, description="How many days before make an indicator's norm; more make it steadier and slower to follow a new normal."
    )
    least_posts: Annotated[Whole, Field(ge=5)] = Field(
        20, description="Posts a day under which a share or a speed is not told: «too few» is said instead."
    )

    @model_validator(mode="after")
    def _rules_differ(self) -> "Watching":
        labels = [rule.label for rule in self.alerts]
        if twice := sorted({label for label in labels if labels.count(label) > 1}):
            raise ValueError(f"two alerts are called «{twice[0]}»; give each its own name")
        if sorted(set(self.crisis_scores)) != list(self.crisis_scores):
            raise ValueError("crisis_scores: write three numbers that grow, such as [2, 3.5, 6]")
        return self


def rules(settings: Watching, lists: dict[str, list[str]]) -> list[Any]:
    """The rules of the study, or where it names none: volume, negative tone, crisis vocabulary, and the press list if the study has it."""
    if settings.alerts:
        return list(settings.alerts)
    found: list[Any] = [VolumeRule(when="volume"), NegativeRule(when="negative"), CrisisWordsRule(when="crisis_words")]
    return found + ([NamedByRule(when="named_by", list=settings.crisis_press)] if lists.get(settings.crisis_press) else [])


def check_lists(settings: Watching, lists: dict[str, list[str]]) -> None:
    """Raises ValueError where an alert names a list that the study does not have."""
    from conversatoire.study_file import nearest

    for rule in settings.alerts:
        if isinstance(rule, NamedByRule) and rule.accounts not in lists:
            raise ValueError(
                f"the alert «{rule.label}» names the list «{rule.accounts}», which is not in `lists`; {nearest(rule.accounts, list(lists))}"
            )
