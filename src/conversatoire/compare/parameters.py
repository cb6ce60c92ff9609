"""What differs between two runs in how they were made, and which kinds of measures it keeps from being compared. Light to import."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

KINDS = ("posts", "media", "topics", "ranks", "indices", "tone", "voice", "events")

# Keys that every step repeats: told once, as the study's.
_STUDY = ("study", "period", "timezone", "languages", "query", "sources", "own_accounts", "brands", "lists", "language")
# What changes which posts there are, and so all that is counted on them.
_ALL_POSTS = ("query", "sources", "languages", "timezone")
_STUDY_KINDS = {**dict.fromkeys(_ALL_POSTS, KINDS), "own_accounts": ("tone", "voice", "events"), "brands": ("voice",), "lists": ("events",)}
# Keys of a step that change what it measures; the others (seeds, lengths of lists, numbers of resamples) change how well or how much of it is shown.
_STEP_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "topics": ("topics", ("engine", "count", "granularity", "stop_words")),
    "influencers": ("ranks", ("betweenness_sources",)),
    "barometer": ("indices", ("reference_weeks",)),
    "tone": ("tone", ("words", "neutral", "files", "codebooks", "model")),
    "events": (
        "events",
        ("level", "weeks", "fewest_posts", "norm_days", "least_posts", "crisis_scores", "crisis_words", "crisis_sites", "crisis_press"),
    ),
    "benchmark": ("voice", ("accounts",)),
}


class Difference(NamedTuple):
    """One thing that two runs did not share.

    Attributes:
        step: a step; `study` for what all steps share, `import` for how a source is read, or `inputs`, `versions` and `code` of the manifest.
        key: the parameter, dotted (`query.any`); a file of `inputs`; a package of `versions`.
        a: its value in the first run; None where it has none.
        b: its value in the second.
    """

    step: str
    key: str
    a: Any
    b: Any


def differences(a: dict[str, Any], b: dict[str, Any]) -> list[Difference]:
    """The parameters that two runs or months do not share, sorted by step and key.

    A step that only one of them ran tells nothing, and is left out.

    Args:
        a: step → its parameters, as `manifest.parameters` gives them; beside the steps there may be `inputs` (file → hash), `versions` (package →
            version) and `code` (name → value), as in manifest.json.
        b: the same of the other.
    """
    left, right = _facts(a), _facts(b)
    groups = {group for group, _ in left} & {group for group, _ in right}
    keys = sorted(key for key in left.keys() | right.keys() if key[0] in groups)
    pairs = ((group, key, left.get((group, key)), right.get((group, key))) for group, key in keys)
    return sorted((Difference(group[0], key, one, other) for group, key, one, other in pairs if one != other), key=lambda d: (d.step, d.key))


def not_comparable(found: Iterable[Difference]) -> dict[str, list[str]]:
    """The kinds of measures (`KINDS`) that do not compare, each with its reasons.

    Args:
        found: what `differences` gives.

    Returns:
        kind → reasons, sorted: `query`, `sources`, `import`, `languages`, `timezone`, `inputs` (other files), `version` (of this program),
        `own_accounts`, `brands`, `lists`, or a step's key such as `topics.count`. A kind without a reason is not there.
    """
    found = list(found)
    other_months = any((one.step, one.key) == ("study", "period") for one in found)
    reasons: dict[str, set[str]] = {}
    for one in found:
        reason, kinds = _reason(one, other_months)
        for kind in kinds:
            reasons.setdefault(kind, set()).add(reason)
    return {kind: sorted(reasons[kind]) for kind in KINDS if kind in reasons}


def _reason(one: Difference, other_months: bool) -> tuple[str, tuple[str, ...]]:
    """What a difference is called as a reason, and the kinds of measures that it touches."""
    top = one.key.split(".")[0]
    if one.step == "study":
        return top, _STUDY_KINDS.get(top, ())
    if one.step == "import":
        return "import", KINDS
    if one.step == "inputs":
        # A month's own export is a file that the other month need not have known.
        return "inputs", () if other_months and None in (one.a, one.b) else KINDS
    if one.step == "versions":
        return "version", KINDS if one.key == "conversatoire" else ()
    kind, keys = _STEP_KINDS.get(one.step, ("", ()))
    return f"{one.step}.{top}", (kind,) if top in keys else ()


def _facts(steps: dict[str, Any]) -> dict[tuple[tuple[str, str], str], Any]:
    """(group, dotted key) → value. Keys are compared in groups that both runs have: a step, or one key of the study."""
    found: dict[tuple[tuple[str, str], str], Any] = {}
    for step, params in sorted(steps.items()):
        for key, value in (params if isinstance(params, dict) else {"": params}).items():
            if step == "note" and key == "about" and isinstance(value, dict):
                found |= _about(value)
            elif key in _STUDY and step not in ("inputs", "versions", "code"):
                found = {(("study", key), inner): one for inner, one in _flat(value, key)} | found
            else:
                found |= {((step, ""), inner): one for inner, one in _flat(value, "" if key == "settings" else key)}
    return found


def _about(about: dict[str, Any]) -> dict[tuple[tuple[str, str], str], Any]:
    """The study as the note got it: how its sources are read, and its words; what the other steps tell is left to them."""
    sources = {source["name"]: source for source in about.get("sources", []) if isinstance(source, dict) and "name" in source}
    found = {(("import", ""), key): value for name, source in sources.items() for key, value in _flat(source, name)}
    own = {key: value for key, value in about.items() if key not in (*_STUDY, "sources", "periods")}
    return found | {(("note", ""), key): value for key, value in _flat(own, "")}


def _flat(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Dotted keys of nested dictionaries; lists are values."""
    if isinstance(value, dict) and value:
        for inner, one in value.items():
            yield from _flat(one, f"{key}.{inner}" if key else str(inner))
    else:
        yield key, None if value == {} else value
