"""A clean Debian in a folder: made once, kept as an archive, and unpacked for each proof.

Whatever runs in it has mounts and processes of its own, which end with the command: so nothing
stays mounted whatever happens, and removing the folder can reach nothing else.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOOLS = {"debootstrap": "debootstrap", "ip": "iproute2", "xz": "xz-utils"}
"""The commands that are needed, and Debian's packages that have them."""
OLDEST = 30 * 24 * 3600
"""Seconds after which an archive is made anew, for Debian has moved on."""
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
_DETACHED = ("unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child")
_OFFLINE = ("unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh")


class CommandError(Exception):
    """A command in the clean Debian did not do what it should; the message has its output."""


@dataclass(frozen=True, slots=True)
class CleanRoot:
    """The folder in which another Debian lies."""

    path: Path

    def run(self, *command: str, offline: bool = False, limit: float = 900) -> str:
        """Returns what a command printed on both streams; it runs as root.

        Args:
            command: the program, and its arguments.
            offline: leave it no network but its own.
            limit: seconds after which it is killed.

        Raises:
            CommandError: it ended with another exit code than 0, or not in time.
        """
        # As process 1, a shell collects the orphans; and xvfb-run, in that place, waits for ever.
        inside = ("bash", "-c", '"$@"; exit $?', "bash", *command)
        entry = (*_DETACHED, f"--root={self.path}", "--wd=/", "--mount-proc", *inside)
        return _output((*_OFFLINE, *entry) if offline else entry, command, limit)

    def run_as(self, person: str, *command: str, limit: float = 300) -> str:
        """Returns what a command printed that ran as a person who logged in, without a network."""
        login = ("runuser", "--login", person, "--command", shlex.join(command))
        return self.run(*login, offline=True, limit=limit)

    def names(self) -> set[str]:
        """Returns the path of everything in it, from its own root."""
        return {f"/{path.relative_to(self.path)}" for path in self.path.rglob("*")}


@contextmanager
def clean_root(suite: str) -> Iterator[CleanRoot]:
    """Gives a fresh copy of a release of Debian, without Python, and removes it afterwards."""
    if os.geteuid() != 0:
        sys.exit("A clean Debian can only be made as root: run this with sudo.")
    _install_tools()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    shelf = cache / "parley" / "roots" / suite
    archive = _archive(shelf, suite)
    with TemporaryDirectory(prefix="root-", dir=shelf, ignore_cleanup_errors=True) as folder:
        root = CleanRoot(Path(folder, suite))
        root.path.mkdir()
        subprocess.run(("tar", "-xpf", archive, "-C", root.path), check=True)
        try:
            with _kept(shelf / "packages", root.path / "var/cache/apt/archives"):
                yield root
        finally:
            _must_be_free_of_mounts(root.path)


def _install_tools() -> None:
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if not missing:
        return
    if not shutil.which("apt-get"):
        sys.exit(f"Missing, and only known how to be had on Debian: {', '.join(missing)}.")
    environment = {**os.environ, **ENVIRONMENT}
    for command in (["update", "-qq"], ["install", "-qq", "--no-install-recommends", *missing]):
        subprocess.run(["apt-get", *command], env=environment, check=True)


def _archive(shelf: Path, suite: str) -> Path:
    """Returns the archive of a release, which is made where there is none or only an old one."""
    archive = shelf / "root.tar"
    if archive.exists() and time.time() - archive.stat().st_mtime < OLDEST:
        return archive
    print(f"Making a clean Debian ({suite}): once a month, for two or three minutes", flush=True)
    shutil.rmtree(shelf / "packages", ignore_errors=True)
    (shelf / "packages").mkdir(parents=True)
    fresh = shelf / f"root.{os.getpid()}.tar"
    # In memory, where dpkg need not wait for a disk, and nothing is left over.
    steps = (
        'mount -t tmpfs -o mode=755 root "$1" && '
        'debootstrap --variant=minbase "$2" "$1" ${4:+"$4"} >&2 && '
        'echo force-unsafe-io >"$1/etc/dpkg/dpkg.cfg.d/proof" && '
        'tar --one-file-system -C "$1" -cf "$3" .'
    )
    with TemporaryDirectory(prefix="root-", dir=shelf) as empty:
        words = (empty, suite, str(fresh), _mirror())
        try:
            _output((*_DETACHED, "sh", "-c", steps, "sh", *words), ("debootstrap", suite), 1800)
            fresh.rename(archive)
        finally:
            fresh.unlink(missing_ok=True)
    return archive


def _mirror() -> str:
    """Returns where this computer gets Debian from; empty where it is another system."""
    command = ("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages")
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return next((line for line in said.split() if line.rstrip("/").endswith("/debian")), "")


@contextmanager
def _kept(packages: Path, archives: Path) -> Iterator[None]:
    """Lends the root the packages that were downloaded before, and keeps the new ones."""
    shutil.copytree(packages, archives, dirs_exist_ok=True)
    try:
        yield
    finally:
        for package in archives.glob("*.deb"):
            shutil.copy2(package, packages)


def _must_be_free_of_mounts(path: Path) -> None:
    mounted = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    inside = [point for point in mounted if Path(point).is_relative_to(path)]
    if inside:
        # Not even a clean-up: it would remove what is mounted there.
        print(f"Something was mounted in {path}: {inside}. Unmount it, then remove the folder.")
        os._exit(1)


def _output(command: tuple[str, ...], shown: tuple[str, ...], limit: float) -> str:
    environment = {**ENVIRONMENT, "LC_ALL": "C.UTF-8"}
    proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    try:
        done = subprocess.run(
            command,
            env=environment | proxies,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        said = (late.output or b"").decode(errors="replace")
        raise CommandError(f"{shlex.join(shown)} took over {limit} s:\n{said}") from late
    if done.returncode:
        code = f"exit code {done.returncode}"
        raise CommandError(f"{shlex.join(shown)} failed, with {code}:\n{done.stdout.strip()}")
    return done.stdout
