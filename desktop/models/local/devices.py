"""What llama.cpp can compute on: the library for this processor's generation, and GPUs."""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import POINTER, c_char_p, c_int, c_size_t, c_void_p
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from desktop.models.local.binding import llama

if TYPE_CHECKING:
    from collections.abc import Callable

_GPU, _INTEGRATED = 1, 2
"""Of ggml-backend.h's `ggml_backend_dev_type`."""
_ERROR = 4
"""GGML_LOG_LEVEL_ERROR."""
_FUNCTIONS: dict[str, tuple[type[Any] | None, ...]] = {  # what each returns, and what it takes
    "ggml_backend_load": (c_void_p, c_char_p),
    "ggml_backend_load_all_from_path": (None, c_char_p),
    "ggml_backend_dev_count": (c_size_t,),
    "ggml_backend_dev_get": (c_void_p, c_size_t),
    "ggml_backend_dev_type": (c_int, c_void_p),
    "ggml_backend_dev_description": (c_char_p, c_void_p),
    "ggml_backend_dev_memory": (None, c_void_p, POINTER(c_size_t), POINTER(c_size_t)),
}


@dataclass(frozen=True, slots=True)
class Gpu:
    """A device that computes beside the processor."""

    description: str
    """Its name, as its driver gives it."""
    integrated: bool
    """Whether its memory is the computer's own."""
    free: int
    """Bytes."""
    handle: int = 0
    """llama.cpp's address of it, which is good in this process alone."""


def load_devices(*, gpus: bool = False) -> None:
    """Lets llama.cpp find what it can compute on, and tell errors alone; done once in a process.

    A portable build computes in libraries that are chosen at run time, and llama-cpp-python loads
    none of them (its issue 2069). A build for one kind of processor has its device from the start.

    Args:
        gpus: whether to load the drivers of GPUs: others' code, which may end the process.
    """
    llama.llama_log_set(_LOG_ERRORS, c_void_p())
    if _function("ggml_backend_dev_count")():
        return
    libraries = Path(llama.__file__).parent / "lib"
    if gpus:
        _function("ggml_backend_load_all_from_path")(os.fsencode(libraries))
    else:
        best = max(libraries.glob("*ggml-cpu-*"), key=_suitability)
        _function("ggml_backend_load")(os.fsencode(best))


def best_gpu() -> Gpu | None:
    """Returns the GPU with the most free memory; an integrated one where there is no other."""
    places = range(_function("ggml_backend_dev_count")())
    gpus = [gpu for gpu in map(_gpu, places) if gpu is not None]
    return max(gpus, key=lambda gpu: (not gpu.integrated, gpu.free), default=None)


def _gpu(place: int) -> Gpu | None:
    """Returns a device if it is a GPU."""
    handle = _function("ggml_backend_dev_get")(place)
    kind = _function("ggml_backend_dev_type")(handle)
    if kind not in (_GPU, _INTEGRATED):
        return None
    free, total = c_size_t(), c_size_t()
    _function("ggml_backend_dev_memory")(handle, free, total)
    room = free.value
    if kind == _INTEGRATED:  # A driver may count memory that programs use.
        room = min(room, psutil.virtual_memory().available)
    description = _function("ggml_backend_dev_description")(handle).decode("utf-8", "replace")
    return Gpu(description, kind == _INTEGRATED, room, handle)


def _suitability(library: Path) -> int:
    """Returns how well a library suits this processor; 0 where it would crash."""
    score: int = ctypes.CDLL(str(library)).ggml_backend_score()
    return score


@cache
def _function(name: str) -> Callable[..., Any]:
    """Returns a function of the registry that llama.cpp itself looks into.

    Elsewhere than on Windows a symbol is found through the library that depends on it; to open
    the file libggml again by its path could give a second registry, whose devices nobody sees.
    """
    libraries = [llama._lib]  # no public name leads to it
    if sys.platform == "win32":
        libraries = [ctypes.CDLL("ggml.dll"), ctypes.CDLL("ggml-base.dll")]
    function = next(getattr(library, name) for library in libraries if hasattr(library, name))
    function.restype, *function.argtypes = _FUNCTIONS[name]
    found: Callable[..., Any] = function
    return found


def _write_errors(level: int, text: bytes, _data: object) -> None:
    if level == _ERROR:
        sys.stderr.write(text.decode("utf-8", "replace"))


_LOG_ERRORS = llama.llama_log_callback(_write_errors)
