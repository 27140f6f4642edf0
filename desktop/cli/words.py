"""The words of the `parley` command."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from desktop import __version__
from desktop.cli.approve_words import add_approve
from desktop.cli.exit_codes import explain
from desktop.cli.model_words import add_models
from desktop.cli.program_words import add_callers, add_endpoint, add_serve
from desktop.cli.record_words import add_journal, add_permissions, add_replay, add_route
from desktop.cli.server_words import add_servers, pair
from desktop.cli.settings_words import add_settings

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
    if arguments[:1] == ["journal"] and _begins_with_option(arguments[1:]):
        arguments = ["journal", "list", *arguments[1:]]
    return _parser().parse_args(arguments, argparse.Namespace(server_command=command))


def _begins_with_option(words: list[str]) -> bool:
    return not words or (words[0].startswith("-") and words[0] not in ("-h", "--help"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="parley",
        description="A person's desk between programs that ask for a model's answer and the\n"
        "models that give one. Without a command it opens the window, and with --background\n"
        "alone it starts in the tray.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="version", version=f"parley {__version__}")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title="commands"
    )
    _add_demo(commands)
    _add_call(commands)
    add_servers(commands)
    add_models(commands)
    _add_open(commands)
    _add_providers(commands)
    add_permissions(commands)
    add_journal(commands)
    add_endpoint(commands)
    add_callers(commands)
    add_serve(commands)
    add_route(commands)
    add_replay(commands)
    commands.add_parser("pause", help="refuse every request, here and in the window")
    commands.add_parser("resume", help="let requests come in again")
    add_settings(commands)
    commands.add_parser("doctor", help="say what is installed, found and missing, and what to do")
    _add_self_test(commands)
    _add_integrate(commands)
    commands.add_parser("updates", help="look for a newer release; nothing is installed")
    _add_purge(commands)
    return parser


def _add_open(commands: Any) -> None:
    told = "look at a bundle of a server, or at what a link proposes"
    commands.add_parser("open", help=told).add_argument(
        "target", nargs="?", default="", metavar="FILE|LINK"
    )


def _add_demo(commands: Any) -> None:
    demo = commands.add_parser("demo", help="run the bundled server's tool, here in the terminal")
    add_approve(demo)


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
    add_approve(call)
    call.add_argument(
        "--trust", action="store_true", help="let the server's command run; --approve does not"
    )
    call.add_argument(
        "--answers",
        type=_answers,
        metavar="JSON|FILE",
        help="fill in the forms of the server with this object; other questions are cancelled",
    )
    call.add_argument(
        "--destructive",
        action="store_true",
        help="run a tool that says it may destroy something; --approve does not",
    )
    call.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def _add_providers(commands: Any) -> None:
    providers = commands.add_parser("providers", help="use models over the network, with your key")
    actions = providers.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser(
        "list", help="list your providers, and those that Parley knows"
    ).add_argument("--json", action="store_true", help="print a JSON list of yours")
    add = actions.add_parser("add", help="add a provider to providers.json, and ask for its key")
    add.add_argument("name", metavar="NAME", help="one that Parley knows, or any with --base-url")
    add.add_argument("--preset", default="", help="the one that Parley knows, under another name")
    add.add_argument("--base-url", default="", metavar="URL", help="where it answers")
    add.add_argument("--region", default="", help="where it is to compute, if it has regions")
    add.add_argument(
        "--header",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        type=pair,
        help="sent with each request, and no secret; may be given again",
    )
    where = add.add_mutually_exclusive_group()
    where.add_argument("--local", action="store_true", help="it computes on this computer")
    where.add_argument("--insecure", action="store_true", help="allow http, on which others read")
    _add_key_from_env(add)
    remove = actions.add_parser("remove", help="take a provider out of the list, with its key")
    remove.add_argument("name", metavar="NAME")
    key = actions.add_parser("key", help="put in a provider's key; it is asked for, not shown")
    key.add_argument("name", metavar="NAME")
    _add_key_from_env(key)
    models = actions.add_parser(
        "models", help="fetch a provider's models, and say which may answer"
    )
    models.add_argument("name", metavar="NAME")
    models.add_argument("--enable", nargs="+", default=[], metavar="ID", help="let these answer")
    models.add_argument("--disable", nargs="+", default=[], metavar="ID", help="and these no more")
    models.add_argument("--json", action="store_true", help="print a JSON list")


def _add_key_from_env(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key-from-env",
        nargs="?",
        const="",
        metavar="VARIABLE",
        help="read the key from this variable, or Parley's .env file, whenever it is needed",
    )


def _add_self_test(commands: Any) -> None:
    test = commands.add_parser("self-test", help="try every part once, in a throw-away folder")
    test.add_argument("--json", action="store_true", help="print a JSON list and nothing else")


def _add_integrate(commands: Any) -> None:
    integrate = commands.add_parser(
        "integrate", help="put Parley into your menu, or among what starts at login"
    )
    what = integrate.add_mutually_exclusive_group()
    what.add_argument("--remove", action="store_true", help="take it out again, of both")
    what.add_argument(
        "--autostart",
        action=argparse.BooleanOptionalAction,
        help="start Parley in the background when you log in, or no longer; only that",
    )


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


def _answers(text: str) -> dict[str, Any]:
    """Returns a JSON object that is given itself, or by the file that holds it."""
    if text.lstrip().startswith("{"):
        return _json_object(text)
    try:
        return _json_object(Path(text).read_text("utf-8"))
    except (OSError, UnicodeError) as error:
        raise argparse.ArgumentTypeError(f"{text} cannot be read: {error}") from error
