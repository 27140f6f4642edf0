"""Landlock, by which a process on Linux gives up what it will not need, and never gets it back.

Only the standard library is used here: as a program, this file stands before another one.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""The numbers of its system calls, the same on every kind of processor."""
_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_READ = 1 << 2 | 1 << 3
"""Read files, list folders; neither of them is to run a program."""
_OF_A_FILE = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15
"""What can be said of a file; the rest is about folders."""
_TCP = 1 << 0 | 1 << 1
ABSTRACT_SOCKETS, SIGNALS = 1 << 0, 1 << 1
"""What a process may no longer reach outside: sockets that have no file, other processes."""
SCOPES = 6
"""The first version that knows these."""


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    ]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """Returns what this system's Landlock can do, as its number; 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, int(_libc().syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)))


def restrict(read: Iterable[Path], change: Iterable[Path]) -> None:
    """Leaves this thread, and all that it begins, only some files, and no TCP where it can.

    Args:
        read: files and folders that may be read; those that are not there are left out.
        change: those that may be changed too.

    Raises:
        OSError: the system refused.
    """
    can = version()
    files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(can, 16)) - 1
    scopes = ABSTRACT_SOCKETS | SIGNALS if can >= SCOPES else 0
    rules = _create(_Ruleset(files, _TCP if can >= 4 else 0, scopes))
    try:
        for paths, allowed in ((read, _READ), (change, files & ~1)):
            for path in paths:
                with suppress(FileNotFoundError, PermissionError, NotADirectoryError):
                    _allow(rules, path, allowed & files)
        _enter(rules)
    finally:
        os.close(rules)


def leave_abstract_sockets() -> None:
    """Leaves this thread, and all that it begins, no abstract socket of another program.

    Raises:
        OSError: the system refused, or its version is below `SCOPES`.
    """
    rules = _create(_Ruleset(0, 0, ABSTRACT_SOCKETS))
    try:
        _enter(rules)
    finally:
        os.close(rules)


def give_up_privileges() -> None:
    """Lets no program that is run from now on have more rights than this one.

    Raises:
        OSError: the system refused.
    """
    nothing = ctypes.c_ulong(0)
    _checked(_libc().prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), nothing, nothing, nothing))


def main(command: Sequence[str]) -> None:
    """Becomes another program, which reaches no abstract socket of any other.

    Raises:
        OSError: the system refused, or the program cannot be run.
    """
    leave_abstract_sockets()
    os.execvp(command[0], list(command))


def _create(ruleset: _Ruleset) -> int:
    size = ctypes.c_size_t(ctypes.sizeof(ruleset))
    return _checked(_libc().syscall(_CREATE, ctypes.byref(ruleset), size, 0))


def _allow(rules: int, path: Path, allowed: int) -> None:
    parent = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(parent).st_mode):
            allowed &= _OF_A_FILE
        beneath = _Beneath(allowed, parent)
        _checked(_libc().syscall(_ADD, rules, _PATH_BENEATH, ctypes.byref(beneath), 0))
    finally:
        os.close(parent)


def _enter(rules: int) -> None:
    give_up_privileges()
    _checked(_libc().syscall(_RESTRICT, rules, 0))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
