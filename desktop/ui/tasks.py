"""The one owner of the window's background tasks."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from desktop.errors import ParleyError
from desktop.events import Notice
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from desktop.events import Publish

logger = logging.getLogger(__name__)

UNEXPECTED = tr("Something went wrong inside Parley itself. Its log, parley.log, tells what.")


class TaskOwner:
    """Keeps every task until it ended; a failed one becomes a notice and harms no other."""

    def __init__(self, publish: Publish) -> None:
        self._publish = publish
        self._tasks: set[asyncio.Task[None]] = set()
        self.fault_reported: Callable[[BaseException], None] = lambda _error: None
        """Is told of a fault of Parley's own, beside the notice."""

    def start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Runs some work; an error that is written for people becomes a notice."""
        task = asyncio.get_running_loop().create_task(self._guarded(work), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # Work that was cancelled before it began would else be warned about as forgotten.
        task.add_done_callback(lambda _: work.close())
        return task

    def report(self, error: BaseException) -> None:
        """Logs a fault of Parley's own and tells the person that there was one."""
        logger.error("Unexpected", exc_info=error)
        self._publish(Notice(UNEXPECTED, error=True))
        self.fault_reported(error)

    async def close(self) -> None:
        """Cancels what still runs and waits for its end."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except ParleyError as error:
            logger.info("%s", error)
            self._publish(Notice(str(error), error=True))
        except Exception as error:
            self.report(error)
