"""What all figures share: colours, fonts, saving with the same bytes each time, and how names are shortened."""

import importlib.util
import logging
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager
from matplotlib.figure import Figure

# Okabe & Ito (2008): eight colours that readers with any common colour blindness tell apart.
PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#555555"]


MEDIA = {"twitter": 0, "blog": 1, "forum": 2, "facebook": 3, "mastodon": 4, "reddit": 5, "youtube": 6}


GREY = "#8A8A8A"


LONGEST = 46  # characters of a name or a link in a figure


def style() -> None:
    """Sets the look of every figure of a notebook."""
    sns.set_theme(style="ticks", context="notebook", palette=PALETTE)
    mpl.rcParams |= {
        "figure.dpi": 100,
        "savefig.dpi": 150,
        "savefig.bbox": "tight",
        "font.family": families(),
        "font.size": 10,
        "axes.titlesize": 12,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "svg.hashsalt": "conversatoire",  # fixed ids: the same figure is the same file
        "svg.fonttype": "path",
        "text.parse_math": False,  # a «$» in a handle or a word is no formula
    }


def families() -> list[str]:
    """DejaVu, then for the emoji that it has not the Noto Emoji of manimgx-fonts, where installed."""
    spec = importlib.util.find_spec("manimgx_fonts")
    file = next(Path(spec.origin).parent.glob("NotoEmoji*.ttf"), None) if spec and spec.origin else None
    if file is None:
        return ["DejaVu Sans"]
    font_manager.fontManager.addfont(file)
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it has one weight, and each bold title would be told so
    return ["DejaVu Sans", font_manager.FontProperties(fname=file).get_name()]


def save(figure: Figure, path: Path | str) -> Path:
    """Writes `figure` as `path`.svg and `path`.png without date or version, and closes it; returns the SVG's path."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    svg, png = (path.parent / f"{path.name}.{suffix}" for suffix in ("svg", "png"))
    figure.savefig(svg, metadata={"Date": None, "Creator": None})
    figure.savefig(png, metadata={"Software": None})
    plt.close(figure)
    return svg


def media_colours(media: list[str]) -> dict[str, str]:
    """A colour per medium, the same in every figure and month as far as eight colours reach."""
    free = [i for i in range(len(PALETTE)) if i not in {MEDIA[m] for m in media if m in MEDIA}]
    unknown = sorted(m for m in set(media) if m not in MEDIA)
    index = {m: MEDIA[m] for m in media if m in MEDIA} | {m: free[i % len(free)] if free else 7 for i, m in enumerate(unknown)}
    return {medium: PALETTE[index[medium]] for medium in sorted(set(media))}


def nothing(title: str, lang: str) -> Figure:
    """A figure that says there is nothing to show."""
    figure, axes = plt.subplots(figsize=(8, 1.5), layout="constrained")
    axes.text(0.5, 0.5, {"fr": "rien à montrer ce mois-ci", "en": "nothing to show this month"}[lang], ha="center", va="center", color="#444444")
    axes.set_axis_off()
    axes.set_title(title)
    return figure


def account_name(name: str) -> str:
    """A handle as a figure shows it: short, and an e-mail address without its host."""
    return short(name.split("@")[0] + "@…" if "@" in name[1:] else name)


def short(text: str, longest: int = LONGEST) -> str:
    """`text` on one line without what cannot be printed, its middle left out where it is long."""
    text = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return text if len(text) <= longest else f"{text[: longest // 2]}…{text[-longest // 2 + 1 :]}"
