"""A desktop that keeps the notifications it is sent, on a test's own bus, by the real protocol."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageType,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.asyncio import open_dbus_connection  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
CAPABILITIES = ("actions", "body", "body-markup")


class Sent(NamedTuple):
    """A notification as it was sent."""

    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]


class Desktop:
    """What stands on the screen, by its number."""

    def __init__(self, bus: Any, capabilities: tuple[str, ...]) -> None:
        self.shown: dict[int, Sent] = {}
        self._bus, self._capabilities = bus, capabilities
        self._count = 0
        self._caller = ""

    async def press(self, number: int, action: str) -> None:
        """Presses a button, as a person does; the notification goes with it."""
        self.shown.pop(number)
        await self.signal("ActionInvoked", "us", (number, action))
        await self.signal("NotificationClosed", "uu", (number, 2))

    async def signal(self, name: str, signature: str, body: tuple[Any, ...]) -> None:
        """Sends a signal to everybody, as any program of the bus may."""
        emitter = DBusAddress(_PATH, interface=NAME)
        await self._bus.send(new_signal(emitter, name, signature, body))

    async def signal_to_the_app(self, name: str, signature: str, body: tuple[Any, ...]) -> None:
        """Sends a signal to the one program that showed something."""
        message = new_signal(DBusAddress(_PATH, interface=NAME), name, signature, body)
        message.header.fields[HeaderFields.destination] = self._caller
        await self._bus.send(message)

    async def serve(self) -> None:
        """Answers until it is cancelled."""
        while True:
            call = await self._bus.receive()
            if call.header.message_type is MessageType.method_call:
                await self._answer(call)

    async def _answer(self, call: Any) -> None:
        match call.header.fields[HeaderFields.member], call.body:
            case "GetCapabilities", _:
                reply = new_method_return(call, "as", (list(self._capabilities),))
            case "Notify", (_, replaces, _, title, body, actions, hints, _):
                self._caller = call.header.fields[HeaderFields.sender]
                self._count += not replaces
                number = replaces or self._count
                self.shown[number] = Sent(title, body, actions, hints)
                reply = new_method_return(call, "u", (number,))
            case "CloseNotification", (number,):
                self.shown.pop(number, None)
                reply = new_method_return(call)
            case other:
                raise AssertionError(f"No desktop knows {other}.")
        await self._bus.send(reply)


@asynccontextmanager
async def connected(
    capabilities: tuple[str, ...] = CAPABILITIES, name: str = NAME
) -> AsyncIterator[Desktop]:
    """Gives a desktop that owns the name; without a name, a program that only pretends."""
    bus = await open_dbus_connection("SESSION")
    desktop = Desktop(bus, capabilities)
    if name:
        await bus.send(message_bus.RequestName(name))
        while (await bus.receive()).header.message_type is not MessageType.method_return:
            pass
    serving = asyncio.create_task(desktop.serve())
    try:
        yield desktop
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await bus.close()
