"""One field for each kind of argument that a tool can want."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.schema import Argument, Kind
from desktop.ui.widgets.steady import steadied
from desktop.ui.widgets.texts import FittingText, in_monospace
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

_NARROWEST = 12
_REACH = 2**31 - 1
"""What a spin box can hold, either way."""


class Unset:
    """Marks an argument that is left out."""


class NotUsable(Exception):  # noqa: N818 - it is an answer to the person, not a fault
    """What was typed in cannot be sent; the message says why."""


class Field:
    """A widget, how to read a value from it, and how to put one in."""

    def __init__(
        self,
        widget: QWidget,
        read: Callable[[], object],
        write: Callable[[object], bool],
        edited: SignalInstance,
    ) -> None:
        self.widget = widget
        self.edited = edited
        """Is emitted when a person changes it."""
        self._read = read
        self._write = write

    def fill(self, value: object) -> bool:
        """Puts a value in, or empties it for Unset; returns whether it fits."""
        return self._write(value)

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
    edit = QLineEdit("" if argument.default is None else _written(argument.default))
    edit.setPlaceholderText("" if argument.required else tr("may stay empty"))

    def write(value: object) -> bool:
        fits = value is Unset or _is_of(argument.kind, value)
        if fits:
            edit.setText("" if value is Unset else _written(value))
        return fits

    return Field(edit, lambda: _parsed(edit.text(), argument), write, edit.textEdited)


def _text(argument: Argument) -> Field:
    edit = FittingText(argument.name, most_lines=8)
    edit.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
    if argument.default is not None:
        edit.setPlainText(_written(argument.default))
    if argument.kind is Kind.JSON:
        in_monospace(edit)
        edit.setPlaceholderText("JSON")

    def write(value: object) -> bool:
        is_json = argument.kind is Kind.JSON
        if value is not Unset and not is_json and not isinstance(value, str):
            return False
        text = wording.as_json(value) if is_json else _written(value)
        edit.setPlainText("" if value is Unset else text)
        return True

    return Field(edit, lambda: _parsed(edit.toPlainText(), argument), write, edit.textChanged)


def _integer(argument: Argument) -> Field:
    if not argument.required and argument.default is None:
        return _line(argument)
    spin = steadied(QSpinBox())
    spin.setRange(_bounded(argument.minimum, -_REACH), _bounded(argument.maximum, _REACH))
    first = argument.default if isinstance(argument.default, int) else spin.value()
    spin.setValue(first)

    def write(value: object) -> bool:
        wanted = first if value is Unset else value
        if not isinstance(wanted, int) or isinstance(wanted, bool):
            return False
        fits = spin.minimum() <= wanted <= spin.maximum()
        if fits:
            spin.setValue(wanted)
        return fits

    return Field(spin, spin.value, write, spin.valueChanged)


def _check(argument: Argument) -> Field:
    box = Tick(tr("Yes"))
    box.setChecked(argument.default is True)
    silent = not argument.required and argument.default is None

    def write(value: object) -> bool:
        box.setChecked(value is True)
        return value is Unset or isinstance(value, bool)

    def read() -> object:
        return Unset if silent and not box.isChecked() else box.isChecked()

    return Field(box, read, write, box.clicked)


def _choice(argument: Argument) -> Field:
    box = steadied(QComboBox())
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_NARROWEST)
    values: list[object] = list(argument.choices)
    if not argument.required and argument.default not in values:
        values.insert(0, Unset)
    box.addItems([_choice_text(value) for value in values])
    if argument.default in values:
        box.setCurrentIndex(values.index(argument.default))

    def write(value: object) -> bool:
        if value in values:
            box.setCurrentIndex(values.index(value))
        return value is Unset or value in values

    def read() -> object:
        return values[box.currentIndex()] if values else Unset

    return Field(box, read, write, box.activated)


def _is_of(kind: Kind, value: object) -> bool:
    """Whether a line can hold a value of this kind."""
    if kind is Kind.LINE:
        return isinstance(value, str) and "\n" not in value
    return isinstance(value, int | float) and not isinstance(value, bool)


def _written(value: object) -> str:
    return value if isinstance(value, str) else wording.as_json(value)


def _choice_text(value: object) -> str:
    if value is Unset:
        return tr("(left out)")
    return wording.one_line(value if isinstance(value, str) else wording.as_json(value))


def _parsed(text: str, argument: Argument) -> object:
    if text == "" and not (argument.required and argument.kind in (Kind.LINE, Kind.TEXT)):
        if argument.required:
            raise NotUsable(
                tr("{name} is required: {value}.", name=argument.name, value=argument.kind.value)
            )
        return Unset
    try:
        return _PARSERS[argument.kind](text)
    except ValueError as error:
        raise NotUsable(
            tr(
                "{name} must be {value}. {error}",
                name=argument.name,
                value=argument.kind.value,
                error=error,
            )
        ) from error


def _as_integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(tr("“{text}” is not.", text=text)) from None


def _as_number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(tr("“{text}” is not.", text=text)) from None
    if not math.isfinite(number):
        raise ValueError(tr("“{text}” is none that can be sent.", text=text))
    return number


def _as_json(text: str) -> object:
    try:
        value: object = json.loads(text)
    except RecursionError:
        raise ValueError(tr("It goes too deep.")) from None
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
