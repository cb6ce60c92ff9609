"""What every section of a study is made of: the types of its values, checked as they are read."""

import re
import unicodedata
import warnings
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints, model_validator

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
