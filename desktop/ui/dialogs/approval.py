"""The dialog in which a person sees, bounds and approves one request for a completion."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.gateway.approval import Approved
from desktop.gateway.request import BY_ENDPOINT, said_way
from desktop.gateway.screening.screen import screen
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.dialogs.added_context import context_of
from desktop.ui.dialogs.findings import Findings
from desktop.ui.dialogs.guarded import GuardedQuestion, Words, with_editing
from desktop.ui.dialogs.hidden_line import hidden_line
from desktop.ui.dialogs.route_chooser import RouteChooser
from desktop.ui.dialogs.terms import Terms
from desktop.ui.dialogs.tools import OfferedTools
from desktop.ui.dialogs.transcript import edited, transcript_of
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import heading, inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.approval import Review
    from desktop.gateway.request import Caller, Request
    from desktop.gateway.screening.finding import Finding

_WORDS = Words(tr("&Allow"), tr("&Decline"), tr("Declined"))


class ApprovalDialog(GuardedQuestion):
    """Who asks, for what, of which model, on which terms; all of it can be narrowed."""

    def __init__(
        self,
        review: Review,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(review, _WORDS, parent, clock)
        self._review = review
        self.setWindowTitle(
            tr("{caller} wants to use a language model", caller=self.caller).replace(
                "[*]", "[*][*]"
            )
        )
        self.chooser = RouteChooser(review.route)
        self.context = context_of(review)
        self.transcript = transcript_of(review.request.params, self.context)
        self.terms = Terms(review)
        self.findings = Findings(review.findings, self.transcript, self._screened, review.reason)
        self.editing.toggled.connect(lambda on: self.transcript.allow_editing(allowed=on))
        self.editing.toggled.connect(lambda on: self.terms.allow_editing(allowed=on))
        self.chooser.changed.connect(lambda: self.terms.follow(self.chooser.choice))
        self.terms.follow(self.chooser.choice)
        self.terms.changed.connect(self.wake)
        self.findings.changed.connect(self.wake)
        self.lay_out(self._parts(), tr("The request"), self.findings)

    @property
    def awake(self) -> bool:
        """Whether a keystroke or a click may count as a yes now."""
        return super().awake and self.findings.seen and self.terms.are_usable

    def allow(self) -> None:
        """Says yes to exactly what is shown, once that may count."""
        if self.awake:
            params = self.terms.edited(self._sent)
            self.decide(Approved(params, self.chooser.choice.id, span=self.terms.span))

    @property
    def _sent(self) -> CreateMessageRequestParams:
        return edited(self._review.request.params, self.transcript)

    def _screened(self) -> Sequence[Finding]:
        sent = self._sent
        self.terms.reckon(sent)
        return screen(sent)

    def _parts(self) -> list[QWidget]:
        answered_by = _titled(tr("Answered &by"), self.chooser, self.chooser.box)
        parts = [_who_asks(self._review.request), self.findings, answered_by]
        parts.append(self._what_is_asked())
        if self._review.request.with_tools:
            parts.append(OfferedTools(self._review.request.params))
        return [*parts, self.terms]

    def _what_is_asked(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(with_editing(heading(tr("What is asked"), 1.0), self.editing))
        if self.transcript.hidden:
            column.addWidget(hidden_line(self.transcript.hidden))
        column.addWidget(self.transcript)
        return part


def _who_asks(request: Request) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    symbol = SymbolLabel(_symbol_of(request.caller))
    symbol.enlarge(2)
    row.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    row.addLayout(column, 1)
    tokens = tr("{n} token(s)", "", request.params.max_tokens)
    name = wording.one_line(request.caller.name)
    column.addWidget(
        heading(tr("{name} asks for an answer of up to {tokens}", name=name, tokens=tokens))
    )
    target = inline_text(tr("What runs it"))
    target.show_text(_behind(request.caller))
    column.addWidget(target)
    cause = inline_text(tr("Why it asks"))
    cause.show_text(_cause(request))
    column.addWidget(cause)
    return part


def _symbol_of(caller: Caller) -> Symbol:
    if caller.is_person:
        return Symbol.CHAT
    return Symbol.CALLERS if caller.is_program else Symbol.SERVERS


def _behind(caller: Caller) -> str:
    if caller.is_program or caller.is_person:
        return tr("It is {target}", target=caller.target)
    return tr("It runs {target}", target=caller.target)


def _cause(request: Request) -> str:
    came = (
        tr(" It came {said_way}.", said_way=said_way(request.way, request.depth))
        if request.way in BY_ENDPOINT
        else ""
    )
    if request.tool:
        return tr(
            "It asks because its tool “{tool}” was called.{came}",
            tool=wording.one_line(request.tool),
            came=came,
        )
    if request.caller.is_person:
        return tr("You sent it. What files and tools say may stand in it too.")
    if request.caller.is_program:
        return tr("It asks by itself.{came}", came=came)
    return tr("Which tool call it asks for is not certain.{came}", came=came)


def _titled(title: str, field: QWidget, control: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    label = heading(title, 1.0)
    label.setBuddy(control)
    column.addWidget(label)
    column.addWidget(field)
    return part
