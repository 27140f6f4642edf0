"""What llama.cpp can compute on: the library for this processor's generation, and GPUs' ones."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from desktop.models.local.binding import llama


def load_devices() -> None:
    """Lets llama.cpp find what it can compute on; done once in a process.

    A portable build computes in libraries that are chosen at run time, and llama-cpp-python loads
    none of them (its issue 2069). A build for one kind of processor has its device from the start.
    """
    libraries = Path(llama.__file__).parent / "lib"
    ggml = _ggml()
    ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    if not ggml.ggml_backend_dev_count():
        ggml.ggml_backend_load_all_from_path(os.fsencode(libraries))


def _ggml() -> ctypes.CDLL:
    """Returns the registry that llama.cpp itself looks into.

    Elsewhere than on Windows a symbol is found through the library that depends on it; to open
    the file libggml again by its path could give a second registry, whose devices nobody sees.
    """
    if sys.platform == "win32":
        return ctypes.CDLL("ggml.dll")
    library: ctypes.CDLL = llama._lib  # no public name leads to it
    return library
