"""Notifications on Linux desktops: who asks, and two ways to look at it or say no.

Any program of the same person can press a notification's button, so none of them allows anything.
QtDBus sends no unsigned number, which `Notify` wants; jeepney, which keyring brings, does.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop import APP_ID
from desktop.language import tr
from desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

REVIEW, DECLINE = "review", "decline"
_DEFAULT = "default"
"""The action of a click on the notification itself."""
_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_SECONDS = 5.0
"""A desktop that does not answer keeps nothing waiting for longer."""
_LONGEST = 200
_NEVER = 0
"""When it goes by itself: it is taken back when it is answered."""


class _Peer(NamedTuple):
    """Somebody on the bus."""

    path: str
    name: str
    interface: str


_DESKTOP = _Peer(_PATH, _NAME, _NAME)
_BUS = _Peer("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


class Call(NamedTuple):
    """What is said, of a question or of nothing that could be answered."""

    key: int
    """Of the question; 0 where there is none."""
    title: str
    text: str


class _Shown(NamedTuple):
    key: int
    number: int
    """By which the desktop knows it."""
    desktop: str
    """Who answered on the bus, and whose word alone counts."""


class Notifications:
    """At most one is shown: the newest replaces what was shown before."""

    def __init__(self, pressed: Callable[[int, str], None]) -> None:
        """Takes what is called with a question's key, and REVIEW or DECLINE."""
        self._pressed = pressed
        self._wanted: asyncio.Queue[Call | None] = asyncio.Queue()
        self._shown: _Shown | None = None
        self._can: frozenset[str] = frozenset()
        self._router: Any = None
        self.works = False
        """Whether a desktop shows them; false until it is known."""

    def show(self, call: Call) -> None:
        """Shows this in the place of what is shown now."""
        self._wanted.put_nowait(call)

    def withdraw(self) -> None:
        """Takes back what is shown."""
        self._wanted.put_nowait(None)

    async def run(self) -> None:
        """Shows what is wished for, until it is cancelled or the desktop goes away."""
        if sys.platform != "linux":
            return
        from jeepney.io.asyncio import (  # type: ignore[import-untyped]  # noqa: PLC0415
            open_dbus_router,
        )
        from jeepney.io.common import (  # type: ignore[import-untyped]  # noqa: PLC0415
            RouterClosed,
        )
        from jeepney.wrappers import (  # type: ignore[import-untyped]  # noqa: PLC0415
            DBusErrorResponse,
        )

        # There is no bus, or nobody on it who shows any; or they went away.
        gone = OSError, EOFError, KeyError, RuntimeError, DBusErrorResponse, RouterClosed
        try:
            async with open_dbus_router() as self._router:
                await self._serve()
        except gone as error:
            logger.info("This desktop shows no notifications: %r", error)
        finally:
            self.works = False

    async def _serve(self) -> None:
        from jeepney import (  # type: ignore[import-untyped]  # noqa: PLC0415
            MatchRule,
        )

        of_desktop = f"type='signal',sender='{_NAME}',interface='{_NAME}',path='{_PATH}'"
        await self._ask(_BUS, "AddMatch", "s", (of_desktop,))
        (can,) = (await self._ask(_DESKTOP, "GetCapabilities")).body
        self._can, self.works = frozenset(can), True
        signals: asyncio.Queue[Any] = asyncio.Queue()
        with self._router.filter(
            MatchRule(type="signal", interface=_NAME, path=_PATH), queue=signals
        ):
            listening = asyncio.create_task(self._listen(signals))
            self._heeding = asyncio.create_task(self._heed(None))
            try:
                while True:
                    wanted = await self._wanted.get()
                    # What is on its way to the screen must be known, to be taken back.
                    self._heeding = asyncio.create_task(self._heed(wanted))
                    await asyncio.shield(self._heeding)
            finally:
                listening.cancel()
                await self._heeding
                await self._close()

    async def _heed(self, call: Call | None) -> None:
        from jeepney import HeaderFields  # noqa: PLC0415

        if call is not None and not self._wanted.empty():
            return  # There is something newer to be said.
        if call is None:
            await self._close()
            return
        before = self._shown.number if self._shown else 0
        body, actions = self._body(call.text), self._actions(call)
        hints = {"desktop-entry": ("s", APP_ID), "urgency": ("y", 1)}
        words = wording.one_line(call.title), body, actions, hints, _NEVER
        arguments = ("Parley", before, APP_ID, *words)
        reply = await self._ask(_DESKTOP, "Notify", "susssasa{sv}i", arguments)
        sender = reply.header.fields[HeaderFields.sender]
        self._shown = _Shown(call.key, reply.body[0], sender)

    def _body(self, text: str) -> str:
        """Returns foreign text as one short line, in which nothing is taken for markup."""
        line = wording.one_line(text)[:_LONGEST]
        if "body-markup" not in self._can:
            return line
        import html  # noqa: PLC0415  (with every character that has a name in it)

        return html.escape(line, quote=False)

    def _actions(self, call: Call) -> list[str]:
        if "actions" not in self._can:
            return []
        answers = [REVIEW, tr("Review"), DECLINE, tr("Decline")] if call.key else []
        return [_DEFAULT, tr("Open"), *answers]

    async def _close(self) -> None:
        shown, self._shown = self._shown, None
        if shown is not None:
            await self._ask(_DESKTOP, "CloseNotification", "u", (shown.number,))

    async def _ask(
        self, whom: _Peer, method: str, signature: str | None = None, arguments: Any = ()
    ) -> Any:
        """Returns the reply to a call.

        Raises:
            OSError: there was none in time.
        """
        from jeepney import DBusAddress, new_method_call  # noqa: PLC0415
        from jeepney.wrappers import unwrap_msg  # noqa: PLC0415

        call = new_method_call(DBusAddress(*whom), method, signature, arguments)
        async with asyncio.timeout(_SECONDS):
            reply = await self._router.send_and_get_reply(call)
        unwrap_msg(reply)  # It raises what is an error.
        return reply

    async def _listen(self, signals: asyncio.Queue[Any]) -> None:
        from jeepney import HeaderFields  # noqa: PLC0415

        while True:
            signal = await signals.get()
            shown, about = self._shown, signal.header.fields
            if shown is None or about.get(HeaderFields.sender) != shown.desktop:
                continue  # It is from somebody else on the bus, who pretends.
            number, *more = signal.body
            if number == shown.number:
                self._take(shown, about.get(HeaderFields.member), more)

    def _take(self, shown: _Shown, what: str, more: list[Any]) -> None:
        match what, more:
            case "ActivationToken", [str(token)]:
                os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt raises a window by it on Wayland.
            case "ActionInvoked", [str(action)]:
                self._pressed(shown.key, DECLINE if action == DECLINE else REVIEW)
            case "NotificationClosed", _:
                self._shown = None
