"""Whose tools the model may ask for: a tick for each server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class ServerOffer:
    """A server whose tools can be given to the model."""

    name: str
    state: str
    """How it stands, in a word."""


class Toolset(SymbolButton):
    """Says whose tools are given, and opens the list with the ticks."""

    chosen_changed = Signal(list)
    """The names of the servers that are ticked now, after a person's tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Symbol.SERVERS, "-", parent)
        self._menu = QMenu(self)
        self._offers: tuple[ServerOffer, ...] = ()
        self._chosen: list[str] = []
        self._lines: dict[str, QAction] = {}
        self._gone: list[str] = []
        """Of the lines, those of servers that are ticked and not there any more."""
        self._nothing = self._menu.addAction(
            tr("No server is there. Add one on the page of servers.")
        )
        self._nothing.setEnabled(False)
        self.setMenu(self._menu)
        self.setToolTip(tr("The model may ask for the tools of these servers; you are asked first"))
        self.show_servers(())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The servers that are ticked."""
        return tuple(self._chosen)

    @property
    def ticks(self) -> Sequence[QAction]:
        """The lines of the list."""
        return [one for one in self._menu.actions() if one.isCheckable()]

    def show_servers(self, servers: Iterable[ServerOffer]) -> None:
        """Shows the servers that are there; one that is ticked and gone stays, and says so."""
        self._offers = tuple(servers)
        self._fill()

    def choose(self, chosen: Iterable[str]) -> None:
        """Ticks these and no others."""
        self._chosen = list(chosen)
        self._fill()

    def _fill(self) -> None:
        """Changes the lines where they stand: a person may have the list open."""
        words = {one.name: one.state for one in self._offers}
        gone = [one for one in self._chosen if one not in words]
        back = [one for one in self._gone if one in words]
        words |= dict.fromkeys(gone, tr("it is not there any more"))
        for name in {*self._lines} - {*words} | {*back}:
            old = self._lines.pop(name)
            self._menu.removeAction(old)
            old.deleteLater()
        self._gone = gone
        after = self._nothing
        for name in reversed(words):
            if name not in self._lines:
                self._lines[name] = self._line(name)
                self._menu.insertAction(after, self._lines[name])
            after = self._lines[name]
            said = tr("{server} ({state})", server=wording.one_line(name), state=words[name])
            after.setText(wording.unmarked(said))
            after.setChecked(name in self._chosen)
        self._nothing.setVisible(not words)
        self._say()

    def _line(self, name: str) -> QAction:
        tick = QAction(self._menu)
        tick.setCheckable(True)
        tick.triggered.connect(lambda on: self._tick(name, on=on))
        return tick

    def _tick(self, name: str, *, on: bool) -> None:
        if on and name not in self._chosen:
            self._chosen.append(name)
        elif not on and name in self._chosen:
            self._chosen.remove(name)
        self._say()
        self.chosen_changed.emit(list(self._chosen))

    def _say(self) -> None:
        if not self._chosen:
            words = tr("No tools")
        elif len(self._chosen) == 1:
            words = tr("Tools of {server}", server=wording.one_line(self._chosen[0])[:24])
        else:
            words = tr("Tools of {n} server(s)", "", len(self._chosen))
        self.setText(wording.unmarked(words))
        self.setAccessibleName(tr("Tools that the model may ask for: {which}", which=words))
