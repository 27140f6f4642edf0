"""A panel that shows the icons of programs, on a test's own bus, by the real protocol."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.asyncio import (  # type: ignore[import-untyped]
    DBusRouter,
    open_dbus_connection,
    open_dbus_router,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_NAME = "org.kde.StatusNotifierWatcher"
_ITEM = "org.kde.StatusNotifierItem"
_MENU = "com.canonical.dbusmenu"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_TOLD = {
    "IsStatusNotifierHostRegistered": ("b", True),
    "ProtocolVersion": ("i", 0),
    "RegisteredStatusNotifierItems": ("as", []),
}


class TrayHost:
    """The icons that came, each by the name that its program has on the bus."""

    def __init__(self, router: DBusRouter) -> None:
        self.items: list[str] = []
        self._router = router

    async def serve(self, bus: Any) -> None:
        """Takes icons in until it is cancelled."""
        while True:
            call = await bus.receive()
            if call.header.message_type is MessageType.method_call:
                await bus.send(self._answer(call))

    def _answer(self, call: Any) -> Any:
        match call.header.fields[HeaderFields.member], call.body:
            case "RegisterStatusNotifierItem", (str(name),):
                own = call.header.fields[HeaderFields.sender]
                self.items.append(own if name.startswith("/") else name)
                return new_method_return(call)
            case "Get", (_, name):
                return new_method_return(call, "v", (_TOLD[name],))
            case "GetAll", _:
                return new_method_return(call, "a{sv}", (_TOLD,))
        return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")

    async def property(self, name: str) -> Any:
        """Returns a property of the icon that came last."""
        where = DBusAddress("/StatusNotifierItem", self.items[-1], _PROPERTIES)
        return (await self._call(where, "Get", "ss", (_ITEM, name)))[0][1]

    async def activate(self) -> None:
        """Clicks on the icon."""
        where = DBusAddress("/StatusNotifierItem", self.items[-1], _ITEM)
        await self._call(where, "Activate", "ii", (0, 0))

    async def menu(self) -> dict[str, int]:
        """Returns the lines that are seen in the icon's menu, with the number of each."""
        where = DBusAddress(await self.property("Menu"), self.items[-1], _MENU)
        _, (_, _, lines) = await self._call(where, "GetLayout", "iias", (0, -1, []))
        found = {}
        for _, (number, about, _) in lines:
            if "label" in about and about.get("visible", ("b", True))[1]:
                found[about["label"][1].replace("_", "")] = number
        return found

    async def choose(self, line: str) -> None:
        """Clicks on a line of the menu."""
        number = (await self.menu())[line]
        where = DBusAddress(await self.property("Menu"), self.items[-1], _MENU)
        await self._call(where, "Event", "isvu", (number, "clicked", ("i", 0), 0))

    async def _call(self, where: DBusAddress, method: str, kinds: str, body: Any) -> Any:
        call = new_method_call(where, method, kinds, body)
        async with asyncio.timeout(10):
            reply = await self._router.send_and_get_reply(call)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return reply.body


@asynccontextmanager
async def tray_host() -> AsyncIterator[TrayHost]:
    """Gives a panel that is there until the end."""
    bus = await open_dbus_connection("SESSION")
    async with open_dbus_router() as router:
        host = TrayHost(router)
        await bus.send(message_bus.RequestName(_NAME))
        while (await bus.receive()).header.message_type is not MessageType.method_return:
            pass
        serving = asyncio.create_task(host.serve(bus))
        try:
            yield host
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            await bus.close()
