"""Whether a server that has been silent still answers."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from desktop.servers.connection import Connection
    from desktop.servers.transport.traffic import Wire

QUIET_SECONDS = 60.0
"""A server that was heard of within this time is not asked."""

ANSWER_SECONDS = 10.0
"""It may take this long to answer before that is told."""


class Health:
    """Asks a silent server something that costs it nothing, and tells when it does not answer."""

    def __init__(self, connection: Connection, wire: Wire) -> None:
        """Watches one open connection."""
        self._connection = connection
        self._wire = wire
        self._question: asyncio.Task[None] | None = None
        self._asked = 0.0

    def look(self) -> str:
        """Returns what a person should know, or nothing; asks where it is time to."""
        now = time.monotonic()
        if self._question is None and now - self._wire.heard > QUIET_SECONDS:
            self._asked = now
            self._question = asyncio.create_task(self._connection.ping(), name="still there?")
        if self._question is None:
            return ""
        if self._question.done() or self._wire.heard > self._asked:
            self.leave()
            return ""
        if now - self._asked < ANSWER_SECONDS:
            return ""
        return tr("It has not answered for {value:.0f} seconds.", value=now - self._wire.heard)

    def leave(self) -> None:
        """Takes the question back, if one is open."""
        if self._question is not None:
            self._question.cancel()
            # Looked at, so that nothing is said of a question whose answer nobody needs.
            self._question.add_done_callback(lambda one: one.cancelled() or one.exception())
            self._question = None
