"""The page of settings, made from their declaration."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.storage.settings import Settings, groups, settings_of
from desktop.ui import theme
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.empty import EmptyState
from desktop.ui.widgets.setting_control import SettingControl
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, heading

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.storage.setting import Words
    from desktop.ui.palette import Offer

_WIDEST = 44
"""In em; lines that are longer are read badly."""


class SettingsPage(QWidget):
    """Each group in a section; what is chosen holds at once."""

    change_requested = Signal(str, object)
    reset_requested = Signal(str)
    """A group is to be as it is usual again."""
    file_requested = Signal()
    """settings.toml is to be opened."""
    export_requested = Signal()
    restart_requested = Signal()
    callers_requested = Signal()
    token_requested = Signal()
    """A token for the hub is to be given, or taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Search the settings"))
        self.search.setPlaceholderText(tr("Search (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._sift)
        self.restart = _RestartStrip()
        self.restart.button.clicked.connect(self.restart_requested)
        self.sections = {name: _Section(name, words) for name, words in groups().items()}
        self._nothing = EmptyState(
            Symbol.SETTINGS,
            tr("No setting has these words"),
            tr("Rules for a server stand on its page, and keys with their providers."),
        )
        self._callers = SymbolButton(Symbol.CALLERS, tr("Port of the &endpoint…"))
        self._token = SymbolButton(Symbol.PERMISSIONS, tr("T&oken for the hub…"))
        for button in (self._token, self._callers):
            self.sections["network"].add(button)
        self._file = SymbolButton(Symbol.FOLDER, tr("Open settings.&toml"))
        self._export = SymbolButton(Symbol.SAVE, tr("E&xport…"))
        self._area = QScrollArea()
        self._connect()
        self._lay_out()
        self._area.setEnabled(False)

    def show_settings(self, settings: Settings) -> None:
        """Shows what holds, each in its control."""
        self._area.setEnabled(True)
        for section in self.sections.values():
            section.show_settings(settings)

    def say(self, key: str, problem: str) -> None:
        """Says beside a control what is wrong with what was entered; an empty text is nothing."""
        self.control(key).say(problem)

    def control(self, key: str) -> SettingControl:
        """Returns the control of a setting."""
        return self.sections[key.partition(".")[0]].controls[key]

    def offer_restart(self, *, needed: bool) -> None:
        """Offers to start Parley anew, where something that was set holds only then."""
        self.restart.setVisible(needed)

    def focus_list(self) -> None:
        """Brings the keyboard to the search, from which Tab leads to the first setting."""
        self.search.setFocus()

    def focus_search(self) -> None:
        """Brings the keyboard to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def offer_actions(self, offer: Offer) -> None:
        """Offers the way to each setting, and what can be done with all of them."""
        why_not = "" if self._area.isEnabled() else tr("Parley is still starting.")
        for section in self.sections.values():
            for key, control in section.controls.items():
                text = tr("Settings: {label}", label=control.setting.words.label)
                offer(text, partial(self.show_setting, key), why_not)
        offer(tr("Open settings.toml"), self.file_requested.emit, why_not)
        offer(tr("Export the settings…"), self.export_requested.emit, why_not)

    def show_setting(self, key: str) -> None:
        """Brings the keyboard to a setting."""
        self.search.clear()
        control = self.control(key)
        control.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shows all settings again on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        for section in self.sections.values():
            section.reset.clicked.connect(
                lambda _=False, group=section.group: self.reset_requested.emit(group)
            )
            for control in section.controls.values():
                control.changed.connect(self.change_requested)
        self._callers.clicked.connect(self.callers_requested)
        self._token.clicked.connect(self.token_requested)
        self._file.clicked.connect(self.file_requested)
        self._export.clicked.connect(self.export_requested)

    def _sift(self, text: str) -> None:
        words = text.casefold().split()
        found = [section.sift(words) for section in self.sections.values()]
        self._nothing.setVisible(not any(found))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.em(self, 0.5), 0)
        column.setSpacing(theme.em(self, 1.5))
        for section in self.sections.values():
            column.addWidget(section)
        column.addWidget(self._nothing)
        self._nothing.hide()
        column.addStretch(1)
        inside.setMaximumWidth(theme.em(self, _WIDEST))
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        for button in (self._file, self._export):
            foot.addWidget(button)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.search)
        whole.addWidget(self.restart)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)


class _Section(QWidget):
    """A group: its name, its settings, and the way back to what is usual."""

    def __init__(self, group: str, words: Words) -> None:
        super().__init__()
        self.group, self._label = group, words.label
        self.controls = {one.key: SettingControl(one) for one in settings_of(group)}
        self.reset = SymbolButton(Symbol.RESTART, tr("Reset"))
        self.reset.setAccessibleName(tr("Reset: {group}", group=words.label))
        self.reset.setToolTip(tr("Has this group as it is usual again"))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(self, 0.8))
        head = QHBoxLayout()
        head.addWidget(heading(words.label), 1)
        head.addWidget(self.reset)
        column.addLayout(head)
        about = PlainLabel(words.help)
        about.setForegroundRole(Tone.QUIET.value)
        column.addWidget(about)
        for control in self.controls.values():
            column.addWidget(control)

    def show_settings(self, settings: Settings) -> None:
        """Shows what holds; there is a way back where that is not what is usual."""
        for control in self.controls.values():
            control.show_value(settings.value(control.setting))
        part = getattr(settings, self.group)
        self.reset.setEnabled(part != getattr(Settings(), self.group))

    def add(self, button: SymbolButton) -> None:
        """Adds the way to what belongs here and is set elsewhere."""
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def sift(self, words: list[str]) -> bool:
        """Shows the settings that have these words; returns whether there are any."""
        named = all(word in self._label.casefold() for word in words)
        found = [control for control in self.controls.values() if named or control.has(words)]
        for control in self.controls.values():
            control.setVisible(control in found)
        self.setVisible(bool(found))
        return bool(found)


class _RestartStrip(QFrame):
    """What holds only from the next start, and the way to that."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.button = SymbolButton(Symbol.RESTART, tr("&Restart Parley now"))
        row = QHBoxLayout(self)
        row.addWidget(SymbolLabel(Symbol.INFORMATION), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(PlainLabel(tr("The language holds from the next start.")), 1)
        row.addWidget(self.button)
        self.hide()
