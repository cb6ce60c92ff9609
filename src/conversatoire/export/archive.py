"""A folder's files as a zip whose bytes depend on nothing but them."""

import zipfile
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell: no clock is read


def write_zip(files: dict[str, bytes], path: Path) -> None:
    """Writes `files` (path → content) as a zip, sorted, with fixed dates and rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            target.writestr(info, content)


def write_folder(files: dict[str, bytes], path: Path) -> None:
    """Writes `files` under the folder `path`."""
    for name, content in sorted(files.items()):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
