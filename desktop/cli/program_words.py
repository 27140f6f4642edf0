"""The words of the commands for programs that ask: `parley endpoint`, `parley callers`."""

from __future__ import annotations

from typing import Any

from desktop.cli.approve_words import add_approve


def add_endpoint(commands: Any) -> None:
    """Adds the command that opens the endpoint."""
    endpoint = commands.add_parser(
        "endpoint", help="let other programs ask, as they ask OpenAI or Anthropic"
    )
    actions = endpoint.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("show", help="say whether it is on, and where")
    on = actions.add_parser("on", help="open it whenever Parley's window runs, from now on")
    on.add_argument("--port", type=int, default=0, help="else one that is free, each time another")
    actions.add_parser("off", help="close it")
    here = actions.add_parser("run", help="open it here, without a window, until Ctrl+C")
    here.add_argument("--port", type=int, default=0, help="else one that is free")
    add_approve(here)


def add_callers(commands: Any) -> None:
    """Adds the command for the tokens of programs."""
    callers = commands.add_parser("callers", help="the programs that may ask, each by a token")
    actions = callers.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="list the programs that have a token")
    listed.add_argument("--json", action="store_true", help="print a JSON array")
    add = actions.add_parser("add", help="make a token for a program; it is shown this once")
    add.add_argument("name", metavar="NAME", help="by which its requests are shown")
    revoke = actions.add_parser("revoke", help="make a program's token worthless, at once")
    revoke.add_argument("name", metavar="NAME")
