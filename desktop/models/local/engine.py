"""One GGUF model in this process: llama.cpp through its C interface.

Of llama-cpp-python only the binding is used. Its class `Llama` drops tokens longer than 32
bytes, cannot be cancelled while it reads a prompt, and stalls on a stray invalid byte.
"""

from __future__ import annotations

import ctypes
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from desktop.errors import ComputeFailed, LoadFailed, ModelError, PromptTooLong
from desktop.language import tr
from desktop.models.local.answer import Answer, Step
from desktop.models.local.batches import Batches
from desktop.models.local.binding import llama
from desktop.models.local.devices import load_devices
from desktop.models.local.images import Script, Sight
from desktop.models.local.job import Cancelled, Outcome, Settings
from desktop.models.local.loading import (
    c_library,
    forget_all,
    load_model,
    new_context,
    recommended_temperature,
    rewinds,
)
from desktop.models.local.lookup import Lookup
from desktop.models.local.placement import GPU_BATCH, ON_CPU
from desktop.models.local.sampling import Sampler
from desktop.models.local.snapshots import WORTH_KEEPING, Snapshots, shared_length
from desktop.models.local.thinking import Thinking
from desktop.models.local.threads import Governor
from desktop.models.local.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.models.local.calling import Calling
    from desktop.models.local.job import StopReason
    from desktop.models.local.placement import Placement
    from desktop.models.local.states import States

__all__ = ["Cancelled", "Engine", "Outcome", "Settings"]

_BATCH = 256
"""Prompt tokens at once: larger batches read hardly faster on a CPU and take more memory."""
_TRIAL = 64
"""Tokens of a GPU's trial, and of its smallest batch."""
_PATIENCE = 0.5
"""Seconds that a GPU's batch should take at most."""
_ABORTED = 2
"""What llama_decode returns when the abort callback said yes."""


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
        projector: Path | None = None,
    ) -> None:
        """Loads the file.

        Args:
            path: the file.
            context_length: tokens that a prompt and its answer have together.
            threads: how many compute.
            placement: what is computed where.
            remembered: bytes for conversations before the last one.
            projector: the file with which it sees images; None where it sees none.

        Raises:
            LoadFailed: llama.cpp refuses it. A bad file or driver can also end the whole process.
        """
        self._on_gpu = placement.gpu is not None
        self._batch = GPU_BATCH if self._on_gpu else _BATCH
        self._threads, self._governor = threads, Governor(threads)
        self._past: list[int] = []
        self._may_write = False
        """Whether what is in the context may be written to disk."""
        self._unplaced = 0
        """Tokens in the context that have no position of their own: some pieces of images."""
        load_devices()
        with ExitStack() as undo:
            self._open(undo, path, context_length, placement)
            self._snapshots = Snapshots(self._context, remembered)
            self._see(undo, projector)
            undo.pop_all()
        self.context_length = min(context_length, llama.llama_n_ctx(self._context))
        self.vocabulary = Vocabulary(self._model)
        self._temperature = recommended_temperature(self._model)
        self._rewinds = rewinds(self._model)

    def _open(self, undo: ExitStack, path: Path, length: int, placement: Placement) -> None:
        """Loads the model and makes its context; what is made is noted, to be given back."""
        llama.llama_backend_init()
        self._model = load_model(path, placement)
        undo.callback(llama.llama_model_free, self._model)
        self._context = new_context(
            self._model, length, self._batch, self._threads, on_gpu=self._on_gpu
        )
        undo.callback(llama.llama_free, self._context)
        self._memory = llama.llama_get_memory(self._context)
        self._batches = Batches()
        self._allow_abort()

    def _see(self, undo: ExitStack, projector: Path | None) -> None:
        """Loads what the model sees with, and tries out a GPU."""
        self._sight = self._sight_of(projector)
        if self._sight is not None:
            undo.callback(self._sight.close)
        if self._on_gpu:
            self._try_out()

    def _allow_abort(self) -> None:
        # A C function as the abort callback: no Python runs in the compute threads. Any byte
        # but 0 in the buffer is a text of length 1, which is "true".
        self._abort = ctypes.create_string_buffer(2)
        self._strlen = ctypes.cast(c_library().strlen, llama.ggml_abort_callback)
        llama.llama_set_abort_callback(
            self._context, self._strlen, ctypes.cast(self._abort, ctypes.c_void_p)
        )

    def _sight_of(self, projector: Path | None) -> Sight | None:
        if projector is None:
            return None
        return Sight(
            projector, self._model, self._threads, lambda: self._abort[0] != b"\0", gpu=self._on_gpu
        )

    def close(self) -> None:
        """Gives the memory back; the engine is of no use after it."""
        if self._sight is not None:
            self._sight.close()
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

    @property
    def remembered(self) -> int:
        """Bytes that conversations take before the last one."""
        return self._snapshots.bytes

    def write_to(self, states: States) -> None:
        """Takes where conversations outlive the process; without it none does."""
        self._snapshots.states = states

    def write_one(self) -> bool:
        """Writes a conversation to disk, if one is to be; returns whether another may be."""
        return self._snapshots.write_one(self._past if self._may_write else ())

    def script(self, pieces: Sequence[str], images: Sequence[bytes] = ()) -> Script:
        """Returns a prompt as tokens; images have their places among the pieces.

        Raises:
            ModelError: an image cannot be read.
        """
        if self._sight is None or not images:
            return Script(self.vocabulary.tokenize(pieces))
        return self._sight.script(self.vocabulary, pieces, images)

    def generate(
        self, prompt: Script | Sequence[int], settings: Settings, on_text: Callable[[str], None]
    ) -> Outcome:
        """Writes an answer, giving each new piece of its text to `on_text`.

        Raises:
            PromptTooLong: the prompt leaves no room for an answer.
            Cancelled: `cancel` was called.
        """
        script = prompt if isinstance(prompt, Script) else Script([*prompt])
        if script.size >= self.context_length:
            raise PromptTooLong(
                tr(
                    "The request is {size} tokens long, and the model takes {most} with its "
                    "answer. Nothing was answered. Shorten the request, or choose a model with a "
                    "longer context.",
                    size=script.size,
                    most=self.context_length,
                )
            )
        self._unplaced = script.size - len(script.tokens)
        reused = self._read(script, may_write=settings.may_write)
        thinking = Thinking(settings.marks, on_text, begun=settings.thinks)
        answer = Answer(settings.stop_sequences, settings.calling, thinking)
        with closing(self._sampler(settings)) as sampler:
            reason, count = self._write(answer, sampler, settings)
        answer.finish()
        return Outcome(
            reason, script.size, count, reused, answer.calls, thinking.thought.strip(), answer.spent
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
        ahead = Lookup([max(token, 0) for token in self._past])  # an image is no text
        try:
            return self._written(answer, sampler, settings, ahead)
        finally:
            if ahead.pending:
                self._forget(len(self._past))

    def _written(
        self, answer: Answer, sampler: Sampler, settings: Settings, ahead: Lookup
    ) -> tuple[StopReason, int]:
        count = 0
        if answer.is_call and settings.calling is not None:
            sampler.constrain(settings.calling.grammar)
        elif settings.grammar:
            sampler.constrain(settings.grammar)
        while not self.vocabulary.ends(token := sampler.choose(ahead.row)):
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
            full = self._used + len(tokens) > self.context_length
            if count >= settings.max_tokens or full:
                return "maxTokens", count
            self._go_on(tokens, ahead, settings.max_tokens - count - 1 if settings.looks_up else 0)
        return "endTurn", count

    def _go_on(self, tokens: list[int], ahead: Lookup, room: int) -> None:
        """Brings chosen tokens into memory, unless they are there, and up to `room` drafted ones.

        Only the chosen ones are remembered; the others are dropped where they are not met.
        """
        pending = ahead.pending
        if ahead.take(tokens):
            if self._abort[0] != b"\0":
                raise Cancelled
            self._past += tokens
            return
        if pending:
            self._forget(len(self._past))
        room = min(room, self.context_length - self._used - len(tokens))
        self._decode(tokens, ahead.draft(room if self._rewinds and len(tokens) == 1 else 0))

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

    @property
    def _used(self) -> int:
        """How many tokens of the context are taken."""
        return len(self._past) + self._unplaced

    def _read(self, script: Script, *, may_write: bool) -> int:
        """Brings the prompt into memory; returns how much of it was there already."""
        prompt = script.tokens
        wanted = prompt[:-1]
        shared = shared_length(wanted, self._past)
        earlier = self._snapshots.taken(wanted, shared + WORTH_KEEPING)
        if len(self._past) - shared >= WORTH_KEEPING:
            self._snapshots.keep(self._past, on_disk=self._may_write)
        self._may_write = may_write
        if earlier is not None:
            self._forget(0)
            self._past = self._snapshots.restore(earlier)
            shared = shared_length(wanted, self._past)
        self._forget(shared)
        reused = len(self._past)
        while len(self._past) < len(prompt):
            began, place = time.perf_counter(), len(self._past)
            if place in script.views:
                self._look(script, place)
                continue
            until = script.next_view(place)
            # Batches end where they would cross into more memory: llama.cpp attends to it in steps
            # of 256 tokens, and each token of a batch to as much as the last one needs.
            end = place + self._batch - place % self._batch
            self._decode(prompt[place : min(until, end)])
            if self._on_gpu:
                self._keep_batches_short(began)
        return reused

    def _look(self, script: Script, place: int) -> None:
        """Brings an image of the prompt into memory."""
        view = script.views[place]
        if self._sight is not None:
            code = self._sight.show(view, self._context, place, self._batch)
            self._settle(code, script.tokens[place : place + view.length])

    def _keep_batches_short(self, began: float) -> None:
        """Waits for the GPU, and halves its batches if that was long: no cancel ends one."""
        llama.llama_synchronize(self._context)
        if time.perf_counter() - began > _PATIENCE:
            self._batch = max(_TRIAL, self._batch // 2)

    def _try_out(self) -> None:
        """Computes something: a driver makes its programs on first use, and fails there."""
        try:
            self._decode([0])
            self._decode([0] * _TRIAL)
        except ModelError as error:
            raise LoadFailed(
                tr("The GPU cannot compute the model. {error}", error=error)
            ) from error
        llama.llama_synchronize(self._context)
        self._forget(0)

    def _use_threads(self) -> None:
        count = self._governor.threads
        llama.llama_set_n_threads(self._context, count, count)

    def _decode(self, tokens: Sequence[int], drafted: Sequence[int] = ()) -> None:
        """Computes tokens, and a single one together with what was drafted to come after it."""
        # An image may take fewer positions than tokens.
        place = len(self._past) if self._sight is not None else None
        batch = self._batches.of(tokens, drafted, place)
        if self._abort[0] != b"\0":
            raise Cancelled
        # While a GPU computes, threads that idle have lost nothing.
        if self._governor.has_choice and not self._on_gpu:
            result = self._watched(batch)
        else:
            result = llama.llama_decode(self._context, batch)
        self._settle(result, tokens)

    def _watched(self, batch: llama.llama_batch) -> int:
        """Computes a batch with as many threads as fit what else runs; returns llama.cpp's code."""
        began, computed = time.perf_counter(), time.process_time()
        result: int = llama.llama_decode(self._context, batch)
        elapsed, computed = time.perf_counter() - began, time.process_time() - computed
        if self._governor.observe(elapsed, computed):
            self._use_threads()
        return result

    def _settle(self, result: int, tokens: Sequence[int]) -> None:
        """Remembers what was computed, or forgets what came of a failure."""
        if result == 0:
            self._past += tokens
            return
        self._forget(len(self._past))
        if result == _ABORTED:
            raise Cancelled
        raise ComputeFailed(
            tr(
                "The model stopped computing (llama.cpp's code {code}). This answer is lost; "
                "the model stays loaded. Try again, or unload the model first.",
                code=result,
            )
        )

    def _forget(self, kept: int) -> None:
        """Drops all tokens but the first ones; recurrent models can only drop everything."""
        del self._past[kept:]
        if not llama.llama_memory_seq_rm(self._memory, 0, kept, -1):
            forget_all(self._context)
            self._past.clear()
