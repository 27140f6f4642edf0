"""A request for a completion, and the specification's checks on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.errors import InvalidRequest
from desktop.gateway.limits import SERVER

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams, SamplingMessage

    from desktop.gateway.limits import Limits

Way = Literal["pushed", "input_required"]
"""How it came in: pushed by the server, or inside the result of a call of ours."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The program that asks."""

    name: str
    target: str
    """Its complete command line, or its address."""
    fingerprint: str
    """A digest of the target and its environment; grants are void when it changes."""
    policy: Literal["ask", "always", "never"] = "ask"
    """What its own entry in mcp.json says about its requests."""
    limits: Limits = SERVER
    """How much it may ask for."""


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


def check(params: CreateMessageRequestParams) -> None:
    """Passes a request that keeps the rules which the SDK leaves to its user.

    The rules are those of MCP's sampling page (SEP-1577 for the tool blocks).

    Raises:
        InvalidRequest: with the specification's wording where it has one.
    """
    if not params.messages:
        raise InvalidRequest("messages must not be empty")
    if params.max_tokens < 1:
        raise InvalidRequest("maxTokens must be a positive number")
    if params.tools is not None or params.tool_choice is not None:
        raise InvalidRequest("tools were sent, but sampling.tools was not declared")
    _check_tool_balance(params.messages)


def _check_tool_balance(messages: list[SamplingMessage]) -> None:
    expected: set[str] = set()
    for message in messages:
        blocks = message.content_as_list
        results = {block.tool_use_id for block in blocks if block.type == "tool_result"}
        uses = {block.id for block in blocks if block.type == "tool_use"}
        if results and any(block.type != "tool_result" for block in blocks):
            raise InvalidRequest("Tool results mixed with other content")
        if results != expected:
            raise InvalidRequest("Tool result missing in request")
        if (uses and message.role != "assistant") or (results and message.role != "user"):
            raise InvalidRequest("Tool content in a message of the wrong role")
        expected = uses
    if expected:
        raise InvalidRequest("Tool result missing in request")
