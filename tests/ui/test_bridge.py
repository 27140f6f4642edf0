"""Events as signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.events import (
    CallProgressed,
    ListChanged,
    ModelChanged,
    ModelRemoved,
    ModelStatus,
    Notice,
    ServerLogged,
    ServerRemoved,
)
from desktop.ui.bridge import Bridge
from tests.ui.fakes import make_change, make_server

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.events import Event


@pytest.mark.parametrize(
    ("event", "signal", "carried"),
    [
        (make_server(), "server_changed", make_server()),
        (ServerRemoved("Weather"), "server_removed", "Weather"),
        (
            ModelChanged("m", "M", ModelStatus.LOADED),
            "model_changed",
            ModelChanged("m", "M", ModelStatus.LOADED),
        ),
        (ModelRemoved("m"), "model_removed", "m"),
        (make_change(at=1.0), "request_changed", make_change(at=1.0)),
        (ServerLogged("w", "info", "a"), "server_logged", ServerLogged("w", "info", "a")),
        (ListChanged("w", "tools"), "list_changed", ListChanged("w", "tools")),
        (CallProgressed("w", "t", 1.0), "call_progressed", CallProgressed("w", "t", 1.0)),
        (Notice("Hello"), "notice", Notice("Hello")),
    ],
)
def test_every_event_has_its_signal(
    qtbot: QtBot, event: Event, signal: str, carried: object
) -> None:
    bridge = Bridge()
    with qtbot.waitSignal(getattr(bridge, signal)) as emitted:
        bridge.publish(event)
    assert emitted.args == [carried]
