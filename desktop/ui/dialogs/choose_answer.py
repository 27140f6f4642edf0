"""The dialog in which a person chooses one of several models' answers, side by side."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.gateway.approval import AnswerApproved
from desktop.language import tr
from desktop.models.context import Location
from desktop.ui import theme, wording
from desktop.ui.dialogs.findings import Findings
from desktop.ui.dialogs.guarded import GuardedQuestion, Words
from desktop.ui.dialogs.hidden_line import hidden_line
from desktop.ui.dialogs.transcript import transcript_of, transcript_of_answer
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.texts import PlainLabel, heading, inline_text
from desktop.ui.widgets.tick import Pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize

    from desktop.gateway.approval import AnswerReview, Offer
    from desktop.models.context import ModelContext


class ChooseAnswerDialog(GuardedQuestion):
    """Keeping all of them back is Esc and closing; silence too, where the answer must be seen."""

    def __init__(
        self,
        review: AnswerReview,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        name = wording.one_line(review.request.caller.name)
        fate = tr("Kept back") if review.required else tr("The first is sent")
        words = Words(tr("&Send to {name}", name=wording.unmarked(name)), tr("&Keep back"), fate)
        super().__init__(review, words, parent, clock)
        self._review = review
        self.setWindowTitle(tr("Answers for {name}", name=name).replace("[*]", "[*][*]"))
        self.sheets = [_Sheet(offer) for offer in review.offers]
        one_of_them = QButtonGroup(self)
        for sheet in self.sheets:
            one_of_them.addButton(sheet.choice)
            sheet.choice.toggled.connect(self.wake)
            sheet.findings.changed.connect(self.wake)
        asked = Disclosure(tr("What was asked"), transcript_of(review.request.params))
        parts = [self._question(), self._side_by_side(), asked]
        self.lay_out(parts, tr("The answers"), *(sheet.findings for sheet in self.sheets))
        self.sheets[review.chosen].choice.setChecked(True)

    @property
    def awake(self) -> bool:
        """Whether a keystroke or a click may count as a yes now."""
        return super().awake and self.sheets[self.chosen].findings.seen

    @property
    def chosen(self) -> int:
        """Which answer is chosen now."""
        ticked = (number for number, one in enumerate(self.sheets) if one.choice.isChecked())
        return next(ticked, self._review.chosen)

    def allow(self) -> None:
        """Lets the chosen answer out, once that may count."""
        if self.awake:
            offer = self._review.offers[self.chosen]
            self.decide(AnswerApproved(offer.result, chosen=self.chosen))

    def sizeHint(self) -> QSize:
        """Returns a size at which the answers stand beside one another."""
        hint = super().sizeHint()
        hint.setWidth(theme.em(self, 26 * len(self._review.offers)))
        return hint

    def _question(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(tr("Which answer is to be sent to {caller}?", caller=self.caller)))
        target = inline_text(tr("What asked"))
        target.show_text(f"{self.caller} {self._review.request.caller.runs}")
        column.addWidget(target)
        return part

    def _side_by_side(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.em(self))
        for sheet in self.sheets:
            row.addWidget(sheet, 1)
        return part


class _Sheet(QWidget):
    """One answer, with what was noticed in it."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.choice = Pick(wording.unmarked(wording.one_line(offer.model.name)))
        self.transcript = transcript_of_answer(offer.result)
        self.findings = Findings(
            offer.findings, self.transcript, lambda: offer.findings, waits_for=tr("Send")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)
        column.addWidget(PlainLabel(_place(offer.model)))
        column.addWidget(self.findings)
        if self.transcript.hidden:
            column.addWidget(hidden_line(self.transcript.hidden))
        column.addWidget(self.transcript)
        column.addStretch()


def _place(model: ModelContext) -> str:
    if model.location is Location.LOCAL:
        return tr("on this computer")
    return tr(
        "over the network, by {value}", value=wording.one_line(model.host) or tr("whoever runs it")
    )
