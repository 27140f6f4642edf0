"""The words of the `parley` command."""

from __future__ import annotations

import argparse
import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop import __version__
from desktop.cli.exit_codes import explain
from desktop.cli.model_words import add_models
from desktop.cli.server_words import add_servers, pair

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
    add_servers(commands)
    add_models(commands)
    _add_providers(commands)
    _add_permissions(commands)
    _add_journal(commands)
    _add_endpoint(commands)
    _add_callers(commands)
    _add_route(commands)
    _add_replay(commands)
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
    call.add_argument(
        "--trust", action="store_true", help="let the server's command run; --approve does not"
    )
    call.add_argument(
        "--answers",
        type=_answers,
        metavar="JSON|FILE",
        help="fill in the forms of the server with this object; other questions are cancelled",
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


def _add_permissions(commands: Any) -> None:
    permissions = commands.add_parser(
        "permissions", help="list or take back what may pass without a question"
    )
    actions = permissions.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="list what you allowed").add_argument(
        "--json", action="store_true", help="print a JSON list"
    )
    revoke = actions.add_parser("revoke", help="ask again from now on")
    which = revoke.add_mutually_exclusive_group(required=True)
    which.add_argument("id", nargs="?", default="", metavar="ID", help="or its first letters")
    which.add_argument("--server", default="", metavar="NAME", help="all of one server")
    which.add_argument("--all", action="store_true", help="all there are")


def _add_endpoint(commands: Any) -> None:
    endpoint = commands.add_parser(
        "endpoint", help="let programs ask by OpenAI's or Anthropic's interface, on this computer"
    )
    actions = endpoint.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("show", help="say whether it is on, and where")
    on = actions.add_parser("on", help="open it whenever Parley's window runs, from now on")
    on.add_argument("--port", type=int, default=0, help="else one that is free, each time another")
    actions.add_parser("off", help="close it")
    here = actions.add_parser("run", help="open it here, without a window, until Ctrl+C")
    here.add_argument("--port", type=int, default=0, help="else one that is free")
    _add_approve(here)


def _add_callers(commands: Any) -> None:
    callers = commands.add_parser("callers", help="the programs that may ask, each by a token")
    actions = callers.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="list the programs that have a token")
    listed.add_argument("--json", action="store_true", help="print a JSON array")
    add = actions.add_parser("add", help="make a token for a program; it is shown this once")
    add.add_argument("name", metavar="NAME", help="by which its requests are shown")
    revoke = actions.add_parser("revoke", help="make a program's token worthless, at once")
    revoke.add_argument("name", metavar="NAME")


def _add_route(commands: Any) -> None:
    route = commands.add_parser("route", help="say which model would answer a request, and why")
    route.add_argument("request", metavar="FILE", help="the request as JSON; - reads it from here")
    route.add_argument("--dry-run", action="store_true", help="send nothing; there is no other way")
    route.add_argument("--server", default="", metavar="NAME", help="heed the rules for a server")
    route.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def _add_replay(commands: Any) -> None:
    replay = commands.add_parser("replay", help="ask a request again, and compare the answers")
    replay.add_argument(
        "request",
        metavar="FILE",
        help="as JSON, by hand or from `journal show ID --request`; - reads it from here",
    )
    replay.add_argument(
        "--model", action="append", default=[], metavar="ID", help="who is to answer; repeatable"
    )
    replay.add_argument("--era", choices=("legacy", "2026-07-28", "both"), default="both")
    _add_approve(replay)
    replay.add_argument("--json", action="store_true", help="print one JSON object, ask nothing")


def _add_journal(commands: Any) -> None:
    journal = commands.add_parser(
        "journal",
        help="what was asked and answered: list, search, export, verify",
        epilog="Without an ACTION it lists the latest requests.",
    )
    actions = journal.add_subparsers(dest="action", required=True, metavar="ACTION")
    latest = actions.add_parser("list", help="list the latest requests")
    latest.set_defaults(text="")
    _add_filters(latest)
    search = actions.add_parser("search", help="list the requests in which a text stands")
    search.add_argument("text", metavar="TEXT", help="in capitals or not")
    _add_filters(search)
    show = actions.add_parser("show", help="show all that was kept of a request")
    show.add_argument("id", metavar="ID", help="or its first letters")
    how = show.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print one JSON object")
    how.add_argument("--request", action="store_true", help="as a file for `parley replay`")
    export = actions.add_parser("export", help="write every row as a line of JSON")
    export.add_argument("path", metavar="FILE", help="or - for the output")
    _add_since(export)
    verify = actions.add_parser("verify", help="look for rows that were changed or taken out")
    verify.add_argument("--file", metavar="FILE", help="check an exported file instead")
    prune = actions.add_parser("prune", help="delete the oldest rows, after asking")
    prune.add_argument("--older-than", type=float, metavar="DAYS", help="all that are older")
    prune.add_argument("--larger-than", type=float, metavar="MB", help="until no more is in use")
    prune.add_argument("--yes", action="store_true", help="delete them without asking")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--server", default="", metavar="NAME", help="only this server's")
    parser.add_argument("--model", default="", metavar="ID", help="only this model's")
    phases = ("answered", "declined", "refused", "failed", "withdrawn")
    parser.add_argument("--phase", choices=phases, default="", help="only those that ended so")
    _add_since(parser)
    parser.add_argument("--count", type=int, default=20, metavar="N", help="how many; 20")
    parser.add_argument("--json", action="store_true", help="print a JSON list")


def _add_since(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        default=0.0,
        type=_moment,
        metavar="TIME",
        help="the earliest time: 2026-11-21, 2026-11-21T09:30, or 90m, 12h, 7d ago",
    )


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


def _answers(text: str) -> dict[str, Any]:
    """Returns a JSON object that is given itself, or by the file that holds it."""
    if text.lstrip().startswith("{"):
        return _json_object(text)
    try:
        return _json_object(Path(text).read_text("utf-8"))
    except (OSError, UnicodeError) as error:
        raise argparse.ArgumentTypeError(f"{text} cannot be read: {error}") from error


def _moment(text: str) -> float:
    """Returns a time in seconds since the epoch."""
    units = {"m": 60.0, "h": 3600.0, "d": 86400.0}
    if text[:-1].isdecimal() and text[-1] in units:
        return time.time() - int(text[:-1]) * units[text[-1]]
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(
            "must look like 2026-11-21, 2026-11-21T09:30, 90m, 12h or 7d"
        ) from error
