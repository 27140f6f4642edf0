"""What every package of a release shares: its version, its time, its changes, the frozen app."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
PROGRAM = "parley"
"""The executable that a person starts."""


def moment() -> int:
    """Returns the second that a release bears: SOURCE_DATE_EPOCH, else the last commit's."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return int(time.time())  # A source archive knows no commits.


def changes(version: str = VERSION) -> list[str]:
    """Returns what a release changed, a paragraph each; before it is dated, what it will change."""
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    _, *parts = re.split(r"^## \[(.+?)\].*$", changelog, flags=re.MULTILINE)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    section = sections.get(version, sections["Unreleased"])
    items = re.findall(r"^- (.+?)(?=^\S|\Z)", section, re.MULTILINE | re.DOTALL)
    return [" ".join(re.sub(r"\*\*|`", "", item).split()) for item in items]


def copy_app(dist: Path, to: Path) -> None:
    """Copies a frozen app; all may read it, and only its programs are executable."""
    if not (dist / PROGRAM).is_file():
        sys.exit(f"{dist} is no frozen Parley: it has no `{PROGRAM}`. `make package` makes one.")
    shutil.copytree(dist, to, symlinks=True)
    for path in to.rglob("*"):
        if path.is_symlink():
            if not path.exists():  # To a library that the spec left out.
                path.unlink()
        elif path.is_file():
            path.chmod(0o755 if path.parent == to else 0o644)


def settle(tree: Path, second: int) -> None:
    """Opens every folder to all, and dates everything, so that the same files pack the same."""
    for path in (tree, *tree.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        os.utime(path, (second, second), follow_symlinks=False)


def output_of(*command: str, cwd: Path | None = None, second: int | None = None) -> str:
    """Returns what a command printed; where it failed, it has said why on the error stream.

    Args:
        command: a program, and its arguments.
        cwd: the folder to run it in.
        second: what it shall take for the time of the release.
    """
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    if second is not None:
        environment["SOURCE_DATE_EPOCH"] = str(second)
    try:
        return subprocess.run(
            command, cwd=cwd, env=environment, stdout=subprocess.PIPE, text=True, check=True
        ).stdout
    except FileNotFoundError:
        sys.exit(f"{command[0]} is missing: apt-get install dpkg-dev xz-utils")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{command[0]} failed with exit code {error.returncode}; no package was made.")
