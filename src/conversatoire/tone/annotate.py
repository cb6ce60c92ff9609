"""`conversatoire annotate STUDY`: a sample of the study's posts to code by hand, as a CSV file and a notebook to code it in."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from conversatoire import plan, tables
from conversatoire.config import Study
from conversatoire.errors import StudyError
from conversatoire.settings.tone import TONES, Codebook
from conversatoire.study_file import check_name, load, nearest
from conversatoire.tone import coding, own_words, widget
from conversatoire.tone.sampling import draw
from conversatoire.tone.score import scores
from conversatoire.tone.zone import DEFAULT, Zone, tones

COLUMNS = ["post_id", "medium", "published_at", "lang", "title", "text"]


class Sample(NamedTuple):
    """What was written, and what to do with it."""

    csv: Path
    notebook: Path
    posts: int
    line: str


def annotate(
    study: str, codebook: str = "tone", coder: str = "coder1", size: int = 200, periods: Sequence[str] = (), results: Path = Path("results")
) -> Sample:
    """Draws a sample of a study's posts and writes it to data/coding/{study}/{codebook}.{coder}.csv and .ipynb.

    The draw depends on the study's seed, its posts and `size` alone: a second coder, named otherwise, gets the same posts.

    Args:
        study: a study's name, or the path of its file.
        codebook: tone, or one of the study's `tone.codebooks`.
        coder: who will code; a name such as alice.
        size: posts to draw.
        periods: months to draw from; all that were collected where not given.
        results: the folder of results.

    Raises:
        StudyError: the code book is unknown, the coder's name cannot name a file, no month was collected, or the file holds codes already.
    """
    name, settings = load(study)
    check_name(coder)
    codes = _codes(settings, codebook)
    posts = _posts(name, settings, periods, results)
    own = own_words.read(settings.tone.words) if settings.tone.words else {}
    tone = tones(scores(posts, settings.languages, own)["score"].to_numpy(dtype=float), Zone(DEFAULT, DEFAULT))
    sample = draw(posts, pd.Series(tone), size, settings.seed)
    sample["lang"] = sample["post_id"].map(posts.set_index("post_id")["lang"])
    csv, notebook = (coding.path_of(name, codebook, coder, suffix) for suffix in ("csv", "ipynb"))
    coding.write(sample, csv)
    widget.write_notebook(notebook, csv, codebook, codes)
    return Sample(csv, notebook, len(sample), _line(settings, codebook, csv))


def _codes(study: Study, codebook: str) -> Sequence[str]:
    books = {"tone": TONES} | {name: book.codes for name, book in study.tone.codebooks.items()}
    if codebook not in books:
        raise StudyError(f"--codebook {codebook}: the study has no such code book; {nearest(codebook, sorted(books))}")
    return books[codebook]


def _posts(name: str, study: Study, periods: Sequence[str], results: Path) -> pd.DataFrame:
    """The posts of the months asked for, each once: a month without posts.parquet is an error where it was asked for by name."""
    found = []
    for month in plan.months(study, list(periods)):
        path = results / name / month / "collection/posts.parquet"
        if path.is_file():
            found.append(tables.read(path, "posts", COLUMNS))
        elif periods:
            raise StudyError(f"{path}: there is no such file; run conversatoire run {name} --period {month} first")
    posts = pd.concat(found, ignore_index=True) if found else tables.frame("posts")[COLUMNS]
    if posts.empty:
        raise StudyError(f"{results / name}: no month holds posts to draw from; run conversatoire run {name} first")
    return posts.drop_duplicates("post_id", ignore_index=True)


def _line(study: Study, codebook: str, csv: Path) -> str:
    """What to write into the study file so that the step reads the codes."""
    book = study.tone.codebooks.get(codebook)
    known = (book.files if isinstance(book, Codebook) else study.tone.files) if codebook == "tone" or book else []
    files = ", ".join(dict.fromkeys([*known, csv.as_posix()]))
    if codebook == "tone":
        return f"tone: {{files: [{files}]}}"
    codes = ", ".join(f'"{code}"' for code in book.codes)
    return f"tone: {{codebooks: {{{codebook}: {{codes: [{codes}], files: [{files}]}}}}}}"
