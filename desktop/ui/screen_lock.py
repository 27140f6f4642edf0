"""Whether the screen is locked, so that nobody can be asked.

Linux says so on its buses. Windows and macOS say it nowhere where Qt could read it; there a
question is declined when nobody touches it.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_PATIENCE_MS = 500
"""A bus that does not answer keeps no question waiting for longer."""


class _Source(NamedTuple):
    """Who can be asked, and how."""

    service: str
    path: str
    interface: str
    method: str
    arguments: tuple[str, ...] = ()


_SAVERS = tuple(
    _Source(
        f"org.{name}.ScreenSaver",
        f"/org/{name}/ScreenSaver",
        f"org.{name}.ScreenSaver",
        "GetActive",
    )
    for name in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
_LOGIND = _Source(
    "org.freedesktop.login1",
    "/org/freedesktop/login1/session/auto",
    "org.freedesktop.DBus.Properties",
    "Get",
    ("org.freedesktop.login1.Session", "LockedHint"),
)


async def screen_is_locked() -> bool:
    """Returns whether the desktop says that its screen is locked; silence means that it is not."""
    if sys.platform != "linux":
        return False
    from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - other systems have no buses

    return await is_locked(QDBusConnection.sessionBus(), QDBusConnection.systemBus())


async def is_locked(session: QDBusConnection, system: QDBusConnection) -> bool:
    """Returns whether anyone on two buses says so; all are asked at the same time."""
    asked = [(session, source) for source in _SAVERS] + [(system, _LOGIND)]
    answers = [_says(bus, source) for bus, source in asked if bus.isConnected()]
    return any(await asyncio.gather(*answers))


async def _says(bus: QDBusConnection, source: _Source) -> bool:
    from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher  # noqa: PLC0415

    call = QDBusMessage.createMethodCall(
        source.service, source.path, source.interface, source.method
    )
    call.setAutoStartService(False)
    call.setArguments(list(source.arguments))
    watcher = QDBusPendingCallWatcher(bus.asyncCall(call, _PATIENCE_MS))
    answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    watcher.finished.connect(lambda: _settle(answered, watcher))
    try:
        return await answered
    finally:
        watcher.deleteLater()


def _settle(answered: asyncio.Future[bool], watcher: QDBusPendingCallWatcher) -> None:
    if not answered.done():
        answered.set_result(not watcher.isError() and _is_true(watcher.reply()))


def _is_true(reply: QDBusMessage) -> bool:
    """Returns whether a reply is the word true; logind wraps it up."""
    (told, *_) = [*reply.arguments(), None]
    return (told.variant() if hasattr(told, "variant") else told) is True
