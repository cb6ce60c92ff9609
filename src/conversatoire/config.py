"""A study: one pydantic model a section. Field descriptions are the documentation users and editors read.

`config/study.schema.json` and `docs/study.md` are generated from here (`python -m conversatoire.reference`); a test fails when they differ.
Reading the YAML file and telling errors with their line is in `study_file.py`.
"""

import json
import re
import unicodedata
import warnings
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, model_validator

NAME = r"^[a-z0-9][a-z0-9-]*$"
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=64)]
Medium = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=32)]
Month = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Whole = Annotated[int, Strict()]  # neither true nor "8" nor 8.0: what the schema tells an editor
File = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]  # a path relative to the folder one runs from
Seed = Annotated[Whole, Field(ge=0, lt=2**32)]
_SAYS_SOMETHING = ("Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No", "Sm", "Sc", "So")  # Unicode categories


def _known_timezone(name: str) -> str:
    from conversatoire.study_file import nearest

    known = available_timezones()
    if name not in known:
        raise ValueError(f"«{name}» is not an IANA time zone such as Europe/Paris or UTC; {nearest(name, sorted(known))}")
    return name


def _known_encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError:
        raise ValueError(f"«{name}» is not a text encoding; write one such as utf-8 or cp1252") from None
    return name


def _valid_term(term: str) -> str:
    """The term without the white space and quotes around it; a regex as it is."""
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        try:
            with warnings.catch_warnings(action="ignore"):
                re.compile(term[1:-1])
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"the regular expression {term} cannot be compiled: {error}") from None
        return term
    if re.fullmatch(r"/.+/[a-z]+", term):
        raise ValueError(f"{term}: a regular expression takes no letters after its last slash; case is ignored anyway")
    term = " ".join(term.split()).strip(' "«»“”')
    if not any(unicodedata.category(sign) in _SAYS_SOMETHING for sign in re.sub("[™℠]", "", term)):
        raise ValueError(f"the term «{term}» has no letter, digit or symbol to look for")
    if term[0] in "@#" and not re.match(r"[@#]\w", term):
        raise ValueError(f"the term «{term}» needs a name right after its {term[0]}")
    return term


def _known_format(name: str) -> str:
    from conversatoire.collection.formats import names
    from conversatoire.study_file import nearest

    if name not in names():
        raise ValueError(f"«{name}» is not a known format; {nearest(name, names())}")
    return name


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Timezone = Annotated[str, AfterValidator(_known_timezone)]
Encoding = Annotated[str, AfterValidator(_known_encoding)]
Term = Annotated[str, AfterValidator(_valid_term)]
FormatName = Annotated[str, AfterValidator(_known_format)]


class Section(BaseModel):
    """A section of a study: unknown keys are errors; a key without a value is as good as absent."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _without_gaps(cls, values: Any) -> Any:
        """`topics:` with all its lines commented out is null in YAML. Unknown keys stay, and are told."""
        known = {name for field, info in cls.model_fields.items() for name in (field, info.alias)}
        return {key: value for key, value in values.items() if value is not None or key not in known} if isinstance(values, dict) else values


class Periods(Section):
    """The months of the study, both included."""

    from_: Month = Field(alias="from", description="First month, such as 2011-04.")
    to: Month = Field(description="Last month, included.")

    @model_validator(mode="after")
    def _in_order(self) -> "Periods":
        if self.to < self.from_:
            raise ValueError(f"the last month ({self.to}) is before the first ({self.from_})")
        return self

    def months(self) -> list[str]:
        """All months, oldest first."""
        first, last = (date.fromisoformat(f"{month}-01") for month in (self.from_, self.to))
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return [f"{first.year + (first.month - 1 + i) // 12}-{(first.month - 1 + i) % 12 + 1:02d}" for i in range(count)]


class Query(Section):
    """Which posts belong to the study; title and text are searched, accents and case ignored, whole words only."""

    any: list[Term] = Field([], description='At least one must be there: a word, "two words", @account, #tag or /regex/.')
    all: list[Term] = Field([], description="Every one must be there.")
    none: list[Term] = Field([], description="None may be there: use it against homonyms.")


class Columns(Section):
    """Which column of the export holds what. `published_at` and one of `text`, `title`, `links` are needed."""

    native_id: str | None = Field(None, description="The post's id on its platform; without it a hash of author, instant and text.")
    published_at: str | None = Field(None, description="The instant of publication.")
    text: str | None = None
    title: str | None = None
    author: str | None = Field(None, description="The handle.")
    author_name: str | None = None
    author_id: str | None = None
    author_followers: str | None = None
    url: str | None = None
    lang: str | None = Field(None, description="A language code; where it is empty the language is detected.")
    reply_to: str | None = Field(None, description="Native id of the post replied to.")
    reply_to_author: str | None = None
    repost_of: str | None = Field(None, description="Native id of the post passed on.")
    repost_of_author: str | None = None
    quote_of: str | None = Field(None, description="Native id of the post quoted.")
    quote_of_author: str | None = None
    thread: str | None = Field(None, description="Id of the conversation.")
    hashtags: str | None = Field(None, description="A list; without it, tags are found in the text.")
    mentions: str | None = Field(None, description="A list; without it, mentions are found in the text.")
    links: str | None = Field(None, description="A list; without it, links are found in the text.")
    likes: str | None = None
    reposts: str | None = None
    replies: str | None = None
    views: str | None = None
    kind: str | None = Field(None, description="A column that says what a post is; its values are translated by `kinds`.")
    reference: str | None = Field(None, description="Native id of the post that `kind` speaks of.")
    reference_author: str | None = None


class Source(Section):
    """Some exports of one medium, in one format."""

    name: Name = Field(description="Names the imported files; lower-case letters, digits and hyphens.")
    medium: Medium = Field(description="The label the note shows: twitter, facebook, blog, forum, mastodon, bluesky, reddit, youtube …")
    format: FormatName = Field(description="csv, excel or jsonl with `columns:`, or a named format (see docs/formats.md).")
    path: Annotated[list[str], BeforeValidator(_one_or_more, json_schema_input_type=str | list[str])] = Field(
        min_length=1, description="A file, a pattern such as data/raw/s/*.csv, or a list; relative to the folder one runs from."
    )
    columns: Columns = Field(Columns(), description="For csv, excel and jsonl: which column holds what.")
    kinds: dict[str, Literal["post", "repost", "reply", "quote"]] = Field({}, description="Translates the values of the `kind` column.")
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = Field(None, description="Detected where not given.")
    encoding: Encoding | None = Field(None, description="Detected where not given.")
    null_values: list[str] = Field([], description='Texts that mean «nothing», such as "null"; the empty cell always does.')
    date_format: str | None = Field(None, description="strptime format of `published_at`; detected where not given.")
    timezone: Timezone | None = Field(None, description="Zone of dates that carry none; the study's where not given.")
    sheet: str | None = Field(None, description="For excel: the sheet; all sheets with the mapped columns where not given.")

    @model_validator(mode="after")
    def _mapped(self) -> "Source":
        generic = self.format in ("csv", "excel", "jsonl")
        if generic and not self.columns.published_at:
            raise ValueError(f"format {self.format} needs columns: {{published_at: …}}")
        if generic and not (self.columns.text or self.columns.title or self.columns.links):
            raise ValueError(f"format {self.format} needs columns: {{text: …}} (or title, or links)")
        if not generic and self.columns != Columns():
            raise ValueError(f"format {self.format} knows its columns; remove columns: or use csv, excel or jsonl")
        return self


class Topics(Section):
    """The subjects of conversation."""

    engine: Literal["auto", "glp", "lda", "gsdmm", "nmf", "gensim-lda"] = Field(
        "auto",
        description="auto is glp, a consensus of graph partitions that finds the number of topics by itself; lda for long texts of several "
        "subjects; gensim-lda is the classic that teachers show.",
    )
    count: Literal["auto"] | Annotated[Whole, Field(ge=2, le=200)] = Field(
        "auto", description="Number of topics; auto lets the posts say. A small month gives fewer than asked for."
    )
    granularity: Literal["broad", "standard", "fine"] = Field(
        "standard", description="With count auto: fewer and wider topics, or more and narrower ones. Look at the stability of each before you choose."
    )
    words: Annotated[Whole, Field(ge=5, le=50)] = Field(10, description="Words shown per topic.")
    stop_words: File | None = Field(
        None,
        description="Table (CSV: word, instead) of the study's own stop words, and of words to read as another; see data/reference/README.md.",
    )
    names: File | None = Field(
        None, description="Table (CSV: name, words) of the analyst's names of topics; each goes to the topic of those words, in every month and run."
    )
    seed: Seed | None = Field(None, description="The study's seed where not given.")


class Influencers(Section):
    """Who carries the conversation."""

    top: Annotated[Whole, Field(ge=1, le=500)] = Field(
        20, description="Length of each ranking and of the lists of cascades; the note shows the first `note.top` of them."
    )
    resolution: Annotated[float, Strict(), Field(gt=0, le=10)] = Field(
        1.0, description="Higher gives more, smaller communities (Leiden, modularity)."
    )
    bots: list[str] = Field([], description="Handles of accounts that post automatically: marked, and left out of `rank_without`.")
    windows: list[Annotated[Whole, Field(ge=1, le=86_400)]] = Field(
        [10, 60, 300, 3600], min_length=1, description="Seconds within which two posts of the same thing count as coordinated; each is tried."
    )
    resamples: Annotated[Whole, Field(ge=200, le=10_000)] = Field(
        200, description="How often the posts are drawn again for the intervals of the ranks."
    )
    betweenness_sources: Annotated[Whole, Field(ge=10)] = Field(
        1000, description="Betweenness is exact up to this many accounts that address someone, and estimated from so many of them above."
    )
    seed: Seed | None = Field(None, description="The study's seed where not given.")


class Barometer(Section):
    """Top lists and indices of activity."""

    top: Annotated[Whole, Field(ge=1, le=500)] = Field(20, description="Length of each list.")


class Note(Section):
    """What the monthly note shows."""

    top: Annotated[Whole, Field(ge=3, le=100)] = Field(10, description="Rows of each table in the note; the CSV files hold all.")
    verbatims: Annotated[Whole, Field(ge=0, le=20)] = Field(3, description="Posts quoted per subject.")


class Privacy(Section):
    """Pseudonyms arrive with a later version; until then only `pseudonyms: false` is accepted."""

    pseudonyms: Literal[False] = False
    key_env: Annotated[str, StringConstraints(pattern=r"^[A-Z_][A-Z0-9_]*$")] = "CONVERSATOIRE_KEY"


class Later(Section):
    """A section that a later version fills; it has no keys yet."""


class Study(Section):
    """One study: a question, a query, media and months."""

    title: str = Field(min_length=1, description="Title of the note.")
    question: str = Field("", description="The question the study asks; the note repeats it.")
    objective: str = Field("", description="What the note is for.")
    languages: list[LanguageCode] = Field([], description="Languages of the posts to keep; [] keeps all. Posts too short to tell are kept.")
    note_languages: list[Literal["fr", "en"]] = Field(["fr", "en"], min_length=1, description="Languages of the note.")
    timezone: Timezone = Field("Europe/Paris", description="Days and hours are cut here.")
    periods: Periods = Field(description="The months studied.")
    seed: Seed = Field(42, description="Seed of every random choice; a section's own seed wins.")
    query: Query = Field(Query(), description="{} keeps every post.")
    own_accounts: list[str] = Field([], description="The organisation's own accounts: marked in the actors' tables.")
    brands: dict[str, list[Term]] = Field({}, description="Terms of each brand, for the share of voice (a later version).")
    lists: dict[Name, list[str]] = Field({}, description="Lists of accounts to restrict to (a later version).")
    sources: list[Source] = Field(min_length=1, description="The exports, one entry a medium and format.")
    topics: Topics = Topics()
    influencers: Influencers = Influencers()
    barometer: Barometer = Barometer()
    tone: Later = Later()
    events: Later = Later()
    benchmark: Later = Later()
    note: Note = Note()
    privacy: Privacy = Privacy()

    @model_validator(mode="after")
    def _sources_differ(self) -> "Study":
        names = [source.name for source in self.sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two sources are called «{twice[0]}»; give each its own name")
        return self


def step_params(name: str, study: Study, period: str, step: str) -> dict[str, Any]:
    """What the notebook of `step` gets for one month: its own section and the few facts around it, nothing else.

    Returns plain values, ready for YAML. A change of any other key leaves the result, and so the step, alone.
    """
    params: dict[str, Any] = {"study": name, "period": period, "timezone": study.timezone}
    if step == "collection":
        sources = [{"name": source.name, "medium": source.medium} for source in study.sources]
        return params | {"languages": study.languages, "query": study.query.model_dump(), "sources": sources, "seed": study.seed}
    if step == "note":
        keys = {"title", "question", "objective", "languages", "note_languages", "periods", "query", "own_accounts", "sources"}
        facts = study.model_dump(mode="json", by_alias=True, include=keys, exclude_defaults=False)
        return params | {"settings": study.note.model_dump()} | {"about": facts}
    settings = getattr(study, step).model_dump()
    if "seed" in settings and settings["seed"] is None:
        settings["seed"] = study.seed
    if step == "topics":
        params["languages"] = study.languages
    if step == "influencers":
        params |= {"own_accounts": study.own_accounts, "language": study.note_languages[0]}
    return params | {"settings": settings}


def schema() -> str:
    """JSON Schema of a study file, as text."""
    return json.dumps(Study.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"
