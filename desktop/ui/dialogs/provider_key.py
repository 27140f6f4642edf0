"""The dialog that gives a provider another key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.key_field import KeyField
from desktop.ui.widgets.texts import label_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.models.remote.access import Access


class ProviderKeyDialog(EntryDialog):
    """A new key, or a variable instead; the old key is not shown."""

    key_requested = Signal(str, object)

    def __init__(self, access: Access, parent: QWidget | None = None) -> None:
        title = tr("The key of {label}", label=wording.one_line(access.label))
        super().__init__(title, tr("&Change the key"), self._wish_it, parent)
        self.key = KeyField()
        variable = access.preset.key_variable if access.preset else ""
        self.key.show_provider(access.key_page, access.spec.key_variable or variable, needed=True)
        self.key.setMinimumWidth(theme.room(self, 32))
        self.hint.say(tr("It is sent to {host} and to nobody else.", host=access.spec.host))
        form = FoldingForm()
        form.addRow(label_for(tr("&Key"), self.key.way), self.key)
        self.lay_out(form)

    def _wish_it(self) -> None:
        if problem := self.key.problem():
            self.say(problem)
        else:
            self.key_requested.emit(*self.key.wanted())
