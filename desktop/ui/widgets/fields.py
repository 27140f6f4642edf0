"""One field for each kind of argument that a tool can want."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from desktop.ui import wording
from desktop.ui.schema import Argument, Kind
from desktop.ui.widgets.texts import FittingText, in_monospace

if TYPE_CHECKING:
    from collections.abc import Callable

_NARROWEST = 12
_REACH = 2**31 - 1
"""What a spin box can hold, either way."""


class Unset:
    """Marks an argument that is left out."""


class NotUsable(Exception):  # noqa: N818 - it is an answer to the person, not a fault
    """What was typed in cannot be sent; the message says why."""


class Field:
    """A widget, and how to read a value from it."""

    def __init__(self, widget: QWidget, read: Callable[[], object]) -> None:
        self.widget = widget
        self._read = read

    def value(self) -> object:
        """Returns what was typed in, or Unset.

        Raises:
            NotUsable: it is no value of the kind that is wanted.
        """
        return self._read()


def field_for(argument: Argument) -> Field:
    """Returns an empty or prefilled field for an argument."""
    match argument.kind:
        case Kind.LINE | Kind.NUMBER:
            return _line(argument)
        case Kind.INTEGER:
            return _integer(argument)
        case Kind.BOOLEAN:
            return _check(argument)
        case Kind.CHOICE:
            return _choice(argument)
        case Kind.TEXT | Kind.JSON:
            return _text(argument)
        case _:
            assert_never(argument.kind)


def _line(argument: Argument) -> Field:
    edit = QLineEdit("" if argument.default is None else str(argument.default))
    edit.setPlaceholderText("" if argument.required else "may stay empty")
    return Field(edit, lambda: _parsed(edit.text(), argument))


def _text(argument: Argument) -> Field:
    edit = FittingText(argument.name, most_lines=8)
    edit.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
    default = argument.default
    if default is not None:
        edit.setPlainText(default if isinstance(default, str) else wording.as_json(default))
    if argument.kind is Kind.JSON:
        in_monospace(edit)
        edit.setPlaceholderText("JSON")
    return Field(edit, lambda: _parsed(edit.toPlainText(), argument))


def _integer(argument: Argument) -> Field:
    if not argument.required and argument.default is None:
        return _line(argument)
    spin = QSpinBox()
    spin.setRange(_bounded(argument.minimum, -_REACH), _bounded(argument.maximum, _REACH))
    if isinstance(argument.default, int):
        spin.setValue(argument.default)
    return Field(spin, spin.value)


def _check(argument: Argument) -> Field:
    box = QCheckBox("Yes")
    box.setChecked(argument.default is True)
    silent = not argument.required and argument.default is None
    return Field(box, lambda: Unset if silent and not box.isChecked() else box.isChecked())


def _choice(argument: Argument) -> Field:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_NARROWEST)
    values: list[object] = list(argument.choices)
    if not argument.required and argument.default not in values:
        values.insert(0, Unset)
    box.addItems([_choice_text(value) for value in values])
    if argument.default in values:
        box.setCurrentIndex(values.index(argument.default))
    return Field(box, lambda: values[box.currentIndex()] if values else Unset)


def _choice_text(value: object) -> str:
    if value is Unset:
        return "(left out)"
    return wording.one_line(value if isinstance(value, str) else wording.as_json(value))


def _parsed(text: str, argument: Argument) -> object:
    if text == "" and not (argument.required and argument.kind in (Kind.LINE, Kind.TEXT)):
        if argument.required:
            raise NotUsable(f"{argument.name} is required: {argument.kind.value}.")
        return Unset
    try:
        return _PARSERS[argument.kind](text)
    except ValueError as error:
        raise NotUsable(f"{argument.name} must be {argument.kind.value}. {error}") from error


def _as_integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"“{text}” is not.") from None


def _as_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"“{text}” is not.") from None


def _as_json(text: str) -> object:
    value: object = json.loads(text)
    return value


_PARSERS: dict[Kind, Callable[[str], object]] = {
    Kind.LINE: str,
    Kind.TEXT: str,
    Kind.INTEGER: _as_integer,
    Kind.NUMBER: _as_number,
    Kind.JSON: _as_json,
}


def _bounded(number: float | None, fallback: int) -> int:
    return fallback if number is None else max(-_REACH, min(_REACH, int(number)))
