"""The `parley` command: opens the window, or runs what its words say."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

from desktop.cli.display import has_display
from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say
from desktop.errors import ParleyError
from desktop.storage import programs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_PIPE_BROKEN = 128 + 13
"""What a shell tells of a program that SIGPIPE has ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatched(arguments)
    except ParleyError as error:
        say(f"parley: {error}")
        return ExitCode.of(error)
    except BrokenPipeError:
        # Whoever read it, as `head` does, has enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_BROKEN
    except KeyboardInterrupt:
        say("parley: interrupted; what was open has been withdrawn.")
        return ExitCode.INTERRUPTED


def _dispatched(arguments: list[str]) -> int:
    match arguments:
        case [] | ["open"]:
            return _window()
        case [programs.BACKGROUND]:
            return _window(background=True)
        case ["--open", target]:
            return _window(target)
        case _:
            return _run(arguments)


def _run(arguments: list[str]) -> int:
    # Imported only here: the window is to be on the screen before any of it.
    from desktop.cli import interruption  # noqa: PLC0415
    from desktop.cli.words import parse  # noqa: PLC0415

    options = parse(arguments)
    command = importlib.import_module(f"desktop.cli.{options.command.replace('-', '_')}")
    code: int = interruption.run(command.run(options))
    return code


def _window(target: str = "", *, background: bool = False) -> int:
    """Opens the window, and in it what a file or a link is about; or starts in the tray."""
    if not has_display():
        say(
            "parley: there is no display to open a window on. `parley demo` shows the same here, "
            "and `parley --help` lists the rest."
        )
        return ExitCode.USAGE
    if programs.PACKAGED:
        words = ("--open", target) if target else (programs.BACKGROUND,) if background else ()
        command = (*programs.own_window(), *words)
        os.execv(command[0], command)
    run: Callable[..., int] = importlib.import_module("desktop.ui.start").run
    return run(sys.argv[:1], target=target, background=background)
