"""The words of the command for settings: `parley settings`."""

from __future__ import annotations

from typing import Any


def add_settings(commands: Any) -> None:
    """Adds the command that shows and changes what a person may set."""
    settings = commands.add_parser("settings", help="show and change settings, as their page does")
    actions = settings.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="list every setting, with what it is for")
    listed.add_argument("--json", action="store_true", help="print one JSON object")
    get = actions.add_parser("get", help="print one value")
    get.add_argument("key", metavar="KEY", help="as `list` names it, such as models.threads")
    change = actions.add_parser("set", help="set a value; a window that runs heeds it at once")
    change.add_argument("key", metavar="KEY")
    change.add_argument("value", metavar="VALUE")
    reset = actions.add_parser("reset", help="have what is usual hold again")
    reset.add_argument("what", metavar="KEY|GROUP", help="one setting, or a group such as models")
