"""`parley call`: one tool, run for a person or a script."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.cli.session import Session
from desktop.errors import InvalidRequest, ParleyError, StorageError
from desktop.events import RequestPhase
from desktop.servers.config import read_servers
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from desktop.gateway.entry import Entry
    from desktop.servers.calls import ToolOutcome

ASKED_WRONGLY = str(InvalidRequest(""))
"""How the journal's word for a request begins that the server made wrongly."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """What came of a call."""

    outcome: ToolOutcome | None = None
    error: ParleyError | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def code(self) -> ExitCode:
        """How it ended: what a person or a model did counts before the tool."""
        if isinstance(self.error, StorageError):
            return ExitCode.RECORDS
        completions = [entry for entry in self.entries if not entry.asks_person]
        phases = {entry.phase for entry in completions}
        if phases & {RequestPhase.DECLINED, RequestPhase.REFUSED}:
            return ExitCode.DECLINED
        failed = [entry for entry in completions if entry.phase is RequestPhase.FAILED]
        if any(not entry.error.startswith(ASKED_WRONGLY) for entry in failed):
            return ExitCode.MODEL
        if self.error is not None:
            return ExitCode.of(self.error)
        wrong = failed or (self.outcome and self.outcome.is_error)
        return ExitCode.TOOL_ERROR if wrong else ExitCode.DONE


async def run(options: argparse.Namespace) -> int:
    """Runs the tool, prints its result, and returns the exit code."""
    server, tool, arguments = options.server, options.tool, options.arguments
    if not options.json:
        _check_settings()
        async with Session(
            options.approve, trust=options.trust, answers=options.answers
        ) as session:
            return await call(session, server, tool, arguments, sure=options.destructive)
    ended = _Ended()
    try:
        _check_settings()
        async with Session(
            options.approve, quiet=True, trust=options.trust, answers=options.answers
        ) as session:
            ended = await _ended(session, server, tool, arguments, sure=options.destructive)
    except ParleyError as error:
        ended = replace(ended, error=error)
    # Only now: a script gets one object, whatever goes wrong on the way.
    print(json.dumps({"server": server, "tool": tool, **_told(ended)}))
    return ended.code


async def call(
    session: Session, server: str, tool: str, arguments: Mapping[str, Any], *, sure: bool = False
) -> int:
    """Runs a tool in an open session, prints what came of it, and returns the exit code.

    Args:
        session: the app in this terminal.
        server: whose tool it is.
        tool: the tool's name.
        arguments: what it is run with.
        sure: whether it runs without a question though it may destroy something.
    """
    ended = await _ended(session, server, tool, arguments, sure=sure)
    if ended.outcome is not None:
        # A script gets the text as it is; a terminal would obey what is hidden in it.
        (tell if sys.stdout.isatty() else print)(ended.outcome.text)
    if ended.error is not None:
        say(f"parley: {ended.error}")
    return ended.code


def _check_settings() -> None:
    """Raises ConfigError for a list of servers that cannot be read, without which the app opens."""
    read_servers(Places.from_environment().config_file)


async def _ended(
    session: Session, server: str, tool: str, arguments: Mapping[str, Any], *, sure: bool
) -> _Ended:
    outcome, error = None, None
    try:
        described = None if sure else await session.app.supervisor.tool(server, tool)
        if described and described.asks_first:
            await session.approver.confirm_tool(server, described)
        outcome = await session.app.supervisor.call(server, tool, arguments)
    except StorageError:
        raise
    except ParleyError as failure:
        error = failure
    return _Ended(outcome, error, await session.entries())


def _told(ended: _Ended) -> dict[str, Any]:
    outcome, result = ended.outcome, None
    if outcome is not None:
        whole = outcome.result
        result = {
            "text": outcome.text,
            "is_error": outcome.is_error,
            "content": [],
            **(whole.model_dump(by_alias=True, exclude_none=True, mode="json") if whole else {}),
        }
    return {
        "result": result,
        "error": None if ended.error is None else str(ended.error),
        "completions": [_completion(entry) for entry in ended.entries if not entry.asks_person],
        "questions": [_question(entry) for entry in ended.entries if entry.asks_person],
        "exit_code": int(ended.code),
    }


def _completion(entry: Entry) -> dict[str, Any]:
    return {
        "server": entry.server,
        "way": entry.way,
        "status": entry.phase.value,
        "decision": entry.decision,
        "decided_by": entry.decided_by,
        "model": entry.model,
        "route": list(entry.reasons),
        "text": entry.text,
        "stop_reason": entry.stop_reason,
        "input_tokens": entry.input_tokens,
        "output_tokens": entry.output_tokens,
        "seconds": entry.seconds,
        "error": entry.error,
    }


def _question(entry: Entry) -> dict[str, Any]:
    return {
        "server": entry.server,
        "way": entry.way,
        "status": entry.phase.value,
        "decided_by": entry.decided_by,
        "mode": entry.asked["mode"],
        "message": entry.asked["message"],
        "answered": entry.text,
        "error": entry.error,
    }
