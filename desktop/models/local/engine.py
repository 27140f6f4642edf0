"""One GGUF model in this process: llama.cpp through its C interface.

Of llama-cpp-python only the binding is used. Its class `Llama` drops tokens longer than 32
bytes, cannot be cancelled while it reads a prompt, and stalls on a stray invalid byte.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.errors import ComputeFailed, LoadFailed, ModelError, PromptTooLong
from desktop.models.local.answer import Answer, Step
from desktop.models.local.binding import llama
from desktop.models.local.devices import load_devices
from desktop.models.local.placement import GPU_BATCH, ON_CPU
from desktop.models.local.sampling import Sampler
from desktop.models.local.snapshots import WORTH_KEEPING, Snapshots, shared_length
from desktop.models.local.thinking import USUAL, Marks, Thinking
from desktop.models.local.threads import Governor
from desktop.models.local.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.models.local.calling import Calling
    from desktop.models.local.placement import Placement

StopReason = Literal["endTurn", "stopSequence", "maxTokens"]

_BATCH = 256
"""Prompt tokens at once: larger batches read hardly faster on a CPU and take more memory."""
_TRIAL = 64
"""Tokens of a GPU's trial, and of its smallest batch."""
_PATIENCE = 0.5
"""Seconds that a GPU's batch should take at most."""
_ABORTED = 2
"""What llama_decode returns when the abort callback said yes."""
_DEFAULT_TEMPERATURE = 0.7
_HIGHEST_TEMPERATURE = 2.0


class Cancelled(Exception):  # noqa: N818  (an outcome that was asked for, like CancelledError)
    """The job was cancelled; the engine is ready for the next one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one answer is to be written."""

    max_tokens: int
    temperature: float | None = None
    """None leaves it to the engine; 0 always takes the likeliest token."""
    stop_sequences: tuple[str, ...] = ()
    calling: Calling | None = None
    """What may be done with tools; None where a call would be nothing but text."""
    marks: Marks = USUAL
    """What stands around a thought."""
    thinks: bool = False
    """Whether the prompt begins a thought, which the answer then goes on with."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an answer ended and what it took."""

    stop_reason: StopReason
    input_tokens: int
    output_tokens: int
    reused_tokens: int
    """How many of the input tokens were still in memory from the job before."""
    calls: str | None = None
    """What was written after the opening of a call; None where no tool was called."""
    thought: str = ""
    """What the model thought before it answered."""
    thought_tokens: int = 0
    """How many of the output tokens the thought took."""


class Engine:
    """A loaded model with the memory of its last conversations; one thread may use it.

    Only `cancel` may be called from any other thread.
    """

    def __init__(
        self,
        path: Path,
        context_length: int,
        threads: int,
        placement: Placement = ON_CPU,
        remembered: int = 0,
    ) -> None:
        """Loads the file.

        Args:
            path: the file.
            context_length: tokens that a prompt and its answer have together.
            threads: how many compute.
            placement: what is computed where.
            remembered: bytes for conversations before the last one.

        Raises:
            LoadFailed: llama.cpp refuses it. A bad file or driver can also end the whole process.
        """
        self._on_gpu = placement.gpu is not None
        self._batch = GPU_BATCH if self._on_gpu else _BATCH
        self._threads, self._governor = threads, Governor(threads)
        self._past: list[int] = []
        load_devices()
        llama.llama_backend_init()
        with ExitStack() as undo:
            self._model = _load(path, placement)
            undo.callback(llama.llama_model_free, self._model)
            self._context = self._new_context(context_length)
            undo.callback(llama.llama_free, self._context)
            self._memory = llama.llama_get_memory(self._context)
            self._snapshots = Snapshots(self._context, remembered)
            self._allow_abort()
            if self._on_gpu:
                self._try_out()
            undo.pop_all()
        self.context_length = min(context_length, llama.llama_n_ctx(self._context))
        self.vocabulary = Vocabulary(self._model)
        self._temperature = _recommended_temperature(self._model)

    def _allow_abort(self) -> None:
        # A C function as the abort callback: no Python runs in the compute threads. Any byte
        # but 0 in the buffer is a text of length 1, which is "true".
        self._abort = ctypes.create_string_buffer(2)
        self._strlen = ctypes.cast(_c_library().strlen, llama.ggml_abort_callback)
        llama.llama_set_abort_callback(
            self._context, self._strlen, ctypes.cast(self._abort, ctypes.c_void_p)
        )

    def close(self) -> None:
        """Gives the memory back; the engine is of no use after it."""
        llama.llama_free(self._context)
        llama.llama_model_free(self._model)

    def cancel(self) -> None:
        """Ends the running job within some milliseconds, while it reads a prompt too.

        A GPU ends its batch first.
        """
        self._abort[0] = b"x"

    def permit(self) -> None:
        """Takes back any `cancel`, so that the next job runs."""
        self._abort[0] = b"\0"

    def generate(
        self, prompt: Sequence[int], settings: Settings, on_text: Callable[[str], None]
    ) -> Outcome:
        """Writes an answer, giving each new piece of its text to `on_text`.

        Raises:
            PromptTooLong: the prompt leaves no room for an answer.
            Cancelled: `cancel` was called.
        """
        if len(prompt) >= self.context_length:
            raise PromptTooLong(
                f"The request is {len(prompt)} tokens long, and the model takes "
                f"{self.context_length} with its answer. Nothing was answered. "
                "Shorten the request, or choose a model with a longer context."
            )
        self._governor = Governor(self._threads)
        self._use_threads()
        reused = self._read(prompt)
        thinking = Thinking(settings.marks, on_text, begun=settings.thinks)
        answer = Answer(settings.stop_sequences, settings.calling, thinking)
        with closing(self._sampler(settings)) as sampler:
            reason, count = self._write(answer, sampler, settings)
        answer.finish()
        return Outcome(
            reason, len(prompt), count, reused, answer.calls, thinking.thought.strip(), answer.spent
        )

    def _sampler(self, settings: Settings) -> Sampler:
        temperature = settings.temperature
        if temperature is None:
            temperature = self._temperature
        return Sampler(self._context, self.vocabulary, temperature)

    def _write(
        self, answer: Answer, sampler: Sampler, settings: Settings
    ) -> tuple[StopReason, int]:
        """Writes tokens until something ends the answer; returns that and how many they were."""
        count = 0
        if answer.is_call and settings.calling is not None:
            sampler.constrain(settings.calling.grammar)
        while not self.vocabulary.ends(token := sampler.choose()):
            tokens = [token]
            match answer.take(self._read_out(token, answer)):
                case Step.REFUSED:
                    sampler.refuse(token)
                    continue
                case Step.CALL if settings.calling is not None:
                    sampler.constrain(settings.calling.grammar)
                    tokens = self._opened(answer, token, settings.calling)
                case Step.STOP:
                    return "stopSequence", count + 1
            count += len(tokens)
            full = len(self._past) + len(tokens) > self.context_length
            if count >= settings.max_tokens or full:
                return "maxTokens", count
            self._decode(tokens)
        return "endTurn", count

    def _opened(self, answer: Answer, token: int, calling: Calling) -> list[int]:
        """Returns the tokens up to the end of a call's opening, and of what came before it."""
        rest = calling.form.after(answer.trigger)
        if answer.replaced == self.vocabulary.text(token):
            return [token, *self.vocabulary.continued(rest)]
        return self.vocabulary.continued(answer.replaced + rest)

    def _read_out(self, token: int, answer: Answer) -> bytes:
        """Returns a token's bytes: a control token has some only where calls are spelled so."""
        known = self.vocabulary
        control = token in known.control and answer.shows(known.text(token))
        return known.spelled(token, special=answer.is_call or control)

    def _read(self, prompt: Sequence[int]) -> int:
        """Brings the prompt into memory; returns how much of it was there already."""
        wanted = prompt[:-1]
        shared = shared_length(wanted, self._past)
        earlier = self._snapshots.taken(wanted, shared + WORTH_KEEPING)
        if len(self._past) - shared >= WORTH_KEEPING:
            self._snapshots.keep(self._past)
        if earlier is not None:
            self._forget(0)
            self._past = self._snapshots.restore(earlier)
            shared = shared_length(wanted, self._past)
        self._forget(shared)
        reused = len(self._past)
        while len(self._past) < len(prompt):
            began = time.perf_counter()
            self._decode(prompt[len(self._past) : len(self._past) + self._batch])
            if self._on_gpu:
                self._keep_batches_short(began)
        return reused

    def _keep_batches_short(self, began: float) -> None:
        """Waits for the GPU, and halves its batches if that was long: no cancel ends one."""
        llama.llama_synchronize(self._context)
        if time.perf_counter() - began > _PATIENCE:
            self._batch = max(_TRIAL, self._batch // 2)

    def _new_context(self, length: int) -> int:
        parameters = llama.llama_context_default_params()
        parameters.n_ctx = length
        parameters.n_batch = parameters.n_ubatch = self._batch
        parameters.n_threads = parameters.n_threads_batch = self._threads
        parameters.no_perf = True
        # On a CPU, flash attention decodes 1.7 times slower; "auto" would turn it on.
        auto, off = llama.LLAMA_FLASH_ATTN_TYPE_AUTO, llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
        parameters.flash_attn_type = auto if self._on_gpu else off
        parameters.n_outputs_max = 1
        context: int | None = llama.llama_init_from_model(self._model, parameters)
        if not context:
            raise LoadFailed(
                f"There is not enough memory for a context of {length} tokens. "
                "Nothing was changed. Close other programs or choose a smaller model."
            )
        return context

    def _try_out(self) -> None:
        """Computes something: a driver makes its programs on first use, and fails there."""
        try:
            self._decode([0])
            self._decode([0] * _TRIAL)
        except ModelError as error:
            raise LoadFailed(f"The GPU cannot compute the model. {error}") from error
        llama.llama_synchronize(self._context)
        self._forget(0)

    def _use_threads(self) -> None:
        count = self._governor.threads
        llama.llama_set_n_threads(self._context, count, count)

    def _decode(self, tokens: Sequence[int]) -> None:
        array = (llama.llama_token * len(tokens))(*tokens)
        if self._abort[0] != b"\0":
            raise Cancelled
        began, computed = time.perf_counter(), time.process_time()
        result = llama.llama_decode(self._context, llama.llama_batch_get_one(array, len(tokens)))
        elapsed, computed = time.perf_counter() - began, time.process_time() - computed
        # While a GPU computes, threads that idle have lost nothing.
        if not self._on_gpu and self._governor.observe(elapsed, computed):
            self._use_threads()
        if result == 0:
            self._past += tokens
            return
        self._forget(len(self._past))
        if result == _ABORTED:
            raise Cancelled
        raise ComputeFailed(
            f"The model stopped computing (llama.cpp's code {result}). This answer is lost; "
            "the model stays loaded. Try again, or unload the model first."
        )

    def _forget(self, kept: int) -> None:
        """Drops all tokens but the first ones; recurrent models can only drop everything."""
        del self._past[kept:]
        if not llama.llama_memory_seq_rm(self._memory, 0, kept, -1):
            llama.llama_memory_clear(self._memory, data=True)
            self._past.clear()


def _load(path: Path, placement: Placement) -> int:
    parameters = llama.llama_model_default_params()
    # The list ends with a null; without a list, llama.cpp would take every device there is.
    devices = (ctypes.c_void_p * 2)(placement.gpu.handle if placement.gpu else None)
    parameters.devices = ctypes.cast(devices, ctypes.c_void_p)
    parameters.n_gpu_layers = placement.layers + 1 if placement.gpu else 0  # the output counts
    # The file is mapped, except for an integrated GPU, which would have it in memory twice.
    parameters.load_mode = llama.LLAMA_LOAD_MODE_AUTO
    model: int | None = llama.llama_model_load_from_file(os.fsencode(path), parameters)
    if not model:
        raise LoadFailed(
            f"{path.name} cannot be loaded: llama.cpp refuses it. The file was left as it was. "
            "It may be damaged, or of a kind that this version does not know; "
            "download it again or choose another."
        )
    return model


def _recommended_temperature(model: int) -> float:
    """Returns the temperature that the file's makers recommend, in `general.sampling.temp`."""
    text = ctypes.create_string_buffer(32)
    llama.llama_model_meta_val_str(model, b"general.sampling.temp", text, len(text))
    try:
        recommended = float(text.value)
    except ValueError:
        return _DEFAULT_TEMPERATURE
    return recommended if 0 <= recommended <= _HIGHEST_TEMPERATURE else _DEFAULT_TEMPERATURE


def _c_library() -> ctypes.CDLL:
    return ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
