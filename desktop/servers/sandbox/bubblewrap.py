"""The command line by which bubblewrap holds a server in on Linux."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.servers.sandbox.installations import SYSTEM
from desktop.storage import landlock
from desktop.storage.programs import PACKAGED, own_program

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SECONDS = 5.0
_ETC = (
    "alternatives",
    "ca-certificates",
    "ca-certificates.conf",
    "crypto-policies",
    "fonts",
    "group",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "locale.alias",
    "localtime",
    "mime.types",
    "nsswitch.conf",
    "os-release",
    "passwd",
    "pki",
    "protocols",
    "services",
    "ssl",
    "static",
    "timezone",
)
_ETC_OF_NETWORKS = ("gai.conf", "host.conf", "hosts", "resolv.conf")
_OFFLINE = ("--setenv", "npm_config_offline", "true", "--setenv", "UV_OFFLINE", "1")
"""By which npx and uvx take what they fetched before, instead of waiting for a network."""
_ENDS = ("No permissions to creat", "uid map", "Operation not permitted", "namespace")
"""What bubblewrap says where the system gives a program no space of its own."""


@dataclass(frozen=True, slots=True)
class View:
    """What a server finds of this computer; all else is not there for it."""

    home: Path
    """Where it believes its home to be: the person's own."""
    private: Path
    """What it finds there instead."""
    read: tuple[Path, ...]
    change: tuple[Path, ...]
    hidden: tuple[Path, ...]
    """What it does not find, even where a folder is given that has it inside."""
    network: bool
    folder: Path | None
    """Where it starts; None is its home."""


def line(words: Sequence[str], view: View) -> list[str]:
    """Returns the command line that runs another one with this view."""
    home = view.home if view.home.is_absolute() and len(view.home.parts) > 1 else Path("/home/me")
    return [
        *_beginning(network=view.network),
        *_bound("--bind", [view.private], home),
        *_bound("--ro-bind-try", _outermost(view.read)),
        *_bound("--bind-try", _outermost(view.change)),
        *_covered(view),
        *("--setenv", "HOME", str(home)),
        *([] if view.network else _OFFLINE),
        *("--remount-ro", "/", "--chdir", str(view.folder or home), "--"),
        *words,
    ]


def missing() -> str:
    """Returns why bubblewrap cannot be used here; empty where it can. It is tried once."""
    if shutil.which("bwrap") is None:
        return tr("the program bubblewrap is not installed")
    program = shutil.which("true")
    if program is None:
        return tr("there is no program to try bubblewrap with")
    try:
        tried = subprocess.run(
            [*_beginning(network=True), "--", program],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return tr("bubblewrap cannot be run ({name})", name=type(error).__name__)
    said = tried.stderr.decode("utf-8", "replace").strip()
    if tried.returncode == 0:
        return ""
    if any(end in said for end in _ENDS):
        return tr("this system gives bubblewrap no namespaces ({said})", said=said.splitlines()[-1])
    return tr("bubblewrap does not work here ({said})", said=said or tried.returncode)


def leaves_abstract_sockets() -> bool:
    """Whether a server with the network can reach sockets without a file, as of an X server."""
    return landlock.version() < landlock.SCOPES


def _beginning(*, network: bool) -> list[str]:
    """Returns the line up to what a person may choose: the system's programs, and nothing else."""
    return [
        *(_without_abstract_sockets() if network else []),
        shutil.which("bwrap") or "bwrap",
        *("--unshare-all", *(("--share-net",) if network else ())),
        *("--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *_system(),
        *_settings((*_ETC, *_ETC_OF_NETWORKS) if network else _ETC),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/var/tmp"),
    ]


def _without_abstract_sockets() -> tuple[str, ...]:
    """Returns what stands before bubblewrap: with the network come sockets that no mount hides."""
    if leaves_abstract_sockets():
        return ()
    if PACKAGED:
        return own_program(landlock.__name__)
    # By its file and with nothing of Parley's or a site's, which takes a third of the time.
    return (sys.executable, "-I", "-S", landlock.__file__)


def _system() -> list[str]:
    words = []
    for folder in SYSTEM:
        if folder.is_symlink():
            words += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            words += ["--ro-bind", str(folder), str(folder)]
    return words


def _settings(names: Iterable[str]) -> list[str]:
    """Returns what binds files of /etc; a link stays one, since some read where it leads."""
    words = []
    for path in (Path("/etc", name) for name in names):
        if path.is_symlink() and path.resolve().is_relative_to("/usr"):
            words += ["--symlink", str(path.resolve()), str(path)]
        elif path.exists():
            words += ["--ro-bind", str(path.resolve()), str(path)]
    return words


def _bound(option: str, paths: Iterable[Path], at: Path | None = None) -> list[str]:
    return [word for path in paths for word in (option, str(path), str(at or path))]


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Returns each path once, a folder before what it has inside."""
    return sorted(set(paths), key=lambda path: len(path.parts))


def _covered(view: View) -> list[str]:
    """Returns what hides Parley's own folders where a folder was given that has them inside."""
    given = (*view.read, *view.change)
    covers = [one for one in view.hidden if any(one.is_relative_to(folder) for folder in given)]
    return [word for one in covers if one.is_dir() for word in ("--tmpfs", str(one))]
