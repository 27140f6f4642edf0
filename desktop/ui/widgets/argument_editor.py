"""The arguments of one tool, as a form or as the JSON that is sent, whichever a person likes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.servers.transport.schemas import faults
from desktop.ui import schema, wording
from desktop.ui.widgets.argument_form import ArgumentForm
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.texts import FittingText, PlainLabel, in_monospace

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINES = 12
_MOST_OF_SCHEMA = 100_000
"""Characters of a schema that are shown."""


class ArgumentEditor(QWidget):
    """What is changed in the one is in the other; what the form has no field for is kept."""

    edited = Signal(str)
    """A person changed this argument in the form."""

    def __init__(self, schema_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schema = _parsed(schema_text)
        self._others: dict[str, object] = {}
        """Arguments that came from the JSON and have no field."""
        self.form = ArgumentForm(schema_text)
        self.form.edited.connect(self.edited)
        self.as_json = QToolButton()
        self.as_json.setText(tr("As &JSON"))
        self.as_json.setCheckable(True)
        self.as_json.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.as_json.toggled.connect(self._turn)
        self.json = FittingText(tr("The arguments as JSON"), _LINES)
        self.json.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        in_monospace(self.json)
        self.json.textChanged.connect(self._look_at_json)
        self._problem = PlainLabel()
        self._kept = PlainLabel()
        rules = FittingText(tr("The schema of the arguments"), _LINES)
        in_monospace(rules)
        rules.show_text(wording.as_json(self._schema)[:_MOST_OF_SCHEMA])
        self._rules = Disclosure(tr("What the server asks for"), rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.form, self.json, self._rules, self._kept, self._problem):
            column.addWidget(part)
        self._turn(to_json=False)
        if number := schema.too_many(schema_text):
            self.as_json.setChecked(True)
            self.as_json.hide()
            self._kept.say(tr("It takes {number:,} arguments, too many for a form.", number=number))

    def read(self) -> dict[str, object] | None:
        """Returns the arguments, or None after saying what is wrong, where it is."""
        self._problem.say("")
        values = self._from_json() if self.as_json.isChecked() else self._from_form()
        if values is None:
            return None
        wrong = faults(self._schema, values)
        if not wrong:
            return values
        if not self.as_json.isChecked():
            self.form.complain(wrong)
        lost = wrong if self.as_json.isChecked() else wrong.keys() - self.form.names
        self._problem.say("\n".join(f"{name}: {wrong[name]}".lstrip(": ") for name in sorted(lost)))
        return None

    def typed(self) -> dict[str, object]:
        """Returns what can be read of what is typed in, and says nothing of the rest."""
        if self.as_json.isChecked():
            return _object(self.json.toPlainText())[0] or {}
        return {**self.form.readable()[0], **self._others}

    def fill(self, values: Mapping[str, object]) -> None:
        """Puts values in; those that fit no field turn the form into JSON."""
        self._others = {name: one for name, one in values.items() if name not in self.form.names}
        unfit = self.form.fill(values)
        if unfit or self.as_json.isChecked():
            self.json.setPlainText(wording.as_json(dict(values)))
        self._tell_kept()
        if unfit and not self.as_json.isChecked():
            self._show_json()
        if unfit:
            self._problem.say(
                tr("Stays JSON: {unfit} fits no field of the form.", unfit=", ".join(unfit))
            )

    def problem(self) -> str:
        """Returns what is said to be wrong; empty when nothing is."""
        return self._problem.text() or self.form.problem()

    def _turn(self, to_json: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if to_json:
            values, _ = self.form.readable()
            self.json.setPlainText(wording.as_json({**values, **self._others}))
            self._show_json()
            return
        if self.json.toPlainText():
            values_or_none = self._from_json()
            if values_or_none is None:
                self._show_json()
                return
            self._show_form()
            self.fill(values_or_none)
            return
        self._show_form()

    def _show_json(self) -> None:
        self._show(raw=True)

    def _show_form(self) -> None:
        self._problem.say("")
        self._show(raw=False)

    def _show(self, *, raw: bool) -> None:
        self.as_json.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.as_json.setChecked(raw)
        self.as_json.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.form.setVisible(not raw)
        self.json.setVisible(raw)
        self._rules.setVisible(raw)

    def _from_form(self) -> dict[str, object] | None:
        values = self.form.read()
        return None if values is None else {**values, **self._others}

    def _from_json(self) -> dict[str, object] | None:
        value, wrong = _object(self.json.toPlainText())
        self._problem.say(wrong)
        return value

    def _look_at_json(self) -> None:
        if self.as_json.isChecked():
            self._problem.say(_object(self.json.toPlainText())[1])

    def _tell_kept(self) -> None:
        names = ", ".join(map(wording.one_line, self._others))
        self._kept.say(tr("Sent too, from the JSON: {names}.", names=names) if names else "")


def _object(text: str) -> tuple[dict[str, object] | None, str]:
    """Returns the object that a text is, or why it is none."""
    try:
        value = json.loads(text or "{}")
    except ValueError as error:
        return None, tr("This is no JSON: {error}.", error=error)
    except RecursionError:
        return None, tr("This goes too deep to be sent.")
    if not isinstance(value, dict):
        return None, tr("The arguments must be an object, in braces.")
    return value, ""


def _parsed(schema_text: str) -> object:
    try:
        return json.loads(schema_text or "{}")
    except (ValueError, RecursionError):
        return {}
