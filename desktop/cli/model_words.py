"""The words of `parley models`."""

from __future__ import annotations

from typing import Any


def add_models(commands: Any) -> None:
    """Adds the words of `parley models`."""
    models = commands.add_parser("models", help="find, fetch, list, check and remove models")
    actions = models.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="list the models")
    which = listed.add_mutually_exclusive_group()
    which.add_argument("--found", action="store_true", help="those that other programs hold here")
    which.add_argument("--catalogue", action="store_true", help="those that are worth fetching")
    listed.add_argument("--json", action="store_true", help="print a JSON list")
    shown = actions.add_parser("show", help="all that is known of a model, and from where")
    shown.add_argument("id", metavar="ID", help="from `parley models list`")
    shown.add_argument("--json", action="store_true", help="print one JSON object")
    _add_combine(actions)
    search = actions.add_parser("search", help="look for models on the hub")
    search.add_argument("text", metavar="TEXT")
    search.add_argument("--json", action="store_true", help="print a JSON list")
    get = actions.add_parser("get", help="fetch a model, or go on with it; Ctrl+C pauses")
    get.add_argument("target", metavar="TARGET", help="REPO, REPO/FILE, or an id in the catalogue")
    get.add_argument("--anyway", action="store_true", help="though it is too big for this computer")
    drop = actions.add_parser("drop", help="delete what came of a download that was broken off")
    drop.add_argument("target", metavar="TARGET", help="as `parley models list` tells it")
    token = actions.add_parser("token", help="keep your token for the hub in the system's store")
    token.add_argument("--remove", action="store_true", help="take it out of there")
    add = actions.add_parser("add", help="use a GGUF file where it lies")
    add.add_argument("path", metavar="FILE")
    remove = actions.add_parser("remove", help="take a model out of the list; its file stays")
    remove.add_argument("id", metavar="ID")
    remove.add_argument("--delete", action="store_true", help="delete a file that Parley fetched")
    check = actions.add_parser("check", help="read a fetched file again: is it still what it was?")
    check.add_argument("id", nargs="?", default="", metavar="ID", help="one only; else all")
    bench = actions.add_parser("bench", help="measure how fast a model reads and writes here")
    bench.add_argument("id", metavar="ID")
    bench.add_argument("--json", action="store_true", help="print one JSON object")


def _add_combine(actions: Any) -> None:
    combine = actions.add_parser(
        "combine",
        help="let models answer together, as one more model",
        usage="parley models combine NAME (--draft ID --refine ID | --compare ID,ID [--pick ID] |\n"
        "       --first ID --fall-back ID) [--ranked]",
    )
    combine.add_argument("name", metavar="NAME")
    for option, says in (
        ("--draft", "the model that drafts an answer"),
        ("--refine", "the model that makes the answer of the draft"),
        ("--compare", "models that are asked the same, with commas between; you choose an answer"),
        ("--pick", "the model that chooses instead"),
        ("--first", "the model that answers"),
        ("--fall-back", "the model that does where that one cannot"),
    ):
        combine.add_argument(option, default="", metavar="ID", help=says)
    combine.add_argument(
        "--ranked", action="store_true", help="let it be chosen though nobody names it"
    )
