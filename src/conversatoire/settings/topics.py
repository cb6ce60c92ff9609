"""The section `topics`."""

from typing import Annotated, Literal

from pydantic import Field

from conversatoire.settings.base import File, Section, Seed, Whole


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
