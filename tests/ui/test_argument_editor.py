"""The arguments of a tool, as a form and as the JSON that is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.servers.transport.schemas import faults
from desktop.ui.schema import MOST_ARGUMENTS, Kind, arguments, too_many
from desktop.ui.widgets.argument_editor import ArgumentEditor
from desktop.ui.widgets.texts import FittingText
from tests.ui.fakes import SCHEMA
from tests.ui.keyboard import press, type_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def shown(schema: str, qtbot: QtBot) -> ArgumentEditor:
    editor = ArgumentEditor(schema)
    qtbot.addWidget(editor)
    qtbot.addWidget(editor.as_json)
    editor.show()
    editor.activateWindow()
    return editor


def turn(editor: ArgumentEditor) -> None:
    press(editor.as_json, Qt.Key.Key_Space)


def test_what_is_typed_in_the_form_is_in_the_json_and_back(qtbot: QtBot) -> None:
    editor = shown(SCHEMA, qtbot)
    type_text(editor.form.field("place"), "Brill")
    turn(editor)
    assert not editor.form.isVisible()
    typed = {"place": "Brill", "days": 3, "wind": True, "unit": "metric"}
    assert json.loads(editor.json.toPlainText()) == typed
    wanted = {**typed, "place": "Oxford", "days": 5, "wind": False, "unit": "imperial"}
    editor.json.setPlainText(json.dumps(wanted))
    assert editor.read() == wanted
    turn(editor)
    assert editor.form.isVisible()
    assert editor.form.read() == wanted


def test_what_the_form_has_no_field_for_is_kept_and_told(qtbot: QtBot) -> None:
    editor = shown(SCHEMA, qtbot)
    turn(editor)
    editor.json.setPlainText('{"place": "Brill", "secret": [1]}')
    turn(editor)
    read = editor.read()
    assert read is not None
    assert read["secret"] == [1]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("{", "This is no JSON"), ("[1]", "must be an object"), ("[" * 5_000, "")],
)
def test_json_that_cannot_be_sent_is_said_and_does_not_become_a_form(
    text: str, problem: str, qtbot: QtBot
) -> None:
    editor = shown(SCHEMA, qtbot)
    turn(editor)
    editor.json.setPlainText(text)
    assert problem in editor.problem()
    turn(editor)
    assert editor.as_json.isChecked()
    assert editor.json.isVisible()
    assert editor.read() is None


def test_a_value_that_fits_no_field_stays_json(qtbot: QtBot) -> None:
    editor = shown(SCHEMA, qtbot)
    turn(editor)
    editor.json.setPlainText('{"place": "Brill", "days": "many"}')
    turn(editor)
    assert editor.as_json.isChecked()
    assert "days fits no field" in editor.problem()


def test_what_breaks_the_schema_is_said_at_its_field_before_anything_is_sent(qtbot: QtBot) -> None:
    schema = """{"type": "object", "properties": {
        "day": {"type": "string", "minLength": 3}, "list": {"type": "array", "maxItems": 1}}}"""
    editor = shown(schema, qtbot)
    day = editor.form.field("day")
    assert isinstance(day, QLineEdit)
    type_text(day, "Mo")
    assert editor.read() is None
    assert editor.problem() == "'Mo' is too short."
    type_text(day, "n")
    assert editor.problem() == ""
    assert editor.read() == {"day": "Mon"}


def test_what_cannot_be_a_value_is_said_while_it_is_typed(qtbot: QtBot) -> None:
    editor = shown('{"properties": {"x": {"type": "number"}}}', qtbot)
    type_text(editor.form.field("x"), "1e")
    assert editor.problem() == "x must be a number. “1e” is not."
    type_text(editor.form.field("x"), "3")
    assert editor.problem() == ""
    assert editor.read() == {"x": 1000.0}


def test_a_schema_that_leads_back_to_itself_ends(qtbot: QtBot) -> None:
    schema = json.dumps(
        {
            "properties": {"x": {"$ref": "#/$defs/A"}, "y": {"$ref": "#/$defs/C"}},
            "$defs": {
                "A": {"anyOf": [{"$ref": "#/$defs/B"}]},
                "B": {"$ref": "#/$defs/A"},
                "C": {"anyOf": [{"type": "null"}, {"type": "integer"}]},
            },
        }
    )
    kinds = [argument.kind for argument in arguments(schema)]
    assert kinds == [Kind.JSON, Kind.INTEGER]
    editor = shown(schema, qtbot)
    type_text(editor.form.field("x"), "{}")
    assert editor.read() == {"x": {}}
    assert faults(json.loads(schema), {"x": 1}) == {}


def test_a_schema_that_is_too_large_for_a_form_is_written_as_json(qtbot: QtBot) -> None:
    many = {f"p{number}": {"type": "string"} for number in range(10_000)}
    schema = json.dumps({"properties": many})
    assert too_many(schema) == 10_000 > MOST_ARGUMENTS
    editor = shown(schema, qtbot)
    assert editor.json.isVisible()
    editor.json.setPlainText('{"p7": "x"}')
    assert editor.read() == {"p7": "x"}


def test_a_title_is_told_where_it_says_more_than_the_name(qtbot: QtBot) -> None:
    told = {"q": {"title": "What to look for"}, "max_rows": {"title": "Max Rows"}}
    editor = shown(json.dumps({"properties": told}), qtbot)
    hints = {one.accessibleName(): one.toPlainText() for one in editor.findChildren(FittingText)}
    assert hints["About q"] == "What to look for"
    assert "About max_rows" not in hints
