"""The words of the `parley` command."""

from __future__ import annotations

import argparse
import json
from typing import Any

from desktop import __version__
from desktop.cli.exit_codes import explain

EPILOG = f"""exit codes:
{explain()}
PARLEY_HOME, when set, is the one folder under which everything is kept."""


def parse(arguments: list[str]) -> argparse.Namespace:
    """Returns the parsed words; what follows -- in `servers add` is taken as it is.

    argparse itself takes it only where no option stands between it and the name.
    """
    command: list[str] = []
    if arguments[:2] == ["servers", "add"] and "--" in arguments:
        at = arguments.index("--")
        arguments, command = arguments[:at], arguments[at + 1 :]
    return _parser().parse_args(arguments, argparse.Namespace(server_command=command))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="parley",
        description="A person's desk between programs that ask for a model's answer and the\n"
        "models that give one. Without a command it opens the window.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="version", version=f"parley {__version__}")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title="commands"
    )
    _add_demo(commands)
    _add_call(commands)
    _add_servers(commands)
    _add_models(commands)
    commands.add_parser("pause", help="refuse every request, here and in the window")
    commands.add_parser("resume", help="let requests come in again")
    commands.add_parser("doctor", help="say what is installed, found and missing, and what to do")
    _add_self_test(commands)
    _add_integrate(commands)
    commands.add_parser("updates", help="look for a newer release; nothing is installed")
    _add_purge(commands)
    return parser


def _add_approve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--approve",
        choices=("ask", "yes", "no"),
        default="ask",
        help="ask here at each request (the default), or answer all of them",
    )


def _add_demo(commands: Any) -> None:
    demo = commands.add_parser("demo", help="run the bundled server's tool, here in the terminal")
    _add_approve(demo)


def _add_call(commands: Any) -> None:
    call = commands.add_parser("call", help="run a server's tool")
    call.add_argument("server", help="a name from `parley servers list`")
    call.add_argument("tool")
    call.add_argument(
        "arguments",
        nargs="?",
        default={},
        type=_json_object,
        metavar="JSON",
        help='the tool\'s arguments as a JSON object, such as \'{"text": "..."}\'',
    )
    _add_approve(call)
    call.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def _add_servers(commands: Any) -> None:
    servers = commands.add_parser("servers", help="list, add or remove servers")
    actions = servers.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="list the servers").add_argument(
        "--json", action="store_true", help="print a JSON list"
    )
    add = actions.add_parser(
        "add",
        help="add a server to mcp.json",
        usage="parley servers add NAME [options] (--url URL | -- COMMAND ...)",
        epilog="COMMAND, after --, is the command to run, with its arguments.",
    )
    add.add_argument("name", metavar="NAME")
    add.add_argument("--url", default="", help="the address of a Streamable HTTP server")
    add.add_argument(
        "--env",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        type=_pair,
        help="an environment variable for the server; may be given again",
    )
    add.add_argument("--cwd", help="the folder to start the server in")
    add.add_argument(
        "--era",
        choices=("auto", "legacy", "2026-07-28"),
        default="auto",
        help="the protocol era to speak; found out and remembered by itself",
    )
    remove = actions.add_parser("remove", help="take a server out of mcp.json")
    remove.add_argument("name", metavar="NAME")


def _add_models(commands: Any) -> None:
    models = commands.add_parser("models", help="list, add or remove models")
    actions = models.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="list the models").add_argument(
        "--json", action="store_true", help="print a JSON list"
    )
    add = actions.add_parser("add", help="use a GGUF file where it lies")
    add.add_argument("path", metavar="FILE")
    remove = actions.add_parser("remove", help="take a model out of the list; its file stays")
    remove.add_argument("id", metavar="ID")


def _add_self_test(commands: Any) -> None:
    test = commands.add_parser("self-test", help="try every part once, in a throw-away folder")
    test.add_argument("--json", action="store_true", help="print a JSON list and nothing else")


def _add_integrate(commands: Any) -> None:
    integrate = commands.add_parser("integrate", help="put Parley into your menu of applications")
    integrate.add_argument("--remove", action="store_true", help="take it out again")


def _add_purge(commands: Any) -> None:
    purge = commands.add_parser("purge", help="delete all that Parley keeps of yours, after asking")
    purge.add_argument("--yes", action="store_true", help="delete it without asking")


def _json_object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise argparse.ArgumentTypeError(f"not valid JSON: {error}") from error
    if not isinstance(value, dict):
        raise argparse.ArgumentTypeError("must be a JSON object")
    return value


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError("must look like KEY=VALUE")
    return name, value
