"""What a test of the window has: the app's own loop, and a short pause before Allow wakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.ui.loop import new_loop

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Only Qt's offscreen plugin says so: of windows with a least size, and of raising one.
    said = r"This plugin does not support (propagateSizeHints|raise)\(\)"
    marker = pytest.mark.qt_log_ignore(said, extend=True)
    for item in items:
        item.add_marker(marker)


@pytest.fixture
def anyio_backend(qapp: QApplication) -> tuple[str, dict[str, Any]]:
    """The loop that the window runs on."""
    return "asyncio", {"loop_factory": lambda: new_loop(qapp)}


@pytest.fixture
def short_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets Allow wake soon, so that no test has to wait for a second."""
    monkeypatch.setattr("desktop.ui.dialogs.guard.PAUSE_MS", 30)
