"""The bounds of an answer: its length, its cost, its parameters, and how long a yes holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QSpinBox, QWidget

from desktop.gateway.cost import expected_cost, said_cost
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.dialogs.parameters import StopSequences, Temperature
from desktop.ui.dialogs.span_choice import SpanChoice
from desktop.ui.widgets.steady import steadied
from desktop.ui.widgets.texts import PlainLabel, inline_text, label_for

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.approval import Review
    from desktop.gateway.consent import Span
    from desktop.models.context import ModelContext

_LARGEST = 2**31 - 1
"""What a spin box can hold."""

NO_LIST = tr('Allow wakes once this is a list of texts, such as ["END"], or empty.')


class Terms(QWidget):
    """Maximum tokens, which can only be lowered; what else was asked; what to remember."""

    changed = Signal()

    def __init__(self, review: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        params = review.request.params
        self.tokens = steadied(QSpinBox())
        self.tokens.setAccessibleName(tr("Maximum tokens"))
        self.tokens.setRange(1, min(max(1, review.max_tokens), _LARGEST))
        self.tokens.setValue(self.tokens.maximum())
        self.tokens.setGroupSeparatorShown(True)
        self.tokens.valueChanged.connect(self._estimate)
        self._sent = params
        self._model = review.route.choice
        self._cost = inline_text(tr("Cost"))
        self.temperature = Temperature(params.temperature)
        self.stops = StopSequences(params.stop_sequences)
        self.stops.textChanged.connect(self._check)
        self._no_list = PlainLabel()
        self.spans = SpanChoice(review.request)
        self._form = QFormLayout(self)
        self._lay_out()
        self.allow_editing(allowed=False)

    @property
    def span(self) -> Span:
        """For how long later requests like this one need no question."""
        return self.spans.span

    @property
    def are_usable(self) -> bool:
        """Whether everything in them can be sent."""
        return self.stops.is_usable

    def edited(self, params: CreateMessageRequestParams) -> CreateMessageRequestParams:
        """Returns params within the bounds as they stand now."""
        changes: dict[str, object] = {
            # Where a limit shortens the answer, the box holds that limit and no more.
            "max_tokens": min(self.tokens.value(), self._review.request.params.max_tokens),
            "temperature": self.temperature.wanted,
            "stop_sequences": self.stops.wanted,
        }
        return params.model_copy(update=changes)

    def allow_editing(self, *, allowed: bool) -> None:
        """Offers what was not asked for too, or only what was."""
        params = self._review.request.params
        self.stops.allow_editing(allowed=allowed)
        asked = params.temperature is not None
        self._form.setRowVisible(self.temperature, allowed or asked)
        self._form.setRowVisible(self.stops, allowed or bool(self.stops.toPlainText()))

    def reckon(self, sent: CreateMessageRequestParams) -> None:
        """Says what it may cost with other texts."""
        self._sent = sent
        self._estimate()

    def follow(self, choice: ModelContext) -> None:
        """Says what the terms mean with another model chosen."""
        self._model = choice
        self.spans.follow(choice)
        self._estimate()

    def _lay_out(self) -> None:
        params, form = self._review.request.params, self._form
        form.setContentsMargins(0, 0, 0, 0)
        asked = PlainLabel(tr("of the {max_tokens:,} asked for", max_tokens=params.max_tokens))
        asked.setWordWrap(False)
        row = QHBoxLayout()
        row.addWidget(self.tokens)
        row.addWidget(asked)
        row.addStretch()
        form.addRow(label_for(tr("Maximum &tokens"), self.tokens), row)
        form.addRow(label_for(tr("Cost"), self._cost), self._cost)
        for title, text in _limits(self._review):
            self._add_text(title, text)
        form.addRow(label_for(tr("Te&mperature"), self.temperature), self.temperature)
        form.addRow(label_for(tr("&Stops at"), self.stops), self.stops)
        form.addRow("", self._no_list)
        for title, text in _others(self._review):
            self._add_text(title, text)
        form.addRow(label_for(tr("A &yes holds"), self.spans.box), self.spans)
        form.addRow("", self.spans.consequence)

    def _add_text(self, title: str, text: str) -> None:
        view = inline_text(title)
        view.show_text(text)
        self._form.addRow(label_for(title, view), view)

    def _check(self) -> None:
        self._no_list.say("" if self.stops.is_usable else NO_LIST)
        self.changed.emit()

    def _estimate(self) -> None:
        cost = expected_cost(self._model, self._sent, self.tokens.value())
        self._cost.show_text(f"{wording.sentence(said_cost(self._model, cost))}.")


def _limits(review: Review) -> list[tuple[str, str]]:
    rows = []
    if review.bound:
        rows.append((tr("Limit"), review.bound.says))
    if used := review.standing():
        rows.append((tr("Used"), f"{wording.sentence(used)}."))
    return rows


def _others(review: Review) -> list[tuple[str, str]]:
    params, rows = review.request.params, []
    if params.include_context not in (None, "none"):
        given = tr("is only given where you add it") if review.context else tr("is not given")
        rows.append(
            (
                tr("Context"),
                tr(
                    "{include_context} was asked for; it {given}.",
                    include_context=params.include_context,
                    given=given,
                ),
            )
        )
    if params.metadata:
        rows.append((tr("Metadata"), wording.as_json(params.metadata)))
    return rows
