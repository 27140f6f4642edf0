"""The dialog that puts Parley into the settings of other hosts, and takes it out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.texts import TextView, in_monospace
from desktop.ui.widgets.tick import SeenBoxes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from desktop.servers.host_files import Change, Host

_OFFER = Qt.ItemDataRole.UserRole
_NONE_FOUND = tr(
    "None was found of those that Parley knows: Claude Desktop, Claude Code, Gemini CLI, VS Code, "
    "Cursor, LM Studio. Any other host is told to run `parley serve`."
)


class HostOffer(NamedTuple):
    """A host that was found, and what a tick or no tick at it would write."""

    host: Host
    installed: bool
    add: Change | None
    """None where it cannot be written."""
    remove: Change | None
    problem: str = ""
    """Why it cannot be written."""

    def change(self, *, ticked: bool) -> Change | None:
        """Returns what would be written, or None where nothing would."""
        if ticked == self.installed:
            return None  # An entry that a person has changed in its file stays so.
        return self.add if ticked else self.remove


class OtherHostsDialog(EntryDialog):
    """A list with ticks; each line that would change in a file is shown before it is written."""

    write_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Use Parley from other programs"), tr("&Write"), self._wish_it, parent)
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Other programs"))
        self.list.setHeaderLabels([tr("Program"), tr("Its settings")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setItemDelegate(SeenBoxes(self.list))
        self.list.itemChanged.connect(self._show_all)
        self.list.currentItemChanged.connect(self._show_lines)
        self.lines = TextView(tr("What would be written"))
        in_monospace(self.lines)
        column = QVBoxLayout()
        self.list.setMaximumHeight(theme.em(self, 11))  # As many as there are can be seen.
        column.addWidget(self.list)
        column.addWidget(self.lines, 1)
        self.lay_out(column, 1)
        self.resize(theme.em(self, 46), theme.em(self, 32))
        self.action.setEnabled(False)

    def show_offers(self, offers: Iterable[HostOffer]) -> None:
        """Shows the hosts that were found; those that have Parley are ticked."""
        if self._over:
            return
        self.list.clear()
        for offer in offers:
            item = QTreeWidgetItem(
                [offer.host.name, wording.one_line(offer.problem or str(offer.host.path))]
            )
            item.setData(0, _OFFER, offer)
            item.setToolTip(1, item.text(1))
            if offer.problem:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            else:
                ticked = Qt.CheckState.Checked if offer.installed else Qt.CheckState.Unchecked
                item.setCheckState(0, ticked)
            self.list.addTopLevelItem(item)
        self.list.resizeColumnToContents(0)
        self.say("")
        if first := self.list.topLevelItem(0):
            self.list.setCurrentItem(first)
            self.list.setFocus()
        self._show_all()

    def changes(self) -> list[Change]:
        """Returns what would be written as the ticks are."""
        items = [self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount())]
        found = [_change(item) for item in items if item is not None]
        return [change for change in found if change is not None]

    def _show_all(self) -> None:
        number = len(self.changes())
        self.action.setEnabled(number > 0)
        if not self.list.topLevelItemCount():
            self.hint.say(_NONE_FOUND)
        elif number:
            self.hint.say(
                tr(
                    "{files} will change; each as it was stays beside it as .bak. Start the "
                    "program anew afterwards. Its requests ask you here.",
                    files=tr("{n} file(s)", "", number),
                )
            )
        else:
            self.hint.say(tr("Tick a program, and its model can ask Parley's. You are asked here."))
        self._show_lines(self.list.currentItem())

    def _show_lines(self, item: QTreeWidgetItem | None) -> None:
        change = _change(item) if item is not None else None
        self.lines.show_text(change.shown if change else tr("Nothing changes there."))

    def _wish_it(self) -> None:
        self.write_requested.emit(self.changes())


def _change(item: QTreeWidgetItem) -> Change | None:
    offer: HostOffer = item.data(0, _OFFER)
    return offer.change(ticked=item.checkState(0) is Qt.CheckState.Checked)
