"""What a worker tells the app, so that the engine never waits until it is told."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from desktop.models.local.wire import Text, encode

if TYPE_CHECKING:
    from desktop.models.local.wire import Event

_APART = 0.02
"""Seconds between two lines of text: a window shows hardly more of them."""


class Outbox:
    """Events on their way to the app, in their order.

    The pieces of an answer wait for `write_texts`, which runs in a thread of its own while the
    next token is computed, and go out together. To write each would take longer than all else
    that is done for a token, and whoever reads it may be given this thread's processor.
    """

    def __init__(self, output: int) -> None:
        """Takes the number of the pipe."""
        self._output = output
        self._job = 0
        self._pieces: deque[str] = deque()
        self._come = threading.Event()
        self._writing = threading.Lock()

    def add(self, job: int, text: str) -> None:
        """Takes a piece of the answer to a job; an event of this job must follow.

        The first is written at once: how fast the rest is written is measured from there.
        """
        if job != self._job:
            self._job = job
            self.send(Text(job, text))
            return
        self._pieces.append(text)
        if not self._come.is_set():
            self._come.set()

    def send(self, event: Event) -> None:
        """Writes an event, after all pieces that have come."""
        with self._writing:
            self._write_pieces()
            self._write(event)

    def write_texts(self) -> None:
        """Writes pieces for ever."""
        while True:
            self._come.wait()
            self._come.clear()
            with self._writing:
                self._write_pieces()
            time.sleep(_APART)

    def _write_pieces(self) -> None:
        if count := len(self._pieces):
            text = "".join(self._pieces.popleft() for _ in range(count))
            self._write(Text(self._job, text))

    def _write(self, event: Event) -> None:
        line = memoryview(encode(event))
        while line:
            line = line[os.write(self._output, line) :]
