"""The question whether to sign in to a server, with where that is done and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout

from desktop.gateway.screening.hidden import on_one_line
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.guard import Guard
from desktop.ui.dialogs.question import Question
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.texts import FittingText, PlainLabel, in_monospace, inline_heading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.servers.signing_in.oauth import SignIn

_FACTS = (tr("Server"), tr("You sign in at"), tr("It gives the right to"))


class SignInDialog(Question):
    """Yes opens the browser, where no page was opened before; no is the default."""

    def __init__(self, asked: SignIn, parent: QWidget | None = None) -> None:
        super().__init__(refusal=False, parent=parent)
        server = wording.one_line(asked.server)
        self._link = asked.link
        self.setWindowTitle(tr("Give further rights?") if asked.more else tr("Sign in?"))
        title = inline_heading(tr("What is asked"))
        title.show_text(
            tr("{server} wants further rights", server=server)
            if asked.more
            else tr("{server} wants you to sign in", server=server)
        )
        self.facts = Facts(_FACTS)
        self.facts.tell(tr("Server"), on_one_line(asked.address))
        self.facts.tell(tr("You sign in at"), on_one_line(asked.host))
        self.facts.tell(
            tr("It gives the right to"),
            on_one_line(", ".join(asked.scopes)) or tr("what it does not say"),
        )
        self.page = FittingText(tr("Complete address of the page"), 6)
        in_monospace(self.page)
        self.page.show_text(on_one_line(asked.link))
        self.hint = PlainLabel(
            tr(
                "Your browser opens there, and comes back to Parley. Your password is for that "
                "page alone: Parley never sees it. It keeps what it is given in the system's "
                "store for keys, for this server only, until you sign out. Go on only if you "
                "know the name of the place."
            )
        )
        self._add_buttons()
        self._guard = Guard(self)
        self._guard.changed.connect(self.open_button.setEnabled)
        self._lay_out(title)

    def _add_buttons(self) -> None:
        self._buttons = QDialogButtonBox()
        self.open_button = self._buttons.addButton(
            tr("&Open the browser"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.decline_button = self._buttons.addButton(
            tr("&Not now"), QDialogButtonBox.ButtonRole.RejectRole
        )
        self.open_button.setAutoDefault(False)
        self.open_button.setEnabled(False)
        self.open_button.setAccessibleDescription(tr("Wakes a second after this window came up."))
        self.open_button.clicked.connect(self._open)
        self.decline_button.clicked.connect(self.reject)

    def _lay_out(self, title: QWidget) -> None:
        column = QVBoxLayout(self)
        for part in (title, self.facts, self.page, self.hint, self._buttons):
            column.addWidget(part)
        self.facts.setMinimumWidth(theme.room(self, 34))
        self.decline_button.setDefault(True)
        self.decline_button.setFocus()

    def _open(self) -> None:
        """Opens the page; where no browser can be had, says so, and its address can be copied."""
        if QDesktopServices.openUrl(QUrl(self._link)):
            self.decide(answer=True)
        else:
            self.hint.say(
                tr(
                    "No browser could be opened. Copy the address above into one, on this "
                    "computer, and press the button again."
                )
            )
            self.open_button.setText(tr("&I have opened it"))
            self.open_button.clicked.disconnect(self._open)
            self.open_button.clicked.connect(lambda: self.decide(answer=True))
