"""The form of a server's rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.servers.rules import SamplingRules
from desktop.ui.widgets.rules_form import FIXED, NONE_TICKED, RulesForm
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox
    from pytestqt.qtbot import QtBot

FULL = SamplingRules.model_validate(
    {
        "consent": "always",
        "remote": "never",
        "tools": "always",
        "outsideCalls": "never",
        "timeout": 12.5,
        "models": ["b", "gone"],
        "review": "tools",
        "cacheMinutes": 30,
        "shareCache": True,
        "keepTexts": False,
        "limits": {"tokensPerRequest": 300, "atOnce": 2},
    }
)


@pytest.fixture
def form(qtbot: QtBot) -> RulesForm:
    form = RulesForm()
    qtbot.addWidget(form)
    form.resize(560, 500)
    form.show()
    form.show_models({"a": "Small", "b": "Far"})
    return form


def saved(form: RulesForm, qtbot: QtBot) -> Any:
    with qtbot.waitSignal(form.save_requested) as wished:
        press(form.save, Qt.Key.Key_Space)
    assert wished.args is not None
    return wished.args[1]


def offered(box: QComboBox) -> list[str]:
    """What can be chosen."""
    items = [box.model().index(row, 0) for row in range(box.count())]
    return [item.data() for item in items if item.flags() & Qt.ItemFlag.ItemIsEnabled]


def test_what_is_shown_is_what_holds_and_nothing_is_to_be_saved(form: RulesForm) -> None:
    form.show_rules("Weather", FULL, fixed=False)
    assert form.consent.currentText() == "Allow within the limits"
    assert form.remote.currentText() == "Refuse"
    assert form.longest.text() == "300 tokens"
    assert form.models.boxes["gone"].text() == "gone (not here now)"
    assert not form.models.boxes["a"].isChecked()
    assert not form.keep.isChecked()
    assert not form.save.isEnabled()
    assert not form.undo.isEnabled()


def test_only_what_a_person_changed_is_other_than_before(form: RulesForm, qtbot: QtBot) -> None:
    form.show_rules("Weather", FULL, fixed=False)
    form.keep.click()
    assert saved(form, qtbot) == FULL.model_copy(update={"keep_texts": True})


@pytest.mark.parametrize("rules", [SamplingRules(), FULL])
def test_every_rule_can_be_changed(form: RulesForm, qtbot: QtBot, rules: SamplingRules) -> None:
    form.show_rules("Weather", rules, fixed=False)
    form.consent.choose("always")
    form.remote.choose("always")
    form.tools.choose("never")
    form.outside.choose("ask")
    form.timeout.setValue(90)
    form.longest.setValue(0)
    form.models.which.choose(False)
    form.review.choose("always")
    form.cache.setValue(5)
    form.share.setChecked(False)
    form.keep.setChecked(True)
    changed = saved(form, qtbot)
    limits = rules.limits.model_copy(update={"tokens_per_request": None})
    told = {"remote": "always", "tools": "never", "review": "always", "cacheMinutes": 5}
    wished = SamplingRules.model_validate({"consent": "always", "timeout": 90, **told})
    assert changed == wished.model_copy(update={"limits": limits})


def test_nothing_laxer_than_the_rule_for_all_can_be_chosen(form: RulesForm, qtbot: QtBot) -> None:
    form.show_rules("Weather", SamplingRules(consent="always", remote="always"), fixed=False)
    assert offered(form.remote) == ["Ask me", "Allow within the limits", "Refuse"]
    form.consent.choose("ask")
    assert form.remote.chosen() == "ask"
    assert offered(form.remote) == offered(form.tools) == ["Ask me", "Refuse"]
    form.consent.choose("never")
    assert not form.remote.isEnabled()
    assert not form.models.isEnabled()
    assert saved(form, qtbot).consent == "never"


def test_what_is_turned_off_needs_no_other_rule(form: RulesForm) -> None:
    form.show_rules("Weather", SamplingRules(), fixed=False)
    form.enabled.click()
    for control in (form.consent, form.remote, form.timeout, form.review, form.cache):
        assert not control.isEnabled()
    assert form.keep.isEnabled(), "what is refused is recorded too"


def test_a_model_must_be_ticked_where_not_every_one_may_answer(
    form: RulesForm, qtbot: QtBot
) -> None:
    form.show_rules("Weather", SamplingRules(), fixed=False)
    form.models.which.choose(True)
    assert all(box.isChecked() for box in form.models.boxes.values())
    for box in form.models.boxes.values():
        box.click()
    assert form.why() == NONE_TICKED
    assert not form.save.isEnabled()
    assert form.undo.isEnabled()
    form.models.boxes["b"].click()
    assert form.why() == ""
    assert saved(form, qtbot).models == ("b",)


def test_changes_can_be_undone(form: RulesForm) -> None:
    form.show_rules("Weather", SamplingRules(), fixed=False)
    form.consent.choose("never")
    press(form.undo, Qt.Key.Key_Space)
    assert form.consent.chosen() == "ask"
    assert not form.save.isEnabled()


def test_what_is_not_saved_waits_until_its_server_is_back(form: RulesForm) -> None:
    form.show_rules("Weather", SamplingRules(), fixed=False)
    form.consent.choose("never")
    form.show_rules("Notes", SamplingRules(), fixed=False)
    assert form.consent.chosen() == "ask"
    assert not form.save.isEnabled()
    form.show_rules("Weather", SamplingRules(), fixed=False)
    assert form.consent.chosen() == "never"
    assert form.save.isEnabled()


def test_the_same_rules_again_leave_what_a_person_is_changing(form: RulesForm) -> None:
    form.show_rules("Weather", SamplingRules(), fixed=False)
    form.consent.choose("never")
    form.show_rules("Weather", SamplingRules(), fixed=False)
    form.show_models({"a": "Small", "c": "New"})
    assert form.consent.chosen() == "never"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"keep_texts": False}, "Saved. It holds from the next request."),
        ({"enabled": False}, "Saved. Restart the server, so that it learns of it."),
        ({"tools": "never"}, "Saved. Restart the server, so that it learns of it."),
    ],
)
def test_it_is_said_when_what_was_saved_takes_hold(
    form: RulesForm, qtbot: QtBot, change: dict[str, Any], told: str
) -> None:
    form.show_rules("Weather", SamplingRules(), fixed=False)
    form.enabled.setChecked(change.get("enabled", True))
    form.keep.setChecked(change.get("keep_texts", True))
    form.tools.choose(change.get("tools", "ask"))
    form.show_rules("Weather", saved(form, qtbot), fixed=False)
    assert form.why() == told
    assert not form.save.isEnabled()


def test_the_rules_of_the_bundled_server_are_read_and_not_changed(form: RulesForm) -> None:
    form.show_rules("examples", SamplingRules(), fixed=True)
    assert form.why() == FIXED
    assert not form.consent.isEnabled()
    assert not form.save.isVisible()
