"""Characters of the PDF: only fonts that come with Python packages are used, so that a PDF is the same everywhere and shows no empty box."""

import functools
import importlib.util
import re
import unicodedata
from pathlib import Path

import matplotlib

# Words and addresses longer than this may be broken anywhere, or they would run off the page.
LONGEST_WORD = 30
_SIMPLE = re.compile("[\u0020-\u024f\u2010-\u2027\u202f\u2030-\u205e\u20ac\u2190-\u2193]*")
_JOINERS = re.compile("[\u200b-\u200f\ufe00-\ufe0f\u2060\u00ad\U000e0020-\U000e007f]")
MISSING = {"fr": "signe", "en": "character"}


def font_folders() -> list[Path]:
    """Folders with the fonts that typst may use beside its own: matplotlib's DejaVu and, where installed, the Noto fonts of manimgx-fonts."""
    folders = [Path(matplotlib.get_data_path()) / "fonts/ttf"]
    noto = importlib.util.find_spec("manimgx_fonts")
    return [*folders, Path(noto.origin).parent] if noto and noto.origin else folders


@functools.cache
def _characters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    files = [file for folder in font_folders() for file in sorted(folder.glob("*.ttf")) if file.name.startswith(("DejaVuSans.", "Noto"))]
    return frozenset(code for file in files for code in TTFont(file, lazy=True).getBestCmap())


def printable(text: str, lang: str, breaks: bool = True) -> str:
    """`text` with characters that no font has replaced: an emoji by its name, others by their count, as in `[3 signes]`.

    Args:
        text: any text.
        lang: language of the replacement.
        breaks: whether long words may be broken (by zero-width spaces).
    """
    if not _SIMPLE.fullmatch(text):
        text = re.sub("[^\x00-\u024f]+", lambda run: _replace(run[0], lang), text)
    if breaks and len(text) > LONGEST_WORD:
        text = re.sub(rf"\S{{{LONGEST_WORD},}}", lambda word: re.sub(r"(.{12})", "\\1\u200b", word[0]), text)
    return text


def _replace(run: str, lang: str) -> str:
    known = _characters()
    if all(ord(c) in known or _JOINERS.match(c) for c in run):
        return run
    out: list[str] = []
    missing = 0
    for c in [*run, ""]:
        lost = bool(c) and ord(c) not in known and not _JOINERS.match(c)
        if lost and unicodedata.category(c) != "So":
            missing += 1
            continue
        if missing:
            out.append(f"[{missing}\u00a0{MISSING[lang]}{'s' if missing > 1 else ''}]")
            missing = 0
        out.append(f"[{unicodedata.name(c, c).lower()}]" if lost else c)
    return "".join(out)
