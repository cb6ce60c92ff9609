"""Reference pages that cannot lie: docs/tables.md, docs/study.md and config/study.schema.json, written from the code itself.

`python -m conversatoire.reference` writes them; a test fails when they differ from the code.
"""

from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from conversatoire.config import Section, Study, schema
from conversatoire.tables import TABLES

GENERATED = "<!-- Written by `python -m conversatoire.reference`; edit the code instead. -->\n\n"


def tables_page() -> str:
    """Every result table with its columns, as Markdown."""
    parts = ["# Tables\n\n", GENERATED]
    for name, table in TABLES.items():
        rows = [f"| `{column}` | {spec.type} | {spec.about}{' (may be empty)' if spec.optional else ''} |" for column, spec in table.columns.items()]
        parts.append(f"## {name}\n\n{table.about}\n\n| column | type | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n\n")
    return "".join(parts).rstrip() + "\n"


def study_page() -> str:
    """Every key of a study file with its default, as Markdown."""
    parts = ["# A study file, key by key\n\n", GENERATED, _section("(top level)", Study)]
    seen: set[type[BaseModel]] = set()
    for name, field in Study.model_fields.items():
        model = next((t for t in [field.annotation, *get_args(field.annotation)] if isinstance(t, type) and issubclass(t, Section)), None)
        for title, section in _with_nested(name, model):
            if section.model_fields and section not in seen:
                seen.add(section)
                parts.append(_section(title, section))
    return "".join(parts).rstrip() + "\n"


def _with_nested(name: str, model: type[BaseModel] | None) -> list[tuple[str, type[BaseModel]]]:
    if model is None:
        return []
    inner = [(f"{name}.{key}", field.annotation) for key, field in model.model_fields.items() if isinstance(field.annotation, type)]
    return [(name, model)] + [(title, section) for title, section in inner if issubclass(section, Section)]


def _section(title: str, model: type[BaseModel]) -> str:
    rows = []
    for name, field in model.model_fields.items():
        default = "needed" if field.is_required() else _short(field.default)
        about = field.description or getattr(field.annotation, "__doc__", None) if default == "(section)" else field.description
        rows.append(f"| `{field.alias or name}` | {default} | {(about or '').replace('|', '/')} |")
    about = (model.__doc__ or "").strip()
    return f"## {title}\n\n{about}\n\n| key | default | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n\n"


def _short(default: object) -> str:
    return "(section)" if isinstance(default, Section) else "–" if default is None else f"`{default}`"


PAGES = {"docs/tables.md": tables_page, "docs/study.md": study_page, "config/study.schema.json": schema}


if __name__ == "__main__":
    for path, page in PAGES.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(page(), encoding="utf-8")
