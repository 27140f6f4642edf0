"""The words of the commands about requests: permissions, journal, route and replay."""

from __future__ import annotations

import argparse
import time
from datetime import datetime
from typing import Any

from desktop.cli.approve_words import add_approve


def add_permissions(commands: Any) -> None:
    """Adds the command for what may pass without a question."""
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


def add_route(commands: Any) -> None:
    """Adds the command for which model would answer."""
    route = commands.add_parser("route", help="say which model would answer a request, and why")
    route.add_argument("request", metavar="FILE", help="the request as JSON; - reads it from here")
    route.add_argument("--dry-run", action="store_true", help="send nothing; there is no other way")
    route.add_argument("--server", default="", metavar="NAME", help="heed the rules for a server")
    route.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def add_replay(commands: Any) -> None:
    """Adds the command for asking again."""
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
    add_approve(replay)
    replay.add_argument("--json", action="store_true", help="print one JSON object, ask nothing")


def add_journal(commands: Any) -> None:
    """Adds the command for what was asked and answered."""
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
