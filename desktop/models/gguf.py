"""What a GGUF file says of itself, read without loading it.

The reader never trusts a length in the file: counts and strings are bounded, arrays are
skipped, and values are refused that make llama.cpp end the whole process (a block count of
0 or in the thousands). The package `gguf` reads the same in half a minute, this in a blink.
"""

from __future__ import annotations

import io
import stat
import struct
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, BinaryIO

from desktop.errors import LoadFailed
from desktop.models.context import ModelContext
from desktop.models.fit import demand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Scalar = int | float | bool | str

LONGEST_CONTEXT = 8192
"""Tokens; more would cost gigabytes of memory that few requests need."""

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
_BOUNDS = {
    "block_count": (1, 512),
    "context_length": (1, 1 << 27),
    "embedding_length": (1, 1 << 20),
    "expert_count": (0, 1024),
}
_BLOCKS = {  # a tensor type's values in one block, and the block's bytes
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 40), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36),
    41: (128, 18),
}  # fmt: skip
_QUANTIZATIONS = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K",
    11: "Q3_K_S", 12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S",
    17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS",
    23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M",
    30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4_MOE", 39: "NVFP4",
    40: "Q1_0",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layer:
    """What a layer takes of the memory of the device that computes it."""

    weights: int
    """Bytes."""
    cached: int
    """Values that attention keeps of each token."""


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """A model file's own account of itself; empty or 0 where it says nothing."""

    architecture: str
    name: str
    basename: str
    context_length: int
    """Tokens that the model was trained on at once."""
    parameters: int
    quantization: str
    size: int
    """Bytes of the file."""
    layers: tuple[Layer, ...]
    output: int
    """Bytes of the weights that make words of what the last layer gives."""
    width: int
    """The longer side of a layer's largest matrix: no step makes more values of a token."""
    heads: int = 0
    """Of attention, in each layer."""


@dataclass(frozen=True, slots=True)
class _Tensor:
    """A table of weights; only the first two sides of its shape are those of a matrix."""

    name: str
    shape: tuple[int, ...]
    size: int
    """Bytes."""


class _HeaderError(Exception):
    """A header that breaks the format; the message completes "it has ..."."""


def read_header(path: Path) -> GgufHeader:
    """Returns what the file says of itself, having read no more than its header.

    Raises:
        LoadFailed: the file is missing, unreadable, cut short, or not a sound GGUF file.
    """
    with _explained(path):
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for a writer
            raise LoadFailed(
                f"{path} cannot be read as a model: it is not a regular file. "
                "Nothing was changed. Choose a GGUF file."
            )
        with path.open("rb", buffering=1 << 20) as file:
            return _header(_Reader(file, status.st_size))


def header_of(beginning: bytes, size: int) -> GgufHeader | None:
    """Returns what a file of this size says of itself; None where its beginning is not enough."""
    try:
        return _header(_Reader(io.BytesIO(beginning), size))
    except _HeaderError:
        return None


def model_context(path: Path) -> ModelContext:
    """Returns the file as a model that Parley could load.

    Raises:
        LoadFailed: as in `read_header`.
    """
    header = read_header(path)
    name = header.name or path.stem
    length = min(header.context_length or LONGEST_CONTEXT, LONGEST_CONTEXT)
    return ModelContext(
        id=path.stem,
        name=name,
        path=path,
        family=header.basename or [*name.split(), path.stem][0].split("-")[0],
        quantization=header.quantization,
        size=header.size,
        parameters=header.parameters,
        context_length=length,
        memory=demand(header, length).total,
        tools=True,  # in the way of its own template, or else in Parley's
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise LoadFailed(
            f"There is no model file at {path}. Nothing was changed. "
            "Put the file back, or add it again from where it is now."
        ) from error
    except OSError as error:
        raise LoadFailed(
            f"The model file {path} cannot be read: {error.strerror or error}. "
            "Nothing was changed. Check its permissions and the disk, then try again."
        ) from error
    except _HeaderError as error:
        raise LoadFailed(
            f"{path.name} is not a sound GGUF model file: it has {error}. "
            "The file was left as it was. Download it again, or choose another file."
        ) from error


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
            raise _HeaderError("less data than it announces; the download was perhaps cut short")
        return data

    def skip(self, count: int) -> None:
        if self.position + count > self.size:
            raise _HeaderError("less data than it announces; the download was perhaps cut short")
        self._file.seek(count, 1)

    def unpack(self, code: str) -> int | float | bool:
        value: int | float | bool
        (value,) = struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}")))
        return value

    def integer(self, code: str, most: int, what: str) -> int:
        value = int(self.unpack(code))
        if value > most:
            raise _HeaderError(f"{value} {what}")
        return value

    def text(self, longest: int = _LONGEST_STRING) -> str:
        length = self.integer("Q", longest, "characters in one text")
        return self.take(length).decode("utf-8", "replace")

    def value(self, kind: int) -> Scalar | None:
        """Returns a scalar or a text; None for an array, which is skipped."""
        if kind in _SCALARS:
            return self.unpack(_SCALARS[kind])
        if kind == _STRING:
            return self.text()
        if kind != _ARRAY:
            raise _HeaderError(f"a value of the unknown type {kind}")
        self._skip_array()
        return None

    def _skip_array(self) -> None:
        kind = int(self.unpack("I"))
        count = self.integer("Q", _MOST_ITEMS, "items in one array")
        if kind in _SCALARS:
            self.skip(count * struct.calcsize(f"<{_SCALARS[kind]}"))
        elif kind == _STRING:
            start = self.position
            for _ in range(count):
                self.take(self.integer("Q", _LONGEST_STRING, "characters in one text"))
                if self.position - start > _LONGEST_HEADER:
                    raise _HeaderError("a header without end")
        else:
            raise _HeaderError(f"an array of the unknown type {kind}")


def _header(reader: _Reader) -> GgufHeader:
    if reader.take(4) != b"GGUF":
        raise _HeaderError("another format")
    version = int(reader.unpack("I"))
    if version not in (2, 3):
        raise _HeaderError(f"the unknown version {version}")
    tensors = reader.integer("Q", _MOST_TENSORS, "tensors")
    keys = _keys(reader, reader.integer("Q", _MOST_KEYS, "entries"))
    architecture = keys.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        raise _HeaderError("no architecture")
    _check_bounds(keys, architecture)
    found = _tensors(reader, tensors, keys)
    blocks = _blocks(found)
    file_type = keys.get("general.file_type")
    trained = keys.get(f"{architecture}.context_length")
    heads = keys.get(f"{architecture}.attention.head_count")
    return GgufHeader(
        architecture=architecture,
        name=_text(keys, "general.name"),
        basename=_text(keys, "general.basename"),
        context_length=trained if isinstance(trained, int) else 0,
        parameters=sum(prod(tensor.shape) for tensor in found),
        quantization=_QUANTIZATIONS.get(file_type & 1023, "") if isinstance(file_type, int) else "",
        size=reader.size,
        layers=tuple(_layer(blocks[number]) for number in sorted(blocks)),
        output=_output(found),
        width=max(
            (max(tensor.shape[:2]) for block in blocks.values() for tensor in block), default=0
        ),
        heads=heads if isinstance(heads, int) else 0,
    )


def _keys(reader: _Reader, count: int) -> dict[str, Scalar]:
    keys: dict[str, Scalar] = {}
    for _ in range(count):
        key = reader.text(_LONGEST_NAME)
        if key in keys:
            raise _HeaderError(f"two entries {key!r}")
        value = reader.value(int(reader.unpack("I")))
        if value is not None:
            keys[key] = value
        if reader.position > _LONGEST_HEADER:
            raise _HeaderError("a header without end")
    return keys


def _text(keys: dict[str, Scalar], key: str) -> str:
    value = keys.get(key)
    return value.strip() if isinstance(value, str) else ""


def _check_bounds(keys: dict[str, Scalar], architecture: str) -> None:
    for key, (least, most) in _BOUNDS.items():
        value = keys.get(f"{architecture}.{key}", least)
        if not isinstance(value, int) or not least <= value <= most:
            raise _HeaderError(f"the impossible {key} {value}")


def _tensors(reader: _Reader, count: int, keys: dict[str, Scalar]) -> list[_Tensor]:
    """Returns the tables of weights, having checked that all their bytes are in the file."""
    alignment = keys.get("general.alignment", 32)
    if not isinstance(alignment, int) or alignment not in (1 << power for power in range(3, 17)):
        raise _HeaderError(f"the impossible alignment {alignment}")
    tensors = []
    end = 0
    for _ in range(count):
        tensor, offset = _tensor(reader)
        tensors.append(tensor)
        end = max(end, offset + tensor.size)
        if offset % alignment:
            raise _HeaderError("a tensor out of step")
    if len({tensor.name for tensor in tensors}) < count:
        raise _HeaderError("two tensors of one name")
    data = -(-reader.position // alignment) * alignment
    if count and data + end > reader.size:
        raise _HeaderError("less data than it announces; the download was perhaps cut short")
    return tensors


def _tensor(reader: _Reader) -> tuple[_Tensor, int]:
    """Returns a table of weights, and where it begins."""
    name = reader.text(64)
    dimensions = int(reader.unpack("I"))
    if not 1 <= dimensions <= 4:
        raise _HeaderError(f"a tensor of {dimensions} dimensions")
    shape = tuple(reader.integer("Q", 1 << 40, "values in one row") for _ in range(dimensions))
    kind = int(reader.unpack("I"))
    if kind not in _BLOCKS or 0 in shape:
        raise _HeaderError(f"a tensor of the unknown type {kind}")
    values, size = _BLOCKS[kind]
    if shape[0] % values:
        raise _HeaderError("a tensor out of step")
    return _Tensor(name, shape, prod(shape) // values * size), int(reader.unpack("Q"))


def _blocks(tensors: list[_Tensor]) -> dict[int, list[_Tensor]]:
    """Returns the tables of each layer, by its number."""
    blocks = defaultdict(list)
    for tensor in tensors:
        match tensor.name.split("."):
            case ["blk", number, _, *_] if number.isdecimal():
                blocks[int(number)].append(tensor)
    return blocks


def _layer(block: list[_Tensor]) -> Layer:
    sides = {tensor.name.split(".")[2]: tensor.shape for tensor in block if len(tensor.shape) > 1}
    cached = 0
    if keys := sides.get("attn_k"):
        cached = keys[1] + sides.get("attn_v", keys)[1]  # some take the keys for values too
    elif joint := sides.get("attn_qkv"):  # queries too, which are as wide as what comes of them
        cached = max(0, joint[1] - sides.get("attn_output", (0,))[0])
    elif compressed := sides.get("attn_kv_a_mqa"):
        cached = compressed[1]
    return Layer(sum(tensor.size for tensor in block), cached)


def _output(tensors: list[_Tensor]) -> int:
    """Returns the bytes of the output; it may share the matrix of the input, but not its copy."""
    sizes = {tensor.name: tensor.size for tensor in tensors}
    matrix = sizes.get("output.weight", sizes.get("token_embd.weight", 0))
    return matrix + sizes.get("output_norm.weight", 0)
