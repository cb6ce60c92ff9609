"""What the importer of a source gets for privacy's sake, and what a user is told before a run."""

from pathlib import Path
from typing import Any

import yaml

from conversatoire.config import Study
from conversatoire.privacy import clear, expiry, key, where


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
    return [line for line in (other_key(study, results), expiry.told(study, results)) if line]


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


def _fingerprint(path: Path) -> str | None:
    """The fingerprint that an import was made with, None without pseudonyms, "" where there was no import."""
    try:
        return (yaml.safe_load(path.read_text(encoding="utf-8")).get("privacy") or {}).get("fingerprint")
    except (OSError, ValueError, AttributeError, yaml.YAMLError):
        return ""
