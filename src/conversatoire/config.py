"""A study: one pydantic model a section (`settings/`). Field descriptions are the documentation users and editors read.

`config/study.schema.json` and `docs/study.md` are generated from here (`python -m conversatoire.reference`); a test fails when they differ.
Reading the YAML file and telling errors with their line is in `study_file.py`.
"""

import json
from typing import Any, Literal

from pydantic import Field, model_validator

from conversatoire.settings.audit import Audit
from conversatoire.settings.barometer import Barometer
from conversatoire.settings.base import NAME as NAME
from conversatoire.settings.base import LanguageCode, Name, Section, Seed, Term, Timezone
from conversatoire.settings.benchmark import Benchmark
from conversatoire.settings.collection import Columns as Columns
from conversatoire.settings.collection import Periods, Query, Source
from conversatoire.settings.events import Events
from conversatoire.settings.events_watch import check_lists
from conversatoire.settings.influencers import Influencers
from conversatoire.settings.note import Note
from conversatoire.settings.privacy import Privacy
from conversatoire.settings.tone import Tone
from conversatoire.settings.topics import Topics


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
    brands: dict[str, list[Term]] = Field({}, description="Terms of each brand: `explore` compares them.")
    lists: dict[Name, list[str]] = Field({}, description="Lists of accounts; `search --list` and `explore` restrict to one.")
    sources: list[Source] = Field(min_length=1, description="The exports, one entry a medium and format.")
    topics: Topics = Topics()
    influencers: Influencers = Influencers()
    barometer: Barometer = Barometer()
    tone: Tone = Tone()
    events: Events = Events()
    benchmark: Benchmark = Benchmark()
    audit: Audit = Audit()
    note: Note = Note()
    privacy: Privacy = Privacy()

    @model_validator(mode="after")
    def _sources_differ(self) -> "Study":
        names = [source.name for source in self.sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two sources are called «{twice[0]}»; give each its own name")
        return self

    @model_validator(mode="after")
    def _own_brands_are_brands(self) -> "Study":
        unknown = [brand for brand in self.audit.own_brands if brand not in self.brands]
        if unknown:
            raise ValueError(f"audit.own_brands names «{unknown[0]}», which is not one of the study's `brands`: {', '.join(self.brands) or 'none'}")
        return self

    @model_validator(mode="after")
    def _alerts_name_lists(self) -> "Study":
        check_lists(self.events, self.lists)
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
        return params | {"settings": study.note.model_dump()} | {"about": facts | {"pseudonyms": study.privacy.pseudonyms}}
    settings = getattr(study, step).model_dump()
    if "seed" in settings and settings["seed"] is None:
        settings["seed"] = study.seed
    around = {
        "topics": ("languages",),
        "influencers": ("own_accounts", "language"),
        "barometer": ("own_accounts", "language"),
        "tone": ("languages", "query", "language"),
        "events": ("own_accounts", "lists", "query", "language"),
        "benchmark": ("own_accounts", "brands", "query", "language"),
    }
    facts = study.model_dump(mode="json", include=set(around[step])) | {"language": study.note_languages[0]}
    params |= {key: facts[key] for key in around[step]}
    return params | {"settings": settings}


def schema() -> str:
    """JSON Schema of a study file, as text."""
    return json.dumps(Study.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"
