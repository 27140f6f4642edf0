"""The command line by which sandbox-exec holds a server in on macOS.

Written after Apple's own profiles, and never run: no Mac was at hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.servers.sandbox.bubblewrap import View

_PROGRAM = Path("/usr/bin/sandbox-exec")
_SCRATCH = (Path("/private/tmp"), Path("/private/var/folders"), Path("/dev"))


def line(words: Sequence[str], view: View) -> list[str]:
    """Returns the command line that runs another one with this view."""
    change = ["/usr/bin/env", "-C", str(view.folder or view.private)]
    return [str(_PROGRAM), "-p", profile(view), *change, *words]


def missing() -> str:
    """Returns why sandbox-exec cannot be used here; empty where it can."""
    return "" if _PROGRAM.is_file() else tr("this macOS has no sandbox-exec")


def profile(view: View) -> str:
    """Returns the rules, of which the last that fits decides."""
    home = [view.home, Path("/Volumes")]
    own = [view.private, *view.change]
    rules = [
        "(version 1)",
        "(allow default)",
        *_rules("deny file-read*", home),
        # Programs look at the folders above them; what lies in those is not told by that.
        "(allow file-read-metadata)",
        *_rules("allow file-read*", [*view.read, *own]),
        "(deny file-write*)",
        *_rules("allow file-write*", [*_SCRATCH, *own]),
        *_rules("deny file-read* file-write*", view.hidden),
        *_rules("allow file-read*", [one for one in view.read if _is_inside(one, view.hidden)]),
        *_rules("allow file-read* file-write*", [view.private]),
    ]
    if not view.network:
        rules.append("(deny network*)")
    return "\n".join(rules)


def _rules(what: str, paths: Iterable[Path]) -> list[str]:
    return [f"({what} (subpath {_quoted(path)}))" for path in paths]


def _is_inside(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) and path != folder for folder in folders)


def _quoted(path: Path) -> str:
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
