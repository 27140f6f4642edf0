"""The tray's menu and icon, without a tray; tests/e2e/test_tray.py has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.events import RequestPhase
from desktop.ui.tray import LATEST, Tray
from desktop.ui.tray_icon import SIZES, Doing, Standing, tray_icon
from tests.ui.fakes import make_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[Tray]:
    tray = Tray()
    yield tray
    tray.end()


def lines(tray: Tray) -> list[str]:
    """What can be read in the menu."""
    return [one.text() for one in tray.menu.actions() if one.text() and one.isVisible()]


@pytest.mark.parametrize(
    ("standing", "doing", "words"),
    [
        (Standing(), Doing.IDLE, "Idle"),
        (Standing(working=2), Doing.WORKING, "Answering 2 requests"),
        (Standing(working=2, paused=True), Doing.PAUSED, "Paused: every request is refused"),
        (Standing(waiting=1, paused=True), Doing.WAITING, "1 question waits for you"),
        (Standing(waiting=3, working=1), Doing.WAITING, "3 questions wait for you"),
    ],
)
def test_what_waits_comes_before_the_pause_and_that_before_work(
    tray: Tray, standing: Standing, doing: Doing, words: str
) -> None:
    assert (standing.doing, standing.words) == (doing, words)


def test_every_state_has_a_picture_of_its_own_in_every_size(qapp: QApplication) -> None:
    states = [Standing(), Standing(working=1), Standing(paused=True)]
    states += [Standing(waiting=count) for count in (1, 2, 9, 12)]
    for size in SIZES:
        pictures = [tray_icon(state).pixmap(size, size).toImage() for state in states]
        assert all(picture.width() == size for picture in pictures)
        assert all(one != two for one in pictures for two in pictures if one is not two)


def test_the_line_and_the_tip_follow_what_goes_on(tray: Tray, qtbot: QtBot) -> None:
    assert (tray.line.text(), tray.icon.toolTip()) == ("Idle", "Parley: Idle")
    tray.show_request(make_change("a", phase=RequestPhase.ANSWERING))
    qtbot.waitUntil(lambda: tray.icon.toolTip() == "Parley: Answering 1 request")
    tray.show_waiting(2)
    assert lines(tray)[:2] == ["2 questions wait for you", "&Review…"]
    tray.show_waiting(0)
    tray.show_pause(paused=True)
    assert tray.line.text() == "Paused: every request is refused"
    assert "&Review…" not in lines(tray)
    assert tray.pause.isChecked()


def test_the_latest_requests_are_told_by_who_asked_and_never_by_what(
    tray: Tray, qtbot: QtBot
) -> None:
    for number in range(LATEST + 2):
        change = make_change(str(number), server=f"R&D {number}", prompt="the secret", at=number)
        tray.show_request(change)
    tray.draw()
    latest = [one for one in tray.latest if one.isVisible()]
    assert [str(one.data()) for one in latest] == ["6", "5", "4", "3", "2"]
    assert latest[0].text().startswith("R&&D 6: ")
    assert "secret" not in " ".join(lines(tray))
    with qtbot.waitSignal(tray.open_requested) as wished:
        latest[1].trigger()
    assert wished.args == ["5"]


def test_a_flood_of_requests_keeps_the_menu_small_and_what_is_answered_known(tray: Tray) -> None:
    tray.show_request(make_change("long", phase=RequestPhase.ANSWERING, at=0))
    for number in range(1, 1_000):
        tray.show_request(make_change(str(number), phase=RequestPhase.DECLINED, at=number))
    tray.draw()
    assert tray.standing.working == 1
    assert len([one for one in tray.latest if one.isVisible()]) == LATEST


@pytest.mark.parametrize(("waiting", "wish"), [(0, "open"), (1, "review")])
def test_a_click_shows_what_waits_or_else_the_window(
    tray: Tray, qtbot: QtBot, waiting: int, wish: str
) -> None:
    tray.show_waiting(waiting)
    with qtbot.waitSignal(getattr(tray, f"{wish}_requested")):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)


def test_what_is_told_after_its_end_is_drawn_nowhere(qapp: QApplication) -> None:
    tray = Tray()
    tray.end()
    qapp.sendPostedEvents(tray.menu, QEvent.Type.DeferredDelete)
    tray.show_request(make_change("late"))
    tray.show_pause(paused=True)
    assert not any(one.isActive() for one in tray.findChildren(QTimer))


def test_the_icon_follows_the_palette(tray: Tray, qapp: QApplication, qtbot: QtBot) -> None:
    def picture() -> object:
        return tray.icon.icon().pixmap(32, 32).toImage()

    before, light = picture(), QPalette(qapp.palette())
    dark = QPalette(light)
    dark.setColor(QPalette.ColorRole.WindowText, "white")
    qapp.setPalette(dark)
    try:
        qtbot.waitUntil(lambda: picture() != before)
    finally:
        qapp.setPalette(light)
