"""zstd streams with the long windows of the Pushshift and Arctic Shift archives (`--long=31`, 2 GB), which pyarrow and polars refuse."""

import io
from pathlib import Path

import zstandard

LONGEST_WINDOW = 2**31
_READ = 16 * 1024


class _ZstdStream(io.RawIOBase):
    """Frames one after the other, as bytes. A stream cut off raises EOFError where zstandard's own reader would just end."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=LONGEST_WINDOW)
        self._frame = self._decompressor.decompressobj()
        self._out, self._compressed = memoryview(b""), b""

    def readable(self) -> bool:
        return True

    def readinto(self, target) -> int:  # type: ignore[no-untyped-def,override]
        while not self._out:
            self._compressed = self._compressed or self._file.read(_READ)
            if not self._compressed:
                if not self._frame.eof:
                    raise EOFError("the zstd stream is cut off")
                return 0
            if self._frame.eof:
                self._frame = self._decompressor.decompressobj()
            try:
                self._out = memoryview(self._frame.decompress(self._compressed))
            except zstandard.ZstdError as error:
                raise OSError(str(error)) from None
            self._compressed = self._frame.unused_data
        count = min(len(target), len(self._out))
        target[:count], self._out = self._out[:count], self._out[count:]
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def open_zstd(path: Path) -> io.BufferedReader:
    """The decompressed bytes of a file. Reading raises OSError where it is damaged, EOFError where it is cut off."""
    return io.BufferedReader(_ZstdStream(path), 1024 * 1024)
