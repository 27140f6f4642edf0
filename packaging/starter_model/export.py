"""The writing of the trained network as a quantized GGUF file: `python -m starter_model.export`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import gguf
import torch

from starter_model.chat import TEMPLATE
from starter_model.network import Shape
from starter_model.tokens import CONTROL_TOKENS, PRE_TOKENIZER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

NAME = "Parley starter"
FILE = Path("resources/models/parley-starter.gguf")
_DESCRIPTION = (
    "A tiny model that comes with Parley, for trying things out: short English texts, simple "
    "questions about them, choosing a tool. Trained by Parley on text that Parley generates."
)


def main() -> None:
    """Writes the file from the folder in which the training left its weights and tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path, nargs="?", default=FILE)
    options = parser.parse_args()
    shape = Shape(**json.loads((options.folder / "shape.json").read_text()))
    tokenizer = json.loads((options.folder / "tokenizer.json").read_text())["model"]
    weights = torch.load(options.folder / "weights.pt")
    part = options.file.with_suffix(".part")
    writer = gguf.GGUFWriter(part, "llama")
    _add_description(writer, sum(one.numel() for one in weights.values()))
    _add_shape(writer, shape)
    _add_tokenizer(writer, tokenizer["vocab"], tokenizer["merges"])
    _add_tensors(writer, shape, {name: one.float().numpy() for name, one in weights.items()})
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    part.replace(options.file)
    print(f"{options.file}: {options.file.stat().st_size / 1e6:.2f} MB")


def _add_description(writer: gguf.GGUFWriter, parameters: int) -> None:
    writer.add_type("model")
    writer.add_name(NAME)
    writer.add_basename("parley-starter")
    writer.add_version("1.0")
    writer.add_author("The Parley project")
    writer.add_organization("Parley")
    writer.add_description(_DESCRIPTION)
    writer.add_size_label(f"{parameters / 1e6:.1f}M")
    writer.add_license("MIT")
    writer.add_license_name("MIT License")
    writer.add_license_link("LICENSE")
    writer.add_source_url("packaging/starter_model/README.md")
    writer.add_languages(["en"])
    writer.add_tags(["text-generation", "parley"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    # It was trained to give one right answer; chance only makes it worse.
    writer.add_sampling_temp(0.0)


def _add_shape(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.embedding)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_rope_dimension_count(shape.embedding // shape.heads)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(shape.vocabulary)


def _add_tokenizer(
    writer: gguf.GGUFWriter, vocabulary: dict[str, int], merges: list[list[str]]
) -> None:
    tokens = sorted(vocabulary, key=lambda token: vocabulary[token])
    kinds = [
        gguf.TokenType.CONTROL if token in CONTROL_TOKENS else gguf.TokenType.NORMAL
        for token in tokens
    ]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(PRE_TOKENIZER)
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([" ".join(pair) for pair in merges])
    writer.add_bos_token_id(vocabulary["<|endoftext|>"])
    writer.add_eos_token_id(vocabulary["<|im_end|>"])
    writer.add_pad_token_id(vocabulary["<|endoftext|>"])
    writer.add_add_bos_token(value=False)
    writer.add_chat_template(TEMPLATE)


def _add_tensors(writer: gguf.GGUFWriter, shape: Shape, weights: dict[str, Matrix]) -> None:
    def add(name: str, matrix: Matrix) -> None:
        kind = gguf.GGMLQuantizationType.Q8_0 if matrix.ndim > 1 else gguf.GGMLQuantizationType.F32
        writer.add_tensor(f"{name}.weight", gguf.quants.quantize(matrix, kind), raw_dtype=kind)

    add("token_embd", weights["token_embd.weight"])
    add("output_norm", weights["output_norm.weight"])
    for layer in range(shape.layers):
        own = f"layers.{layer}"
        qkv = weights[f"{own}.attn_qkv.weight"].reshape(3, shape.embedding, shape.embedding)
        gate_up = weights[f"{own}.ffn_gate_up.weight"].reshape(2, -1, shape.embedding)
        for name, matrix in zip(("attn_q", "attn_k", "attn_v"), qkv, strict=True):
            add(f"blk.{layer}.{name}", matrix)
        for name, matrix in zip(("ffn_gate", "ffn_up"), gate_up, strict=True):
            add(f"blk.{layer}.{name}", matrix)
        for name in ("attn_output", "ffn_down", "attn_norm", "ffn_norm"):
            add(f"blk.{layer}.{name}", weights[f"{own}.{name}.weight"])


if __name__ == "__main__":
    main()
