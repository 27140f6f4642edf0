"""How long a running model holds the window: the longest event on its thread, of 16 ms."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.models.gguf.context import model_context
from desktop.models.local.process import LocalModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent, QObject

TARGET = 1.0
_FRAME = 0.016
_TOKENS = 1000
_QUESTION = "Tell me of the sea. " * 40


def main() -> float:
    """Prints and returns the longest time of the window's own thread in one event, of a frame.

    What others take of the processor meanwhile is not the window's: its own time counts.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["GGML_VK_VISIBLE_DEVICES"] = ""
    longest, events, pieces = _measured()
    sys.stdout.write(
        f"the window's thread was held for {longest * 1000:.1f} ms at the longest, in {events} "
        f"events while {pieces} pieces came, ratio {longest / _FRAME:.3f}\n"
    )
    return longest / _FRAME


def _measured() -> tuple[float, int, int]:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the platform is chosen first

    from desktop.ui.garbage import GarbageCollection  # noqa: PLC0415
    from desktop.ui.loop import new_loop  # noqa: PLC0415

    class Watched(QApplication):
        watching, longest, events = False, 0.0, 0

        def notify(self, receiver: QObject, event: QEvent) -> bool:
            """Times an event, with those in it, that begins while this is watched."""
            if not self.watching:
                return super().notify(receiver, event)
            began = time.thread_time()
            try:
                return super().notify(receiver, event)
            finally:
                self.events += 1
                self.longest = max(self.longest, time.thread_time() - began)

        def watch(self, *, on: bool) -> None:
            self.watching = on

    application = Watched([])
    garbage = GarbageCollection(application)
    with asyncio.Runner(loop_factory=lambda: new_loop(application)) as runner:
        pieces = runner.run(_answer(application.watch, garbage.collect))
    garbage.end()
    return application.longest, application.events, pieces


async def _answer(watch: Callable[..., None], collect: Callable[[], None]) -> int:
    """Lets a model answer in front of the window; returns in how many pieces."""
    from desktop.gateway.progress import Progress  # noqa: PLC0415
    from desktop.ui.main_window import MainWindow  # noqa: PLC0415
    from tests.fakes import make_params, make_request  # noqa: PLC0415
    from tests.scripted_model import write_babbling_model  # noqa: PLC0415

    window = MainWindow()
    window.set_ready()
    window.show()
    request = make_request(make_params(_QUESTION, max_tokens=_TOKENS))
    progress = Progress(request, window.activity.apply)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.gguf"
        write_babbling_model(path)
        model = LocalModel(model_context(path), path.with_suffix(".log"), lambda _event: None)
        await model.complete(request.params, progress.grow)  # loaded, and shown once
        for _ in range(3):
            collect()  # What was imported is looked through once, and not because of a model.
        watch(on=True)
        await asyncio.sleep(0)
        await model.complete(request.params, progress.grow)
        watch(on=False)
        await model.close()
    window.hide()
    return progress.pieces


if __name__ == "__main__":
    main()
