"""The question whether to sign in: all that a person needs to judge it, and no browser before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from desktop.events import ServerChanged, ServerStatus
from desktop.servers.signing_in.oauth import SignIn
from desktop.ui.dialogs.sign_in import SignInDialog
from desktop.ui.widgets.server_details import ServerDetails
from tests.ui.keyboard import press
from tests.ui.test_activity_page import words

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

ASKED = SignIn(
    server="far\u200b",
    address="https://far.example/mcp",
    host="login.example",
    scopes=("read", "\u202eetirw"),
    link="https://login.example/authorize?state=s",
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    pages: list[str] = []

    def open_url(url: QUrl) -> bool:
        pages.append(url.toString())
        return "nobrowser" not in url.toString()

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return pages


def show(qtbot: QtBot, asked: SignIn = ASKED) -> tuple[SignInDialog, list[object]]:
    dialog, answers = SignInDialog(asked), list[object]()
    dialog.decided.connect(answers.append)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog, answers


def test_who_asks_where_and_for_what_is_shown_and_nothing_in_it_hides(
    qtbot: QtBot, opened: list[str]
) -> None:
    dialog, _ = show(qtbot)

    text = words(dialog)
    for shown in (
        "far⟦U+200B⟧ wants you to sign in",
        "https://far.example/mcp",
        "login.example",
        "read, ⟦U+202E⟧etirw",
        ASKED.link,
    ):
        assert shown in text
    assert not opened


def test_further_rights_are_said_to_be_further_ones(qtbot: QtBot, opened: list[str]) -> None:
    dialog, _ = show(qtbot, replace(ASKED, more=True, scopes=()))

    assert "wants further rights" in words(dialog)
    assert "what it does not say" in words(dialog)
    assert not opened


def test_the_browser_opens_only_after_a_while_and_a_yes(qtbot: QtBot, opened: list[str]) -> None:
    dialog, answers = show(qtbot)
    assert not dialog.open_button.isEnabled()
    qtbot.waitUntil(dialog.open_button.isEnabled)
    dialog.open_button.click()

    assert opened == [ASKED.link]
    assert answers == [True]


def test_escape_and_enter_open_nothing(qtbot: QtBot, opened: list[str]) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        dialog, answers = show(qtbot)
        press(dialog, key)

        assert answers == [False]
    assert not opened


def test_without_a_browser_the_page_can_be_opened_by_hand(qtbot: QtBot, opened: list[str]) -> None:
    dialog, answers = show(qtbot, replace(ASKED, link="https://nobrowser.example/"))
    qtbot.waitUntil(dialog.open_button.isEnabled)
    dialog.open_button.click()

    assert "No browser could be opened" in words(dialog)
    assert not answers
    dialog.open_button.click()
    assert answers == [True]


def test_the_page_of_a_server_offers_to_sign_in_and_out(qtbot: QtBot) -> None:
    details = ServerDetails()
    qtbot.addWidget(details)
    stopped = ServerChanged("far", ServerStatus.STOPPED, "https://far.example/mcp")
    details.show_server(replace(stopped, needs_sign_in=True), {})

    assert details._start.text() == "&Sign in"
    assert details._sign_out_row.isHidden()
    details.show_server(replace(stopped, status=ServerStatus.READY, signed_in=True), {})
    assert not details._sign_out_row.isHidden()
    with qtbot.waitSignal(details.sign_out_requested):
        details._sign_out.click()
