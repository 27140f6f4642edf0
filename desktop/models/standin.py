"""The stand-in: a tiny language model with random weights, made on the spot.

It lets a person try everything before any download, and lets tests run the real llama.cpp.
The layers are random and quiet, so the answer is decided by the output matrix alone, which
the caller gives. The first dimension of every embedding is the same constant: what the
output matrix has there is a bias, and a low bias keeps a token from ever being written.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from gguf import GGUFWriter
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

STAND_IN_KEY = "parley.stand_in"
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
_OPENINGS = ("The", "A", "Some", "Every", "This", "When", "If", "Often", "Once", "Perhaps", "Under")
_WORDS = """
the of and to in is that it was for on are as with they be at one have this from by word but what
some we can out other were all there when up use your how said an each which do their time if will
way about many then them write would like so these long make thing see two look more day could go
come number sound no most people over know water than call first who may down side been now find
any new work part take get place live where after back little only round year show every good name
very through just form great think say help low line before turn cause same mean move right old
tell three want air well also play small end home read hand port large spell add land here must
high such follow why ask change light kind off need house picture try again animal point world
near build earth father mother stand own page country answer school grow study learn plant food
sun four thought let keep eye never door between city tree cross hard start might story far sea
draw left late run while press close night real life few open seem together next white children
begin walk example ease paper music those both mark book letter river car feet care second group
carry rain eat room friend idea fish mountain north once hear horse sure watch color face wood
"""


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
    stand_in: bool = False

    def embeddings(self) -> Matrix:
        """Returns one row for every token: a constant, then random numbers."""
        import numpy as np  # noqa: PLC0415  (heavy, and only needed when a model is made)

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


def write_stand_in(path: Path) -> None:
    """Writes the stand-in: a model that answers any chat with real words in a random order.

    Raises:
        OSError: the file cannot be written; nothing is left half written.
    """
    openings = [*_OPENINGS, *(f" {word}" for word in _OPENINGS)]
    middles = [f" {word}" for word in _WORDS.split()]
    tokens, merges = learn_tokens([*openings, *middles, "system", "user", "assistant"])
    model = TinyModel("Random stand-in", tokens, merges, stand_in=True)
    write_model(path, model, _babble(model, middles))


def _babble(model: TinyModel, middles: Sequence[str]) -> Matrix:
    """Returns an output matrix for sentences: an opening, words, a full stop, and again."""
    import numpy as np  # noqa: PLC0415

    place = {token: index for index, token in enumerate(model.tokens)}
    embeddings = model.embeddings()
    output = np.random.default_rng(1).standard_normal(embeddings.shape, dtype=np.float32)
    output /= np.sqrt(model.shape.embedding)
    output[:, 0] = NEVER
    output[[place[spell(word.encode())] for word in middles], 0] = 0.0
    output[place["."], 0] = 1.0
    for before, prefix in (("\n", ""), (".", " ")):
        rows = [place[spell(f"{prefix}{word}".encode())] for word in _OPENINGS]
        output[rows, 0] = -12.0
        output[rows, 1:] += 4 * embeddings[place[spell(before.encode())], 1:] / 8
    return output


def write_model(path: Path, model: TinyModel, output: Matrix) -> None:
    """Writes a complete GGUF file with these output weights, or nothing.

    Raises:
        OSError: the file cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        _write(part, model, output)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write(path: Path, model: TinyModel, output: Matrix) -> None:
    import gguf  # noqa: PLC0415

    writer = gguf.GGUFWriter(path, "llama")
    try:
        _add_metadata(writer, model)
        _add_tensors(writer, model, output)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


def _add_metadata(writer: GGUFWriter, model: TinyModel) -> None:
    import gguf  # noqa: PLC0415

    shape = model.shape
    writer.add_name(model.name)
    writer.add_license("MIT")
    writer.add_bool(STAND_IN_KEY, model.stand_in)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
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
    normal = len(model.tokens) - control
    writer.add_token_types([gguf.TokenType.CONTROL] * control + [gguf.TokenType.NORMAL] * normal)
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(END_OF_TURN)
    writer.add_add_bos_token(value=False)
    writer.add_chat_template(model.chat_template)


def _add_tensors(writer: GGUFWriter, model: TinyModel, output: Matrix) -> None:
    import gguf  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

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

    def add(name: str, matrix: Matrix) -> None:
        kind = gguf.GGMLQuantizationType.Q8_0 if matrix.ndim > 1 else gguf.GGMLQuantizationType.F32
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
