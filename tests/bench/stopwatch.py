"""How fast an answer of known words comes, however they are put into pieces."""

from __future__ import annotations

import time

LETTER = "w"
"""Begins every word that the benches' models write, each of them a token, and stands in no other
place."""


class Stopwatch:
    """Takes the pieces of one answer."""

    def __init__(self) -> None:
        self._began = self._ended = 0.0
        self._first = 0
        self.words = 0
        """Words that have come."""

    def note(self, piece: str) -> None:
        """Takes a piece."""
        self._ended = time.perf_counter()
        if not self.words:
            self._began, self._first = self._ended, piece.count(LETTER)
        self.words += piece.count(LETTER)

    @property
    def rate(self) -> float:
        """Words a second, from the first piece to the last."""
        return (self.words - self._first) / (self._ended - self._began)
