"""The services' events as Qt signals."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Signal

from desktop.events import (
    CallProgressed,
    ChatChanged,
    ChatText,
    EndpointChanged,
    ListChanged,
    ModelChanged,
    ModelRemoved,
    Notice,
    PauseChanged,
    PermissionsChanged,
    RequestChanged,
    ServerChanged,
    ServerLogged,
    ServerRemoved,
    ServerUsage,
    SettingsChanged,
)

if TYPE_CHECKING:
    from desktop.events import Event


class Bridge(QObject):
    """One signal for each kind of event; `publish` is what the services are given."""

    server_changed = Signal(ServerChanged)
    server_removed = Signal(str)
    server_logged = Signal(ServerLogged)
    server_usage = Signal(ServerUsage)
    list_changed = Signal(ListChanged)
    call_progressed = Signal(CallProgressed)
    model_changed = Signal(ModelChanged)
    model_removed = Signal(str)
    request_changed = Signal(RequestChanged)
    chat_changed = Signal(ChatChanged)
    chat_text = Signal(ChatText)
    pause_changed = Signal(bool)
    permissions_changed = Signal()
    endpoint_changed = Signal(str)
    settings_changed = Signal()
    notice = Signal(Notice)

    def publish(self, event: Event) -> None:
        """Emits an event's signal; called on the loop's own thread only."""
        match event:
            case ServerChanged():
                self.server_changed.emit(event)
            case ServerLogged() | ServerUsage() | ListChanged() | CallProgressed():
                self._pass_on(event)
            case ServerRemoved():
                self.server_removed.emit(event.server)
            case ModelChanged():
                self.model_changed.emit(event)
            case ModelRemoved():
                self.model_removed.emit(event.model)
            case RequestChanged():
                self.request_changed.emit(event)
            case ChatChanged() | ChatText():
                self._pass_on_talk(event)
            case PauseChanged() | PermissionsChanged() | EndpointChanged() | SettingsChanged():
                self._pass_on_what_holds(event)
            case Notice():
                self.notice.emit(event)
            case _:
                assert_never(event)

    def _pass_on_talk(self, event: ChatChanged | ChatText) -> None:
        """Emits what goes on in the person's own conversations."""
        match event:
            case ChatChanged():
                self.chat_changed.emit(event)
            case ChatText():
                self.chat_text.emit(event)
            case _:
                assert_never(event)

    def _pass_on_what_holds(
        self, event: PauseChanged | PermissionsChanged | EndpointChanged | SettingsChanged
    ) -> None:
        """Emits what holds for all that may ask."""
        match event:
            case PauseChanged():
                self.pause_changed.emit(event.paused)
            case PermissionsChanged():
                self.permissions_changed.emit()
            case EndpointChanged():
                self.endpoint_changed.emit(event.address)
            case SettingsChanged():
                self.settings_changed.emit()
            case _:
                assert_never(event)

    def _pass_on(self, event: ServerLogged | ServerUsage | ListChanged | CallProgressed) -> None:
        """Emits what a server tells by itself."""
        match event:
            case ServerLogged():
                self.server_logged.emit(event)
            case ServerUsage():
                self.server_usage.emit(event)
            case ListChanged():
                self.list_changed.emit(event)
            case CallProgressed():
                self.call_progressed.emit(event)
            case _:
                assert_never(event)
