"""What a GGUF file says of itself, read without loading it.

The reader never trusts a length in the file: counts and strings are bounded, arrays are
skipped, and values are refused that make llama.cpp end the whole process (a block count of
0 or in the thousands). The package `gguf` reads the same in half a minute, this in a blink.
"""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING

from desktop.errors import LoadFailed
from desktop.language import tr
from desktop.models.gguf.manner import UNTOLD, Manner, manner_of
from desktop.models.gguf.parts import MOST_PARTS, parts_of
from desktop.models.gguf.projectors import NO_MODEL, is_projector
from desktop.models.gguf.reader import (
    Contents,
    HeaderError,
    explained,
    read_contents,
    read_file,
    whole_number,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.models.gguf.reader import Scalar, Tensor

LONGEST_CONTEXT = 8192
"""Tokens; more would cost gigabytes of memory that few requests need."""

_BOUNDS = {
    "block_count": (1, 512),
    "context_length": (1, 1 << 27),
    "embedding_length": (1, 1 << 20),
    "vocab_size": (0, 1 << 24),
    "expert_count": (0, 1024),
}
_MOST_HEADS = 1 << 16
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
    embedding: int = 0
    """Values of a token between the layers; a projector makes so many of a piece of an image."""
    manner: Manner = UNTOLD
    """How the model reads, thinks and is best asked."""


def read_header(path: Path) -> GgufHeader:
    """Returns what the file says of itself, having read no more than its header.

    Args:
        path: the file; of a model that was cut into parts, the first of them.

    Raises:
        LoadFailed: the file, or a part, is missing, unreadable, cut short, or not a sound GGUF
            file, or it is no model.
    """
    contents = read_file(path)
    if is_projector(contents.keys):
        raise LoadFailed(f"{path.name} {NO_MODEL}")
    with explained(path):
        count = whole_number(contents.keys, "split.count", 0, MOST_PARTS)
        if count > 1:
            contents = _joined(path, contents, count)
        return _header(contents)


def header_of(beginning: bytes, size: int) -> GgufHeader | None:
    """Returns what a model of this size says of itself; None where its beginning is not enough.

    Args:
        beginning: of the file, or of the first of its parts.
        size: bytes of the file, or of all parts.
    """
    try:
        return _header(read_contents(io.BytesIO(beginning), size))
    except HeaderError:
        return None


def _joined(path: Path, first: Contents, count: int) -> Contents:
    """Returns what the headers of all parts of a model hold together."""
    paths = parts_of(path)
    if first.keys.get("split.no", 0) != 0 or len(paths) != count or paths[0] != path:
        raise LoadFailed(
            tr(
                "{name} is one of {count} parts of a model, and not the first of them under "
                "its own name (…-00001-of-…). Nothing was changed. Choose the first part; the "
                "others are found beside it.",
                name=path.name,
                count=count,
            )
        )
    tensors, size = list(first.tensors), first.size
    for number, part in enumerate(paths[1:], 1):
        further = read_file(part)
        with explained(part):
            if (further.keys.get("split.no"), further.keys.get("split.count")) != (number, count):
                raise HeaderError(tr("the place of another part in its model"))
            tensors += further.tensors
            size += further.size
    announced = first.keys.get("split.tensors.count", len(tensors))
    if announced != len(tensors) or len({one.name for one in tensors}) < len(tensors):
        raise HeaderError(tr("parts that do not belong together"))
    return Contents(first.keys, tensors, size)


def _header(contents: Contents) -> GgufHeader:
    keys, found = contents.keys, contents.tensors
    architecture = keys.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        raise HeaderError(tr("no architecture"))
    _check_bounds(keys, architecture)
    blocks = _blocks(found)
    file_type = keys.get("general.file_type")
    trained = keys.get(f"{architecture}.context_length")
    heads = keys.get(f"{architecture}.attention.head_count")
    embedding = keys.get(f"{architecture}.embedding_length")
    return GgufHeader(
        architecture=architecture,
        name=_text(keys, "general.name"),
        basename=_text(keys, "general.basename"),
        context_length=trained if isinstance(trained, int) else 0,
        parameters=sum(prod(tensor.shape) for tensor in found),
        quantization=_QUANTIZATIONS.get(file_type & 1023, "") if isinstance(file_type, int) else "",
        size=contents.size,
        layers=_layers(blocks, keys, architecture),
        output=_output(found),
        width=max(
            (max(tensor.shape[:2]) for block in blocks.values() for tensor in block), default=0
        ),
        heads=heads if isinstance(heads, int) and 0 <= heads <= _MOST_HEADS else 0,
        embedding=embedding if isinstance(embedding, int) else 0,
        manner=manner_of(keys, found, architecture),
    )


def _text(keys: dict[str, Scalar], key: str) -> str:
    value = keys.get(key)
    return value.strip() if isinstance(value, str) else ""


def _check_bounds(keys: dict[str, Scalar], architecture: str) -> None:
    for key, (least, most) in _BOUNDS.items():
        whole_number(keys, f"{architecture}.{key}", least, most)


def _blocks(tensors: list[Tensor]) -> dict[int, list[Tensor]]:
    """Returns the tables of each layer, by its number."""
    blocks = defaultdict(list)
    for tensor in tensors:
        match tensor.name.split("."):
            case ["blk", number, _, *_] if number.isdecimal():
                blocks[int(number)].append(tensor)
    return blocks


def _layers(
    blocks: dict[int, list[Tensor]], keys: dict[str, Scalar], architecture: str
) -> tuple[Layer, ...]:
    """Returns every layer; those of parts that are not here yet are taken to be like the last."""
    found = [_layer(blocks[number]) for number in sorted(blocks)]
    count = keys.get(f"{architecture}.block_count", 0)
    if found and keys.get("split.count", 0) and isinstance(count, int):
        found += [replace(found[-1], weights=0)] * (count - len(found))
    return tuple(found)


def _layer(block: list[Tensor]) -> Layer:
    sides = {tensor.name.split(".")[2]: tensor.shape for tensor in block if len(tensor.shape) > 1}
    cached = 0
    if keys := sides.get("attn_k"):
        cached = keys[1] + sides.get("attn_v", keys)[1]  # some take the keys for values too
    elif joint := sides.get("attn_qkv"):  # queries too, which are as wide as what comes of them
        cached = max(0, joint[1] - sides.get("attn_output", (0,))[0])
    elif compressed := sides.get("attn_kv_a_mqa"):
        cached = compressed[1]
    return Layer(sum(tensor.size for tensor in block), cached)


def _output(tensors: list[Tensor]) -> int:
    """Returns the bytes of the output; it may share the matrix of the input, but not its copy."""
    sizes = {tensor.name: tensor.size for tensor in tensors}
    matrix = sizes.get("output.weight", sizes.get("token_embd.weight", 0))
    return matrix + sizes.get("output_norm.weight", 0)
