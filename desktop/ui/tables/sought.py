"""Which requests are wanted, of those that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from desktop.ui.tables.requests import WHEN, requests_at
from desktop.ui.tables.rows import SortRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from desktop.events import RequestChanged, RequestPhase
    from desktop.ui.tables.requests import RequestTree


@dataclass(frozen=True, slots=True)
class Sought:
    """What a person looks for; what is empty may be anything."""

    server: str = ""
    model: str = ""
    outcome: RequestPhase | None = None
    text: str = ""

    def fits(self, change: RequestChanged) -> bool:
        """Whether a request is one, its text aside."""
        return (
            self.server in ("", change.server)
            and self.model in ("", change.model)
            and self.outcome in (None, change.phase)
        )

    def reads(self, change: RequestChanged) -> bool:
        """Whether the text is in what is shown of a request."""
        shown = (change.prompt, change.text, change.detail, change.tool, change.server)
        wanted = self.text.casefold()
        return any(wanted in text.casefold() for text in shown)


class SoughtRequests(QSortFilterProxyModel):
    """The wanted requests, sorted; a call is shown with those of its requests that are wanted."""

    def __init__(self, tree: RequestTree, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sought = Sought()
        self._found: set[str] = set()
        self._tree = tree
        self.setSourceModel(tree)
        self.setSortRole(SortRole)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.sort(WHEN, Qt.SortOrder.DescendingOrder)

    def seek(self, sought: Sought) -> None:
        """Shows what is wanted now, of what is known."""
        self.beginFilterChange()
        self.sought = sought
        self._found.clear()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def add_found(self, requests: Iterable[str]) -> None:
        """Shows requests too in whose record the text was found, where more of it is read."""
        if self.sought == Sought():
            return  # All are shown: to look at each again would hold the window up.
        self.beginFilterChange()
        self._found.update(requests)
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Returns whether a request is wanted, or one of a call's."""
        if self.sought == Sought():
            return True
        index = self._tree.index(source_row, 0, source_parent)
        return any(self._wants(one) for one in requests_at(self._tree, index))

    def _wants(self, change: RequestChanged) -> bool:
        if not self.sought.fits(change):
            return False
        return change.request in self._found or self.sought.reads(change)
