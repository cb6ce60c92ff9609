"""Study files: found by name, read as YAML 1.2, validated; each error tells the file, the line and the nearest known key."""

import difflib
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarbool import ScalarBoolean

from conversatoire.config import NAME, Study
from conversatoire.errors import StudyError
from conversatoire.home import HOME
from conversatoire.settings.benchmark import Benchmark
from conversatoire.settings.tone import TONES

STUDIES = Path("config/studies")
TAKEN = ("compare",)  # folders of the results that are no study
# What a form that a text has to match means, in words.
_FORMS = {
    r"^[a-z]{2,3}$": "a code of two or three small letters, such as fr",
    NAME: "lower-case letters, digits and hyphens, starting with a letter or digit",
    r"^[a-z][a-z0-9-]*$": "lower-case letters, digits and hyphens, starting with a letter",
}
_FEW = 60  # names that a message may list


def nearest(word: str, known: list[str]) -> str:
    """«did you mean …?» with the closest of `known`, else all of them where they are few."""
    if close := _closest(word, known):
        return f"did you mean «{close}»?"
    if not known:
        return "none is known here in this version"
    return f"known: {', '.join(known)}" if len(known) <= _FEW else f"{len(known)} are known"


def _closest(word: str, known: list[str]) -> str | None:
    by_case = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), list(by_case), n=1, cutoff=0.6)
    return by_case[close[0]] if close else None


def check_name(name: str) -> None:
    """Refuses what cannot name a study, so that a name never becomes a path.

    Raises:
        StudyError: the name is not `[a-z0-9][a-z0-9-]*`, has more than 64 characters, or is one of TAKEN.
    """
    if not re.fullmatch(NAME, name) or len(name) > 64:
        raise StudyError(f"«{name}» cannot name a study: use lower-case letters, digits and hyphens, starting with a letter or digit")
    if name in TAKEN:
        raise StudyError(f"«{name}» cannot name a study: a folder of the results has that name")


def locate(study: str, studies: Path = STUDIES) -> Path:
    """Path of a study's file, from its name under `studies` or from a path to a YAML file.

    Raises:
        StudyError: the name is not `[a-z0-9][a-z0-9-]*`, or there is no such file.
    """
    if study.endswith((".yaml", ".yml")):
        path = Path(study)
        name = path.stem
    else:
        path, name = studies / f"{study}.yaml", study
    check_name(name)
    if not path.is_file():
        known = sorted(file.stem for file in studies.glob("*.yaml"))
        hint = _shipped(study) or (nearest(name, known) if known else f"conversatoire new {name} writes one")
        raise StudyError(f"there is no study file {path}; {hint}")
    return path


def _shipped(name: str) -> str | None:
    """Where to call a study that comes with the project; None for any other."""
    if not (HOME / "config/studies" / f"{name}.yaml").is_file():
        return None
    own = "conversatoire demo writes its corpus here and runs it; or " if name == "demo" else ""
    return f"«{name}» comes with the project: {own}call it from the project's folder, {HOME}"


def load(study: str, overrides: list[str] | None = None) -> tuple[str, Study]:
    """Reads and validates a study, with `section.key=value` overrides applied last.

    Returns:
        The study's name (its file's stem) and the study.

    Raises:
        StudyError: whatever is wrong with the file, with line and key.
    """
    path = locate(study)
    tree = _parse(path)
    settings = {_override(tree, override): override for override in overrides or []}
    try:
        study = Study.model_validate(_plain(tree))
    except ValidationError as error:
        raise StudyError("\n".join(_messages(error, tree, path, settings))) from None
    _read_by_hand(study)
    return path.stem, study


def _read_by_hand(study: Study) -> None:
    """Raises what is wrong with the tables that the analyst keeps by hand, before anything runs."""
    if study.topics.stop_words or study.topics.names:
        from conversatoire.by_hand import names, words

        for file, read in ((study.topics.stop_words, words.read), (study.topics.names, names.read)):
            if file:
                read(file)
    if study.tone.words:
        from conversatoire.tone import own_words

        own_words.read(study.tone.words)
    for files, codes in ((study.tone.files, TONES), *((book.files, book.codes) for book in study.tone.codebooks.values())):
        if files:
            from conversatoire.tone import coding

            coding.read(files, codes)
    if study.audit.dimensions:
        from conversatoire.audit import dimensions

        dimensions.read(study.audit.dimensions)
    if study.audit.press:
        from conversatoire.events import press

        press.read(study.audit.press)
    if study.benchmark != Benchmark():
        from conversatoire.benchmark import files as benchmark_files

        benchmark_files.check(study.benchmark)


def _parse(path: Path) -> Any:
    try:
        tree = YAML(typ="rt").load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise StudyError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise StudyError(f"{path}: is not UTF-8 ({error}); save it as UTF-8") from None
    except DuplicateKeyError as error:
        key = re.search(r'duplicate key "(.*?)" with value', str(error.problem), re.DOTALL)
        line = error.problem_mark.line + 1
        raise StudyError(f"{path}:{line}: {key[1] if key else 'a key'}: stands twice in its section; keep one") from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise StudyError(f"{path}:{line}: is not valid YAML: {error.problem}") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise StudyError(f"{path}: is not valid YAML: {' '.join(str(error).split())}") from None
    if not isinstance(tree, dict):
        raise StudyError(f"{path}:1: a study is a list of «key: value» lines; conversatoire new STUDY writes an example")
    return tree


def _override(tree: Any, override: str) -> tuple[str | int, ...]:
    """Sets one value in the tree; returns where."""
    key, sep, value = override.partition("=")
    loc = tuple(int(part) if part.isdecimal() else part for part in key.strip().split("."))
    if not sep or "" in loc:
        raise StudyError(f"--set {override}: write it as section.key=value, for example topics.count=8")
    try:
        plain = YAML(typ="safe", pure=True).load(value)
    except (YAMLError, ValueError):
        raise StudyError(f"--set {override}: «{value}» is not a YAML value") from None
    for part, after in zip(loc, [*loc[1:], None], strict=True):
        in_list = isinstance(tree, list)
        if in_list and not (isinstance(part, int) and part < len(tree)):
            raise StudyError(f"--set {override}: «{part}» is not the place (0 to {len(tree) - 1}) of an item of that list")
        part = part if in_list else str(part)
        if after is None:
            tree[part] = plain
        elif not isinstance(tree[part] if in_list else tree.get(part), dict | list):
            tree[part] = {}
        tree = tree[part]
    return loc


def _plain(tree: Any) -> Any:
    """The tree without YAML's own types, which other writers of YAML do not know."""
    if isinstance(tree, dict):
        return {str(key): _plain(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_plain(value) for value in tree]
    if isinstance(tree, bool | ScalarBoolean):
        return bool(tree)
    return next((kind(tree) for kind in (str, int, float) if isinstance(tree, kind)), tree)


def _messages(error: ValidationError, tree: Any, path: Path, settings: dict[tuple[str | int, ...], str]) -> list[str]:
    """One line an error: file, line (or the --set), key, what is wrong, what to do."""
    found: dict[str, list[str]] = {}
    items = error.errors()
    unknown = [list(item["loc"]) for item in items if item["type"] == "extra_forbidden"]
    misspelt = [[*loc[:-1], _closest(str(loc[-1]), _known_keys(loc[:-1]))] for loc in unknown]
    for item in items:
        if item["type"] == "missing" and list(item["loc"]) in misspelt:
            continue  # told once, as the unknown key that means it
        loc = _keys(item["loc"], tree)
        key = ".".join(str(part) for part in loc) or "study"
        override = next((text for place, text in settings.items() if tuple(loc[: len(place)]) == place), None)
        where = f"--set {override}" if override else f"{path}:{_line(tree, loc)}: {key}"
        found.setdefault(where, []).append(_explain(item, loc))
    return [f"{where}: {'; or: '.join(dict.fromkeys(messages))}" for where, messages in found.items()]


def _explain(item: Any, loc: list[Any]) -> str:
    """What is wrong with one value, and what to write."""
    kind, value, message = item["type"], item["input"], item["msg"]
    if kind == "extra_forbidden":
        return f"unknown key; {nearest(str(loc[-1]), _known_keys(loc[:-1]))}"
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind in ("model_type", "dict_type"):
        return f"needs «key: value» lines below it (got {_quoted(value)})"
    if loc[:1] == ["periods"]:
        return f"{_quoted(value)} is not a month; write it as 2011-05"
    if kind == "string_type" and value is None:
        return "is empty; write a text"
    if kind == "string_type" and isinstance(value, int | float | date):
        return f'is not a text; write it in quotes: "{str(value).lower() if isinstance(value, bool) else value}"'
    if kind == "string_pattern_mismatch":
        form = item["ctx"]["pattern"]
        return f"{_quoted(value)}: write {_FORMS[form]}" if form in _FORMS else f"{_quoted(value)} does not have the form {form}"
    return f"{message[0].lower()}{message[1:].replace('Input should', 'should')} (got {_quoted(value)})".replace("input should", "should")


def _quoted(value: Any) -> str:
    text = str(value)
    return f"«{text[:60]}…»" if len(text) > 60 else f"«{text}»"


def _keys(loc: tuple[Any, ...], tree: Any) -> list[Any]:
    """The keys of the file in a location; pydantic adds the tried type of a union, which stands below a value and not in a section."""
    keys = []
    for part in loc:
        if isinstance(part, str) and not isinstance(tree, dict):
            continue
        keys.append(part)
        if isinstance(tree, dict):
            tree = {str(key): value for key, value in tree.items()}.get(str(part))
        else:
            tree = tree[part] if isinstance(tree, list) and part < len(tree) else None
    return keys


def _line(tree: Any, loc: list[Any]) -> int:
    """Line (from 1) of the deepest part of `loc` that stands in the file."""
    line = 1
    for part in loc:
        try:
            marks = tree.lc.data[part]
            tree = tree[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
        line = marks[0] + 1
    return line


def _known_keys(loc: list[Any]) -> list[str]:
    """Keys of the model that stands at `loc` in a study."""
    model: Any = Study
    for part in loc:
        if isinstance(part, int):
            continue
        field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None) if _is_model(model) else None
        if field is None:
            return []
        model = next((t for t in [field.annotation, *get_args(field.annotation)] if _is_model(t)), None)
    return [field.alias or name for name, field in model.model_fields.items()] if _is_model(model) else []


def _is_model(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)
