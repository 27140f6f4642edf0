"""What a server may touch of this computer, as its entry says it, and how it is held to that."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

from desktop.errors import StartFailed
from desktop.language import tr
from desktop.servers.sandbox import bubblewrap, seatbelt
from desktop.servers.sandbox.installations import installations, is_system
from desktop.storage.programs import own_folders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.servers.config import ServerSpec
    from desktop.storage.places import Places


class Sandbox(BaseModel):
    """A home folder of its own, the system's programs to read, and what is named here."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )

    network: bool = False
    """All of it, the ports of this computer too; in part it cannot be given."""
    allow_read: tuple[str, ...] = ()
    allow_write: tuple[str, ...] = ()
    """Folders that it may change, and so read."""

    def entry(self) -> dict[str, bool | list[str]]:
        """Returns what stands for it in mcp.json."""
        folders = {"allowRead": list(self.allow_read), "allowWrite": list(self.allow_write)}
        return {"network": self.network} | {name: each for name, each in folders.items() if each}

    @property
    def words(self) -> str:
        """What it lets a server do, in sentences for people."""
        read, changed = ", ".join(self.allow_read), ", ".join(self.allow_write)
        net = tr("It may use the network, and the ports of this computer.")
        return " ".join(
            part
            for part in (
                tr(
                    "It runs in a sandbox, with a home folder of its own: of your files it "
                    "sees its program and its working folder only."
                ),
                tr("It may also read {folders}.", folders=read) if read else "",
                tr("It may also read and change {folders}.", folders=changed) if changed else "",
                net if self.network else tr("It has no network."),
            )
            if part
        )


MaybeSandbox = Annotated[
    Sandbox | None, BeforeValidator(lambda given: None if given is False else given)
]
"""As an entry of mcp.json says it, where false is none too."""


@cache
def missing() -> str:
    """Returns why servers cannot be held in a sandbox on this computer; empty where they can.

    It takes a moment when it is asked for the first time.
    """
    match sys.platform:
        case "linux":
            return bubblewrap.missing()
        case "darwin":
            return seatbelt.missing()
        case "win32":
            return tr("Parley has no sandbox for servers on Windows yet")
        case other:
            return tr("Parley has no sandbox for servers on {other}", other=other)


def proposed(words: Sequence[str], cwd: str = "") -> Sandbox | None:
    """Returns what a new server is proposed to be held in; None where there is no sandbox.

    It may use the network, since most fetch themselves at their first start, and read what its
    command line names.

    Args:
        words: the command and its arguments.
        cwd: the working folder of its entry.
    """
    if not words or missing():
        return None
    spoken = (word.rpartition("=")[2] for word in words[1:])
    named = (Path(cwd or Path.home(), word).expanduser() for word in spoken if "/" in word)
    folders = [_folder(path) for path in named if path.exists()]
    shown = [str(one) for one in dict.fromkeys(folders) if not is_system(one) and not _is_wide(one)]
    return Sandbox(network=True, allow_read=tuple(shown))


def with_proposal(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Returns an entry with the sandbox that its command is proposed, unless it names one."""
    words = [str(entry.get("command", "")), *map(str, entry.get("args", ()))]
    if "sandbox" in entry or not words[0]:
        return dict(entry)
    sandbox = proposed(words, str(entry.get("cwd") or ""))
    return {**entry, "sandbox": sandbox.entry()} if sandbox else dict(entry)


def held(spec: ServerSpec, places: Places) -> ServerSpec:
    """Returns a server whose command runs the one of its entry in its sandbox, if it has one.

    Raises:
        StartFailed: its command or its working folder is not there.
    """
    if spec.sandbox is None or spec.url or missing():
        return spec
    home = home_of(spec.name, places)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    command, env = _found(spec), dict(spec.env)
    if sys.platform == "darwin":
        env["HOME"] = str(home)  # Nothing can be put in the place of the person's own there.
    line = sandboxed([str(command), *spec.args], env, spec.cwd, spec.sandbox, places, spec.name)
    return spec.model_copy(
        update={"command": line[0], "args": tuple(line[1:]), "cwd": None, "env": env}
    )


def sandboxed(
    words: Sequence[str],
    env: Mapping[str, str],
    cwd: str | None,
    sandbox: Sandbox,
    places: Places,
    name: str,
) -> list[str]:
    """Returns the command line that runs another one in a sandbox; nothing is run or made here.

    On Linux the first process is bubblewrap's. When it ends, however that happens, all that the
    server ever began ends with it, in one step of the kernel; and it ends itself when the thread
    that started it does, so that thread must be the main one. No sweep is needed.

    Args:
        words: the command, as an absolute path, and its arguments.
        env: what is set for the server beside the usual; it is not part of the line, where every
            user of this computer could read it.
        cwd: the folder to start it in; its home where there is none.
        sandbox: what it may touch.
        places: where its private home is.
        name: the server's.
    """
    home = Path(env.get("HOME") or Path.home())
    view = bubblewrap.View(
        home=home,
        private=home_of(name, places),
        read=(*_needed(Path(words[0]), env, cwd, home), *map(Path, sandbox.allow_read)),
        change=tuple(map(Path, sandbox.allow_write)),
        hidden=(places.config, places.data, places.logs),
        network=sandbox.network,
        folder=Path(cwd) if cwd else None,
    )
    if sys.platform == "darwin":
        return seatbelt.line(words, view)
    return bubblewrap.line(words, view)


def _needed(program: Path, env: Mapping[str, str], cwd: str | None, home: Path) -> list[Path]:
    """Returns what must be readable for a program to run, whatever the person ticked."""
    path = env.get("PATH") or os.environ.get("PATH", os.defpath)
    own = own_folders() if program.parent == Path(sys.executable).parent else ()
    folder = [Path(cwd)] if cwd and not _is_wide(Path(cwd)) else []
    return [*installations(program, path, home), *own, *folder]


def home_of(name: str, places: Places) -> Path:
    """Returns the folder that a server finds as its home; what it fetches stays there."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", name)[:40]
    return places.server_homes / f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def forget_home(name: str, places: Places) -> None:
    """Deletes what a server that is no longer in the list has kept in its home."""
    shutil.rmtree(home_of(name, places), ignore_errors=True)


def _found(spec: ServerSpec) -> Path:
    """Returns where a server's command is."""
    folder = Path(spec.cwd or Path.cwd())
    if spec.cwd and not folder.is_dir():
        raise StartFailed(
            tr("{name} could not be started: {cwd!r} was not found.", name=spec.name, cwd=spec.cwd)
        )
    from_folder = len(Path(spec.command).parts) > 1
    wanted = folder / Path(spec.command).expanduser() if from_folder else spec.command
    found = shutil.which(wanted, path=spec.env.get("PATH"))
    if found is None:
        raise StartFailed(
            tr(
                "{name} could not be started: {command!r} was not found.",
                name=spec.name,
                command=spec.command,
            )
        )
    return Path(found).absolute()


def _folder(named: Path) -> Path:
    """Returns the folder that a command line means, which of a program is the one it lies in."""
    return named if named.is_dir() or _is_wide(named.parent) else named.parent


def _is_wide(folder: Path) -> bool:
    """Whether a folder is the home, or has it inside: nobody names that in passing."""
    return Path.home().is_relative_to(folder)
