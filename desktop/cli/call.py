"""`parley call`: one tool, run for a person or a script."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from desktop.cli.exit_codes import ExitCode
from desktop.cli.session import Session
from desktop.errors import ParleyError, StorageError
from desktop.events import RequestPhase
from desktop.gateway.screening import reveal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from desktop.gateway.journal import Entry
    from desktop.servers.supervisor import ToolOutcome


async def run(options: argparse.Namespace) -> int:
    """Runs the tool, prints its result, and returns the exit code."""
    async with Session(options.approve, quiet=options.json) as session:
        return await call(
            session, options.server, options.tool, options.arguments, as_json=options.json
        )


async def call(
    session: Session, server: str, tool: str, arguments: Mapping[str, Any], *, as_json: bool
) -> int:
    """Runs a tool in an open session, prints what came of it, and returns the exit code."""
    outcome, error = None, None
    try:
        outcome = await session.app.supervisor.call(server, tool, arguments)
    except StorageError:
        raise
    except ParleyError as failure:
        error = failure
    entries = await session.entries()
    code = _code(outcome, error, entries)
    if as_json:
        print(json.dumps(_object(server, tool, outcome, error, entries, code), ensure_ascii=False))
    elif outcome is not None:
        # A script gets the text as it is; a terminal would obey what is hidden in it.
        print(reveal(outcome.text).text if sys.stdout.isatty() else outcome.text)
    if error is not None and not as_json:
        print(f"parley: {reveal(str(error)).text}", file=sys.stderr)
    return code


def _code(outcome: ToolOutcome | None, error: ParleyError | None, entries: list[Entry]) -> ExitCode:
    """Returns the code for how it ended: what a person or a model did counts before the tool."""
    phases = {entry.phase for entry in entries}
    if phases & {RequestPhase.DECLINED, RequestPhase.REFUSED}:
        return ExitCode.DECLINED
    if RequestPhase.FAILED in phases:
        return ExitCode.MODEL
    if error is not None:
        return ExitCode.of(error)
    return ExitCode.TOOL_ERROR if outcome and outcome.is_error else ExitCode.DONE


def _object(
    server: str,
    tool: str,
    outcome: ToolOutcome | None,
    error: ParleyError | None,
    entries: list[Entry],
    code: ExitCode,
) -> dict[str, Any]:
    result = None
    if outcome is not None:
        content = (
            outcome.result.model_dump(by_alias=True, exclude_none=True, mode="json")["content"]
            if outcome.result
            else []
        )
        result = {"text": outcome.text, "is_error": outcome.is_error, "content": content}
    return {
        "server": server,
        "tool": tool,
        "result": result,
        "error": None if error is None else str(error),
        "completions": [_completion(entry) for entry in entries],
        "exit_code": int(code),
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
