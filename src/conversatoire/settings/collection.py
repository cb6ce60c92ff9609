"""The sections `periods`, `query` and `sources`."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from conversatoire.settings.base import Encoding, FormatName, Medium, Month, Name, Section, Term, Timezone


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


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
