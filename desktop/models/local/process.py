"""A model of this computer, running in a worker process of its own."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from desktop.errors import LoadFailed, ModelError, WorkerDied
from desktop.events import ModelStatus
from desktop.language import tr
from desktop.models.backend import MAY_KEEP, Completion, Usage
from desktop.models.chat_format import (
    ToolCall,
    chat_messages,
    chat_tool_choice,
    chat_tools,
    sampling_result,
    takeable,
)
from desktop.models.local.child import Child, ChildEnded, failure_of
from desktop.models.local.placement import ON_CPU
from desktop.models.local.wire import Complete, Done, Embed, Failed, Load, Loaded, Made, Text
from desktop.models.structured import (
    answer_schema,
    check_answer,
    check_format,
    response_format,
)
from desktop.models.vectors import texts_in, told, wants_vectors
from desktop.storage.states import prune_states, states_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcp_types import CreateMessageRequestParams, ToolUseContent

    from desktop.events import Publish
    from desktop.models.backend import OnText, Vector
    from desktop.models.context import ModelContext


class LocalModel:
    """A GGUF file as a `Backend`: loaded on first use, kept, and asked by one request at a time."""

    def __init__(
        self,
        context: ModelContext,
        log: Path,
        publish: Publish,
        threads: int | None = None,
        on_crash: Callable[[str], None] | None = None,
        states: Path | None = None,
    ) -> None:
        """Takes the model's context, which must have a path, and starts nothing.

        Args:
            context: the model, as `gguf.model_context` gives it.
            log: the file to which the worker's error output is added.
            publish: told how the model stands.
            threads: how many threads compute; None leaves one physical core free.
            on_crash: told how its process ended, where the model or its file is to blame.
            states: the folder for what models knew of conversations; None where none is kept.
        """
        if context.path is None:
            raise ValueError(f"{context.id} has no file")
        self._context = context
        # Parts are found by their names, which a link in a cache may not share with its file.
        self._path = context.path.absolute() if context.parts else context.path.resolve()
        self._log = log
        self._publish = publish
        self._threads = threads
        self._gpu = True
        self._on_crash = on_crash
        self._states = states
        self._jobs = count(1)
        self._turn = asyncio.Lock()
        self._child: Child | None = None
        self._status = ModelStatus.UNLOADED
        self._device = ""
        self._crash = ""
        """Why no GPU is used any more; empty while none is to blame."""
        self._closed = False
        self._remembered = 0
        """Bytes that the worker keeps of conversations before the last one."""

    @property
    def context(self) -> ModelContext:
        """What is known of the model; what it remembers is part of its memory."""
        if not (self._remembered and self._context.memory):
            return self._context
        return _remembering(self._context, self._remembered)

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return self._status is ModelStatus.LOADED

    @property
    def device(self) -> str:
        """What computes the model while it is in memory, in words; empty otherwise."""
        return self._device if self.loaded else ""

    def use(self, threads: int | None, *, gpu: bool) -> bool:
        """Computes with these whenever it is loaded; returns whether that was otherwise before."""
        before, self._threads, self._gpu = (self._threads, self._gpu), threads, gpu
        return before != (threads, gpu)

    def set_aside(self, why: str) -> None:
        """Says why the model is not to be asked; with an empty text it may be asked again."""
        self._context = replace(self._context, ready=why)
        if why:
            self._become(ModelStatus.FAILED, tr("It cannot be asked now: {why}.", why=why))
        elif not self.loaded:
            self._become(ModelStatus.UNLOADED)

    async def complete(self, params: CreateMessageRequestParams, on_text: OnText) -> Completion:
        """Answers the request after those that came before it.

        Cancelling the awaiting task stops the work at once, whatever it is at.

        Raises:
            LoadFailed: the file is missing, damaged or of an unknown kind.
            PromptTooLong: the request does not fit the context.
            WorkerDied: the process ended; the next request starts a new one.
            ModelError: the request holds more than text and tools, a tool was called wrongly,
                or the model was closed.
        """
        if wants_vectors(params):
            return await self._vectors(params)
        messages = takeable(chat_messages(params), self._context.modalities)
        if response_format(params) is not None:
            await asyncio.to_thread(check_format, params)
        if params.tools:
            await asyncio.to_thread(_check_tools, params)
        async with self._turn:
            child = await self._ready()
            command = Complete(
                job=next(self._jobs),
                messages=messages,
                max_tokens=params.max_tokens,
                temperature=params.temperature,
                stop_sequences=params.stop_sequences or [],
                tools=chat_tools(params),
                tool_choice=chat_tool_choice(params),
                answer_schema=answer_schema(params),
                may_write=MAY_KEEP.get(),
            )
            texts: list[str] = []

            def take(text: str) -> None:
                texts.append(text)
                on_text(text)

            done = await self._answer(child, command, on_text=take)
        return await self._completion(params, "".join(texts), done)

    async def _vectors(self, params: CreateMessageRequestParams) -> Completion:
        """Returns a vector for each message, and as the answer's text how many they are."""
        vectors: list[Vector] = []
        async with self._turn:
            child = await self._ready()
            command = Embed(next(self._jobs), texts_in(params))
            done = await self._answer(child, command, on_vector=vectors.append)
        result = sampling_result(params, self._context.id, told(vectors), [], done.stop_reason)
        usage = Usage(done.input_tokens, 0, done.seconds)
        return Completion(result, usage, vectors=tuple(vectors))

    async def unload(self) -> None:
        """Gives the model's memory back, after the answers that were asked for before."""
        async with self._turn:
            if self._child is not None:
                await self._child.stop()

    async def close(self) -> None:
        """Ends the process at once, with whatever it is doing; no request is taken after it."""
        self._closed = True
        if self._child is not None:
            await self._child.stop()
        async with self._turn:
            pass  # every request that was waiting has been refused

    async def _ready(self) -> Child:
        """Returns an idle child with the model loaded."""
        while True:
            self._check_open()
            child = self._child or await self._load()
            await child.idle()
            if child is self._child:
                return child

    def _check_open(self) -> None:
        if self._closed:
            raise ModelError(
                tr("{name} was closed before it could answer.", name=self._context.name)
            )

    async def _load(self) -> Child:
        """Returns a child that holds the model, or leaves none behind."""
        self._device = ""
        self._become(ModelStatus.LOADING)
        try:
            child, loaded = await self._start()
        except LoadFailed as error:
            self._become(ModelStatus.FAILED, str(error))
            raise
        except (ModelError, asyncio.CancelledError):
            self._become(ModelStatus.UNLOADED)
            raise
        self._device = loaded.device
        self._become(ModelStatus.LOADED, loaded.detail)
        return child

    async def _start(self) -> tuple[Child, Loaded]:
        """Returns a child that holds the model; after a crash, one that keeps off the GPU."""
        crash = self._crash
        if self._gpu and not crash:
            try:
                return await self._open(gpu=True)
            except ChildEnded as error:
                crash = self._told(str(error))
        try:
            child, loaded = await self._open(gpu=False)
        except ChildEnded as error:
            self._crashed(str(error))
            raise LoadFailed(
                tr(
                    "{name} could not be loaded: it crashed its process ({error}). The file was "
                    "left as it was; it is damaged, or too large for this computer. Choose "
                    "another. The process's log is {log}.",
                    name=self._context.name,
                    error=error,
                    log=self._log,
                )
            ) from error
        self._crash = crash
        return child, replace(loaded, detail=crash)

    async def _open(self, *, gpu: bool) -> tuple[Child, Loaded]:
        try:
            child = await Child.start(self._log, self._ended)
        except OSError as error:
            raise LoadFailed(
                tr(
                    "{name} could not be loaded: no process could be started ({error}). Nothing "
                    "was changed. Free some memory and disk, then try again.",
                    name=self._context.name,
                    error=error,
                )
            ) from error
        self._child = child
        with ExitStack() as undo:
            undo.callback(child.kill)
            self._check_open()
            loaded = await self._hand_over(child, gpu=gpu)
            undo.pop_all()
        return child, loaded

    async def _hand_over(self, child: Child, *, gpu: bool) -> Loaded:
        length = self._context.context_length
        projector = str(self._context.projector or "")
        states = await asyncio.to_thread(self._states_folder)
        load = Load(
            next(self._jobs), str(self._path), length, self._threads, gpu, projector, states
        )
        child.begin(load)
        match await child.event():
            case Loaded() as loaded:
                return loaded
            case Failed(kind="fatal", message=message) if gpu:
                raise ChildEnded(message)
            case Failed(message=message):
                raise LoadFailed(message)
            case other:
                raise TypeError(f"{other} answers no load")

    def _states_folder(self) -> str:
        """Returns where the worker may keep what it knows; empty where nowhere."""
        if self._states is None:
            return ""
        try:
            prune_states(self._states)
            return str(states_folder(self._states, self._path))
        except OSError:
            return ""  # It is read again after a restart, then.

    def _told(self, error: str) -> str:
        return tr(
            "{name} failed on the GPU ({error}), so the CPU computes it until Parley is "
            "started again. A newer graphics driver may help. The process's log is {log}.",
            name=self._context.name,
            error=error,
            log=self._log,
        )

    async def _answer(
        self,
        child: Child,
        command: Complete | Embed,
        on_text: OnText = lambda _: None,
        on_vector: Callable[[Vector], None] = lambda _: None,
    ) -> Done:
        child.begin(command)
        try:
            while True:
                match await child.event():
                    case Text(text=text):
                        on_text(text)
                    case Made(vector=vector):
                        on_vector(vector)
                    case Done() as done:
                        self._remembered = done.remembered
                        return done
                    case Failed() as failed:
                        if failed.kind == "fatal":
                            self._crashed(failed.message)
                        if failed.kind == "compute" and self._device != ON_CPU.words:
                            self._crash = self._told(failed.message)
                            child.kill()
                        raise failure_of(failed, self._context.name, self._log)
                    case Loaded():
                        pass
        except ChildEnded as error:
            self._crashed(str(error))
            raise WorkerDied(
                tr(
                    "{name} stopped unexpectedly ({error}), and its answer is lost. The next "
                    "request starts it again. Its process's log is {log}.",
                    name=self._context.name,
                    error=error,
                    log=self._log,
                )
            ) from error
        finally:
            child.withdraw()

    def _crashed(self, how: str) -> None:
        """Takes note of a crash, for which the GPU is to blame where one computed."""
        if self._device not in ("", ON_CPU.words):
            self._crash = self._told(how)
        elif self._on_crash is not None and not self._closed:
            self._on_crash(how)

    async def _completion(
        self, params: CreateMessageRequestParams, text: str, done: Done
    ) -> Completion:
        """Returns the answer, its calls of tools checked once more."""
        calls: list[ToolUseContent] = []
        if done.calls:
            written = [ToolCall(id="", type="function", function=call) for call in done.calls]
            calls = await asyncio.to_thread(_checked, params, written, self._context.name)
        elif response_format(params) is not None:
            name = self._context.name
            await asyncio.to_thread(check_answer, params, text, done.stop_reason, name)
        result = sampling_result(params, self._context.id, text, calls, done.stop_reason)
        usage = Usage(
            done.input_tokens, done.output_tokens, done.seconds, thought_tokens=done.thought_tokens
        )
        return Completion(result, usage, thinking=done.thought)

    def _ended(self) -> None:
        self._child = None
        self._remembered = 0
        if self.loaded:
            self._become(ModelStatus.UNLOADED)

    def _become(self, status: ModelStatus, detail: str = "") -> None:
        self._status = status
        self._publish(self._context.standing(status, detail, self.device))


@lru_cache(maxsize=64)  # It is asked for many times in a request.
def _remembering(context: ModelContext, more: int) -> ModelContext:
    return replace(context, memory=context.memory + more)


# What knows JSON Schema takes a tenth of a second to import, and most requests have no tools.


def _check_tools(params: CreateMessageRequestParams) -> None:
    from desktop.models.tool_calls import check_tools  # noqa: PLC0415

    check_tools(params)


def _checked(
    params: CreateMessageRequestParams, calls: list[ToolCall], model: str
) -> list[ToolUseContent]:
    from desktop.models.tool_calls import checked_calls  # noqa: PLC0415

    return checked_calls(params, calls, model)
