"""The one loop on which Qt and asyncio both run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from PySide6.QtWidgets import QApplication


def new_loop(application: QApplication) -> asyncio.AbstractEventLoop:
    """Returns a fresh loop for `asyncio.Runner`, which closes it.

    qasync takes the Qt binding that is imported already, which is PySide6 here.
    """
    from qasync import QEventLoop  # noqa: PLC0415 - after the first window is on the screen

    loop: asyncio.AbstractEventLoop = QEventLoop(application)
    return loop
