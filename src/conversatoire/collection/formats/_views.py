"""Text columns without copying: cells of a chunk of bytes as Arrow string views (16 bytes a cell: length, then the text or where it is).

This is what makes reading fast: a chunk is scanned once for quotes, delimiters and line ends, and its cells are pointed at, not parsed again.
Layout: Arrow columnar format, «Variable-size Binary View».
"""

import numpy as np
import polars as pl
import pyarrow as pa

PADDING = 16  # bytes after the data, so that the first 12 bytes of any cell can be loaded at once
_INLINE = 12
_LOW = np.uint64(0xFFFFFFFF)
_32 = np.uint64(32)
_HEAD = np.array([(1 << 8 * min(n, 8)) - 1 for n in range(_INLINE + 1)], dtype="<u8")
_TAIL = np.array([(1 << 8 * max(n - 8, 0)) - 1 for n in range(_INLINE + 1)], dtype="<u8")


def padded(*pieces: bytes) -> np.ndarray:
    """The pieces as one array of bytes, followed by PADDING zeros."""
    return np.frombuffer(b"".join((*pieces, b"\0" * PADDING)), dtype=np.uint8)


def views(data: np.ndarray, starts: np.ndarray, lengths: np.ndarray, buffer: int = 0) -> np.ndarray:
    """String views (two unsigned 64-bit words a cell, in a last dimension) of the cells `data[starts:starts+lengths]`, whatever their shape.

    Args:
        data: bytes, ending with PADDING zeros.
        starts: first byte of each cell.
        lengths: bytes of each cell.
        buffer: number of the Arrow data buffer that `data` will be.
    """
    loads = np.ndarray((len(data) - 7,), dtype="<u8", buffer=data.data, strides=(1,))
    short = np.minimum(lengths, _INLINE)
    head = loads[starts] & _HEAD[short]
    words = np.empty((*starts.shape, 2), dtype="<u8")
    words[..., 0] = lengths.astype("<u8") | (head << _32)
    inline = (head >> _32) | ((loads[starts + 8] & _TAIL[short]) << _32)
    words[..., 1] = np.where(lengths <= _INLINE, inline, np.uint64(buffer) | (starts.astype("<u8") << _32))
    return words


def frame(names: list[str], words: np.ndarray, valid: np.ndarray, buffers: list[np.ndarray]) -> pl.DataFrame:
    """Text columns over `views` (columns × n × 2), null where not `valid` (columns × n). The bytes must be UTF-8."""
    bitmaps = np.packbits(valid, axis=1, bitorder="little")
    arrays = [_array(pa.string_view(), own, bitmap, buffers) for own, bitmap in zip(words, bitmaps, strict=True)]
    return pl.DataFrame(pl.from_arrow(pa.RecordBatch.from_arrays(arrays, names=names)))


def _array(kind: pa.DataType, words: np.ndarray, bitmap: np.ndarray | None, buffers: list[np.ndarray]) -> pa.Array:
    valid = None if bitmap is None else pa.py_buffer(np.ascontiguousarray(bitmap))
    return pa.Array.from_buffers(kind, len(words), [valid, pa.py_buffer(words), *(pa.py_buffer(buffer) for buffer in buffers)])


def is_utf8(data: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Whether each slice `data[start:end]` is UTF-8 (n booleans)."""
    whole = pl.Series(values=pl.from_arrow(_array(pa.binary_view(), views(data, starts, ends - starts), None, [data])))
    try:
        whole.cast(pl.String)
        return np.ones(len(starts), dtype=bool)
    except pl.exceptions.ComputeError:
        return np.fromiter((decodes(data[start:end].tobytes()) for start, end in zip(starts, ends, strict=True)), dtype=bool, count=len(starts))


def decodes(raw: bytes) -> bool:
    """Whether bytes are UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
