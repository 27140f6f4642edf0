"""What a model file says of itself, and the files that are refused."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

import pytest

from desktop.errors import LoadFailed
from desktop.models.gguf.context import model_context
from desktop.models.gguf.file import LONGEST_CONTEXT, GgufHeader, read_header
from tests.scripted_model import write_babbling_model

if TYPE_CHECKING:
    from pathlib import Path

UINT32, STRING, ARRAY, UINT64 = 4, 8, 9, 10


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value)) + value.encode()


def entry(key: str, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def number(key: str, value: int) -> bytes:
    return entry(key, UINT32, struct.pack("<I", value))


def tensor(name: str, shape: list[int], kind: int = 0, offset: int = 0) -> bytes:
    sizes = struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
    return text(name) + sizes + struct.pack("<IQ", kind, offset)


def header(*entries: bytes, tensors: tuple[bytes, ...] = (), keys: int | None = None) -> bytes:
    count = len(entries) if keys is None else keys
    start = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), count)
    return start + b"".join(entries) + b"".join(tensors)


LLAMA = entry("general.architecture", STRING, text("llama"))

UNSOUND = {
    "empty": b"",
    "another format": b"PK\x03\x04" + bytes(64),
    "version 1": b"GGUF" + struct.pack("<IQQ", 1, 0, 0),
    "no architecture": header(number("general.file_type", 7)),
    "fewer entries than announced": header(LLAMA, keys=5),
    "entries without end": header(LLAMA, keys=1 << 60),
    "an endless text": header(text("general.architecture") + struct.pack("<IQ", STRING, 1 << 62)),
    "an endless array": header(entry("x", ARRAY, struct.pack("<IQ", UINT32, 1 << 61))),
    "an array past the end": header(entry("x", ARRAY, struct.pack("<IQ", UINT64, 1 << 20))),
    "arrays in arrays": header(entry("x", ARRAY, struct.pack("<IQ", ARRAY, 1))),
    "an unknown type": header(entry("x", 77, b"")),
    "one key twice": header(LLAMA, LLAMA),
    "no blocks": header(LLAMA, number("llama.block_count", 0)),
    "too many blocks": header(LLAMA, number("llama.block_count", 600)),
    "blocks that are minus one": header(LLAMA, number("llama.block_count", 2**32 - 1)),
    "no alignment": header(LLAMA, number("general.alignment", 0)),
    "a tensor that overflows": header(LLAMA, tensors=(tensor("a", [1 << 62, 4]),)),
    "a tensor of no size": header(LLAMA, tensors=(tensor("a", [0]),)),
    "a tensor of nine dimensions": header(LLAMA, tensors=(tensor("a", [1] * 9),)),
    "a tensor of an unknown type": header(LLAMA, tensors=(tensor("a", [32], kind=999),)),
    "half a block": header(LLAMA, tensors=(tensor("a", [33], kind=8),)) + bytes(4096),
    "a tensor past the end": header(LLAMA, tensors=(tensor("a", [32], offset=1 << 40),)),
    "a tensor without data": header(LLAMA, tensors=(tensor("a", [64, 259]),)),
    "one tensor twice": header(LLAMA, tensors=(tensor("a", [32]), tensor("a", [32]))) + bytes(4096),
}


@pytest.mark.parametrize("content", UNSOUND.values(), ids=UNSOUND.keys())
def test_an_unsound_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(LoadFailed, match=r"model\.gguf is not a sound GGUF .* left as it was"):
        read_header(path)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="no model file at"):
        read_header(tmp_path / "gone.gguf")


def test_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="cannot be read"):
        read_header(tmp_path)


@pytest.mark.timeout(30)
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(LoadFailed, match="not a regular file"):
        read_header(tmp_path / "pipe.gguf")


def test_a_model_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    write_babbling_model(path)
    whole = path.read_bytes()
    for length in (10, 100, 5000, len(whole) // 2, len(whole) - 1000):
        path.write_bytes(whole[:length])
        with pytest.raises(LoadFailed, match="cut short"):
            read_header(path)


def test_arrays_are_skipped_and_sizes_counted(tmp_path: Path) -> None:
    names = struct.pack("<IQ", STRING, 3) + text("one") + text("two") + text("three")
    path = tmp_path / "model.gguf"
    content = header(
        LLAMA,
        entry("tokenizer.ggml.tokens", ARRAY, names),
        entry("general.name", STRING, text("Tiny 3 words")),
        number("general.file_type", 15),
        tensors=(tensor("a", [32, 2]), tensor("b", [64], kind=8, offset=256)),
    )
    path.write_bytes(content + bytes(1024))
    found = read_header(path)
    assert found.name == "Tiny 3 words"
    assert found.quantization == "Q4_K_M"
    assert found.parameters == 32 * 2 + 64
    assert found.size == path.stat().st_size


ATTENTION = {
    "keys and values": ({"attn_k": [32, 8], "attn_v": [32, 16]}, 24),
    "values that are the keys": ({"attn_k": [32, 8]}, 16),
    "one matrix with the queries": ({"attn_qkv": [32, 80], "attn_output": [64, 32]}, 16),
    "compressed": ({"attn_kv_a_mqa": [32, 12]}, 12),
    "none": ({"ssm_in": [32, 64]}, 0),
}


@pytest.mark.parametrize(("matrices", "cached"), ATTENTION.values(), ids=ATTENTION.keys())
def test_what_attention_keeps_of_a_token_shows_in_its_matrices(
    tmp_path: Path, matrices: dict[str, list[int]], cached: int
) -> None:
    found = written(tmp_path, {f"blk.0.{name}.weight": shape for name, shape in matrices.items()})
    assert [layer.cached for layer in found.layers] == [cached]
    assert found.width == max(side for shape in matrices.values() for side in shape)


def test_weights_are_counted_for_each_layer_and_the_output(tmp_path: Path) -> None:
    names = ("blk.1.ffn_up.weight", "blk.0.ffn_up.weight", "blk.0.ffn_down.bias", "blk.0.x.weight")
    others = ("token_embd.weight", "output_norm.weight", "blk.2", "blk.two.weight", "rope_freqs")
    shapes = {name: [32, place] for place, name in enumerate((*names, *others), 1)}
    found = written(tmp_path, shapes)
    row = 32 * 4
    assert [layer.weights for layer in found.layers] == [(2 + 3 + 4) * row, row]
    assert found.output == (5 + 6) * row
    assert written(tmp_path, {**shapes, "output.weight": [32, 20]}).output == (20 + 6) * row


def written(folder: Path, shapes: dict[str, list[int]]) -> GgufHeader:
    """Returns what is read of a file with these tables of weights."""
    path = folder / "model.gguf"
    tensors = tuple(tensor(name, shape) for name, shape in shapes.items())
    path.write_bytes(header(LLAMA, tensors=tensors) + bytes(1 << 15))
    return read_header(path)


def test_a_context_is_no_longer_than_parley_would_load(tmp_path: Path) -> None:
    path = tmp_path / "deep-thought-7b.gguf"
    path.write_bytes(header(LLAMA, number("llama.context_length", 131072)))
    context = model_context(path)
    assert context.id == context.name == "deep-thought-7b"
    assert context.family == "deep"
    assert context.context_length == LONGEST_CONTEXT
    path.write_bytes(header(LLAMA, number("llama.context_length", 2048)))
    assert model_context(path).context_length == 2048


def test_a_name_of_blanks_is_no_name(tmp_path: Path) -> None:
    blank = entry("general.name", STRING, text("   "))
    for stem in ("deep-thought", "  "):
        path = tmp_path / f"{stem}.gguf"
        path.write_bytes(header(LLAMA, blank))
        assert model_context(path).name == stem
        assert model_context(path).family == stem.split("-", maxsplit=1)[0]
