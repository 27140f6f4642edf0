"""The bounds of an answer: its length, its other parameters, and how long a yes holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QSpinBox, QWidget

from desktop.models.context import Location
from desktop.ui import wording
from desktop.ui.widgets.texts import PlainLabel, inline_text, label_for

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.approval import Review
    from desktop.models.context import ModelContext

_LARGEST = 2**31 - 1
"""What a spin box can hold."""

_ONCE, _ALWAYS = range(2)


class Terms(QWidget):
    """Maximum tokens, which can only be lowered; what else was asked; what to remember."""

    def __init__(self, review: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caller = wording.one_line(review.request.caller.name)
        self._tokens = QSpinBox()
        self._tokens.setAccessibleName("Maximum tokens")
        self._tokens.setRange(1, min(max(1, review.max_tokens), _LARGEST))
        self._tokens.setValue(self._tokens.maximum())
        self._tokens.setGroupSeparatorShown(True)
        self.remember = QComboBox()
        self.remember.setAccessibleName("Remember")
        self.remember.addItems(["Only this time", "Always for this server, command and place"])
        self._consequence = PlainLabel()
        self._place = Location.LOCAL
        self._lay_out(review)
        self.remember.currentIndexChanged.connect(self._explain)

    @property
    def max_tokens(self) -> int:
        """The length allowed, never more than was asked for."""
        return self._tokens.value()

    @property
    def always(self) -> bool:
        """Whether later requests like this one need no question."""
        return self.remember.currentIndex() == _ALWAYS

    def follow(self, choice: ModelContext) -> None:
        """Says what "always" would mean with another model chosen."""
        self._place = choice.location
        self._explain()

    def _lay_out(self, review: Review) -> None:
        params = review.request.params
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        asked = PlainLabel(f"of the {params.max_tokens:,} asked for")
        asked.setWordWrap(False)
        row = QHBoxLayout()
        row.addWidget(self._tokens)
        row.addWidget(asked)
        row.addStretch()
        form.addRow(label_for("Maximum &tokens", self._tokens), row)
        for title, text in (*_limits(review), *_others(params)):
            view = inline_text(title)
            view.show_text(text)
            form.addRow(label_for(title, view), view)
        form.addRow(label_for("&Remember", self.remember), self.remember)
        form.addRow("", self._consequence)

    def _explain(self) -> None:
        self._consequence.say(
            f"Later requests of {self._caller}, run by this command and answered "
            f"{self._place.value}, will not ask you. The Servers page takes this back."
            if self.always
            else ""
        )


def _limits(review: Review) -> list[tuple[str, str]]:
    rows = []
    if review.bound:
        rows.append(("Limit", review.bound.says))
    if used := review.standing():
        rows.append(("Used", f"{wording.sentence(used)}."))
    return rows


def _others(params: CreateMessageRequestParams) -> list[tuple[str, str]]:
    rows = []
    if params.temperature is not None:
        rows.append(("Temperature", f"{params.temperature:g}"))
    if params.stop_sequences:
        rows.append(("Stops at", ", ".join(map(wording.as_json, params.stop_sequences))))
    if params.include_context not in (None, "none"):
        rows.append(("Context", f"{params.include_context} was asked for; it is not given."))
    if params.metadata:
        rows.append(("Metadata", wording.as_json(params.metadata)))
    return rows
