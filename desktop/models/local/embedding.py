"""A GGUF model that turns texts into vectors, in this process."""

from __future__ import annotations

import ctypes
from contextlib import ExitStack
from math import hypot
from typing import TYPE_CHECKING

from desktop.errors import ComputeFailed, LoadFailed, PromptTooLong
from desktop.language import tr
from desktop.models.local.binding import llama
from desktop.models.local.devices import load_devices
from desktop.models.local.job import Cancelled
from desktop.models.local.loading import c_library, forget_all, load_model
from desktop.models.local.placement import ON_CPU
from desktop.models.local.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.models.backend import Vector

_ABORTED = 2


class Embedder:
    """A loaded model; one thread may use it, and any other only `cancel`."""

    def __init__(self, path: Path, context_length: int, threads: int, pooling: int | None) -> None:
        """Loads the file; the CPU computes it.

        Args:
            path: the file.
            context_length: tokens that a text may have.
            threads: how many compute.
            pooling: how the file says that a text's tokens become one vector; None: their mean.

        Raises:
            LoadFailed: llama.cpp refuses it, or it ranks texts and makes no vectors.
        """
        if pooling is None:
            pooling = llama.LLAMA_POOLING_TYPE_MEAN
        if pooling == llama.LLAMA_POOLING_TYPE_RANK:
            raise LoadFailed(
                tr(
                    "{name} ranks texts for a search. It gives no answers and no vectors, so "
                    "Parley has no use for it. The file was left as it was. Choose another model.",
                    name=path.name,
                )
            )
        load_devices()
        self._abort = ctypes.create_string_buffer(2)
        self._strlen = ctypes.cast(c_library().strlen, llama.ggml_abort_callback)
        llama.llama_backend_init()
        with ExitStack() as undo:
            self._model = load_model(path, ON_CPU)
            undo.callback(llama.llama_model_free, self._model)
            self._context = _context(self._model, context_length, threads, pooling)
            undo.pop_all()
        # As in the engine: no Python runs in the compute threads.
        llama.llama_set_abort_callback(
            self._context, self._strlen, ctypes.cast(self._abort, ctypes.c_void_p)
        )
        self._vocabulary = Vocabulary(self._model)
        self._longest = context_length
        self._width: int = llama.llama_model_n_embd_out(self._model)

    def close(self) -> None:
        """Gives the memory back; it is of no use after it."""
        llama.llama_free(self._context)
        llama.llama_model_free(self._model)

    def cancel(self) -> None:
        """Ends the running job within some milliseconds."""
        self._abort[0] = b"x"

    def permit(self) -> None:
        """Takes back any `cancel`, so that the next job runs."""
        self._abort[0] = b"\0"

    def embed(self, texts: Sequence[str], on_vector: Callable[[Vector], None]) -> int:
        """Gives each text's vector, of length 1, and returns how many tokens the texts had.

        Raises:
            PromptTooLong: a text is longer than the model takes; no vector was given.
            ComputeFailed: llama.cpp could not compute one.
            Cancelled: `cancel` was called.
        """
        asked = [self._vocabulary.whole(text) for text in texts]
        longest = max(map(len, asked), default=0)
        if longest > self._longest:
            raise PromptTooLong(
                tr(
                    "A text is {size} tokens long, and the model takes {most} at once. No vector "
                    "was made. Cut the text into shorter ones.",
                    size=longest,
                    most=self._longest,
                )
            )
        for tokens in asked:
            on_vector(self._vector(tokens))
        return sum(map(len, asked))

    def _vector(self, tokens: Sequence[int]) -> Vector:
        forget_all(self._context)
        array = (llama.llama_token * len(tokens))(*tokens)  # which the batch only points to
        batch = llama.llama_batch_get_one(array, len(tokens))
        if self._abort[0] != b"\0":
            raise Cancelled
        code = llama.llama_decode(self._context, batch)
        if code == _ABORTED:
            raise Cancelled
        found = llama.llama_get_embeddings_seq(self._context, 0) if code == 0 else None
        if not found:
            raise ComputeFailed(
                tr(
                    "The model made no vector (llama.cpp's code {code}). The model stays loaded. "
                    "Try again, or choose another model.",
                    code=code,
                )
            )
        values = found[: self._width]
        length = hypot(*values) or 1.0
        return tuple(value / length for value in values)


def _context(model: int, length: int, threads: int, pooling: int) -> int:
    """Returns what a model computes vectors in.

    Raises:
        LoadFailed: there is not enough memory.
    """
    parameters = llama.llama_context_default_params()
    # A text is read at once: it has no vector before its last token has met its first.
    parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = length
    parameters.n_threads = parameters.n_threads_batch = threads
    parameters.embeddings, parameters.pooling_type = True, pooling
    parameters.no_perf = True
    parameters.flash_attn_type = llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
    context: int | None = llama.llama_init_from_model(model, parameters)
    if not context:
        raise LoadFailed(
            tr(
                "There is not enough memory for texts of {length} tokens. Nothing was changed. "
                "Close other programs or choose a smaller model.",
                length=length,
            )
        )
    return context
