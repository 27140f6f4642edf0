"""The header of a GGUF file, entry by entry.

No length in the file is trusted: counts and texts are bounded, and arrays are skipped.
"""

from __future__ import annotations

import stat
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, BinaryIO

from desktop.errors import LoadFailed
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Scalar = int | float | bool | str

# Numbers and sizes are those of ggml's gguf.h and ggml.h.
_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9
_MOST_KEYS, _MOST_TENSORS, _MOST_ITEMS = 4096, 65536, 4 << 20
_LONGEST_NAME, _LONGEST_STRING = 65535, 16 << 20
_LONGEST_HEADER = 256 << 20
_BLOCKS = {  # a tensor type's values in one block, and the block's bytes
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 40), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36),
    41: (128, 18),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tensor:
    """A table of weights; only the first two sides of its shape are those of a matrix."""

    name: str
    shape: tuple[int, ...]
    size: int
    """Bytes."""


class HeaderError(Exception):
    """A header that breaks the format; the message completes "it has ..."."""


class _Reader:
    """Reads a header's values in order, never past the end of the file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.size = size
        self._file = file

    @property
    def position(self) -> int:
        return self._file.tell()

    def take(self, count: int) -> bytes:
        data = self._file.read(count)
        if len(data) < count:
            raise HeaderError(tr("less data than it announces; the download was perhaps cut short"))
        return data

    def skip(self, count: int) -> None:
        if self.position + count > self.size:
            raise HeaderError(tr("less data than it announces; the download was perhaps cut short"))
        self._file.seek(count, 1)

    def unpack(self, code: str) -> int | float | bool:
        value: int | float | bool
        (value,) = struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}")))
        return value

    def integer(self, code: str, most: int, what: str) -> int:
        value = int(self.unpack(code))
        if value > most:
            raise HeaderError(f"{value} {what}")
        return value

    def text(self, longest: int = _LONGEST_STRING) -> str:
        length = self.integer("Q", longest, tr("characters in one text"))
        return self.take(length).decode("utf-8", "replace")

    def value(self, kind: int) -> Scalar | None:
        """Returns a scalar or a text; None for an array, which is skipped."""
        if kind in _SCALARS:
            return self.unpack(_SCALARS[kind])
        if kind == _STRING:
            return self.text()
        if kind != _ARRAY:
            raise HeaderError(tr("a value of the unknown type {kind}", kind=kind))
        self._skip_array()
        return None

    def _skip_array(self) -> None:
        kind = int(self.unpack("I"))
        count = self.integer("Q", _MOST_ITEMS, tr("items in one array"))
        if kind in _SCALARS:
            self.skip(count * struct.calcsize(f"<{_SCALARS[kind]}"))
        elif kind == _STRING:
            start = self.position
            for _ in range(count):
                self.take(self.integer("Q", _LONGEST_STRING, tr("characters in one text")))
                if self.position - start > _LONGEST_HEADER:
                    raise HeaderError(tr("a header without end"))
        else:
            raise HeaderError(tr("an array of the unknown type {kind}", kind=kind))


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file's header holds."""

    keys: dict[str, Scalar]
    """Its entries, but for arrays."""
    tensors: list[Tensor]
    size: int
    """Bytes of the whole file."""


def read_file(path: Path) -> Contents:
    """Returns what a file's header holds, having read no more than that.

    Raises:
        LoadFailed: the file is missing, unreadable, cut short, or not a sound GGUF file.
    """
    with explained(path):
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for a writer
            raise LoadFailed(
                tr(
                    "{path} cannot be read as a model: it is not a regular file. Nothing was "
                    "changed. Choose a GGUF file.",
                    path=path,
                )
            )
        with path.open("rb", buffering=1 << 20) as file:
            return read_contents(file, status.st_size)


def read_contents(file: BinaryIO, size: int) -> Contents:
    """Returns what the header of a file of this size holds.

    Raises:
        HeaderError: it breaks the format.
    """
    reader = _Reader(file, size)
    if reader.take(4) != b"GGUF":
        raise HeaderError(tr("another format"))
    version = int(reader.unpack("I"))
    if version not in (2, 3):
        raise HeaderError(tr("the unknown version {version}", version=version))
    tensors = reader.integer("Q", _MOST_TENSORS, "tensors")
    keys = _keys(reader, reader.integer("Q", _MOST_KEYS, "entries"))
    return Contents(keys, _tensors(reader, tensors, keys), size)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what is wrong with a file, or its header, into words."""
    try:
        yield
    except FileNotFoundError as error:
        raise LoadFailed(
            tr(
                "There is no model file at {path}. Nothing was changed. Put the file back, or "
                "add it again from where it is now.",
                path=path,
            )
        ) from error
    except OSError as error:
        raise LoadFailed(
            tr(
                "The model file {path} cannot be read: {value}. Nothing was changed. Check its "
                "permissions and the disk, then try again.",
                path=path,
                value=error.strerror or error,
            )
        ) from error
    except HeaderError as error:
        raise LoadFailed(
            tr(
                "{name} is not a sound GGUF model file: it has {error}. The file was left as "
                "it was. Download it again, or choose another file.",
                name=path.name,
                error=error,
            )
        ) from error


def whole_number(keys: dict[str, Scalar], key: str, least: int, most: int) -> int:
    """Returns an entry that counts something; one that is not there is the least that may be.

    Raises:
        HeaderError: it is no number, or out of bounds.
    """
    value = keys.get(key, least)
    if not isinstance(value, int) or not least <= value <= most:
        raise HeaderError(
            tr(
                "the impossible {rpartition} {value}",
                rpartition=key.rpartition(".")[2],
                value=value,
            )
        )
    return value


def _keys(reader: _Reader, count: int) -> dict[str, Scalar]:
    keys: dict[str, Scalar] = {}
    for _ in range(count):
        key = reader.text(_LONGEST_NAME)
        if key in keys:
            raise HeaderError(tr("two entries {key!r}", key=key))
        value = reader.value(int(reader.unpack("I")))
        if value is not None:
            keys[key] = value
        if reader.position > _LONGEST_HEADER:
            raise HeaderError(tr("a header without end"))
    return keys


def _tensors(reader: _Reader, count: int, keys: dict[str, Scalar]) -> list[Tensor]:
    """Returns the tables of weights, having checked that all their bytes are in the file."""
    alignment = keys.get("general.alignment", 32)
    if not isinstance(alignment, int) or alignment not in (1 << power for power in range(3, 17)):
        raise HeaderError(tr("the impossible alignment {alignment}", alignment=alignment))
    tensors = []
    end = 0
    for _ in range(count):
        tensor, offset = _tensor(reader)
        tensors.append(tensor)
        end = max(end, offset + tensor.size)
        if offset % alignment:
            raise HeaderError(tr("a tensor out of step"))
    if len({tensor.name for tensor in tensors}) < count:
        raise HeaderError(tr("two tensors of one name"))
    data = -(-reader.position // alignment) * alignment
    if count and data + end > reader.size:
        raise HeaderError(tr("less data than it announces; the download was perhaps cut short"))
    return tensors


def _tensor(reader: _Reader) -> tuple[Tensor, int]:
    """Returns a table of weights, and where it begins."""
    name = reader.text(64)
    dimensions = int(reader.unpack("I"))
    if not 1 <= dimensions <= 4:
        raise HeaderError(tr("a tensor of {dimensions} dimensions", dimensions=dimensions))
    shape = tuple(reader.integer("Q", 1 << 40, tr("values in one row")) for _ in range(dimensions))
    kind = int(reader.unpack("I"))
    if kind not in _BLOCKS or 0 in shape:
        raise HeaderError(tr("a tensor of the unknown type {kind}", kind=kind))
    values, size = _BLOCKS[kind]
    if shape[0] % values:
        raise HeaderError(tr("a tensor out of step"))
    return Tensor(name, shape, prod(shape) // values * size), int(reader.unpack("Q"))
