"""The keyboard, in types: pytest-qt's own key methods have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def press(
    widget: QWidget,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Presses and releases a key."""
    QTest.keyClick(widget, key, modifier)


def type_text(widget: QWidget, text: str) -> None:
    """Types a text, letter by letter."""
    QTest.keyClicks(widget, text)


def turn_to(part: QWidget, name: str) -> None:
    """Brings a tab to the front, by its name and with the arrow keys."""
    name = name.replace("&", "")
    [bar] = [one for one in part.findChildren(QTabBar) if name in _names(one)]
    names = _names(bar)
    way = names.index(name) - names.index(_name(bar, bar.currentIndex()))
    for _ in range(abs(way)):
        press(bar, Qt.Key.Key_Right if way > 0 else Qt.Key.Key_Left)


def _names(bar: QTabBar) -> list[str]:
    """The tabs that there are to see."""
    return [_name(bar, at) for at in range(bar.count()) if bar.isTabVisible(at)]


def _name(bar: QTabBar, at: int) -> str:
    return bar.tabText(at).replace("&", "")
