"""The section `benchmark`."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, Strict, StringConstraints, model_validator

from conversatoire.settings.base import File, Medium, Section, Seed, Term, Whole

Label = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Amount = Annotated[float, Strict(), Field(allow_inf_nan=False)]


def _named(value: Any) -> Any:
    """A list of terms is as good as each term under its own name."""
    return {term: [term] for term in value} if isinstance(value, list) and all(isinstance(term, str) for term in value) else value


Terms = Annotated[
    dict[Label, Annotated[list[Term], Field(min_length=1)]],
    BeforeValidator(_named, json_schema_input_type=dict[str, list[str]] | list[str]),
]


class Internal(Section):
    """A series from inside the organisation: a CSV file with a date and a value a row."""

    name: Label = Field(description="What the note calls it, such as calls to customer service.")
    path: File = Field(description="CSV file; a row a day, or a row a week. Days may be 2024-10-22 or 22/10/2024, values 1 234,5 or 1234.5.")
    unit: str = Field("", max_length=30, description="Shown beside the values, such as calls or €.")
    date: Label = Field("date", description="Column of the days.")
    value: Label = Field("value", description="Column of the values.")


class Return(Section):
    """What something brought in and what it cost, as the organisation reckons it, in one currency."""

    name: Label = Field(description="What the note calls it, such as a campaign.")
    gain: Amount = Field(description="What it brought in. No web measure tells this: it is yours to justify.")
    cost: Annotated[Amount, Field(gt=0)] = Field(description="All that it cost, work included: what is left out makes the return too high.")


class Benchmark(Section):
    """Brands, pages, reaction times, and what the analyst sets beside them."""

    accounts: dict[Label, list[str]] = Field(
        {},
        description="Accounts of other brands, by brand. Their posts are left out of the share of voice as those of `own_accounts` are, and they "
        "stand among the pages: without them competitors' own posts count as the public's voice.",
    )
    fewest: Annotated[Whole, Field(ge=5, le=10_000)] = Field(
        30, description="A share, curve or time of fewer posts is left empty and the note says «too few». Lower it and intervals get very wide."
    )
    page_media: list[Medium] = Field(
        ["facebook"],
        description="Media on which every author is a page to be ranked; elsewhere only own accounts, `accounts` and those of `followers` are, "
        "since the others are mostly private persons.",
    )
    page_posts: Annotated[Whole, Field(ge=6, le=10_000)] = Field(
        6, description="A page of fewer posts in the month has no median, no interval and no rank. Six is the least that bounds a median at 95 %."
    )
    followers: File | None = Field(
        None,
        description="CSV file with date, medium, account, followers: counts noted by hand or by a tool. Needed for gains where the export has none.",
    )
    terms: Terms = Field({}, description="Terms to compare, a list, or name → terms, written as in `query`. Those that share posts are told.")
    internal: list[Internal] = Field([], description="Series from inside the organisation, set beside the curve of posts.")
    lags: Annotated[Whole, Field(ge=0, le=28)] = Field(
        7,
        description="Days (weeks, for a weekly series) before and after at which an internal series is compared. Each more makes all harder to show.",
    )
    returns: list[Return] = Field([], description="Gains and costs of which the return on investment is worked out.")
    visibility: File | None = Field(None, description="CSV file with query, rank, url, date, tone (and engine): what search engines show.")
    results_per_page: Annotated[Whole, Field(ge=1, le=100)] = Field(10, description="Results on a page of the search engine.")
    own_sites: list[Label] = Field([], description="Sites of the organisation (example.org): their results are counted apart, subdomains included.")
    resamples: Annotated[Whole, Field(ge=200, le=10_000)] = Field(1000, description="How often authors or posts are drawn again for the intervals.")
    seed: Seed | None = Field(None, description="The study's seed where not given.")

    @model_validator(mode="after")
    def _names_differ(self) -> "Benchmark":
        for key, rows in (("internal", self.internal), ("returns", self.returns)):
            names = [row.name for row in rows]
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{key}: two entries are called «{twice[0]}»; give each its own name")
        return self
