"""The tools of chosen servers, by the names under which a model may call them."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mcp_types import Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.events import ToolSummary
    from desktop.servers.supervisor import Supervisor

_LONGEST_NAME = 64
"""Characters; with the letters that are left of a name, what every provider takes."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """Tools by the names that a model is given, each with whose it is."""

    tools: Mapping[str, tuple[str, ToolSummary]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    """The names of tools whose schemas say nothing that calls could be held against."""

    def offered(self) -> list[Tool]:
        """Returns the tools as a request brings them."""
        return [
            Tool(name=name, description=_about(tool), input_schema=json.loads(tool.schema))
            for name, (_, tool) in self.tools.items()
        ]


async def gathered(supervisor: Supervisor, servers: Sequence[str]) -> Toolbox:
    """Returns the tools of some servers, which are started where they are not running.

    Raises:
        ServerError: one of them could not be started, or is not there any more.
    """
    lists = [(name, await supervisor.tools(name)) for name in servers]
    return await asyncio.to_thread(packed, lists)


def packed(lists: Iterable[tuple[str, Sequence[ToolSummary]]]) -> Toolbox:
    """Returns the tools of some servers; where two have one name, the server's stands before it."""
    from desktop.models.tool_calls import unfit  # noqa: PLC0415  (it takes a while)

    every = [(server, tool) for server, tools in lists for tool in tools]
    schemas = [_read(tool.schema) for _, tool in every]
    fit = [schema.get("type") == "object" and not unfit(schema) for schema in schemas]
    usable = [one for one, is_fit in zip(every, fit, strict=True) if is_fit]
    plain = [_plain(tool.name) for _, tool in usable]
    named: dict[str, tuple[str, ToolSummary]] = {}
    for name, (server, tool) in zip(plain, usable, strict=True):
        whole = name if plain.count(name) == 1 else _plain(f"{server}_{tool.name}")
        named[_free(whole, named)] = server, tool
    unusable = [one for one, is_fit in zip(every, fit, strict=True) if not is_fit]
    left_out = tuple(f"{tool.name} ({server})" for server, tool in unusable)
    return Toolbox(named, left_out)


def _read(schema: str) -> dict[str, Any]:
    read = json.loads(schema)
    return read if isinstance(read, dict) else {}


def _plain(name: str) -> str:
    """Returns a name of such letters as every provider takes."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)[:_LONGEST_NAME] or "tool"


def _free(name: str, taken: Mapping[str, object]) -> str:
    """Returns a name that is not taken, which is the given one where it can be."""
    free, number = name, 2
    while free in taken:
        ending = f"_{number}"
        free, number = name[: _LONGEST_NAME - len(ending)] + ending, number + 1
    return free


def _about(tool: ToolSummary) -> str | None:
    return tool.description or tool.title or None
