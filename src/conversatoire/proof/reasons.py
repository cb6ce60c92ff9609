"""Why a month made again may come out otherwise: in what its two manifests differ besides their outputs."""

from typing import Any

from conversatoire.proof.difference import parameters

_FEW = 5  # names listed of each kind


def reasons(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Differences of inputs, parameters, code and versions, the likeliest cause first; what the older manifest does not tell is left out.

    Args:
        before: manifest of the results.
        after: manifest of the run made again.

    Returns:
        A sentence a kind; empty where the manifests agree.
    """
    found = []
    if changed := _changed(before.get("inputs", {}), after.get("inputs", {})):
        found.append(f"other input: {_few(changed)}")
    if where := parameters(before.get("parameters", {}), after.get("parameters", {})):
        found.append(f"other parameters: {where}")
    if "code" in before and (changed := _changed(before["code"], after.get("code", {}))):
        found.append(f"other code: {_few(changed)}")
    old, new = before.get("versions", {}), after.get("versions", {})
    if changed := _changed(old, new):
        found.append(f"other versions: {_few([f'{name} {old.get(name, chr(8211))}, here {new.get(name, chr(8211))}' for name in changed])}")
    return found


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _few(names: list[str]) -> str:
    return ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
