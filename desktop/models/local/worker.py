"""The process in which one model runs, so that its crash is a message and not the end of the app.

It takes commands as lines of JSON on standard input and gives events on standard output; see
`wire`. It ends when its input does, so it never outlives the app.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import queue
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, assert_never

from desktop.errors import ComputeFailed, LoadFailed, ModelError, ParleyError, PromptTooLong
from desktop.language import speak_for_another, tr
from desktop.models.gguf.projectors import read_projector
from desktop.models.local.calling import calling
from desktop.models.local.chat_template import ChatTemplate
from desktop.models.local.devices import best_gpu, load_devices
from desktop.models.local.embedding import Embedder
from desktop.models.local.engine import Cancelled, Engine, Settings
from desktop.models.local.images import images_of
from desktop.models.local.isolation import isolate
from desktop.models.local.loading import header_once
from desktop.models.local.outbox import Outbox
from desktop.models.local.placement import ON_CPU, placements, shortfall
from desktop.models.local.snapshots import default_budget
from desktop.models.local.states import States, identity
from desktop.models.local.structure import answer_grammar, told
from desktop.models.local.thinking import marks
from desktop.models.local.threads import default_threads
from desktop.models.local.wire import (
    Cancel,
    Complete,
    Done,
    Embed,
    Failed,
    Load,
    Loaded,
    Made,
    decode_command,
)
from desktop.storage.programs import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.models.local.calling import Calling
    from desktop.models.local.chat_template import Prompt
    from desktop.models.local.placement import Placement
    from desktop.models.local.wire import Kind

    Command = Load | Complete | Embed

_NICENESS = 5
"""So that the window stays smooth while a model computes."""
_IDLE = 5.0
"""Seconds without a request after which a conversation is written to disk."""
_ON_DISK = 512 << 20
"""Bytes that a model's conversations may take there."""
_TEMPLATE_DEADLINE = 3.0
"""Seconds; an honest template takes milliseconds."""
_TEMPLATE_GRACE = 0.5
"""Seconds that one may still take whose request was withdrawn; an honest one loses no model."""


@dataclass(frozen=True, slots=True)
class _Model:
    engine: Engine
    template: ChatTemplate


class Worker:
    """Does one job after the other, each with a higher number than the last.

    `receive` runs in a thread of its own, so that a job can be cancelled.
    """

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._jobs: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._current = 0
        self._last_cancelled = 0
        self._rendering = 0
        """The job whose conversation a template is rendering."""
        self._model: _Model | None = None
        self._embedder: Embedder | None = None
        """The model, where it turns texts into vectors."""

    def take(self, command: Command) -> None:
        """Takes a command that came before `receive` began."""
        self._jobs.put(command)

    def receive(self) -> None:
        """Takes commands until the app closes the pipe, then ends the process."""
        for line in sys.stdin.buffer:
            match decode_command(line):
                case Cancel(job):
                    self._cancel(job)
                case Load() | Complete() | Embed() as command:
                    self._jobs.put(command)
                case other:
                    assert_never(other)
        os._exit(0)

    def run(self) -> None:
        """Does jobs for ever."""
        while True:
            command = self._next()
            try:
                match command:
                    case Load():
                        self._load(command)
                    case Complete():
                        self._complete(command)
                    case Embed():
                        self._embed(command)
                    case other:
                        assert_never(other)
            except Cancelled:
                self._outbox.send(
                    Failed(command.job, "cancelled", tr("The request was withdrawn."))
                )
            except ParleyError as error:
                self._outbox.send(Failed(command.job, _kind(error), str(error)))
            except Exception as error:  # whatever else it is, the app must hear of it
                traceback.print_exc()
                self._give_up(command.job, f"{type(error).__name__}: {error}.")

    def _next(self) -> Command:
        """Returns the next command; while there is none, conversations are written to disk."""
        while self._model is not None:
            with contextlib.suppress(queue.Empty):
                return self._jobs.get(timeout=_IDLE)
            if not self._model.engine.write_one():
                break
        return self._jobs.get()

    def _cancel(self, job: int) -> None:
        with self._lock:
            self._last_cancelled = max(self._last_cancelled, job)
            running = self._model.engine if self._model else self._embedder
            if job == self._current and running is not None:
                running.cancel()
                if job == self._rendering:
                    self._give_up_after(_TEMPLATE_GRACE, job)

    def _load(self, command: Load) -> None:
        path = Path(command.path)
        manner = header_once(path).manner
        if manner.embeds:
            threads = command.threads or default_threads()
            self._embedder = Embedder(path, command.context_length, threads, manner.pooling)
            self._outbox.send(Loaded(command.job, ON_CPU.words, ""))
            return
        engine, placement, detail = _open(command)
        words = engine.vocabulary
        template = ChatTemplate(
            words.chat_template,
            words.bos(),
            words.eos(),
            words.control_tokens(),
            words.end_tokens(),
        )
        self._model = _Model(engine, template)
        self._outbox.send(Loaded(command.job, placement.words, detail))

    def _complete(self, command: Complete) -> None:
        if self._model is None:
            raise ModelError(tr("The model turns texts into vectors, and answers nothing."))
        engine = self._model.engine
        began = self._begin(command.job, engine)
        with self._deadline(command.job):
            prompt, tools = prepared(self._model.template, command)
        around, schema = marks(self._model.template.source), command.answer_schema
        outcome = engine.generate(
            engine.script(prompt.pieces, images_of(command.messages)),
            Settings(
                command.max_tokens,
                command.temperature,
                (*command.stop_sequences, *prompt.stop_sequences),
                tools,
                around,
                prompt.ends_with(around.opening),
                grammar=answer_grammar(schema, tools) if schema is not None else "",
                may_write=command.may_write,
            ),
            partial(self._outbox.add, command.job),
        )
        self._outbox.send(
            Done(
                command.job,
                outcome.stop_reason,
                outcome.input_tokens,
                outcome.output_tokens,
                time.perf_counter() - began,
                tools.calls(outcome.calls) if tools and outcome.calls else [],
                outcome.thought,
                outcome.thought_tokens,
                engine.remembered,
            )
        )

    def _embed(self, command: Embed) -> None:
        if self._embedder is None:
            raise ModelError(tr("The model turns no texts into vectors. Choose one that does."))
        began = self._begin(command.job, self._embedder)
        tokens = self._embedder.embed(
            command.texts, lambda vector: self._outbox.send(Made(command.job, vector))
        )
        self._outbox.send(Done(command.job, "endTurn", tokens, 0, time.perf_counter() - began))

    def _begin(self, job: int, engine: Engine | Embedder) -> float:
        """Lets a job be cancelled from now on, and returns the time; one that was cannot begin."""
        with self._lock:
            if job <= self._last_cancelled:
                raise Cancelled
            self._current = job
            engine.permit()
        return time.perf_counter()

    @contextlib.contextmanager
    def _deadline(self, job: int) -> Iterator[None]:
        """Ends the process if the template, which is a program, does not come to an end."""
        with self._lock:
            if job <= self._last_cancelled:
                raise Cancelled
            self._rendering = job
        timer = self._give_up_after(_TEMPLATE_DEADLINE, job)
        try:
            yield
        finally:
            self._rendering = 0
            timer.cancel()

    def _give_up_after(self, seconds: float, job: int) -> threading.Timer:
        """Ends the process then, if the template is still at this job."""

        def end() -> None:
            if self._rendering == job:
                message = tr(
                    "The model's chat template does not come to an end. The model was stopped."
                )
                self._give_up(job, message)

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        return timer

    def _give_up(self, job: int, message: str) -> NoReturn:
        self._outbox.send(Failed(job, "fatal", message))
        os._exit(1)


def prepared(template: ChatTemplate, command: Complete) -> tuple[Prompt, Calling | None]:
    """Returns the prompt, and how tools may be called; None where nothing speaks of tools.

    Where a tool must be called, the prompt ends with the opening of the call; where the answer is
    to be JSON, a thought that the prompt begins is closed.
    """
    tools = command.tools if command.tool_choice != "none" else []
    schema = command.answer_schema
    messages = command.messages if schema is None else told(command.messages, schema)
    prompt = template.render(messages, tools)
    # Some templates begin the answer with a thought, which has to end before the call.
    around = marks(template.source)
    closed = f"\n{around.closing}\n\n" if prompt.ends_with(around.opening) else ""
    if closed and schema is not None and command.tool_choice != "required":
        prompt = replace(prompt, pieces=(*prompt.pieces, closed))
    if not command.tools and not any("tool_calls" in turn for turn in command.messages):
        return prompt, None
    form = template.tool_style.form
    bound = calling(form, tools, command.tool_choice)
    if bound.choice != "required":
        return prompt, bound
    return replace(prompt, pieces=(*prompt.pieces, closed + form.opening)), bound


def _open(command: Load) -> tuple[Engine, Placement, str]:
    """Returns the model, what computes it, and why that is less of a GPU than it might be."""
    path, length = Path(command.path), command.context_length
    threads = command.threads or default_threads()
    header = header_once(path)
    load_devices(gpus=command.gpu)
    gpu = best_gpu() if command.gpu else None
    projector = Path(command.projector) if command.projector else None

    def engine(placement: Placement = ON_CPU) -> Engine:
        made = Engine(path, length, threads, placement, default_budget(), projector)
        if command.states:
            way = f"{placement.words} {command.projector}"
            made.write_to(States(Path(command.states), identity(path, way), _ON_DISK))
        return made

    if gpu is None:
        return engine(), ON_CPU, ""
    beside = read_projector(projector).memory if projector else 0
    tried = placements(header, length, gpu, beside)
    for placement in tried:
        with contextlib.suppress(LoadFailed):
            return engine(placement), placement, shortfall(gpu, tried, placement)
    return engine(), ON_CPU, shortfall(gpu, tried, ON_CPU)


def _kind(error: ParleyError) -> Kind:
    match error:
        case LoadFailed():
            return "load"
        case PromptTooLong():
            return "too long"
        case ComputeFailed():
            return "compute"
        case _:
            return "model"


def main() -> None:
    """Runs the worker on this process's own standard input and output."""
    # Native code prints where it likes: give it standard error, and keep the pipe for events.
    output = os.dup(1)
    os.dup2(2, 1)
    speak_for_another()
    end_with_parent()
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the app's to handle
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    outbox = Outbox(output)
    worker = Worker(outbox)
    # The first command names the model; nothing else may be opened, by any thread, after it.
    first = sys.stdin.buffer.readline()
    if not first:
        return
    match decode_command(first):
        case Load() as load:
            isolate(load)
            worker.take(load)
        case other:
            raise TypeError(f"{other} came before a load")
    for task in (outbox.write_texts, worker.receive):
        threading.Thread(target=task, daemon=True).start()
    worker.run()


if __name__ == "__main__":
    main()
