"""The dialog in which a person sees an answer before the program does that asked for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gateway.approval import AnswerApproved
from desktop.gateway.screening.screen import screen_answer
from desktop.language import tr
from desktop.models.context import Location
from desktop.ui import wording
from desktop.ui.dialogs.findings import Findings
from desktop.ui.dialogs.guarded import GuardedQuestion, Words, with_editing
from desktop.ui.dialogs.hidden_line import hidden_line
from desktop.ui.dialogs.transcript import edited_answer, transcript_of, transcript_of_answer
from desktop.ui.theme import Symbol
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import heading, inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.gateway.approval import AnswerReview
    from desktop.gateway.screening.finding import Finding

_STOPS = {
    "endTurn": tr("The model finished by itself."),
    "maxTokens": tr("The answer reached the token limit."),
    "stopSequence": tr("The answer reached a stop sequence."),
    "toolUse": tr("The model asks for a tool, and waits for what comes of it."),
}


class AnswerReviewDialog(GuardedQuestion):
    """Keeping the answer back is the default, Esc, closing and silence."""

    def __init__(
        self,
        review: AnswerReview,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        name = wording.one_line(review.request.caller.name)
        words = Words(
            tr("&Send to {name}", name=wording.unmarked(name)), tr("&Keep back"), tr("Kept back")
        )
        super().__init__(review, words, parent, clock)
        self._review = review
        self.setWindowTitle(tr("An answer for {name}", name=name).replace("[*]", "[*][*]"))
        self.transcript = transcript_of_answer(review.result)
        self.findings = Findings(
            review.findings, self.transcript, self._screened, waits_for=tr("Send")
        )
        self.editing.toggled.connect(lambda on: self.transcript.allow_editing(allowed=on))
        self.findings.changed.connect(self.wake)
        asked = Disclosure(tr("What was asked"), transcript_of(review.request.params))
        parts = [self._who_answers(), self.findings, self._the_answer(), asked]
        self.lay_out(parts, tr("The answer"), self.findings)

    @property
    def awake(self) -> bool:
        """Whether a keystroke or a click may count as a yes now."""
        return super().awake and self.findings.seen

    def allow(self) -> None:
        """Lets out exactly what is shown, once that may count."""
        if self.awake:
            self.decide(AnswerApproved(edited_answer(self._review.result, self.transcript)))

    def _screened(self) -> Sequence[Finding]:
        return screen_answer(edited_answer(self._review.result, self.transcript))

    def _who_answers(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        symbol = SymbolLabel(Symbol.ANSWERED)
        symbol.enlarge(2)
        row.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        row.addLayout(column, 1)
        column.addWidget(heading(tr("Send this answer to {caller}?", caller=self.caller)))
        request, model = self._review.request, self._review.model
        target = inline_text(tr("What asked"))
        target.show_text(f"{self.caller} {request.caller.runs}")
        column.addWidget(target)
        where = (
            tr("on this computer") if model.location is Location.LOCAL else tr("over the network")
        )
        who = inline_text(tr("Who answered"))
        stopped = _STOPS.get(self._review.result.stop_reason or "", "")
        who.show_text(
            tr(
                "{name} answered {where}. {stopped}",
                name=wording.one_line(model.name),
                where=where,
                stopped=stopped,
            ).rstrip()
        )
        column.addWidget(who)
        return part

    def _the_answer(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(with_editing(heading(tr("The answer"), 1.0), self.editing))
        if self.transcript.hidden:
            column.addWidget(hidden_line(self.transcript.hidden))
        column.addWidget(self.transcript)
        return part
