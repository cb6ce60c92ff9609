"""Values of records whose types cannot be trusted: an export may hold null, a number or a list anywhere."""

import math
from collections.abc import Iterable
from typing import Any


def text_of(value: Any) -> str | None:
    """A text or a number as text, without NUL and half emoji; None for nothing and for anything else.

    Whole floats lose their `.0`, so that epoch seconds and counts stay whole.
    """
    if isinstance(value, str):
        plain = value.replace("\0", "") if "\0" in value else value
        return plain.encode("utf-8", "replace").decode("utf-8") if not plain.isascii() else plain or None
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value) if isinstance(value, int) else None


def as_dict(value: Any) -> dict[str, Any]:
    """`value` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def dicts_in(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; none where `value` is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts_in(values: Iterable[Any]) -> list[str]:
    """The texts among `values`, each once, in order."""
    return list(dict.fromkeys(text for value in values if (text := text_of(value))))
