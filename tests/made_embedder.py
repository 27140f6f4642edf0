"""A tiny BERT with random layers, written as a GGUF file: it turns texts into vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gguf
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, LENGTH = 64, 64
_WIDE, _HEADS = 128, 4
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WORDS = ("the", "ferry", "leaves", "at", "nine", "a", "cat", "sleeps")


def write_embedding_model(path: Path, pooling: gguf.PoolingType = gguf.PoolingType.MEAN) -> None:
    """Writes a complete GGUF file."""
    writer = gguf.GGUFWriter(path, "bert")
    writer.add_name("Embedder")
    writer.add_context_length(LENGTH)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_WIDE)
    writer.add_head_count(_HEADS)
    writer.add_layer_norm_eps(1e-12)
    writer.add_causal_attention(value=False)
    writer.add_pooling_type(pooling)
    _add_words(writer)
    _add_tensors(writer)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_words(writer: gguf.GGUFWriter) -> None:
    # llama.cpp marks the beginning of a word; a piece without the mark goes on with one.
    tokens = [*_SPECIAL, *(f"\u2581{word}" for word in WORDS)]
    normal = len(tokens) - len(_SPECIAL)
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_types(
        [gguf.TokenType.CONTROL] * len(_SPECIAL) + [gguf.TokenType.NORMAL] * normal
    )
    writer.add_token_type_count(2)
    writer.add_pad_token_id(0)
    writer.add_unk_token_id(1)
    writer.add_bos_token_id(2)
    writer.add_eos_token_id(3)
    writer.add_sep_token_id(3)
    writer.add_mask_token_id(4)


def _add_tensors(writer: gguf.GGUFWriter) -> None:
    random = np.random.default_rng(3)

    def add(name: str, *shape: int) -> None:
        values = random.standard_normal(shape, dtype=np.float32)
        writer.add_tensor(f"{name}.weight", values / np.float32(np.sqrt(shape[-1])))

    def add_affine(name: str, rows: int, columns: int) -> None:
        add(name, rows, columns)
        writer.add_tensor(f"{name}.bias", np.zeros(rows, dtype=np.float32))

    def add_norm(name: str) -> None:
        writer.add_tensor(f"{name}.weight", np.ones(WIDTH, dtype=np.float32))
        writer.add_tensor(f"{name}.bias", np.zeros(WIDTH, dtype=np.float32))

    add("token_embd", len(_SPECIAL) + len(WORDS), WIDTH)
    add("position_embd", LENGTH, WIDTH)
    add("token_types", 2, WIDTH)
    add_norm("token_embd_norm")
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        add_affine(f"blk.0.{name}", WIDTH, WIDTH)
    add_norm("blk.0.attn_output_norm")
    add_affine("blk.0.ffn_up", _WIDE, WIDTH)
    add_affine("blk.0.ffn_down", WIDTH, _WIDE)
    add_norm("blk.0.layer_output_norm")
