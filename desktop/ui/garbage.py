"""Python's search for garbage, kept on the thread of the window.

Left alone it begins in whichever thread asks for memory next, such as the database's. If it finds a
dialog there that was closed, it ends a window from the wrong thread, which Qt does not survive.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500


class GarbageCollection(QObject):
    """Looks now and then for garbage as often as Python itself would have, and only here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._is_settled = False
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collects the oldest generation whose time has come."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                if generation == 2:
                    self._settle()
                return

    def end(self) -> None:
        """Collects all there is, while there still is an application for windows to end in."""
        self._timer.stop()
        if self._is_settled:
            gc.unfreeze()
        gc.collect()

    def _settle(self) -> None:
        """Leaves what is there by now out of later searches: it is what was imported, and stays.

        To go through all of that again would hold the window up for a tenth of a second each time.
        """
        if not self._is_settled:
            self._is_settled = True
            gc.freeze()
