"""The fields of a server's form, each with what is wrong in it right beneath."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.gateway.screening.hidden import hidden_among
from desktop.language import tr
from desktop.servers.forms import FieldKind, Unfit
from desktop.ui import theme, wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, inline_text, label_for
from desktop.ui.widgets.tick import SeenBoxes, Tick

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.servers.forms import FormField, Value

    Read = Callable[[], Value | None]

_ROWS = 6
_HINTS = {
    FieldKind.EMAIL: "name@example.org",
    FieldKind.ADDRESS: "https://example.org",
    FieldKind.DATE: "2026-11-21",
    FieldKind.MOMENT: "2026-11-21T09:30:00Z",
}


class FormRow(QWidget):
    """One field: its name, what it is about, where it is entered, and what is wrong in it."""

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.problem = PlainLabel()
        self._symbol = SymbolLabel(Symbol.FAILED)
        self._symbol.hide()
        self.widget, self._read = _widget(field, self._look_again)
        title = wording.one_line(field.title)
        self.widget.setAccessibleName(wording.wanted(title, needed=field.required))
        self.widget.setAccessibleDescription(wording.one_line(field.description))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.em(self, 0.5))
        column.setSpacing(theme.em(self, 0.2))
        star = " *" if field.required else ""
        column.addWidget(label_for(f"{wording.unmarked(title)}{star}", self.widget))
        if field.description:
            about = inline_text(tr("About {title}", title=title))
            about.show_text(field.description)
            column.addWidget(about)
        column.addWidget(self.widget)
        if _hides(field.default):
            column.addWidget(
                PlainLabel(tr("What was proposed has hidden characters and is not filled in."))
            )
        wrong = QHBoxLayout()
        wrong.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self.problem, 1)
        column.addLayout(wrong)

    def value(self) -> Value | None:
        """Returns what is entered, or None where the field is left out; says what is wrong.

        Raises:
            Unfit: it does not fit.
        """
        try:
            value = self._entered()
        except Unfit as error:
            self.problem.say(str(error))
            self._symbol.show()
            self.widget.setAccessibleDescription(
                f"{error} {wording.one_line(self.field.description)}"
            )
            raise
        self.problem.say("")
        self._symbol.hide()
        self.widget.setAccessibleDescription(wording.one_line(self.field.description))
        return value

    def _look_again(self) -> None:
        with suppress(Unfit):
            self.value()

    def _entered(self) -> Value | None:
        value = self._read()
        if value is None and self.field.required:
            raise Unfit(tr("This is needed."))
        return value


def _widget(field: FormField, changed: Callable[[], None]) -> tuple[QWidget, Read]:
    match field.kind:
        case FieldKind.BOOLEAN:
            return _check(field, changed)
        case FieldKind.CHOICE:
            return _choice(field, changed)
        case FieldKind.CHOICES:
            return _choices(field, changed)
        case _:
            return _line(field, changed)


def _line(field: FormField, changed: Callable[[], None]) -> tuple[QWidget, Read]:
    shown = field.default is not None and not _hides(field.default)
    edit = QLineEdit(str(field.default) if shown else "")
    edit.setPlaceholderText(_HINTS.get(field.kind, "" if field.required else tr("may stay empty")))
    edit.textEdited.connect(changed)
    return edit, lambda: field.parse(edit.text())


def _check(field: FormField, changed: Callable[[], None]) -> tuple[QWidget, Read]:
    box = Tick(tr("Yes"))
    box.setChecked(field.default is True)
    box.clicked.connect(changed)
    silent = not field.required and field.default is None
    return box, lambda: None if silent and not box.isChecked() else box.isChecked()


def _choice(field: FormField, changed: Callable[[], None]) -> tuple[QWidget, Read]:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    if not field.required or field.default is None:
        box.addItem("(choose)" if field.required else tr("(left out)"), None)
    for choice in field.choices:
        box.addItem(wording.one_line(choice.title), choice.value)
    if field.default is not None:
        box.setCurrentIndex(box.findData(field.default))
    box.activated.connect(changed)

    def read() -> Value | None:
        chosen = box.currentData()
        return None if chosen is None else field.check(chosen)

    return box, read


def _choices(field: FormField, changed: Callable[[], None]) -> tuple[QWidget, Read]:
    box = QListWidget()
    box.setItemDelegate(SeenBoxes(box))
    proposed = field.default if isinstance(field.default, list) else []
    for choice in field.choices:
        item = QListWidgetItem(wording.one_line(choice.title), box)
        item.setData(Qt.ItemDataRole.UserRole, choice.value)
        item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
        ticked = choice.value in proposed
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    rows = min(_ROWS, len(field.choices))
    box.setFixedHeight(rows * max(1, box.sizeHintForRow(0)) + 2 * box.frameWidth())
    box.itemChanged.connect(changed)

    def read() -> Value | None:
        items = [box.item(row) for row in range(box.count())]
        ticked = [one for one in items if one.checkState() is Qt.CheckState.Checked]
        values = [one.data(Qt.ItemDataRole.UserRole) for one in ticked]
        if not values and not field.required:
            return None
        return field.check(values)

    return box, read


def _hides(default: Value | None) -> bool:
    return isinstance(default, str) and bool(hidden_among(default))
