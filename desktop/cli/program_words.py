"""The words of the commands for programs that ask: `parley endpoint`, `callers`, `serve`."""

from __future__ import annotations

from typing import Any

from desktop.cli.approve_words import add_approve

HOSTS = ("claude-desktop", "claude-code", "gemini-cli", "vscode", "cursor", "lm-studio")
"""As `servers/host_files.py` has them, which is not imported for a few words."""


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


def add_serve(commands: Any) -> None:
    """Adds the command by which other hosts ask Parley's models."""
    serve = commands.add_parser("serve", help="be an MCP server: other hosts ask Parley's models")
    what = serve.add_mutually_exclusive_group()
    what.add_argument("--model", default="", metavar="ID", help="offer this one model alone")
    what.add_argument(
        "--server",
        default="",
        metavar="NAME",
        help="offer the tools of one of your servers instead, which Parley runs and answers",
    )
    serve.add_argument(
        "--headless",
        action="store_true",
        help="where no window runs, start none: follow the rules without asking",
    )
    serve.add_argument(
        "--http", action="store_true", help="at an address, for programs with a token"
    )
    serve.add_argument("--port", type=int, default=0, help="with --http; else one that is free")
    where = serve.add_mutually_exclusive_group()
    where.add_argument(
        "--install", choices=HOSTS, metavar="HOST", help=f"add it to a host: {', '.join(HOSTS)}"
    )
    where.add_argument("--remove", choices=HOSTS, metavar="HOST", help="take it out again")
    serve.add_argument("--yes", action="store_true", help="write it without asking")
