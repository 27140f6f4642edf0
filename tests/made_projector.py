"""A tiny model that sees whether an image is bright or dark, and the projector that it sees with.

Every weight that matters is made by hand. The projector makes of each piece of an image a token
that says nothing but "bright" or "dark", in two dimensions that no word has. The model's one layer
carries what stands there anywhere in the prompt to its last token, where it decides the answer.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import gguf
import numpy as np

from tests.made_model import END_OF_TURN, NEVER, Shape, TinyModel, learn_tokens, spell, write_model

if TYPE_CHECKING:
    from pathlib import Path

    from tests.made_model import Matrix

BRIGHT, DARK, NOTHING = "bright", "dark", "nothing"
SIZE, PATCH = 16, 8
"""Sides of an image as the projector takes it, and of a piece of it, in pixels."""
PLACES = (SIZE // PATCH) ** 2
"""Tokens that an image takes."""
_WIDTH = 64
_SEEN = (62, 63)
"""The dimensions that say "bright" and "dark"."""
_SURE = 20.0


def write_seeing_model(folder: Path, name: str = "seeing") -> Path:
    """Writes the model and its projector; returns the model, which answers with one word."""
    path = folder / f"{name}.gguf"
    tokens, merges = learn_tokens(["system", "user", "assistant", BRIGHT, DARK, NOTHING])
    model = _Seeing("Seeing", tokens, merges, Shape(embedding=_WIDTH, layers=1))
    rows = model.embeddings()
    output = np.zeros_like(rows)
    output[:, 0] = NEVER
    words = [tokens.index(spell(word.encode())) for word in (BRIGHT, DARK, NOTHING)]
    line_end = tokens.index(spell(b"\n"))
    for word, dimension in zip(words, _SEEN, strict=False):
        output[word, dimension] = 3 * _SURE
    output[words, 1:62] = _SURE * rows[line_end, 1:62] / np.sqrt(_WIDTH)
    output[words, 0] = 0.0
    output[END_OF_TURN, 0] = 0.0
    output[END_OF_TURN, list(_SEEN)] = 3 * _SURE
    output[END_OF_TURN, 1:62] = _SURE * rows[words, 1:62].sum(axis=0) / np.sqrt(_WIDTH)
    write_model(path, model, output, _layer())
    write_projector(folder / f"mmproj-{name}.gguf")
    return path


class _Seeing(TinyModel):
    """A model in whose words nothing is seen."""

    def embeddings(self) -> Matrix:
        rows = super().embeddings()
        rows[:, list(_SEEN)] = 0.0
        return rows


def _layer() -> dict[str, Matrix]:
    """Returns a layer that adds to each token what was seen before it, and nothing else."""

    def nothing(rows: int, columns: int) -> Matrix:
        return np.zeros((rows, columns), dtype=np.float32)

    values, back = nothing(32, _WIDTH), nothing(_WIDTH, _WIDTH)
    for place, dimension in enumerate(_SEEN):
        values[place, dimension] = 1.0
        back[dimension, place] = _SURE
    return {
        "blk.0.attn_q": nothing(_WIDTH, _WIDTH),
        "blk.0.attn_k": nothing(32, _WIDTH),
        "blk.0.attn_v": values,
        "blk.0.attn_output": back,
        "blk.0.ffn_down": nothing(_WIDTH, 128),
    }


def picture(brightness: int, width: int = 20, height: int = 20) -> bytes:
    """Returns a PNG of one shade of grey."""
    line = b"\0" + bytes([brightness] * 3 * width)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(line * height)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_projector(path: Path, embedding: int = _WIDTH) -> None:
    """Writes a projector in the way of LLaVA, without a layer that would mix the pieces."""
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_name("Seeing")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", True)
    for key, value in (
        ("image_size", SIZE), ("patch_size", PATCH), ("embedding_length", 32),
        ("feed_forward_length", 32), ("block_count", 1), ("attention.head_count", 1),
        ("projection_dim", embedding),
    ):  # fmt: skip
        writer.add_uint32(f"clip.vision.{key}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    for key in ("image_mean", "image_std"):
        writer.add_array(f"clip.vision.{key}", [0.5, 0.5, 0.5])
    for name, matrix in _weights(embedding).items():
        writer.add_tensor(name, np.ascontiguousarray(matrix, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _weights(embedding: int) -> dict[str, Matrix]:
    patches = np.zeros((32, 3, PATCH, PATCH), dtype=np.float32)
    patches[0] = 1 / (3 * PATCH * PATCH)  # how bright a piece is, from -1 to 1
    split = np.zeros((32, 32), dtype=np.float32)
    split[0, 0], split[1, 0] = 8.0, -8.0
    told = np.zeros((embedding, 32), dtype=np.float32)
    told[_SEEN[0], 0] = told[_SEEN[1], 1] = 1.0
    names = ("attn_q", "attn_k", "attn_v", "attn_out", "ffn_up", "ffn_down")
    unused = {f"v.blk.0.{name}.weight": np.zeros((32, 32), dtype=np.float32) for name in names}
    norms = {f"v.blk.0.ln{one}.weight": np.ones(32, dtype=np.float32) for one in (1, 2)}
    biases = {f"v.blk.0.ln{one}.bias": np.zeros(32, dtype=np.float32) for one in (1, 2)}
    return {
        "v.patch_embd.weight": patches,
        "v.position_embd.weight": np.zeros((PLACES, 32), dtype=np.float32),
        **unused,
        **norms,
        **biases,
        "mm.0.weight": split,
        "mm.0.bias": np.zeros(32, dtype=np.float32),
        "mm.2.weight": told,
        "mm.2.bias": np.zeros(embedding, dtype=np.float32),
    }
