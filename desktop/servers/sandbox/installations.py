"""Where the program behind a command lies, with all of it that must be readable for it to run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM = tuple(
    map(
        Path,
        (
            "/usr",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/libx32",
            "/opt",
            "/nix/store",
            "/gnu/store",
            "/run/current-system",
        ),
    )
)
"""Folders of programs that every user of a computer may read."""

_TOOLCHAINS = (
    ".nvm",
    ".fnm",
    ".volta",
    ".bun",
    ".deno/bin",
    ".pyenv",
    ".asdf",
    ".mise",
    ".rbenv",
    ".nodenv",
    ".goenv/versions",
    ".rustup",
    ".cargo/bin",
    ".local/bin",
    ".local/share/fnm",
    ".local/share/mise",
    ".local/share/nvm",
    ".local/share/pipx",
    ".local/share/pnpm",
    ".local/share/uv",
    ".local/share/virtualenvs",
    ".local/pipx",
    ".local/state/fnm_multishells",
    ".npm-global",
    "miniconda3",
    "miniforge3",
    "anaconda3",
)
"""Folders of a home that hold programs, and nothing of a person's."""
_MARKS = ("lib/node_modules", "conda-meta", "include/node", "include/python3*")
"""What lies in a folder that is one installation as a whole."""
_MOST_LINKS = 20


def installations(program: Path, path: str, home: Path) -> list[Path]:
    """Returns the folders and files that must be readable for a program to run.

    Args:
        program: its absolute path.
        path: the PATH by which it finds others.
        home: the person's home, of which nothing else is given.
    """
    found: dict[Path, None] = {}
    waiting, seen = [program], set()
    while waiting:
        step = waiting.pop()
        for one in _links(step):
            if one in seen:
                continue
            seen.add(one)
            waiting += _interpreters(one)
            if not is_system(one):
                found.setdefault(_installation(one, home))
    for folder in path.split(os.pathsep):
        if toolchain := _toolchain(Path(folder), home):
            found.setdefault(toolchain)
    return [one for one in found if one.exists()]


def is_system(path: Path) -> bool:
    """Whether a path is among the programs that every user may read."""
    return any(path.is_relative_to(folder) for folder in SYSTEM)


def _links(program: Path) -> Iterator[Path]:
    """Yields a program's path and, where it is a link, each that it leads to."""
    for _ in range(_MOST_LINKS):
        yield program
        if not program.is_symlink():
            break
        program = Path(os.path.normpath(program.parent / program.readlink()))
    yield program.resolve()


def _installation(program: Path, home: Path) -> Path:
    """Returns the folder that a program is part of, or it alone where that would be too much."""
    if toolchain := _toolchain(program, home):
        return toolchain
    prefix = program.parent.parent
    if (prefix / "pyvenv.cfg").is_file():
        return prefix
    if not home.is_relative_to(prefix) and any(any(prefix.glob(mark)) for mark in _MARKS):
        return prefix
    return program if home.is_relative_to(program.parent) else program.parent


def _toolchain(path: Path, home: Path) -> Path | None:
    return next(
        (home / name for name in _TOOLCHAINS if path.is_relative_to(home / name)),
        None,
    )


def _interpreters(program: Path) -> list[Path]:
    """Returns the programs that this one needs: its script's, and its virtual environment's."""
    needed = []
    try:
        with program.open("rb") as file:
            first = file.readline(1024)
    except OSError:
        return []
    if first.startswith(b"#!") and (words := first[2:].split()):
        needed.append(Path(os.fsdecode(words[0])))
    marker = program.parent.parent / "pyvenv.cfg"
    if marker.is_file():
        needed.append(program.parent / "python")
    return [one for one in needed if one.is_absolute()]
