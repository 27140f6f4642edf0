"""One window for each Parley of a person: a second start shows the first one's, and ends."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from desktop.errors import ConfigError, StorageError
from desktop.language import tr

if TYPE_CHECKING:
    from desktop.storage.places import Places

SECONDS = 30.0
"""The first window may still be starting: it listens once its services are there."""
_LOOK_SECONDS = 0.2
SHOW = "show"
"""What a second start wishes of the first."""
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""By one of these a desktop knows that the person has asked for the window."""


def locked(places: Places) -> QLockFile | None:
    """Returns the lock, which is held as long as it is kept; None where another window has it.

    One that was left by a program that was killed is nobody's. Where there can be none, as in a
    folder that cannot be written, the window opens without it and says what is the matter.
    """
    lock = QLockFile(str(places.window_lock))
    lock.setStaleLockTime(0)  # A window may be open for weeks; only its end makes the lock stale.
    try:
        places.prepare()
    except StorageError:
        return lock
    if lock.tryLock(0) or lock.error() != QLockFile.LockError.LockFailedError:
        return lock
    return None


def show_the_other(places: Places, *, quiet: bool, target: str = "") -> int:
    """Has the window that runs come to the front, and returns the exit code.

    Args:
        places: whose window.
        quiet: whether it is enough that it runs.
        target: a file or a link that it is to look at.

    Raises:
        ConfigError: it does not answer.
    """
    if quiet:
        return 0
    token = next((os.environ[name] for name in _TOKENS if os.environ.get(name)), "")
    wish = {"op": SHOW, "activation": token, "target": target}
    import asyncio  # noqa: PLC0415 - the first window is on the screen before that

    return asyncio.run(_ask(places, wish))


async def _ask(places: Places, wish: dict[str, str]) -> int:
    import asyncio  # noqa: PLC0415

    from desktop.storage import running  # noqa: PLC0415

    try:
        async with asyncio.timeout(SECONDS):
            while True:
                answer = await running.opened(places, wish)
                if answer is not None:
                    answer[1].close()
                    return 0
                await asyncio.sleep(_LOOK_SECONDS)
    except TimeoutError as error:
        raise ConfigError(
            tr(
                "Parley is running already, but its window does not answer. End that process "
                "({owner}), and start Parley again; what was saved is kept.",
                owner=_owner(places),
            )
        ) from error


def _owner(places: Places) -> str:
    lock = QLockFile(str(places.window_lock))
    pid, *_ = lock.getLockInfo()
    return tr("number {pid}", pid=pid) if pid else tr("named parley")


def heed_token(told: object) -> None:
    """Lets the desktop know that the person has asked for the window."""
    if isinstance(told, str) and 0 < len(told) < 200 and sys.platform == "linux":
        os.environ["XDG_ACTIVATION_TOKEN"] = told
