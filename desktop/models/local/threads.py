"""How many threads a model computes with.

llama.cpp's threads wait for each other in busy loops after every operation, so one core that
another program holds stalls them all: on two cores, one busy neighbour cuts two threads to a
fraction of their speed and leaves one thread alone. Never take every core, and give way.
"""

from __future__ import annotations

import os

import psutil

_WINDOW = 0.25
"""Seconds of computing that make a measurement."""
_SOON, _LATE = 5.0, 60.0
"""Seconds of computing after which more threads are tried again: at first, and at most."""
_TOLERATED_LOSS = 0.3
"""Threads. Undisturbed runs lose below 0.05; with a busy neighbour it is 0.5 and more."""


def default_threads() -> int:
    """Returns one less than the physical cores that this process may use, and at least 1."""
    physical = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, allowed) - 1)


class Governor:
    """Steps the thread count down while other programs hold the cores, and tries more now and then.

    Busy loops take all the time there is: what a run lacks of `threads` times its length was
    taken by others.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._most = threads
        self._elapsed = 0.0
        self._computed = 0.0
        self._calm = 0.0
        """Seconds of computing since the count changed."""
        self._patience = _SOON
        self._trying = False
        """Whether there are more threads since the last measurement."""

    @property
    def has_choice(self) -> bool:
        """Whether there may ever be fewer threads: on some systems, to observe takes a while."""
        return self._most > 1

    def observe(self, elapsed: float, computed: float) -> bool:
        """Takes one run's wall time and processor time, in seconds; True if `threads` changed."""
        self._elapsed += elapsed
        self._computed += computed
        if self._elapsed < _WINDOW:
            return False
        lost = self.threads - self._computed / self._elapsed
        before, tried = self.threads, self._trying
        self._calm += self._elapsed
        self._elapsed = self._computed = 0.0
        if self.threads > 1 and lost >= _TOLERATED_LOSS:
            self.threads = max(1, self.threads - max(1, round(lost)))
            # What was tried in vain is tried again later.
            self._patience = min(2 * self._patience, _LATE) if tried else _SOON
        elif self.threads < self._most and self._calm >= self._patience:
            self.threads = min(2 * self.threads, self._most)
        self._trying = self.threads > before
        if self.threads == before:
            return False
        self._calm = 0.0
        return True
