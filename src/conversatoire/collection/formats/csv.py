"""CSV exports, with any delimiter: every record becomes a post or a reject, and none is merged with its neighbours.

Fields are strictly quoted, or not at all; a quoted field may span lines. A line with a quote where none can stand is read on its own, and
kept if it has the right number of columns with bare quotes inside unquoted fields; otherwise it is rejected, and reading goes on with the next
line. So an unclosed quote costs one line, where pandas and `csv` merge it with the posts that follow. Blank lines are no records. Nothing is
guessed about values: all are text, "NA" and "null" too unless `null_values` says otherwise; an empty cell is null.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from conversatoire.collection.formats import BATCH_ROWS, LIST_COLUMNS, Batch, Reject
from conversatoire.collection.formats import _cells as cell_table
from conversatoire.collection.formats._bytes import shown, utf8_pieces
from conversatoire.collection.formats._cells import Cells
from conversatoire.collection.formats._header import Header, find_header, line_end_of
from conversatoire.collection.formats._lists import parse_lists
from conversatoire.collection.formats._records import CR, LF, STRAY_QUOTE, WRONG_COLUMNS, Chunk, Records, Run, Span, find_records
from conversatoire.collection.formats._views import decodes, is_utf8, padded
from conversatoire.settings.collection import Source
from conversatoire.text import unescape

NUL = "NUL byte"
NOT_UTF8 = "invalid UTF-8"
TRUNCATED = "truncated row"
TEXTS = ("text", "title")
_BATCH_BYTES = 64 * 1024 * 1024  # posts of a batch with very long texts


def read(path: Path, source: Source) -> Iterator[Batch]:
    """Reads a CSV file with the study's `columns:` mapping.

    Raises:
        SourceError: no such file, no header, or a mapped column that the header lacks.
    """
    columns = {raw: header for raw, header in source.columns.model_dump().items() if header}
    for batch in read_csv(path, columns, delimiter=source.delimiter, encoding=source.encoding, null_values=source.null_values):
        yield batch._replace(posts=with_plain_texts(batch.posts))


def with_plain_texts(posts: pl.DataFrame) -> pl.DataFrame:
    """Posts of a generic export: entities and written-out line ends of texts decoded, list columns parsed."""
    texts = [unescape(posts[name]) for name in TEXTS if name in posts.columns]
    lists = [parse_lists(posts[name]) for name in LIST_COLUMNS if name in posts.columns]
    return posts.with_columns(*texts, *lists)


def read_csv(
    path: Path, columns: dict[str, str], *, delimiter: str | None = None, encoding: str | None = None, null_values: tuple[str, ...] | list[str] = ()
) -> Iterator[Batch]:
    """Reads columns of a CSV file as text.

    Args:
        path: the file; gzip and zstd are undone.
        columns: name of each column wanted → name in the header.
        delimiter: detected where not given (`,` `;` tab `|`).
        encoding: detected where not given.
        null_values: cells that mean «nothing».

    Yields:
        Batches of at most BATCH_ROWS posts: `row` (record number, the header being 1; blank lines do not count) and the columns.

    Raises:
        SourceError: no such file, no header, or a column that the header lacks.
    """
    parts = _parts(path, columns, delimiter, encoding)
    for posts, rejects in _gathered(parts):
        yield Batch(_without(posts, null_values), rejects)


def delimiter_of(path: Path, source: Source) -> str | None:
    """The delimiter under which `read` reads a file: the source's, or the one detected; None where the file has no header.

    Raises:
        SourceError: as `read`.
    """
    columns = {raw: header for raw, header in source.columns.model_dump().items() if header}
    pieces = utf8_pieces(path, source.encoding)
    tail, final = b"", False
    while not final:
        data, size, final, _ = _next_chunk(pieces, tail, None)
        header = find_header(path, data, size, final, columns, source.delimiter) if size else None
        if header:
            return chr(header.dialect.delimiter)
        tail = data[:size].tobytes()
    return None


def _parts(path: Path, columns: dict[str, str], delimiter: str | None, encoding: str | None) -> Iterator[tuple[pl.DataFrame, list[Reject]]]:
    """Posts and rejects, a chunk of the file at a time."""
    pieces = utf8_pieces(path, encoding)
    header: Header | None = None
    tail, row, final = b"", 2, False
    while not final:
        data, size, final, cut_short = _next_chunk(pieces, tail, header)
        start = 0
        if header is None and size:
            header = find_header(path, data, size, final, columns, delimiter)
            start = header.end if header else 0
        if header is None:
            tail = data[:size].tobytes()
            continue
        chunk = Chunk(data, size, header.dialect, final)
        records = find_records(chunk, start)
        posts, rejects, count = _rows(chunk, records, header.places, row, cut_short)
        yield posts, rejects
        row += count
        tail = data[records.consumed : size].tobytes()
        del chunk, records, data, posts  # before the next ones take their memory


def _gathered(parts: Iterator[tuple[pl.DataFrame, list[Reject]]]) -> Iterator[tuple[pl.DataFrame, list[Reject]]]:
    """Chunks put together, or cut, to batches of at most BATCH_ROWS posts; at least one, if an empty one."""
    frames: list[pl.DataFrame] = [pl.DataFrame(schema={"row": pl.Int64})]
    rejects: list[Reject] = []
    for posts, broken in parts:
        frames.append(posts)
        rejects += broken
        rows = sum(len(frame) for frame in frames)
        if rows + len(rejects) < BATCH_ROWS and sum(frame.estimated_size() for frame in frames) < _BATCH_BYTES:
            continue
        whole = pl.concat([frame for frame in frames if frame.width > 1] or frames[:1])
        full = rows if len(rejects) >= BATCH_ROWS or rows < BATCH_ROWS else rows - rows % BATCH_ROWS
        for offset in range(0, max(full, 1), BATCH_ROWS):
            yield whole.slice(offset, min(BATCH_ROWS, full - offset)), rejects if offset == 0 else []
        frames, rejects = [whole.slice(full)], []
    yield pl.concat([frame for frame in frames if frame.width > 1] or frames[:1]), rejects


def _next_chunk(pieces: Iterator[bytes], tail: bytes, header: Header | None) -> tuple[np.ndarray, int, bool, bool]:
    """The bytes left over and at least as many new ones (so that a long record is looked at few times), padded.

    Returns:
        The bytes, how many count, whether the file ends there, and whether its last line had no line end (it then gets one).
    """
    taken, length, final = [tail], 0, False
    while length < max(1, len(tail)):
        piece = next(pieces, None)
        if piece is None:
            final = True
            break
        taken.append(piece)
        length += len(piece)
    newline = bytes([header.dialect.newline if header else line_end_of(b"".join(taken), final) or LF])
    size = len(tail) + length
    cut_short = final and size > 0 and not taken[-1].endswith(newline)
    if cut_short:
        taken.append(newline)
        size += 1
    return padded(*taken), size, final, cut_short


def _rows(chunk: Chunk, records: Records, places: dict[str, int], row: int, cut_short: bool) -> tuple[pl.DataFrame, list[Reject], int]:
    """Posts and rejects of a chunk, and how many rows they are; rows are numbered from `row` on in the order of the file."""
    spans: list[Span] = []
    parts: list[Cells] = []
    columns = list(places.values())
    for run in _by_side(records.runs):
        good, bad = _sorted_out(chunk, run, cut_short)
        spans += bad
        parts.append(cell_table.of_run(chunk, good, columns))
    for span in records.broken:
        kept = cell_table.of_line(chunk, span.start, span.end, columns) if _is_one_sound_line(chunk, span) else None
        if kept is None:
            spans.append(span._replace(reason=TRUNCATED) if cut_short and span.end >= chunk.size - 1 else span)
        else:
            parts.append(kept)
    cells = cell_table.joined(parts, len(columns))
    starts = np.sort(np.concatenate([cells.starts, np.array([span.start for span in spans], dtype=np.int64)]))
    numbers = pl.Series("row", row + np.searchsorted(starts, cells.starts), dtype=pl.Int64)
    rejects = [
        Reject(row + int(np.searchsorted(starts, span.start)), span.reason, shown(chunk.data[span.start : span.end].tobytes().removesuffix(b"\r")))
        for span in sorted(spans)
    ]
    return cell_table.texts(chunk, cells, list(places)).insert_column(0, numbers), rejects, len(starts)


def _by_side(runs: list[Run]) -> list[Run]:
    """All runs of a side as one: a chunk with thousands of broken lines has thousands of runs."""
    sides = [[run for run in runs if run.side == number] for number in (0, 1)]
    return [Run(np.concatenate([r.starts for r in side]), np.concatenate([r.ends for r in side]), side[0].side) for side in sides if side]


def _sorted_out(chunk: Chunk, run: Run, cut_short: bool) -> tuple[Run, list[Span]]:
    """The records of a run that are whole text with the header's columns, and what is wrong with the others; blank lines are neither."""
    length = run.ends - run.starts
    blank = (length == 0) | ((length == 1) & (chunk.data[run.starts] == CR))
    starts, ends = run.starts[~blank], run.ends[~blank]
    counts = chunk.sides[run.side].columns(starts, ends)
    fits = counts == chunk.dialect.columns
    reasons = {int(i): WRONG_COLUMNS for i in np.flatnonzero(~fits)}
    if cut_short and len(ends) and ends[-1] == chunk.size - 1 and counts[-1] < chunk.dialect.columns:
        reasons[len(ends) - 1] = TRUNCATED
    reasons |= {int(i): NOT_UTF8 for i in np.flatnonzero(fits & ~is_utf8(chunk.data, starts, ends))}
    if not chunk.data[: chunk.size].all():
        reasons |= dict.fromkeys(cell_table.holders(np.flatnonzero(chunk.data[: chunk.size] == 0), starts, ends), NUL)
    bad = np.array(sorted(reasons), dtype=np.int64)
    good = np.ones(len(starts), dtype=bool)
    good[bad] = False
    return Run(starts[good], ends[good], run.side), [Span(int(starts[i]), int(ends[i]), reasons[i]) for i in bad.tolist()]


def _is_one_sound_line(chunk: Chunk, span: Span) -> bool:
    """Whether a broken span may be read on its own: one physical line of text."""
    if span.reason != STRAY_QUOTE or chunk.line_end(span.start) != span.end:
        return False
    line = chunk.data[span.start : span.end].tobytes()
    return b"\0" not in line and decodes(line)


def _without(posts: pl.DataFrame, null_values: tuple[str, ...] | list[str]) -> pl.DataFrame:
    if not null_values:
        return posts
    texts = pl.exclude("row")
    return posts.with_columns(pl.when(texts.is_in(list(null_values))).then(None).otherwise(texts).name.keep())
