"""`parley integrate`: Parley in a person's menu of applications, where no package has put it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import APP_ID
from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.errors import ConfigError
from desktop.storage.autostart import ESCAPES, quoted, set_start_at_login, starts_at_login
from desktop.storage.resources import RESOURCES

if TYPE_CHECKING:
    import argparse

FILES = {
    f"applications/{APP_ID}.desktop": f"linux/{APP_ID}.desktop",
    f"icons/hicolor/scalable/apps/{APP_ID}.svg": "icons/parley.svg",
    f"metainfo/{APP_ID}.metainfo.xml": f"linux/{APP_ID}.metainfo.xml",
    f"mime/packages/{APP_ID}.xml": f"linux/{APP_ID}.xml",
}
"""Where a desktop looks, below `share`, and which of our resources belongs there."""

ELSEWHERE = {
    "darwin": "`parley integrate` is for the menus of Linux desktops. On macOS, the app from the "
    ".dmg is in Launchpad by itself; what pipx or uv installed is started in the terminal: parley",
    "win32": "`parley integrate` is for the menus of Linux desktops. On Windows, the installer "
    "puts Parley into the Start menu; what pipx or uv installed is started in a terminal: parley",
}
SECONDS = 60


async def run(options: argparse.Namespace) -> int:
    """Does one of the three, tells each step, and returns the exit code.

    Parley comes into the menu, goes out of it, or starts at the login or no longer.
    """
    if options.autostart is not None:
        _start_at_login(on=options.autostart)
        return ExitCode.DONE
    if sys.platform in ELSEWHERE:
        say(f"parley: {ELSEWHERE[sys.platform]}")
        return ExitCode.USAGE
    share = _share()
    if options.remove:
        _remove(share)
        if starts_at_login():
            _start_at_login(on=False)
    else:
        _install(share)
    return ExitCode.DONE


def with_program(entry: str, program: Path) -> str:
    """Returns a desktop entry that starts this program, whatever its path has in it."""
    value = str(program).translate(ESCAPES)
    return entry.replace("\nTryExec=parley\n", f"\nTryExec={value}\n").replace(
        "\nExec=parley open %u\n", f"\nExec={quoted(str(program))} open %u\n"
    )


def _start_at_login(*, on: bool) -> None:
    where = set_start_at_login(on=on)
    if on:
        tell(f"Parley starts in the background when you log in ({where}).")
        tell("`parley integrate --no-autostart` ends that.")
    else:
        tell(f"Parley does not start when you log in ({where}).")


def _share() -> Path:
    told = Path(os.environ.get("XDG_DATA_HOME", ""))
    # The specification has relative paths ignored.
    return told if told.is_absolute() else Path.home() / ".local" / "share"


def _program() -> Path:
    """Returns the command to start, of the Parley that runs now."""
    beside = Path(sys.executable).with_name("parley")
    found = shutil.which(beside) or shutil.which("parley")
    if found is None:
        raise ConfigError(
            f"The command `parley` is neither beside {sys.executable} nor on PATH, so there is "
            "nothing to put into the menu. Install Parley with pipx or uv, and try again."
        )
    return Path(found).absolute()


def _install(share: Path) -> None:
    program = _program()
    for target, source in FILES.items():
        path, content = share / target, (RESOURCES / source).read_bytes()
        if path.suffix == ".desktop":
            content = with_program(content.decode(), program).encode("utf-8", "surrogateescape")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise ConfigError(_cannot("written", path, error)) from error
        tell(f"Installed {path}")
    _refresh(share)
    tell(
        f"Parley is in the menu of applications, and starts {program}.\n"
        "`parley integrate --remove` takes it out again."
    )


def _remove(share: Path) -> None:
    there = [path for path in map(share.joinpath, FILES) if path.exists()]
    for path in there:
        try:
            path.unlink()
        except OSError as error:
            raise ConfigError(_cannot("removed", path, error)) from error
        tell(f"Removed {path}")
    if not there:
        tell(f"Nothing of Parley's is in {share}.")
        return
    _refresh(share)
    tell("Parley is out of the menu. Your servers, models and records are kept.")


def _cannot(done: str, path: Path, error: OSError) -> str:
    return (
        f"{path} cannot be {done}: {error.strerror}. Check the permissions of its folder, or set "
        "XDG_DATA_HOME to a folder of yours, and try again; what was told above is done."
    )


def _refresh(share: Path) -> None:
    """Tells the desktop by its own means, as far as they are here, to look again."""
    _run("update-desktop-database", share / "applications")
    _run("update-mime-database", share / "mime")
    theme = share / "icons" / "hicolor"
    if theme.is_dir():
        os.utime(theme)  # By this, desktops notice that an icon came or went.
    if (theme / "icon-theme.cache").exists():
        # Only then: a cache made here would hide what others put there later.
        _run("gtk-update-icon-cache", "--force", "--ignore-theme-index", theme)


def _run(*command: str | Path) -> None:
    name = str(command[0])
    if shutil.which(name) is None or not Path(command[-1]).is_dir():
        return
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        say(f"parley: {name} failed, so the menu may change only at the next login: {error}")
    else:
        tell(f"Ran {name}")
