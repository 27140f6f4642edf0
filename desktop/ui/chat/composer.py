"""What a person writes to a model: the text, what is attached, who answers with whose tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.chat.attached import AttachedList
from desktop.ui.chat.destination import Destination
from desktop.ui.chat.draft import Draft
from desktop.ui.chat.drafts import Written
from desktop.ui.chat.toolset import Toolset
from desktop.ui.theme import Symbol
from desktop.ui.widgets.announcing import announce
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from desktop.ui.chat.destination import ModelOffer


class Composer(QWidget):
    """Sends what is written, or stops what is being answered; says always where it goes."""

    send_requested = Signal()
    stop_requested = Signal()
    model_chosen = Signal(str)
    edit_left = Signal()
    """What was sent before is not to be edited after all."""
    changed = Signal()
    """Something else is written or attached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[ModelOffer, ...] = ()
        self._busy = self._ready = False
        self.draft = Draft()
        self.attached = AttachedList()
        self.models = Choice(tr("Model that answers"), narrowest=6)
        self.models.activated.connect(lambda _: self.model_chosen.emit(self.model_id))
        self.toolset = Toolset()
        self.attach = SymbolButton(Symbol.ATTACH, tr("A&ttach…"))
        self.attach.clicked.connect(self._ask_for_files)
        self.destination = Destination()
        self.send = SymbolButton(Symbol.OUT, tr("&Send"))
        self.send.clicked.connect(self._send)
        self.stop = SymbolButton(Symbol.CANCEL, tr("S&top (Esc)"))
        self.stop.clicked.connect(self.stop_requested)
        self._problem = PlainLabel()
        self._editing = QWidget()
        self.leave_edit = SymbolButton(Symbol.CANCEL, tr("Do not edit it"))
        self.leave_edit.clicked.connect(self.edit_left)
        self.draft.sent.connect(self._send)
        for signal in (self.draft.textChanged, self.attached.changed):
            signal.connect(self._heed)
            signal.connect(self.changed)
        self.draft.textChanged.connect(lambda: self.show_problem(""))
        self._lay_out()
        self._heed()

    @property
    def model_id(self) -> str:
        """The chosen model; empty where there is none."""
        return str(self.models.chosen()) if self.models.currentIndex() >= 0 else ""

    @property
    def model(self) -> ModelOffer | None:
        """What is known of it."""
        return next((one for one in self._models if one.id == self.model_id), None)

    @property
    def knows_models(self) -> bool:
        """Whether there is any model to choose."""
        return bool(self._models)

    @property
    def text(self) -> str:
        """What is written."""
        return self.draft.toPlainText().strip()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not (self.text or self.attached.attachments)

    @property
    def written(self) -> Written:
        """All that would be sent."""
        return Written(self.draft.toPlainText(), tuple(self.attached.attachments))

    def set_ready(self) -> None:
        """Offers what needs the app's services, which are there now."""
        self._ready = True
        self._heed()

    def show_models(self, models: Sequence[ModelOffer]) -> None:
        """Shows the models that are there, and keeps the chosen one chosen, even where it is gone.

        The first that can be asked is chosen where none was.
        """
        if self._models != tuple(models):  # Else a list that is open would close.
            before = self.model_id
            self._models = tuple(models)
            self._offer_models(before)

    def choose_model(self, model: str) -> None:
        """Chooses a model; one that is not there any more is shown as that."""
        self._offer_models(model)

    def show_busy(self, *, busy: bool) -> None:
        """Offers to stop while an answer is written, and else to send."""
        had_focus = self.send.hasFocus() or self.stop.hasFocus()
        self._busy = busy
        self._heed()
        if had_focus:
            self.draft.setFocus()

    def show_problem(self, text: str) -> None:
        """Says why something was not attached or not sent; an empty text takes that away."""
        self._problem.say(text)
        if text:
            announce(self, text)

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    def write(self, written: Written) -> None:
        """Takes a message in the place of what is written."""
        if self.draft.toPlainText() != written.text:
            self.draft.setPlainText(written.text)
            self.draft.moveCursor(self.draft.textCursor().MoveOperation.End)
        self.attached.show_attachments(list(written.attachments))

    def edit(self, sent: Written) -> None:
        """Takes what was sent before, to be sent anew."""
        self._editing.show()
        self.write(sent)
        self.draft.setFocus()

    def leave_editing(self) -> None:
        """Says no more that what was sent before is edited."""
        self._editing.hide()

    @property
    def is_editing(self) -> bool:
        """Whether what was sent before is edited."""
        return not self._editing.isHidden()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Lets files in beside the text too."""
        self.draft.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        """Attaches what is dropped."""
        self.draft.dropEvent(event)

    def _offer_models(self, chosen: str) -> None:
        known = {one.id for one in self._models}
        offers = [(one.id, one.words) for one in self._models]
        if chosen and chosen not in known:
            offers.append((chosen, tr("{model} (it is not there any more)", model=chosen)))
        able = [one.id for one in self._models if not one.unready]
        self.models.only(offers)
        if chosen:
            self.models.choose(chosen)
        elif able:
            self.models.choose(able[0])
        self._heed()

    def _heed(self) -> None:
        """Lets what can be done now be done, and says where the text would go."""
        model = self.model
        able = self._ready and model is not None and not model.unready
        self.send.setVisible(not self._busy)
        self.send.setEnabled(able and not self.is_empty)
        self.stop.setVisible(self._busy)
        self.destination.show_model(model, gone=self.model_id)

    def _send(self) -> None:
        if self.send.isEnabled() and not self._busy:
            self.send_requested.emit()

    def _ask_for_files(self) -> None:
        dialog = QFileDialog(self, tr("Attach texts or pictures"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Qt's own list of texts is none of Python's: one signal cannot be the other's slot.
        dialog.filesSelected.connect(lambda paths: self.draft.files_given.emit([*paths]))
        dialog.open()

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        row = QHBoxLayout(self._editing)
        row.setContentsMargins(0, 0, 0, 0)
        said = tr("You edit what you sent. The answer to it stays, as another branch.")
        row.addWidget(PlainLabel(said), 1)
        row.addWidget(self.leave_edit)
        self._editing.hide()
        foot = QGridLayout()
        foot.setSpacing(theme.em(self, 0.4))
        foot.addWidget(self.models, 0, 0, 1, 2)
        foot.addWidget(self.toolset, 0, 2)
        foot.addWidget(self.attach, 0, 3)
        foot.addWidget(self.destination, 1, 0, 1, 3)
        foot.addWidget(self.send, 1, 3)
        foot.addWidget(self.stop, 1, 3)
        foot.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(self, 0.4))
        for part in (self._editing, self._problem, self.attached, self.draft):
            column.addWidget(part)
        column.addLayout(foot)
