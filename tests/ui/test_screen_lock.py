"""What the buses of a desktop say of its lock, asked on a real bus of the test's own."""

from __future__ import annotations

import shutil
import subprocess
import uuid
from typing import TYPE_CHECKING

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject

from desktop.ui.screen_lock import is_locked, screen_is_locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Connect = Callable[[], QDBusConnection]

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no bus here"),
]

SAVER = "org.freedesktop.ScreenSaver"
GNOME = "org.gnome.ScreenSaver"
LOGIND = "org.freedesktop.login1"
SESSION = "/org/freedesktop/login1/session/auto"


@pytest.fixture
def connect() -> Iterator[Connect]:
    """A bus, and a way to connect to it."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout
    address = daemon.stdout.readline().strip()
    names: list[str] = []

    def to_the_bus() -> QDBusConnection:
        names.append(uuid.uuid4().hex)
        return QDBusConnection.connectToBus(address, names[-1])

    yield to_the_bus
    for name in names:
        QDBusConnection.disconnectFromBus(name)
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


class Service(QDBusVirtualObject):
    """A program on the bus that gives always the same answer, or none."""

    def __init__(self, bus: QDBusConnection, name: str, path: str, answer: object) -> None:
        super().__init__()
        self.asked: list[tuple[str, str, list[object]]] = []
        self._answer = answer
        assert bus.registerService(name)
        assert bus.registerVirtualObject(path, self)

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802
        self.asked.append((message.interface(), message.member(), message.arguments()))
        if self._answer is None:
            message.setDelayedReply(True)
            return True
        return connection.send(message.createReply(self._answer))


@pytest.mark.parametrize(
    ("name", "path"),
    [(SAVER, "/org/freedesktop/ScreenSaver"), (GNOME, "/org/gnome/ScreenSaver")],
)
@pytest.mark.parametrize("locked", [True, False])
async def test_a_screen_saver_is_believed(
    connect: Connect, name: str, path: str, locked: bool
) -> None:
    service = Service(connect(), name, path, locked)
    assert await is_locked(connect(), connect()) is locked
    assert service.asked == [(name, "GetActive", [])]


@pytest.mark.parametrize("locked", [True, False])
async def test_the_manager_of_logins_is_believed(connect: Connect, locked: bool) -> None:
    service = Service(connect(), LOGIND, SESSION, QDBusVariant(locked))
    assert await is_locked(connect(), connect()) is locked
    assert service.asked == [
        (
            "org.freedesktop.DBus.Properties",
            "Get",
            ["org.freedesktop.login1.Session", "LockedHint"],
        )
    ]


async def test_one_that_says_so_is_enough(connect: Connect) -> None:
    open_, locked = connect(), connect()
    services = [
        Service(open_, SAVER, "/org/freedesktop/ScreenSaver", answer=False),
        Service(locked, LOGIND, SESSION, QDBusVariant(True)),
    ]
    assert await is_locked(connect(), connect())
    assert all(service.asked for service in services)


async def test_a_bus_on_which_nobody_knows_means_that_it_is_not_locked(connect: Connect) -> None:
    assert not await is_locked(connect(), connect())


@pytest.mark.parametrize("answer", [None, "yes", 1])
async def test_silence_and_nonsense_mean_that_it_is_not_locked(
    connect: Connect, answer: object
) -> None:
    service = Service(connect(), SAVER, "/org/freedesktop/ScreenSaver", answer)
    assert not await is_locked(connect(), connect())
    assert service.asked


async def test_where_there_is_no_bus_it_is_not_locked() -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nonexistent", uuid.uuid4().hex)
    assert not nowhere.isConnected()
    assert not await is_locked(nowhere, nowhere)


async def test_this_computer_can_be_asked() -> None:
    assert await screen_is_locked() in (True, False)
