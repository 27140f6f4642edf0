"""For how long a yes holds, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from desktop.gateway.consent import Span
from desktop.language import tr
from desktop.models.context import Location
from desktop.ui import wording
from desktop.ui.widgets.steady import steadied
from desktop.ui.widgets.texts import PlainLabel

if TYPE_CHECKING:
    from desktop.gateway.consent import Kind
    from desktop.gateway.request import Request
    from desktop.models.context import ModelContext


class _Choice(NamedTuple):
    kind: Kind
    title: str
    usual: int = 0
    """How many, where something is counted."""
    most: int = 0


_CHOICES = (
    _Choice("once", tr("Only this time")),
    _Choice("call", tr("For this tool call")),
    _Choice("times", tr("For a number of requests"), 5, 100),
    _Choice("minutes", tr("For a number of minutes"), 10, 24 * 60),
    _Choice("session", tr("Until Parley ends")),
    _Choice("always", tr("Always")),
)


class SpanChoice(QWidget):
    """A list of spans, and beside it a number where one is wanted."""

    def __init__(self, request: Request, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._request = request
        self._choices = [one for one in _CHOICES if one.kind != "call" or request.call]
        self._amounts = {one.kind: one.usual for one in self._choices}
        self._place = ""
        self.box = steadied(QComboBox())
        self.box.setAccessibleName(tr("A yes holds"))
        self.box.addItems([one.title for one in self._choices])
        self.amount = steadied(QSpinBox())
        self.amount.setAccessibleName(tr("How many"))
        self.consequence = PlainLabel()
        self.consequence.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addWidget(self.amount)
        row.addStretch()
        self.box.currentIndexChanged.connect(self._show_choice)
        self.amount.valueChanged.connect(self._count)
        self._show_choice()

    @property
    def span(self) -> Span:
        """For how long later requests like this one need no question."""
        kind = self._choice.kind
        return Span(kind, self._amounts[kind])

    def follow(self, choice: ModelContext) -> None:
        """Says what it means with another model chosen."""
        self._place = _place(choice)
        self._explain()

    @property
    def _choice(self) -> _Choice:
        return self._choices[max(0, self.box.currentIndex())]

    def _show_choice(self) -> None:
        choice = self._choice
        self.amount.setVisible(bool(choice.usual))
        if choice.usual:
            amount = self._amounts[choice.kind]
            self.amount.setRange(1, choice.most)
            self.amount.setValue(amount)
            self._count(amount)
        self._explain()

    def _count(self, amount: int) -> None:
        choice = self._choice
        if choice.usual:
            self._amounts[choice.kind] = amount
            by_requests = choice.kind == "times"
            unit = tr("request(s)", "", amount) if by_requests else tr("minute(s)", "", amount)
            self.amount.setSuffix(f" {unit}")
            self._explain()

    def _explain(self) -> None:
        request, span = self._request, self.span
        if span.kind == "once":
            self.consequence.say("")
            return
        name = wording.one_line(request.caller.name)
        tools = tr("with tools") if request.with_tools else tr("without tools")
        about = tr("from this command, {tools}, {place}", tools=tools, place=self._place)
        told = _told(span, request, name, about)
        unless = tr("Where something is noticed, you are. The Permissions page takes this back.")
        self.consequence.say(f"{told} {unless}")


def _told(span: Span, request: Request, name: str, about: str) -> str:
    """Returns what will not be asked about."""
    match span.kind:
        case "call":
            return tr(
                "Until this call of “{tool}” has ended, you will not be asked about requests of "
                "{name} ({about}).",
                tool=wording.one_line(request.tool or ""),
                name=name,
                about=about,
            )
        case "times":
            return tr(
                "You will not be asked about the next (request|{n} requests) of {name} ({about}).",
                "",
                span.amount,
                name=name,
                about=about,
            )
        case "minutes":
            return tr(
                "For {n} minute(s), you will not be asked about requests of {name} ({about}).",
                "",
                span.amount,
                name=name,
                about=about,
            )
        case "session":
            return tr(
                "Until Parley ends, you will not be asked about requests of {name} ({about}).",
                name=name,
                about=about,
            )
        case _:
            return tr(
                "You will not be asked about requests of {name} ({about}).", name=name, about=about
            )


def _place(choice: ModelContext) -> str:
    if choice.location is Location.LOCAL:
        return tr("answered on this computer")
    host = wording.one_line(choice.host) or tr("this provider")
    return (
        tr("answered by any model of {host}", host=host)
        if not choice.team
        else tr("answered with {host}", host=host)
    )
