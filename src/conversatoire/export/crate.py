"""The RO-Crate of a pack: what it holds, what made it, of what and by whom (RO-Crate 1.1; Workflow Run Crate 0.5)."""

import mimetypes
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.model.preview import Preview
from rocrate.rocrate import ROCrate

from conversatoire import __version__
from conversatoire.export.archive import write_folder
from conversatoire.export.licence import address

PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
WORKFLOW = "workflow/Snakefile"
METADATA = "ro-crate-metadata.json"
PREVIEW = "ro-crate-preview.html"
TYPES = {".md": "text/markdown", ".csv": "text/csv", ".cff": "application/yaml", ".smk": "text/plain", "": "text/plain"}


@dataclass(frozen=True)
class About:
    """What the crate says of itself."""

    name: str
    description: str
    date: str
    licence: str
    licence_about: str
    creators: tuple[str, ...]
    languages: tuple[str, ...]


def describe(files: dict[str, bytes], abouts: dict[str, str], about: About, runs: list[dict[str, Any]], preview: bytes) -> dict[str, bytes]:
    """The files with the two that make a crate of them: its metadata and its preview.

    Args:
        files: path → content.
        abouts: path → what the file is; files that are not named have their path alone.
        about: the crate's own description.
        runs: of `provenance.told`, one a month.
        preview: the HTML page that tells people what the crate holds.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_folder(files | {PREVIEW: preview}, folder)
        crate = ROCrate(version="1.1")
        crate.add(Preview(crate, source=folder / PREVIEW, properties={"encodingFormat": "text/html"}))
        _root(crate, about)
        added = {path: _file(crate, folder, path, abouts.get(path)) for path in sorted(files) if path != WORKFLOW}
        workflow = _workflow(crate, folder)
        for run in runs:
            _action(crate, workflow, run, [entity for path, entity in added.items() if f"/{run['period']}/" in path])
        if len(runs) == 1:  # compacted JSON-LD has no lists of one
            crate.root_dataset["mentions"] = crate.root_dataset["mentions"][0]
        content = b"".join(chunk for _, chunk in crate.metadata.stream())
    return files | {PREVIEW: preview, METADATA: content + b"\n"}


def _root(crate: ROCrate, about: About) -> None:
    root = crate.root_dataset
    root["name"], root["description"], root["datePublished"] = about.name, about.description, about.date
    root["license"] = crate.add(
        ContextEntity(crate, address(about.licence), {"@type": "CreativeWork", "name": about.licence, "description": about.licence_about})
    )
    root["inLanguage"] = list(about.languages)
    creators = [crate.add(ContextEntity(crate, f"#creator-{n}", {"@type": "Person", "name": name})) for n, name in enumerate(about.creators, 1)]
    if creators:
        root["author"] = creators if len(creators) > 1 else creators[0]
    profiles = [
        crate.add(ContextEntity(crate, iri, {"@type": "CreativeWork", "name": name, "version": version})) for iri, (name, version) in PROFILES.items()
    ]
    root["conformsTo"] = profiles


def _file(crate: ROCrate, folder: Path, path: str, about: str | None) -> Any:
    suffix = Path(path).suffix
    properties = {"name": about or path, "encodingFormat": TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"}
    if path == "README.md":
        properties["about"] = {"@id": "./"}
    return crate.add_file(folder / path, path, properties=properties)


def _workflow(crate: ROCrate, folder: Path) -> Any:
    """The main workflow, in its language, with the program that it belongs to."""
    workflow = crate.add_workflow(
        folder / WORKFLOW, WORKFLOW, main=True, lang="snakemake", properties={"name": "Conversatoire: from raw exports to a monthly note"}
    )
    workflow["version"] = __version__
    workflow["license"] = "MIT"
    workflow["encodingFormat"] = "text/plain"
    return workflow


def _action(crate: ROCrate, workflow: Any, run: dict[str, Any], results: list[Any]) -> None:
    """The run of one month: its exports by their hash, its parameters, and what of it is in the crate."""
    period = run["period"]
    exports = [
        crate.add(
            ContextEntity(crate, f"#input-{period}-{n}", {"@type": "CreativeWork", "name": given["name"], "identifier": f"sha256:{given['sha256']}"})
        )
        for n, given in enumerate(run["inputs"], 1)
    ]
    values = [
        crate.add(ContextEntity(crate, f"#parameter-{period}-{name}", {"@type": "PropertyValue", "name": name, "value": str(value)}))
        for name, value in sorted(run["parameters"].items())
    ]
    properties = {"name": f"Run of {period}", "description": f"Conversatoire {run['versions'].get('conversatoire', __version__)}"}
    action = crate.add_action(workflow, f"#run-{period}", object=[*exports, *values], result=results, properties=properties)
    if crate.root_dataset.get("author"):
        action["agent"] = crate.root_dataset["author"]
    crate.root_dataset.append_to("mentions", action)
