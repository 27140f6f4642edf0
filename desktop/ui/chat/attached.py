"""What is attached to a message that is not sent yet: a chip each, and a press takes it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton

if TYPE_CHECKING:
    from mcp_types import SamplingMessageContentBlock

_BESIDE = 3
_LONGEST = 28


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes out with the next message."""

    name: str
    size: int
    """Bytes."""
    block: SamplingMessageContentBlock


class AttachedList(QWidget):
    """The chips; absent where nothing is attached."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attachments: list[Attachment] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.em(self, 0.25))
        self._grid.setColumnStretch(_BESIDE, 1)
        self.hide()

    @property
    def chips(self) -> list[SymbolButton]:
        """The buttons, in order."""
        items = [self._grid.itemAt(at) for at in range(self._grid.count())]
        widgets = [item.widget() for item in items if item]
        return [one for one in widgets if isinstance(one, SymbolButton)]

    def show_attachments(self, attachments: list[Attachment]) -> None:
        """Shows these and no others."""
        self.attachments = list(attachments)
        for chip in self.chips:
            self._grid.removeWidget(chip)
            chip.deleteLater()
        for at, one in enumerate(self.attachments):
            self._grid.addWidget(self._chip(one), at // _BESIDE, at % _BESIDE)
        self.setVisible(bool(self.attachments))
        self.changed.emit()

    def add(self, attachment: Attachment) -> None:
        """Adds one."""
        self.show_attachments([*self.attachments, attachment])

    def _chip(self, one: Attachment) -> SymbolButton:
        name = wording.one_line(one.name)
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        words = f"{short} · {wording.size(one.size)}" if one.size else short
        chip = SymbolButton(Symbol.CANCEL, wording.unmarked(words))
        chip.setAccessibleName(tr("Take {name} away", name=name))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(lambda: self._take_away(one))
        return chip

    def _take_away(self, one: Attachment) -> None:
        self.show_attachments([other for other in self.attachments if other is not one])
