"""llama.cpp's own programs, and the model with which the worker is measured beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.bench.stopwatch import LETTER
from tests.made_model import NEVER, Shape, TinyModel, learn_tokens, write_model

PROGRAMS = Path("build/llama_programs").absolute()
"""Where `packaging/llama_programs.sh` puts them."""
THREADS = 1
WORD = " bench"
"""A token of the model's, for prompts."""
_NICENESS = 5
"""The worker's own."""
_WORDS = 4096


def program(name: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Starts a program as the worker is: as nice, on the CPU, without flash attention."""
    libraries = next(Path(sys.prefix).glob("lib/python*/site-packages/llama_cpp/lib"))
    nice = ["nice", "-n", str(_NICENESS)]
    return subprocess.Popen(
        [*nice, PROGRAMS / name, "-t", str(THREADS), "-ngl", "0", "-fa", "off", *arguments],
        cwd=libraries,  # where it looks for what computes
        env=os.environ | {"GGML_VK_VISIBLE_DEVICES": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def write_bench_model(path: Path, context_length: int = 8192) -> None:
    """Writes random weights in the shape of SmolLM2-135M, which write words, and none twice."""
    tokens, merges = learn_tokens([WORD])
    shape = Shape(576, 30, heads=9, kv_heads=3, feed_forward=1536, context_length=context_length)
    model = TinyModel("Bench", (*tokens, *(f"{LETTER}{n}" for n in range(_WORDS))), merges, shape)
    size = len(model.tokens), shape.embedding
    # So quiet that many words are as likely: certain ones would soon go round.
    output = np.random.default_rng(1).standard_normal(size, dtype=np.float32) / np.float32(64)
    output[: len(tokens), 0] = NEVER
    write_model(path, model, output)
