"""The dialog that takes in models which other programs hold, where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.texts import FittingText, in_monospace
from desktop.ui.widgets.tick import SeenBoxes
from desktop.ui.widgets.ticked_list import TickedList, found_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QTreeWidgetItem, QWidget

    from desktop.models.found import Found


class FoundModelsDialog(EntryDialog):
    """A list with ticks; what is ticked is used in place, and never copied."""

    add_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Models of other programs"), tr("&Use these"), self._wish_it, parent)
        self.list = TickedList(
            tr("Models of other programs"), [tr("Model"), tr("Program"), tr("Size")]
        )
        self.list.setItemDelegateForColumn(0, SeenBoxes(self))
        self.list.itemChanged.connect(self._count)
        self.list.currentItemChanged.connect(self._show_whole)
        self.path = FittingText(tr("Where it lies"), 3)
        in_monospace(self.path)
        column = QVBoxLayout()
        column.addWidget(self.list, 1)
        column.addWidget(self.path)
        self.lay_out(column, 1)
        self.resize(theme.em(self, 46), theme.em(self, 28))
        self.action.setEnabled(False)

    def show_found(self, found: Iterable[Found]) -> None:
        """Shows what there is to choose from."""
        if self._over:
            return
        self.list.clear()
        for one in found:
            name = wording.one_line(one.name)
            self.list.add([name, one.program, wording.size(one.size)], one)
        self.say("")
        self._count()
        self.list.settle()

    def ticked(self) -> list[Found]:
        """Returns the models that are ticked."""
        return self.list.ticked()

    def _count(self) -> None:
        number = len(self.ticked())
        self.action.setEnabled(number > 0)
        if not self.list.topLevelItemCount():
            self.hint.say(
                tr(
                    "LM Studio, Ollama, GPT4All, Jan and the Hugging Face cache hold no model here "
                    "that is not in your list already."
                )
            )
            return
        self.hint.say(
            tr(
                "{models} ticked. The files stay where they are: a model goes with the program "
                "that holds it.",
                models=tr("{n} model(s)", "", number),
            )
        )

    def _show_whole(self, item: QTreeWidgetItem | None) -> None:
        found: Found | None = found_in(item)
        self.path.show_text(str(found.path) if found else "")

    def _wish_it(self) -> None:
        self.add_requested.emit(self.ticked())
