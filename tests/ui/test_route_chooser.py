"""Which model answers: where the text goes, what it costs, and why none of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from desktop.gateway.routing import Loser
from desktop.ui.dialogs.route_chooser import LEAVES, STAYS
from tests.fakes import make_params
from tests.ui.asked import said, view_of
from tests.ui.fakes import FAR, SMALL, make_review
from tests.ui.keyboard import press, type_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.gateway.approval import Review
    from tests.ui.asked import Ask

PRICED = replace(FAR, host="api.far\u200b.example", input_price=1.0, output_price=100.0)


def test_the_host_that_gets_the_text_is_named(ask: Ask) -> None:
    dialog = ask(make_review(options=(SMALL, PRICED, FAR))).dialog
    assert STAYS in said(dialog)
    press(dialog.chooser.box, Qt.Key.Key_Down)
    assert "The text is sent over the network to api.far⟦U+200B⟧.example." in said(dialog)
    press(dialog.chooser.box, Qt.Key.Key_Down)
    assert LEAVES in said(dialog)


def test_the_cost_follows_the_model_and_the_length(ask: Ask) -> None:
    dialog = ask(make_review(make_params(max_tokens=1000), (SMALL, PRICED, FAR))).dialog
    cost = view_of(dialog, "Cost")
    assert cost.toPlainText() == "No cost: on this computer."
    press(dialog.chooser.box, Qt.Key.Key_Down)
    assert cost.toPlainText().startswith("At most $0.1")
    dialog.terms.tokens.setValue(10)
    assert cost.toPlainText().startswith("At most $0.0")
    press(dialog.chooser.box, Qt.Key.Key_Down)
    assert cost.toPlainText() == "Cost not known."


def test_the_cost_follows_what_a_person_writes(ask: Ask, qtbot: QtBot) -> None:
    dear = replace(PRICED, input_price=10_000.0)
    dialog = ask(make_review(make_params(max_tokens=1), (dear,))).dialog
    before = view_of(dialog, "Cost").toPlainText()
    press(dialog.editing, Qt.Key.Key_Space)
    type_text(view_of(dialog, "User"), "word " * 20)
    qtbot.waitUntil(lambda: view_of(dialog, "Cost").toPlainText() != before)


def with_losers(*losers: Loser) -> Review:
    review = make_review()
    return replace(review, route=replace(review.route, losers=losers))


def test_why_no_other_model_answers_is_one_key_away(ask: Ask) -> None:
    losers = (Loser(FAR, "Far is not as fast.", able=True), Loser(SMALL, "No\u200bne.", able=False))
    dialog = ask(with_losers(*losers)).dialog
    view = view_of(dialog, "Why no other model")
    assert not view.isVisible()
    (button,) = [one for one in dialog.findChildren(QToolButton) if "Why" in one.text()]
    assert button.text() == "Why not one of the 2 others"
    press(button, Qt.Key.Key_Space)
    assert view.isVisible()
    assert view.toPlainText() == "Far is not as fast.\nNo⟦U+200B⟧ne."


def test_where_there_was_no_other_nothing_is_said_of_one(ask: Ask) -> None:
    dialog = ask(make_review()).dialog
    assert not any("Why" in one.text() for one in dialog.findChildren(QToolButton))
