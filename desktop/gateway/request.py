"""A request for a completion: who asks, which way it came in, and what for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.gateway.limits import SERVER
from desktop.gateway.policy import ASK, Policy
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.limits import Limits
    from desktop.gateway.screening.finding import Finding

Way = Literal[
    "pushed",
    "input_required",
    "chat",
    "responses",
    "messages",
    "embeddings",
    "ask_model",
    "typed",
]
"""How it came in: pushed by the server, inside the result of a call of ours, by one of the
endpoint's interfaces, as a tool call of another host, or typed by the person."""

_WAYS: dict[str, str] = {
    "pushed": tr("pushed by the server"),
    "input_required": tr("inside the result of a call"),
    "chat": tr("through the endpoint, as OpenAI's chat completions"),
    "responses": tr("through the endpoint, as OpenAI's responses"),
    "messages": tr("through the endpoint, as Anthropic's messages"),
    "embeddings": tr("through the endpoint, as OpenAI's embeddings"),
    "ask_model": tr("as another host's call of ask_model"),
    "typed": tr("from a conversation of your own"),
}
BY_ENDPOINT: tuple[Way, ...] = ("chat", "responses", "messages", "embeddings", "ask_model")


def said_way(way: str, depth: int = 1) -> str:
    """Returns how a request came in, in words for people, and how deep in others it stood."""
    said = _WAYS.get(way, way.replace("_", " "))
    return (
        said
        if depth == 1
        else tr("{said}, as request {depth} in a chain of requests", said=said, depth=depth)
    )


@dataclass(frozen=True, slots=True)
class Caller:
    """The program that asks."""

    name: str
    target: str
    """Its complete command line, or its address."""
    fingerprint: str
    """A digest of the target and its environment; grants are void when it changes."""
    policy: Policy = ASK
    """What its own entry in mcp.json says about its requests."""
    limits: Limits = SERVER
    """How much it may ask for."""
    is_program: bool = False
    """Whether it is a program with a token, which Parley does not run."""
    is_person: bool = False
    """Whether it is the person, whose own conversations take nothing of what all servers have."""

    @property
    def runs(self) -> str:
        """What stands behind its name, as what it does."""
        if self.is_program or self.is_person:
            return tr("is {target}", target=self.target)
        return tr("runs {target}", target=self.target)


@dataclass(frozen=True, slots=True)
class Request:
    """One request: who asks, how it came in, in which tool call, and what for."""

    id: str
    caller: Caller
    way: Way
    params: CreateMessageRequestParams
    tool: str | None = None
    """The tool call of ours that caused it, where that is certain."""
    call: str | None = None
    """That call's id."""
    patience: float | None = None
    """Seconds after which the caller is known to give up waiting."""
    depth: int = 1
    """How many requests stand in one another here, this one included; see `storage/depth.py`."""
    excused: Callable[[Finding], bool] = lambda _: False
    """Tells of what the screening may find in it that need not be asked about any more."""

    @property
    def with_tools(self) -> bool:
        """Whether it brings tools, or the choice of one; an empty list of them counts too.

        The schema has it so: without the capability for tools neither field may pass.
        """
        return self.params.tools is not None or self.params.tool_choice is not None
