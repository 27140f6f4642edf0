"""A tiny model with random layers and a given output matrix, written as a GGUF file.

The layers are random and quiet, so the answer is decided by the output matrix alone. The first
dimension of every embedding is the same constant: what the output matrix has there is a bias,
and a low bias keeps a token from ever being written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import gguf
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Matrix = NDArray[np.float32]

CONTROL_TOKENS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
END_OF_TURN = CONTROL_TOKENS.index("<|im_end|>")
NEVER = -1000.0
"""A bias that no sampler overcomes."""

_CHATML = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a llama-architecture model; every row is a multiple of 32 for Q8_0."""

    embedding: int = 64
    layers: int = 2
    heads: int = 4
    kv_heads: int = 2
    feed_forward: int = 128
    context_length: int = 8192


@dataclass(frozen=True, slots=True)
class TinyModel:
    """A model's tokenizer and size; its weights follow from them and one seed."""

    name: str
    tokens: tuple[str, ...]
    """In the alphabet of `spell`, the control tokens first."""
    merges: tuple[str, ...]
    shape: Shape = Shape()
    chat_template: str = _CHATML
    temperature: float | None = None
    """What the file recommends."""
    coarse: bool = False
    """Whether its matrices are in Q4_0 and not in Q8_0."""
    added: tuple[str, ...] = ()
    """Those of the tokens that somebody has added, as words that are never taken apart."""

    def embeddings(self) -> Matrix:
        """Returns one row for every token: a constant, then random numbers."""
        rows = np.random.default_rng(0).standard_normal(
            (len(self.tokens), self.shape.embedding), dtype=np.float32
        )
        rows[:, 0] = 1.0
        return rows


def spell(data: bytes) -> str:
    """Returns bytes in GPT-2's printable alphabet, in which byte-level tokens are stored."""
    plain = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = [byte for byte in range(256) if byte not in plain]
    return "".join(chr(byte if byte in plain else 256 + others.index(byte)) for byte in data)


def learn_tokens(words: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the tokens and merges of a byte-pair encoding in which every word is one token."""
    spelled = [list(spell(word.encode())) for word in words]
    tokens = dict.fromkeys([*CONTROL_TOKENS, *(spell(bytes([byte])) for byte in range(256))])
    merges = []
    unfinished = spelled
    while unfinished := [word for word in unfinished if len(word) > 1]:
        pairs = Counter(pair for word in unfinished for pair in pairwise(word))
        pair = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(" ".join(pair))
        tokens["".join(pair)] = None
        for word in unfinished:
            _merge(word, pair)
    return tuple(tokens), tuple(merges)


def _merge(word: list[str], pair: tuple[str, str]) -> None:
    place = 0
    while place < len(word) - 1:
        if (word[place], word[place + 1]) == pair:
            word[place : place + 2] = ["".join(pair)]
        place += 1


def write_model(
    path: Path,
    model: TinyModel,
    output: Matrix,
    given: Mapping[str, Matrix] | None = None,
    *,
    in_parts: bool = False,
) -> None:
    """Writes a complete GGUF file with these output weights.

    Args:
        path: the file; of several parts, the first.
        model: what it is.
        output: the weights that decide the answer.
        given: other weights that are not random, by their names.
        in_parts: whether it is cut into files of eight weights each, named as their tool does.
    """
    writer = gguf.GGUFWriter(path, "llama", split_max_tensors=8 if in_parts else 0)
    _add_metadata(writer, model)
    _add_tensors(writer, model, output, given or {})
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_metadata(writer: gguf.GGUFWriter, model: TinyModel) -> None:
    shape = model.shape
    writer.add_name(model.name)
    writer.add_license("MIT")
    types = gguf.LlamaFileType
    writer.add_file_type(types.MOSTLY_Q4_0 if model.coarse else types.MOSTLY_Q8_0)
    writer.add_context_length(shape.context_length)
    writer.add_embedding_length(shape.embedding)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_rope_dimension_count(shape.embedding // shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(model.tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(list(model.tokens))
    writer.add_token_merges(list(model.merges))
    control = len(CONTROL_TOKENS)
    added, normal = gguf.TokenType.USER_DEFINED, gguf.TokenType.NORMAL
    words = [added if token in model.added else normal for token in model.tokens[control:]]
    writer.add_token_types([gguf.TokenType.CONTROL] * control + words)
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(END_OF_TURN)
    writer.add_add_bos_token(value=False)
    writer.add_chat_template(model.chat_template)
    if model.temperature is not None:
        writer.add_sampling_temp(model.temperature)


def _add_tensors(
    writer: gguf.GGUFWriter, model: TinyModel, output: Matrix, given: Mapping[str, Matrix]
) -> None:
    random = np.random.default_rng(2)
    size, wide = model.shape.embedding, model.shape.feed_forward
    keys = size // model.shape.heads * model.shape.kv_heads
    rows_and_columns = {
        "attn_q": (size, size),
        "attn_k": (keys, size),
        "attn_v": (keys, size),
        "attn_output": (size, size),
        "ffn_gate": (wide, size),
        "ffn_up": (wide, size),
        "ffn_down": (size, wide),
    }

    kinds = gguf.GGMLQuantizationType
    quantized = kinds.Q4_0 if model.coarse else kinds.Q8_0

    def add(name: str, matrix: Matrix) -> None:
        matrix = given.get(name, matrix)
        kind = quantized if matrix.ndim > 1 else kinds.F32
        writer.add_tensor(f"{name}.weight", gguf.quants.quantize(matrix, kind), raw_dtype=kind)

    ones = np.ones(size, dtype=np.float32)
    add("token_embd", model.embeddings())
    for layer in range(model.shape.layers):
        for name, (rows, columns) in rows_and_columns.items():
            quiet = 0.05 if name in ("attn_output", "ffn_down") else 1.0
            matrix = random.standard_normal((rows, columns), dtype=np.float32)
            add(f"blk.{layer}.{name}", matrix * np.float32(quiet / np.sqrt(columns)))
        add(f"blk.{layer}.attn_norm", ones)
        add(f"blk.{layer}.ffn_norm", ones)
    add("output_norm", ones)
    add("output", output)
