"""`parley endpoint`: OpenAI's and Anthropic's interfaces on this computer, on or off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, assert_never

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.cli.session import Session
from desktop.inbound.programs import read_settings, set_endpoint
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from typing import Literal

    from desktop.inbound.programs import EndpointSettings

FREE_PORT = "at a port that is free then; the window's page Callers says which"


async def run(options: argparse.Namespace) -> int:
    """Turns the endpoint on or off, or runs it here, and returns the exit code.

    Raises:
        ConfigError: mcp.json cannot be read or written, or the port is taken.
    """
    file = Places.from_environment().config_file
    action: Literal["show", "on", "off", "run"] = options.action
    match action:
        case "show":
            tell(_said(read_settings(file)))
        case "on" | "off":
            port = options.port if action == "on" else read_settings(file).port
            set_endpoint(file, on=action == "on", port=port)
            tell(_said(read_settings(file)))
        case "run":
            async with Session(options.approve) as session:
                await session.app.programs.callers.refresh()
                await session.app.programs.open_for_now(options.port)
                tell(session.app.programs.address)
                say("parley: programs with a token can ask there, until Ctrl+C.")
                await asyncio.Event().wait()
        case _:
            assert_never(action)
    return ExitCode.DONE


def _said(settings: EndpointSettings) -> str:
    if not settings.on:
        return "The endpoint is off. `parley endpoint on` opens it whenever Parley's window runs."
    where = f"at http://127.0.0.1:{settings.port}/v1" if settings.port else FREE_PORT
    return f"The endpoint is open while Parley's window runs, {where}."
