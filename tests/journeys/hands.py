"""A person without a mouse: every key goes to where the keyboard is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from desktop.ui.dialogs.guarded import GuardedQuestion
from tests.e2e.test_window import shown
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)

_MOST_TABS = 150
_SECONDS = 20.0
_A_MOMENT = 1.0


class Hands:
    """Presses, types and reads; what cannot be reached so is not reached."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def here(self) -> QWidget:
        """Where the keyboard is."""
        at = QApplication.activePopupWidget() or QApplication.focusWidget()
        at = at or QApplication.activeWindow()
        assert at, "no window has the keyboard"
        return at

    @property
    def name(self) -> str:
        """What a screen reader says of where the keyboard is."""
        said = QAccessible.queryAccessibleInterface(self.here)
        name = self.here.accessibleName() or said.text(QAccessible.Text.Name)
        return name.replace("&", "")

    async def until(self, holds: Callable[[], object]) -> None:
        """Waits until something holds, and tells what could be seen where it never does."""
        try:
            await until(holds, _SECONDS)
        except TimeoutError:
            tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
            said = "\n\n".join(f"{type(one).__name__}: {shown(one)}" for one in tops)
            at = QApplication.focusWidget()
            raise AssertionError(f"The keyboard is at {at!r}. There is:\n{said}") from None

    async def ready(self) -> None:
        """Waits until Parley has started, and one of its windows has the keyboard."""
        await self.until(self.window.callers.add.isEnabled)
        await self._has_keyboard()

    async def press(self, *keys: str) -> None:
        """Presses keys, one after the other: "Ctrl+3", "Tab", "Return"."""
        for key in keys:
            # A window manager may be moving the keyboard from one window to the next.
            await self.until(QApplication.activeWindow)
            QTest.keySequence(self.here, QKeySequence(key))

    async def write(self, text: str) -> None:
        """Types a text in the place of what is there."""
        await self.press("Ctrl+A")
        QTest.keyClicks(self.here, text)

    async def to(self, words: str) -> None:
        """Goes with Tab to the control whose name begins so."""
        passed = []
        for _ in range(_MOST_TABS):
            if self.name.startswith(words):
                return
            passed.append(self.name)
            await self.press("Tab")
        raise AssertionError(f"Tab does not lead to {words!r}, only to {dict.fromkeys(passed)}")

    async def push(self, words: str) -> None:
        """Presses the button whose words begin so."""
        await self.to(words)
        await self.press("Space")

    async def up(self, kind: type[W], *ways: str) -> W:
        """Returns the window of a kind, once it is on the screen and has the keyboard.

        Args:
            kind: the window's class.
            ways: the keys, or the button, that lead to a question which does not come up by
                itself, since the person is typing.
        """

        def found() -> list[W]:
            tops = QApplication.topLevelWidgets()
            return [one for one in tops if isinstance(one, kind) and one.isVisible()]

        await self.until(found)
        if ways and not await self._comes_up(found()[0]):
            for way in ways:
                await (self.press(way) if "+" in way else self.push(way))
        await self.until(lambda: found() and found()[0].isActiveWindow())
        return found()[0]

    async def _comes_up(self, window: QWidget) -> bool:
        try:
            await until(window.isActiveWindow, _A_MOMENT)
        except TimeoutError:
            return False
        return True

    async def gone(self, dialog: QWidget) -> None:
        """Waits until a window has closed."""
        await self.until(lambda: not (isValid(dialog) and dialog.isVisible()))
        await self._has_keyboard()

    async def _has_keyboard(self) -> None:
        if QApplication.activeWindow() is None:  # Where no window manager sees to that.
            tops = QApplication.topLevelWidgets()
            opened = [one for one in tops if isinstance(one, QDialog) and one.isVisible()]
            (opened[-1] if opened else self.window).activateWindow()
        await self.until(QApplication.activeWindow)

    async def allow(self, kind: type[GuardedQuestion] = GuardedQuestion) -> None:
        """Says yes to a question, once that may count."""
        question = await self.up(kind)
        await self.until(question.allow_button.isEnabled)
        await self.press("Ctrl+Return")
        await self.gone(question)

    async def sees(self, words: str, where: QWidget | None = None) -> None:
        """Waits until this can be read."""
        await self.until(lambda: words in shown(where or self.window))

    async def answers(self, count: int) -> None:
        """Waits until so many requests of this run have ended."""
        rows = self.window.activity.requests._rows
        await self.until(lambda: [one.phase.ended for one in rows.values()] == [True] * count)
