"""The section `tone`."""

from typing import Annotated

from pydantic import Field, Strict, model_validator

from conversatoire.settings.base import File, Name, Section, Seed, Whole

Label = Annotated[str, Field(min_length=1, max_length=40)]
TONES = ("negative", "neutral", "positive")


class Codebook(Section):
    """A code book: what posts are coded with by hand, such as crisis / advice / testimony."""

    codes: list[Label] = Field(min_length=2, max_length=12, description="The codes; each post gets one. Keep «other» among them.")
    files: list[File] = Field([], description="Coded samples, a file a coder, as `conversatoire annotate STUDY --codebook NAME` writes them.")

    @model_validator(mode="after")
    def _codes_differ(self) -> "Codebook":
        if twice := sorted({code for code in self.codes if self.codes.count(code) > 1}):
            raise ValueError(f"the code «{twice[0]}» stands twice; write each once")
        return self


class Tone(Section):
    """How the posts sound, and codings by hand."""

    words: File | None = Field(
        None, description="CSV of your own words (word, valence from −4 to 4; 0: no tone), which win over the lexicon. See data/reference/README.md."
    )
    neutral: Annotated[float, Strict(), Field(ge=0, lt=1)] | None = Field(
        None,
        description="Scores from − to + this much are neutral; higher gives more neutral posts. Not given: set on the coded posts where there are "
        "enough of them, else .25.",
    )
    files: list[File] = Field(
        [], description="Samples coded for tone, a file a coder (`conversatoire annotate STUDY`): they measure the error, correct the shares, and "
        "from about 200 codes on train a classifier."
    )  # fmt: skip
    codebooks: dict[Name, Codebook] = Field({}, description="Code books of your own: each is learnt from its coded samples like the tone.")
    model: File | None = Field(
        None, description="Folder of a transformers text classifier on this machine, whose labels are the three tones; nothing is fetched. Its "
        "error is measured on your codes like the lexicon's."
    )  # fmt: skip
    resamples: Annotated[Whole, Field(ge=200, le=10_000)] = Field(400, description="How often authors and codes are drawn again for the intervals.")
    top: Annotated[Whole, Field(ge=1, le=100)] = Field(10, description="How many of the most negative and positive posts are listed.")
    seed: Seed | None = Field(None, description="The study's seed where not given.")

    @model_validator(mode="after")
    def _tone_is_not_a_codebook(self) -> "Tone":
        if "tone" in self.codebooks:
            raise ValueError("a code book called «tone» would hide the tone's own; name it otherwise, and give files of the tone as tone.files")
        return self
