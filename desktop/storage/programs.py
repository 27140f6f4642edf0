"""Parley's own programs: how to start another process of it, from source and when packaged."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

PACKAGED = bool(getattr(sys, "frozen", False))
"""Whether PyInstaller made this program; there is no Python to give a module to then."""
BACKGROUND = "--background"
"""What the window's program is told, so that it starts in the tray."""
_PR_SET_PDEATHSIG = 1
_SUFFIX = ".exe" if sys.platform == "win32" else ""


def own_program(module: str) -> tuple[str, ...]:
    """Returns the command that runs one of Parley's modules in a process without Qt."""
    if PACKAGED:
        # Not this executable: a window's has no standard input and output on Windows.
        return (str(_beside("parley")), "--module", module)
    # -P: a folder named desktop, wherever Parley was started, must not be taken for Parley.
    return (sys.executable, "-P", "-m", module)


def own_small_program(module: str) -> tuple[str, ...]:
    """Returns the command that runs one of Parley's modules that needs nothing but Python.

    It starts in half the time, and heeds no variable that is meant for another Python.
    """
    if PACKAGED:
        return own_program(module)
    file = Path(__file__).parents[2].joinpath(*module.split(".")).with_suffix(".py")
    return (sys.executable, "-I", "-S", str(file))


def own_command() -> tuple[str, ...]:
    """Returns the `parley` command of this Parley, as another program would start it."""
    script = _beside("parley")
    return (str(script),) if PACKAGED or script.is_file() else own_program("desktop")


def own_window(module: str = "") -> tuple[str, ...]:
    """Returns the command that opens the window, or runs a module that may open one."""
    if PACKAGED:
        return (str(_beside("parley-window")), *(("--module", module) if module else ()))
    return own_program(module or "desktop")


def own_folders() -> tuple[Path, ...]:
    """Returns the folders that must be readable for one of Parley's programs to run."""
    if PACKAGED:
        return (Path(sys.executable).parent,)
    return (Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parents[1])


def end_with_parent() -> None:
    """Has this process killed when what started it is no more, where the system can do that.

    Linux only, and by the thread that started it: it must be one that lasts, the main one.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def restore_environment() -> None:
    """Gives this process, and so all that it starts, the environment that Parley was given.

    A packaged program finds its libraries by LD_LIBRARY_PATH, which is read once, at its start;
    left there, it would make every other program take those instead of the system's
    (PyInstaller's documentation, "LD_LIBRARY_PATH considerations").
    """
    if not PACKAGED:
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]


def _beside(name: str) -> Path:
    return Path(sys.executable).with_name(name + _SUFFIX)
