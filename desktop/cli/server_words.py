"""The words of `parley servers`."""

from __future__ import annotations

import argparse
from typing import Any


def add_servers(commands: Any) -> None:
    """Adds the words of `parley servers`."""
    servers = commands.add_parser("servers", help="list, add, import or remove servers")
    actions = servers.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="list the servers").add_argument(
        "--json", action="store_true", help="print a JSON list"
    )
    _add_add(actions)
    _add_add_bundle(actions)
    _add_import(actions)
    held = actions.add_parser("sandbox", help="show or change what a server may touch")
    held.add_argument("name", metavar="NAME")
    _add_sandbox(held, "level", nargs="?")
    _add_consents(actions)
    remove = actions.add_parser("remove", help="take a server out of mcp.json")
    remove.add_argument("name", metavar="NAME")


def _add_add(actions: Any) -> None:
    add = actions.add_parser(
        "add",
        help="add a server to mcp.json",
        usage="parley servers add NAME [options] (--url URL | -- COMMAND ...)",
        epilog="COMMAND, after --, is the command to run, with its arguments.",
    )
    add.add_argument("name", metavar="NAME")
    add.add_argument("--url", default="", help="the address of a server (HTTP or SSE)")
    add.add_argument(
        "--env",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        type=pair,
        help="an environment variable for the server; may be given again",
    )
    add.add_argument(
        "--header",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        type=pair,
        help="a header for the address; ${input:key} is asked for and kept in the system's store",
    )
    add.add_argument("--cwd", help="the folder to start the server in")
    add.add_argument(
        "--era",
        choices=("auto", "legacy", "2026-07-28"),
        default="auto",
        help="the protocol era to speak; found out and remembered by itself",
    )
    add.add_argument(
        "--endpoint",
        action="store_true",
        help="give it a token at each start, by which it may ask models as OpenAI's SDK does",
    )
    _add_sandbox(add, "--sandbox")


def _add_consents(actions: Any) -> None:
    """Adds what a person lets a server have."""
    trust = actions.add_parser("trust", help="show a server's command, and let it run or not")
    trust.add_argument("name", metavar="NAME")
    trust.add_argument("--yes", action="store_true", help="let it run without asking")
    trust.add_argument(
        "--anew", action="store_true", help="ask again for keys and the like that it was given"
    )
    for name, told in (
        ("sign-in", "sign in to a server over the network, where it wants that"),
        ("sign-out", "forget what a sign-in to a server has given"),
    ):
        actions.add_parser(name, help=told).add_argument("name", metavar="NAME")
    roots = actions.add_parser("roots", help="list, add or remove folders that a server may know")
    roots.add_argument("name", metavar="NAME")
    roots.add_argument("change", nargs="?", choices=("add", "remove"))
    roots.add_argument("folder", nargs="?", default="", metavar="FOLDER")


def _add_sandbox(parser: argparse.ArgumentParser, name: str, **more: Any) -> None:
    """Adds how a server is held in; folders are given one by one."""
    told = "home-hidden is usual for a server that is added, where this computer has a sandbox"
    parser.add_argument(name, choices=("off", "home-hidden", "no-network"), help=told, **more)
    for option, verb in (("--read", "read"), ("--write", "read and change")):
        told = f"a folder that it may {verb}; may be given again"
        parser.add_argument(option, action="append", default=[], metavar="FOLDER", help=told)


def _add_add_bundle(actions: Any) -> None:
    bundle = actions.add_parser("add-bundle", help="install a server from a .mcpb file")
    bundle.add_argument("file", metavar="FILE")
    bundle.add_argument("--name", default="", help="its name in your list, else its own")
    bundle.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        type=pair,
        help="a setting that it asks for; given again it is one more of several",
    )
    bundle.add_argument("--yes", action="store_true", help="install it without asking")


def _add_import(actions: Any) -> None:
    taken = actions.add_parser(
        "import", help="take over servers of Claude Desktop, VS Code, Cursor or LM Studio"
    )
    taken.add_argument("names", nargs="*", metavar="NAME", help="these only; else it asks")
    taken.add_argument("--all", action="store_true", help="all whose names are free")
    taken.add_argument(
        "--from",
        dest="source",
        default="",
        metavar="PROGRAM",
        help="claude, vscode, cursor or lmstudio only, or the file of another",
    )


def pair(text: str) -> tuple[str, str]:
    """Returns a name and a value, which an equals sign stands between."""
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError("must look like KEY=VALUE")
    return name, value
