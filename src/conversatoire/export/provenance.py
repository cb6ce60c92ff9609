"""What a release tells of how a month was made: a month's manifest without file names, accounts and words."""

import json
import re
from typing import Any

# Texts of parameters that are choices of ours, such as a method's or a zone's name; anything else might be someone's.
_CHOICE = re.compile(r"[a-z0-9][a-z0-9_/+.:-]{0,39}", re.IGNORECASE)
# Sections and keys that hold accounts, the analyst's words, or paths.
_PRIVATE = re.compile(r"account|bot|list|brand|source|file|path|words|names|sites|press|alert|about|query|rename|terms|pages|internal|study|title")


def parameters(steps: dict[str, Any]) -> dict[str, object]:
    """Numbers, flags and choices of the steps' parameters by their dotted name; keys that can hold accounts, words or paths stay out."""
    found: dict[str, object] = {}

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for key, inner in sorted(value.items()):
                if not _PRIVATE.search(str(key)):
                    walk(inner, f"{path}.{key}".lstrip("."))
        elif isinstance(value, bool | int | float) or (isinstance(value, str) and _CHOICE.fullmatch(value)):
            found[path] = value

    walk({step: params for step, params in steps.items() if isinstance(params, dict)}, "")
    return found


def inputs(manifest: dict[str, Any]) -> list[dict[str, str]]:
    """The inputs by number and hash, named by their source alone: a file's name may be an account's."""
    return [
        {"name": f"{name.partition('/')[0]} {number}", "sha256": digest}
        for number, (name, digest) in enumerate(sorted(manifest["inputs"].items()), 1)
    ]


def told(manifest: dict[str, Any]) -> dict[str, Any]:
    """The part of a month's manifest that is released."""
    kept = {key: manifest[key] for key in ("period", "versions", "code", "seeds") if key in manifest}
    kept["outputs"] = {name: digest for name, digest in manifest["outputs"].items() if "/note/" not in name}
    settings = sorted(override.partition("=")[0] for override in manifest.get("set", []))
    return kept | {"parameters": parameters(manifest["parameters"]), "inputs": inputs(manifest), "set": settings}


def as_json(run: dict[str, Any]) -> bytes:
    """A month's provenance as JSON, keys sorted."""
    return (json.dumps(run, indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n").encode()
