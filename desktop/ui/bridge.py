"""The services' events as Qt signals."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Signal

from desktop.events import (
    ModelChanged,
    ModelRemoved,
    Notice,
    PauseChanged,
    PermissionsChanged,
    RequestChanged,
    ServerChanged,
    ServerRemoved,
)

if TYPE_CHECKING:
    from desktop.events import Event


class Bridge(QObject):
    """One signal for each kind of event; `publish` is what the services are given."""

    server_changed = Signal(ServerChanged)
    server_removed = Signal(str)
    model_changed = Signal(ModelChanged)
    model_removed = Signal(str)
    request_changed = Signal(RequestChanged)
    pause_changed = Signal(bool)
    permissions_changed = Signal()
    notice = Signal(Notice)

    def publish(self, event: Event) -> None:
        """Emits an event's signal; called on the loop's own thread only."""
        match event:
            case ServerChanged():
                self.server_changed.emit(event)
            case ServerRemoved():
                self.server_removed.emit(event.server)
            case ModelChanged():
                self.model_changed.emit(event)
            case ModelRemoved():
                self.model_removed.emit(event.model)
            case RequestChanged():
                self.request_changed.emit(event)
            case PauseChanged():
                self.pause_changed.emit(event.paused)
            case PermissionsChanged():
                self.permissions_changed.emit()
            case Notice():
                self.notice.emit(event)
            case _:
                assert_never(event)
