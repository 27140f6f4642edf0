"""The dialog that takes a person's token for the hub, or takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.widgets.folding_form import FoldingForm
from desktop.ui.widgets.key_field import KeyField
from desktop.ui.widgets.texts import PlainLabel, label_for

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class HubTokenDialog(EntryDialog):
    """A new token; the old one is not shown."""

    token_requested = Signal(str)
    remove_requested = Signal()

    def __init__(self, address: str, page: str, parent: QWidget | None = None) -> None:
        """Takes for whom the token is.

        Args:
            address: the hub's.
            page: where a person makes one.
            parent: what it belongs to.
        """
        super().__init__(tr("Your token for the hub"), tr("&Keep the token"), self._wish_it, parent)
        self.key = KeyField()
        self.key.way.hide()
        self.key.key.setAccessibleName(tr("Token"))
        self.key.get.setText(tr("&Get a token…"))
        self.key.show_provider(page, "", needed=True)
        self.key.setMinimumWidth(theme.room(self, 32))
        self.state = PlainLabel()
        self.remove = self._buttons.addButton(
            tr("&Remove the token"), QDialogButtonBox.ButtonRole.DestructiveRole
        )
        self.remove.hide()
        self.remove.clicked.connect(self._wish_removal)
        self.hint.say(tr("It is sent to {host} and to nobody else.", host=address))
        form = FoldingForm()
        form.addRow(label_for(tr("&Token"), self.key.key), self.key)
        form.addRow(self.state)
        self.lay_out(form)

    def show_kept(self, *, kept: bool, for_this_run: bool) -> None:
        """Says whether there is one already, which can be removed then."""
        self.remove.setVisible(kept)
        if for_this_run:
            self.state.say(tr("One is kept until Parley ends. Another takes its place."))
        elif kept:
            self.state.say(tr("One is kept in the system's store. Another takes its place."))
        else:
            self.state.say(
                tr(
                    "None is kept yet. Where the settings name no hub, one in HF_TOKEN, or of "
                    "`hf auth login`, is used if there is."
                )
            )

    def _wish_removal(self) -> None:
        self.action.setEnabled(False)  # At once: a second press must not wish it again.
        self.remove.setEnabled(False)
        self.remove_requested.emit()

    def _wish_it(self) -> None:
        self.remove.setEnabled(False)
        self.token_requested.emit(self.key.key.text())
