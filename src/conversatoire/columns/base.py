"""How a table is described: its columns with their types, what they mean, and what its rows are sorted by."""

from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa

TEXT, INT, FLOAT, FLAG, LIST = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.list_(pa.string())
INSTANT = pa.timestamp("us", tz="UTC")


class Column(NamedTuple):
    """One column: its type, what it means (with its unit), and whether it may be empty."""

    type: pa.DataType
    about: str
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what it holds, its columns in order, and the columns its rows are sorted by."""

    about: str
    columns: dict[str, Column]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The arrow schema."""
        return pa.schema([pa.field(name, column.type) for name, column in self.columns.items()])
