"""A form for the arguments of one tool, with what is wrong in each right beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.language import tr
from desktop.ui import schema, wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.fields import Field, NotUsable, Unset, field_for
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, inline_text, label_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.ui.schema import Argument


_LONGEST_NAME = 32


class ArgumentForm(QWidget):
    """Fields made from a schema."""

    edited = Signal(str)
    """A person changed this argument."""

    def __init__(self, schema_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._troubles: dict[str, _Trouble] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for argument in schema.arguments(schema_text):
            self._add(argument)

    @property
    def names(self) -> frozenset[str]:
        """The arguments that have a field."""
        return frozenset(self._fields)

    def read(self) -> dict[str, object] | None:
        """Returns the arguments, or None after saying what is wrong and going to that field."""
        values, wrong = self.readable()
        if wrong:
            self.complain(wrong)
            return None
        for trouble in self._troubles.values():
            trouble.say("")
        return values

    def readable(self) -> tuple[dict[str, object], dict[str, str]]:
        """Returns the arguments that can be read, and of the others what is wrong with them."""
        values: dict[str, object] = {}
        wrong: dict[str, str] = {}
        for name, field in self._fields.items():
            try:
                value = field.value()
            except NotUsable as error:
                wrong[name] = str(error)
                continue
            if value is not Unset:
                values[name] = value
        return values, wrong

    def complain(self, wrong: Mapping[str, str]) -> None:
        """Says at each field what is wrong with it, and goes to the first."""
        for name, trouble in self._troubles.items():
            trouble.say(wrong.get(name, ""))
        for name, field in self._fields.items():
            if name in wrong:
                field.widget.setFocus()
                return

    def fill(self, values: Mapping[str, object]) -> list[str]:
        """Puts values into the fields and returns the arguments whose value fits none."""
        for trouble in self._troubles.values():
            trouble.say("")
        return [
            name for name, field in self._fields.items() if not field.fill(values.get(name, Unset))
        ]

    def problem(self) -> str:
        """Returns the first thing that is said to be wrong; empty when nothing is."""
        return next((one.text() for one in self._troubles.values() if one.text()), "")

    def field(self, name: str) -> QWidget:
        """Returns the widget of an argument."""
        return self._fields[name].widget

    def propose(self, name: str, words: Sequence[str]) -> None:
        """Offers how a line that is being typed may go on."""
        edit = self._fields[name].widget if name in self._fields else None
        if not isinstance(edit, QLineEdit) or not edit.hasFocus():
            return
        completer = QCompleter([*map(wording.one_line, words)], edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        edit.setCompleter(completer)
        if words and [*words] != [edit.text()]:
            completer.complete()

    def _add(self, argument: Argument) -> None:
        field = self._fields[argument.name] = field_for(argument)
        trouble = self._troubles[argument.name] = _Trouble()
        name = wording.one_line(argument.name)
        field.widget.setAccessibleName(wording.wanted(name, needed=argument.required))
        field.widget.setAccessibleDescription(wording.one_line(argument.description))
        field.edited.connect(lambda *_: self._look_again(argument.name))
        shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        title = f"{wording.unmarked(shown)}{' *' if argument.required else ''}"
        self._form.addRow(label_for(title, field.widget), field.widget)
        if about := _about(argument):
            hint = inline_text(tr("About {name}", name=name))
            hint.show_text(about)
            self._form.addRow("", hint)
        self._form.addRow("", trouble)

    def _look_again(self, name: str) -> None:
        try:
            self._fields[name].value()
        except NotUsable as error:
            self._troubles[name].say(str(error))
        else:
            self._troubles[name].say("")
        self.edited.emit(name)


class _Trouble(QWidget):
    """What is wrong in a field, with its symbol; nothing at all where nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._words = PlainLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(SymbolLabel(Symbol.FAILED), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, words: str) -> None:
        self._words.say(words)
        self.setVisible(bool(words))

    def text(self) -> str:
        return self._words.text()


def _about(argument: Argument) -> str:
    """Returns what a server says of an argument; a title that repeats its name says nothing."""
    plain = argument.title.casefold().replace(" ", "").replace("_", "")
    repeats = plain == argument.name.casefold().replace("_", "").replace("-", "")
    return "\n".join(filter(None, ("" if repeats else argument.title, argument.description)))
