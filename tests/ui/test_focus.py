"""Whoever uses the keyboard sees where it goes, in every window and in all colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.storage.settings import Appearance
from desktop.ui.appearance import Look
from desktop.ui.widgets.focus_ring import FocusRing
from tests.ui.keyboard import press
from tests.ui.test_accessibility import IDS, LEAST, WINDOWS, dispose, inner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

SEEN = 4 * 20
"""So many bytes differ at least, of four to a pixel: those of a cursor alone would be fewer."""


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp)
    yield look
    look.take(Appearance())


@pytest.fixture
def two(qtbot: QtBot) -> QWidget:
    """A window with a line to write in, and a button."""
    window = QWidget()
    column = QVBoxLayout(window)
    for one in (QLineEdit(), QPushButton("Go on")):
        column.addWidget(one)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def whole(control: QWidget) -> QWidget:
    """The control that a part of it, made by Qt, belongs to."""
    while inner(control) and (outer := control.parentWidget()):
        control = outer
    return control


def differing(one: QImage, other: QImage) -> int:
    """The number of bytes in which two pictures differ; all where they have not even one size."""
    if one.size() != other.size():
        return one.sizeInBytes()
    both = int.from_bytes(one.constBits()) ^ int.from_bytes(other.constBits())
    return one.sizeInBytes() - both.to_bytes(one.sizeInBytes()).count(0)


def picture(control: QWidget) -> QImage:
    QApplication.processEvents()
    return control.grab().toImage()


def tabbed_unseen() -> Iterator[str]:
    """Names each control that the keyboard leads to and that looks as if it did not."""
    reached: set[QWidget] = set()
    while True:
        press(focused(), Qt.Key.Key_Tab)
        now = focused()
        if now in reached:
            return
        reached.add(now)
        control = whole(now)
        having = picture(control)
        now.clearFocus()
        if differing(having, picture(control)) < SEEN:
            yield f"{type(control).__name__} {control.accessibleName()!r}"
        now.setFocus(Qt.FocusReason.TabFocusReason)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def rings(window: QWidget) -> list[FocusRing]:
    return [one for one in window.findChildren(FocusRing) if one.isVisible()]


@pytest.mark.parametrize("make", WINDOWS, ids=IDS)
def test_the_focus_is_seen_wherever_tab_leads(
    qtbot: QtBot, look: Look, make: Callable[[], QWidget]
) -> None:
    window = make()
    window.resize(LEAST)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    unseen = []
    for colours in ("light", "dark", "contrast"):
        look.take(Appearance(theme=colours, motion=False))
        unseen += [f"{colours}: {control}" for control in tabbed_unseen()]
    dispose()
    assert unseen == []


def test_a_ring_goes_with_the_focus_and_grows_with_its_widget(two: QWidget) -> None:
    press(two, Qt.Key.Key_Tab)
    before = focused()
    assert [one.parentWidget() for one in rings(two)] == [before]
    before.resize(before.size() * 2)
    assert [one.size() for one in rings(two)] == [before.size()]
    press(before, Qt.Key.Key_Tab)
    assert [one.parentWidget() for one in rings(two)] == [focused()]
    assert focused() is not before


def test_a_ring_is_back_after_a_menu(two: QWidget, qtbot: QtBot) -> None:
    press(two, Qt.Key.Key_Tab)
    before, menu = focused(), QMenu(two)
    menu.addAction("Nothing")
    menu.popup(two.mapToGlobal(QPoint()))
    qtbot.waitUntil(menu.isVisible)
    assert rings(two) == []
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    press(menu, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: [one.parentWidget() for one in rings(two)] == [before])
    two.activateWindow()
    qtbot.waitUntil(two.isActiveWindow)
    press(before, Qt.Key.Key_Tab)
    assert [one.parentWidget() for one in rings(two)] == [focused()]


def test_no_ring_is_shown_where_the_mouse_was_pressed(two: QWidget) -> None:
    press(two, Qt.Key.Key_Tab)
    [other] = [one for one in two.children() if isinstance(one, QWidget) and one != focused()]
    QTest.mousePress(other, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert focused() is other
    assert rings(two) == []
    QTest.mouseRelease(other, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
