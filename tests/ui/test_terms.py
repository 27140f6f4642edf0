"""The bounds of an answer in the dialog: which limit is meant, and how much of it is used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from desktop.gateway.limits import Bound
from tests.fakes import make_params
from tests.ui.asked import said, view_of
from tests.ui.fakes import make_review

if TYPE_CHECKING:
    from tests.ui.asked import Allow, Ask

BOUND = Bound(2_000, "2,000 is the limit for one answer to Weather.")


def test_a_limit_bounds_the_length_and_is_named_beside_what_was_asked_for(
    ask: Ask, allow: Allow
) -> None:
    asked = ask(replace(make_review(make_params(max_tokens=10**9)), bound=BOUND))
    tokens = asked.dialog.terms.tokens
    assert (tokens.value(), tokens.maximum()) == (2_000, 2_000)
    assert "of the 1,000,000,000 asked for" in said(asked.dialog)
    assert view_of(asked.dialog, "Limit").toPlainText() == BOUND.says
    assert allow(asked).max_tokens == 2_000


def test_the_length_may_be_lowered_below_the_limit(ask: Ask, allow: Allow) -> None:
    asked = ask(replace(make_review(make_params(max_tokens=10**9)), bound=BOUND))
    asked.dialog.terms.tokens.setValue(30)
    assert allow(asked).max_tokens == 30


def test_the_use_of_the_servers_limits_is_told_as_it_is_when_the_dialog_comes_up(ask: Ask) -> None:
    used = ["3 of 25 requests this hour"]
    review = replace(make_review(), standing=lambda: used[0])
    used[0] = "4 of 25 requests this hour"
    view = view_of(ask(review).dialog, "Used")
    assert view.toPlainText() == "4 of 25 requests this hour."


def test_where_nothing_is_bounded_no_limit_is_spoken_of(ask: Ask) -> None:
    dialog = ask(make_review()).dialog
    names = {view.accessibleName() for view in dialog.findChildren(QPlainTextEdit)}
    assert not names & {"Limit", "Used"}
