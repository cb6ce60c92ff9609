"""What the importer of a source gets for privacy's sake, and what a user is told before a run."""

from pathlib import Path
from typing import Any

import yaml

from conversatoire.config import Study
from conversatoire.privacy import clear, expiry, handles, key, where


def of_import(name: str, study: Study) -> dict[str, Any]:
    """What a source's parameters hold beside its section; nothing without pseudonyms and deletions, so that nothing reruns.

    Args:
        name: the study's.
        study: the study.

    Raises:
        StudyError: pseudonyms are asked for and there is no key.
    """
    listed = [{"deletions": path} for path in where.lists(name)]
    hidden = [{"privacy": _facts(study)}] if study.privacy.pseudonyms else []
    return {name: value for part in [*hidden, *listed] for name, value in part.items()}


def before_run(study: Study, results: Path) -> list[str]:
    """What to tell a user before anything runs.

    Args:
        study: the study.
        results: `results/{study}`.

    Raises:
        StudyError: pseudonyms are asked for and there is no key.
    """
    changed = other_key(study, results)
    return [line for line in (changed, *compared(study, results, bool(changed)), expiry.told(study, results)) if line]


def _facts(study: Study) -> dict[str, Any]:
    return {"key_env": study.privacy.key_env, "fingerprint": key.fingerprint(key.read_key(study.privacy)), "clear": clear.named(study)}


def other_key(study: Study, results: Path) -> str | None:
    """A sentence where the results under `results/{study}` were made with another key, or without pseudonyms; None where they go on."""
    if not study.privacy.pseudonyms:
        return None
    now = _facts(study)["fingerprint"]
    found = {_fingerprint(results / "imported" / f"{source.name}.yaml") for source in study.sources} - {""}
    if not found - {now}:
        return None
    before = "without pseudonyms" if found == {None} else "with another key"
    return f"privacy: the results there are were made {before} (this one's fingerprint: {now}); everything is imported anew, and pseudonyms change"


def compared(study: Study, results: Path, changed: bool) -> list[str]:
    """A sentence for each comparison of the study that still holds handles: no run makes one anew.

    Args:
        study: the study.
        results: `results/{study}`.
        changed: whether the results there are to be made anew (`other_key`): then comparisons that tell nothing are named too.
    """
    if not study.privacy.pseudonyms:
        return []
    named = frozenset(clear.named(study))
    places = {place.resolve(): place for place in (results.parent, Path("results"))}
    folders = sorted(folder for place in places.values() for folder in where.comparisons(results.name, place))
    words = {True: "still holds handles", None: "may still hold handles" if changed else ""}
    told = [(folder, words.get(handles.stands(folder, named))) for folder in folders]
    return [f"privacy: {folder} {held}, and no run makes it anew: delete it" for folder, held in told if held]


def _fingerprint(path: Path) -> str | None:
    """The fingerprint that an import was made with, None without pseudonyms, "" where there was no import."""
    try:
        return (yaml.safe_load(path.read_text(encoding="utf-8")).get("privacy") or {}).get("fingerprint")
    except (OSError, ValueError, AttributeError, yaml.YAMLError):
        return ""
