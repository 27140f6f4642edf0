"""A form for the arguments of one tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from desktop.ui import schema, wording
from desktop.ui.widgets.fields import Field, NotUsable, Unset, field_for
from desktop.ui.widgets.texts import PlainLabel, inline_text, label_for

if TYPE_CHECKING:
    from desktop.ui.schema import Argument


_LONGEST_NAME = 32


class ArgumentForm(QWidget):
    """Fields made from a schema, with a line that says what is wrong in them."""

    def __init__(self, schema_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._problem = PlainLabel()
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._form)
        column.addWidget(self._problem)
        for argument in schema.arguments(schema_text):
            self._add(argument)

    def read(self) -> dict[str, object] | None:
        """Returns the arguments, or None after saying what is wrong and going to that field."""
        self._problem.say("")
        values: dict[str, object] = {}
        for name, field in self._fields.items():
            try:
                value = field.value()
            except NotUsable as error:
                self._problem.say(str(error))
                field.widget.setFocus()
                return None
            if value is not Unset:
                values[name] = value
        return values

    def problem(self) -> str:
        """Returns what the form says is wrong; empty when nothing is."""
        return self._problem.text()

    def field(self, name: str) -> QWidget:
        """Returns the widget of an argument."""
        return self._fields[name].widget

    def focus_first(self) -> None:
        """Puts the keyboard into the first field."""
        for field in self._fields.values():
            field.widget.setFocus()
            return

    def _add(self, argument: Argument) -> None:
        field = self._fields[argument.name] = field_for(argument)
        name = wording.one_line(argument.name)
        needed = "required" if argument.required else "optional"
        field.widget.setAccessibleName(f"{name}, {needed}")
        field.widget.setAccessibleDescription(wording.one_line(argument.description))
        shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        title = f"{wording.unmarked(shown)}{' *' if argument.required else ''}"
        self._form.addRow(label_for(title, field.widget), field.widget)
        if argument.description:
            hint = inline_text(f"About {name}")
            hint.show_text(argument.description)
            self._form.addRow("", hint)
