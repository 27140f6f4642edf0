"""Models and contexts as llama.cpp makes them."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from desktop.errors import LoadFailed
from desktop.language import tr
from desktop.models.gguf.file import read_header
from desktop.models.gguf.fit import COPIED
from desktop.models.local.binding import llama
from desktop.models.local.lookup import MOST_DRAFTED
from desktop.models.local.pages import belongs_on_large_pages

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.models.gguf.file import GgufHeader
    from desktop.models.local.placement import Placement

_DEFAULT_TEMPERATURE = 0.7
_HIGHEST_TEMPERATURE = 2.0


@cache  # A worker has one model, and to read past a large vocabulary takes a quarter of a second.
def header_once(path: Path) -> GgufHeader:
    """Returns what a worker's model file says of itself.

    Raises:
        LoadFailed: as in `read_header`.
    """
    return read_header(path)


def load_model(path: Path, placement: Placement) -> int:
    """Returns a file as a model.

    Raises:
        LoadFailed: llama.cpp refuses it.
    """
    parameters = llama.llama_model_default_params()
    # The list ends with a null; without a list, llama.cpp would take every device there is.
    devices = (ctypes.c_void_p * 2)(placement.gpu.handle if placement.gpu else None)
    parameters.devices = ctypes.cast(devices, ctypes.c_void_p)
    parameters.n_gpu_layers = placement.layers + 1 if placement.gpu else 0  # the output counts
    # The file is mapped, except where it would be in memory twice: for an integrated GPU, which
    # llama.cpp knows, and for a CPU that makes a copy of the weights, or reads one faster.
    header = header_once(path)
    apart = header.quantization in COPIED or belongs_on_large_pages(header.size)
    copied = placement.gpu is None and apart
    unmapped, auto = llama.LLAMA_LOAD_MODE_NONE, llama.LLAMA_LOAD_MODE_AUTO
    parameters.load_mode = unmapped if copied else auto
    model: int | None = llama.llama_model_load_from_file(os.fsencode(path), parameters)
    if not model:
        raise LoadFailed(
            tr(
                "{name} cannot be loaded: llama.cpp refuses it. The file was left as it was. "
                "It may be damaged, or of a kind that this version does not know; download it "
                "again or choose another.",
                name=path.name,
            )
        )
    return model


def new_context(model: int, length: int, batch: int, threads: int, *, on_gpu: bool) -> int:
    """Returns what a model computes in.

    Args:
        model: the loaded model.
        length: tokens that it can hold.
        batch: tokens that are computed at once.
        threads: how many compute.
        on_gpu: whether a GPU computes any part.

    Raises:
        LoadFailed: there is not enough memory.
    """
    parameters = llama.llama_context_default_params()
    parameters.n_ctx = length
    parameters.n_batch = parameters.n_ubatch = batch
    parameters.n_threads = parameters.n_threads_batch = threads
    parameters.no_perf = True
    # On a CPU, flash attention decodes 1.7 times slower; "auto" would turn it on.
    auto, off = llama.LLAMA_FLASH_ATTN_TYPE_AUTO, llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
    parameters.flash_attn_type = auto if on_gpu else off
    parameters.n_outputs_max = 1 + MOST_DRAFTED
    context: int | None = llama.llama_init_from_model(model, parameters)
    if not context:
        raise LoadFailed(
            tr(
                "There is not enough memory for a context of {length} tokens. Nothing was "
                "changed. Close other programs or choose a smaller model.",
                length=length,
            )
        )
    return context


def forget_all(context: int) -> None:
    """Empties the memory of a context, where it has one."""
    # By its place, for C knows no names of arguments.
    llama.llama_memory_clear(llama.llama_get_memory(context), True)  # noqa: FBT003


def rewinds(model: int) -> bool:
    """Returns whether what it has read can be taken back token by token; not if it is recurrent."""
    recurrent = llama.llama_model_is_recurrent(model)
    return not recurrent and not llama.llama_model_is_hybrid(model)


def recommended_temperature(model: int) -> float:
    """Returns the temperature that the file's makers recommend, in `general.sampling.temp`."""
    text = ctypes.create_string_buffer(32)
    llama.llama_model_meta_val_str(model, b"general.sampling.temp", text, len(text))
    try:
        recommended = float(text.value)
    except ValueError:
        return _DEFAULT_TEMPERATURE
    return recommended if 0 <= recommended <= _HIGHEST_TEMPERATURE else _DEFAULT_TEMPERATURE


def c_library() -> ctypes.CDLL:
    """Returns the C library of this system."""
    return ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
