"""The stand-in: a real model file, made on the spot, that writes words."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from desktop.models.gguf import model_context, read_header
from desktop.models.standin import write_stand_in

if TYPE_CHECKING:
    from pathlib import Path


def test_the_stand_in_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "stand-in.gguf"
    began = time.perf_counter()
    write_stand_in(path)
    assert time.perf_counter() - began < 5
    header = read_header(path)
    assert header.name == "Random stand-in"
    assert header.quantization == "Q8_0"
    assert header.size < 1_000_000
    context = model_context(path)
    assert context.stand_in
    assert "Random weights" in context.note
    assert context.context_length == 8192


def test_the_same_stand_in_is_written_every_time(tmp_path: Path) -> None:
    for name in ("one.gguf", "two.gguf"):
        write_stand_in(tmp_path / name)
    assert (tmp_path / "one.gguf").read_bytes() == (tmp_path / "two.gguf").read_bytes()


def test_a_stand_in_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "stand-in.gguf").mkdir()
    with pytest.raises(OSError, match=r"stand-in\.gguf"):
        write_stand_in(tmp_path / "stand-in.gguf")
    assert [path.name for path in tmp_path.iterdir()] == ["stand-in.gguf"]


def test_importing_the_models_loads_nothing_heavy() -> None:
    modules = "desktop.models.standin, desktop.models.gguf, desktop.models.local.process"
    heavy = "{'numpy', 'gguf', 'llama_cpp', 'jinja2', 'psutil'}"
    check = f"import sys, {modules}; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True, timeout=30)
