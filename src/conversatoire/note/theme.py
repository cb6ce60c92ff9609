"""A note in an organisation's own colours: a small YAML file, checked before anything runs (docs/note.md, config/themes/example.yaml)."""

import base64
import re
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, StringConstraints, ValidationError

from conversatoire.errors import StudyError
from conversatoire.settings.base import Section

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Font = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 -]*$", max_length=60)]
Line = Annotated[str, StringConstraints(max_length=300)]
FONTS = ["system-ui", "-apple-system", "Segoe UI", "Liberation Sans", "DejaVu Sans", "sans-serif"]
LIGHT, DARK = "#ffffff", "#14181e"  # the page's own paper, see note.css
LEAST_CONTRAST = 4.5  # of text on its ground (WCAG 2.2, 1.4.3, level AA)
LARGEST_LOGO = 1_000_000  # bytes; it stands in every file of every month
PNG = b"\x89PNG\r\n\x1a\n"


class Theme(Section):
    """What a theme file may say; every key may be left out."""

    name: Line = Field("", description="The organisation, on the title page and under the note.")
    logo: str | None = Field(None, description="A PNG or SVG file, relative to the theme file.")
    accent: Colour = Field("#0060a0", description="Colour of links, titles and lines on white, as #rrggbb.")
    accent_dark: Colour = Field("#7cc0f0", description="The same in the page's dark mode.")
    fonts: list[Font] = Field(
        [], description="Fonts of the page, the first that a reader has; the PDF keeps its own, so that it is the same everywhere."
    )
    footer: dict[Literal["fr", "en"], Line] = Field({}, description="A line at the foot of the page and of each sheet, by language.")


def read(path: str | Path | None) -> tuple[Theme, Path | None]:
    """A theme with the path of its logo; ours where `path` is None.

    Raises:
        StudyError: there is no such file, a key or a value is wrong, a colour cannot be read on its ground, or the logo is no PNG or SVG.
    """
    if path is None:
        return Theme(), None
    path = Path(path)
    if not path.is_file():
        raise StudyError(f"note.theme: there is no file {path}; its path is relative to the folder one runs from")
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        theme = Theme.model_validate(given)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise StudyError(f"{path}: not a YAML file: {' '.join(str(error).split())}") from None
    except ValidationError as error:
        raise StudyError("\n".join(_told(path, one) for one in error.errors())) from None
    for key, ground in (("accent", LIGHT), ("accent_dark", DARK)):
        reached = contrast(getattr(theme, key), ground)
        if reached < LEAST_CONTRAST:
            told = f"{path}: {key} {getattr(theme, key)} cannot be read on {ground}: contrast {reached:.1f}, at least {LEAST_CONTRAST} is needed"
            raise StudyError(f"{told}; choose a {'darker' if ground == LIGHT else 'lighter'} colour")
    return theme, _logo(path, theme.logo)


def _told(path: Path, error: dict) -> str:
    key, kind = ".".join(map(str, error["loc"])) or "file", error["type"]
    if kind == "extra_forbidden":
        return f"{path}: «{key}» is no key of a theme; known: {', '.join(Theme.model_fields)}"
    if key.startswith("accent"):
        return f'{path}: {key}: «{error["input"]}» is no colour; write it as "#0060a0", with quotes'
    return f"{path}: {key}: {error['msg']}"


def _logo(theme: Path, name: str | None) -> Path | None:
    if name is None:
        return None
    path = theme.parent / name
    if not path.is_file():
        raise StudyError(f"{theme}: logo: there is no file {path}")
    content = path.read_bytes()
    is_picture = {".png": content.startswith(PNG), ".svg": b"<svg" in content[:4096]}.get(path.suffix.lower(), False)
    if not is_picture or len(content) > LARGEST_LOGO:
        raise StudyError(f"{theme}: logo: {path} must be a PNG or SVG file of at most {LARGEST_LOGO // 1000} kB")
    return path


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1–21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def css(theme: Theme) -> str:
    """The rules that put the theme's colours and fonts in the place of ours; its values cannot hold anything but a colour or a name."""
    fonts = ", ".join(f'"{font}"' if re.search(r"[ A-Z]", font) else font for font in [*theme.fonts, *FONTS])
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {theme.accent_dark}; }} }}"
    return f":root {{ --accent: {theme.accent}; --fonts: {fonts}; }}\n{dark}\n"


def data_uri(logo: Path) -> str:
    """The picture as an address that asks nothing of the network."""
    kind = {".png": "image/png", ".svg": "image/svg+xml"}[logo.suffix.lower()]
    return f"data:{kind};base64,{base64.b64encode(logo.read_bytes()).decode()}"


def files(path: str | None) -> list[str]:
    """The theme file and its logo, as inputs of the note's rule.

    Raises:
        StudyError: see `read`.
    """
    logo = read(path)[1]
    return [file for file in (path, logo.as_posix() if logo else None) if file]
