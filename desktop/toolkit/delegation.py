"""A task of a server, given to its host's model where that is wished, and else done here.

It stands alone, so that it can be copied into a server. It works with the official SDK's server
(mcp 2), with fastmcp 3 (mcp 1) and 4, and in both eras: pushed, or asked for inside a result.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
import time
import typing
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import anyio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

T = TypeVar("T")
Mode = Literal["local-only", "delegate-first", "delegate-only"]
Strategy = Literal["delegated", "local", "fallback-local", "error"]
Wire = dict[str, Any]
"""A value in the protocol's own notation, which is the same in every version of the SDK."""

MODERN_REVISION = "2026-07-28"
"""From this revision on a server may not push: it asks inside its result."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one task is done."""

    mode: Mode = "local-only"
    timeout: float = 30.0
    """Seconds for which a host's answer is waited for. A host that is asked inside a result is not
    waited for at all: it comes back with the answer when it has one."""
    fallback_enabled: bool = True
    """Whether `delegate-first` does the task here when the host's model did not."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a host's model is asked."""

    prompt: str = ""
    """One message of a user; or else `messages`."""
    system_prompt: str = ""
    max_tokens: int = 500
    messages: Sequence[Wire] = ()
    tools: Sequence[Wire] = ()
    tool_choice: Literal["auto", "required", "none"] = "auto"
    hints: Sequence[str] = ()
    """Names of models that would suit, the best first."""
    cost_priority: float | None = None
    speed_priority: float | None = None
    intelligence_priority: float | None = None
    temperature: float | None = None
    stop_sequences: Sequence[str] = ()

    @property
    def params(self) -> Wire:
        """The params of `sampling/createMessage`."""
        told: Wire = {
            "messages": list(self.messages) or [user(self.prompt)],
            "maxTokens": self.max_tokens,
            "systemPrompt": self.system_prompt or None,
            "modelPreferences": self._preferences(),
            "temperature": self.temperature,
            "stopSequences": list(self.stop_sequences) or None,
        }
        if self.tools:
            told |= {"tools": list(self.tools), "toolChoice": {"mode": self.tool_choice}}
        return {name: value for name, value in told.items() if value is not None}

    def _preferences(self) -> Wire | None:
        told: Wire = {
            "hints": [{"name": name} for name in self.hints] or None,
            "costPriority": self.cost_priority,
            "speedPriority": self.speed_priority,
            "intelligencePriority": self.intelligence_priority,
        }
        return {name: value for name, value in told.items() if value is not None} or None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host's model answered."""

    text: str
    model: str
    stop_reason: str
    content: tuple[Wire, ...]

    @property
    def tool_calls(self) -> tuple[Wire, ...]:
        """The calls of tools in it, each with `id`, `name` and `input`."""
        return tuple(block for block in self.content if block.get("type") == "tool_use")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of a task."""

    task: str
    strategy: Strategy
    value: T | None = None
    attempted: bool = False
    """Whether the host was asked."""
    error: str = ""
    """Why the host's model did not do it, or why nobody did."""
    milliseconds: float = 0.0
    model: str = ""
    """The model that did it, as the host names it."""

    @property
    def result(self) -> T:
        """The value; there is one unless the strategy is `error`."""
        return typing.cast("T", self.value)


class DelegationError(Exception):
    """A task that was not done; `outcome` is its record."""

    outcome: Outcome[Any]


class DelegationUnavailableError(DelegationError):
    """The host's model did not do the task, and nothing else may."""


class ExecutionStrategyError(DelegationError):
    """Neither the host's model nor the local implementation did the task."""

    def __init__(self, told: str, delegated: Exception | None, local: Exception) -> None:
        super().__init__(told)
        self.delegated = delegated
        """Why the host's model did not; None where it was not to be asked."""
        self.local = local


class Asked(BaseException):
    """A host is to be asked inside the result; no Exception, which a tool might swallow."""

    def __init__(self, key: str, params: Wire, answers: dict[str, Wire]) -> None:
        super().__init__("Decorate the tool with @delegation.tool, so that its host can be asked.")
        self.key = key
        self.params = params
        self.answers = answers


class Delegation:
    """How the tasks of one server are done, and what came of each."""

    def __init__(
        self,
        settings: Settings | None = None,
        tasks: Mapping[str, Settings] | None = None,
        record: Callable[[Outcome[Any]], object] = lambda _: None,
    ) -> None:
        """Takes what holds for every task, and for some.

        Args:
            settings: what holds where nothing else is said; by default all is done locally.
            tasks: what holds for a `tool:task`, or for all tasks of a `tool`.
            record: is told the outcome of each task, also of those that fail.
        """
        self._settings = settings or Settings()
        self._tasks = dict(tasks or {})
        self._record = record

    def settings(self, name: str) -> Settings:
        """Returns what holds for `tool:task`: said of it, of its tool, or of all."""
        tool = name.partition(":")[0]
        return self._tasks.get(name) or self._tasks.get(tool) or self._settings

    async def delegate(
        self,
        context: Any,
        name: str,
        ask: Ask,
        local: Callable[[], T | Awaitable[T]],
        read: Callable[[Answer], T] | None = None,
    ) -> Outcome[T]:
        """Returns a task's outcome: done by the host's model, or here.

        Args:
            context: the tool's context, of mcp's `MCPServer` or of fastmcp.
            name: `tool:task`; the settings are looked up by it.
            ask: what the host's model is asked; the same call must always ask the same.
            local: does the task here.
            read: makes the value of an answer; raises ValueError where it is of no use.

        Raises:
            DelegationUnavailableError: the host's model did not do it, and only it may.
            ExecutionStrategyError: the local implementation failed.
        """
        settings, began = self.settings(name), time.perf_counter()
        outcome: Outcome[T] = Outcome(name, "local")
        cause: Exception | None = None
        if settings.mode != "local-only":
            outcome, cause = await self._delegated(context, outcome, ask, read or _read_text)
            if cause is None:
                return self._done(outcome, began)
            if settings.mode == "delegate-only" or not settings.fallback_enabled:
                told = f"{name} was not done: {outcome.error}"
                raise self._failed(DelegationUnavailableError(told), outcome, began) from cause
        try:
            value = await _run(local)
        except Exception as error:
            told = f"{name} was not done: {error}"
            outcome = replace(outcome, strategy="error", error=outcome.error or str(error))
            failed = ExecutionStrategyError(told, cause, error)
            raise self._failed(failed, outcome, began) from error
        strategy: Strategy = "fallback-local" if cause else "local"
        return self._done(replace(outcome, strategy=strategy, value=value), began)

    def tool(self, function: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
        """Makes a tool one whose host can be asked inside the result; stands under the server's.

        With an SDK that knows only the older era it changes nothing.
        """
        try:
            from mcp_types import InputRequiredResult  # noqa: PLC0415  # mcp 2 alone has it
        except ImportError:
            return function

        @functools.wraps(function)
        async def asking(*args: Any, **kwargs: Any) -> Any:
            try:
                return await function(*args, **kwargs)
            except Asked as asked:
                request = {"method": "sampling/createMessage", "params": asked.params}
                told = {"inputRequests": {asked.key: request}}
                state = {"requestState": json.dumps(asked.answers)}
                return InputRequiredResult.model_validate({**told, **state})

        hints = typing.get_type_hints(function, include_extras=True)
        hints["return"] = hints.get("return", Any) | InputRequiredResult
        signature = inspect.signature(function)
        asking.__annotations__ = hints
        asking.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=[
                one.replace(annotation=hints.get(one.name, one.annotation))
                for one in signature.parameters.values()
            ],
            return_annotation=hints["return"],
        )
        return asking

    async def _delegated(
        self, context: Any, outcome: Outcome[T], ask: Ask, read: Callable[[Answer], T]
    ) -> tuple[Outcome[T], Exception | None]:
        """Returns what came of asking the host, and why nothing did."""
        settings = self.settings(outcome.task)
        outcome = replace(outcome, attempted=client_supports_sampling(context))
        try:
            answer = await self._answer(context, outcome.task, ask, settings)
            done = replace(outcome, strategy="delegated", value=read(answer), model=answer.model)
        except (_sdk_error(), TimeoutError, ValueError, DelegationUnavailableError) as error:
            return replace(outcome, strategy="error", error=_why(error, settings)), error
        return done, None

    async def _answer(self, context: Any, name: str, ask: Ask, settings: Settings) -> Answer:
        if not client_supports_sampling(context, tools=bool(ask.tools)):
            raise DelegationUnavailableError(_no_model(context))
        params = ask.params
        if not _is_modern(context):
            with anyio.fail_after(settings.timeout):
                return _answer_of(await _push(context, params))
        answers = _answers(context)
        written = json.dumps(params, sort_keys=True)
        key = f"{name}-{hashlib.sha256(written.encode()).hexdigest()[:16]}"
        if key not in answers:
            raise Asked(key, params, answers)
        return _answer_of(answers[key])

    def _done(self, outcome: Outcome[T], began: float) -> Outcome[T]:
        outcome = replace(outcome, milliseconds=(time.perf_counter() - began) * 1000)
        self._record(outcome)
        return outcome

    def _failed(self, error: DelegationError, outcome: Outcome[T], began: float) -> DelegationError:
        error.outcome = self._done(outcome, began)
        return error


def user(text: str) -> Wire:
    """Returns a message of a user."""
    return {"role": "user", "content": {"type": "text", "text": text}}


def client_supports_sampling(context: Any, *, tools: bool = False) -> bool:
    """Whether the host has declared that it lends its model, and with `tools` that it may call."""
    declared = getattr(context, "client_capabilities", None)
    if declared is None:  # mcp 1
        met = getattr(context.session, "client_params", None)
        declared = met.capabilities if met is not None else None
    sampling = getattr(declared, "sampling", None)
    return sampling is not None and not (tools and sampling.tools is None)


def text_of(result: Any) -> str:
    """Returns the text of what a host answered, in whatever shape: a result, a block, a list."""
    return "\n".join(block["text"] for block in _blocks(result) if block.get("type") == "text")


def _read_text(answer: Answer) -> Any:
    if not answer.text.strip():
        raise ValueError("The model answered nothing.")
    return answer.text


def _blocks(result: Any) -> list[Wire]:
    told = _wire(result)
    if isinstance(told, dict) and "content" in told:
        told = told["content"]
    if isinstance(told, str):
        told = {"type": "text", "text": told}
    return [_wire(one) for one in told] if isinstance(told, list) else [told]


def _wire(value: Any) -> Any:
    dump = getattr(value, "model_dump", None)
    return dump(by_alias=True, mode="json", exclude_none=True) if dump else value


def _answer_of(result: Any) -> Answer:
    told = _wire(result)
    return Answer(
        text_of(told), told.get("model", ""), told.get("stopReason", ""), tuple(_blocks(told))
    )


def _is_modern(context: Any) -> bool:
    return (getattr(context.session, "protocol_version", None) or "") >= MODERN_REVISION


def _answers(context: Any) -> dict[str, Wire]:
    """Returns what the host has answered so far in this call; the SDK has sealed the state."""
    before: dict[str, Wire] = json.loads(context.request_state or "{}")
    now = {key: _wire(one) for key, one in (context.input_responses or {}).items()}
    return before | now


async def _push(context: Any, params: Wire) -> Any:
    from mcp import types  # noqa: PLC0415  # both versions have it here

    # The older version demands params of its own kinds, under names of its own.
    more = {
        "system_prompt": params.get("systemPrompt"),
        "temperature": params.get("temperature"),
        "stop_sequences": params.get("stopSequences"),
        "related_request_id": context.request_id,
    }
    if preferences := params.get("modelPreferences"):
        more["model_preferences"] = types.ModelPreferences.model_validate(preferences)
    if tools := params.get("tools"):
        more["tools"] = [types.Tool.model_validate(tool) for tool in tools]
        more["tool_choice"] = types.ToolChoice.model_validate(params["toolChoice"])
    messages = [types.SamplingMessage.model_validate(one) for one in params["messages"]]
    with warnings.catch_warnings():
        # Sampling is deprecated since 2026-07-28 (SEP-2577); before it there is no other way.
        warnings.simplefilter("ignore")
        return await context.session.create_message(
            messages, max_tokens=params["maxTokens"], **more
        )


def _sdk_error() -> type[Exception]:
    import mcp  # noqa: PLC0415

    name = "MCPError" if hasattr(mcp, "MCPError") else "McpError"  # The one in mcp 2, or in 1.
    found: type[Exception] = getattr(mcp, name)
    return found


def _why(error: Exception, settings: Settings) -> str:
    if isinstance(error, TimeoutError):
        return f"The host did not answer within {settings.timeout:g} seconds."
    return str(error) or type(error).__name__


def _no_model(context: Any) -> str:
    if client_supports_sampling(context):
        return "The host's model may not call tools."
    return "The host does not lend its model."


async def _run(local: Callable[[], T | Awaitable[T]]) -> T:
    value = local()
    return await value if inspect.isawaitable(value) else value
