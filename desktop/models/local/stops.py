"""A streaming matcher for stop sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class StopMatcher:
    """Lets text through up to the first stop sequence, however the text is cut into pieces.

    The sequence that is complete first stops; of those complete at the same character, the
    longest. What could still become a sequence is held back until more text decides it.
    """

    def __init__(self, sequences: Iterable[str]) -> None:
        self._sequences = sorted({text for text in sequences if text}, key=len, reverse=True)
        self._longest = max(map(len, self._sequences), default=0)
        self._held = ""
        self.stopped: str | None = None
        """The sequence that was met; nothing comes out after it."""
        self.beyond = ""
        """What came after that sequence, in the same piece."""

    def meets(self, text: str) -> str | None:
        """Returns the sequence that this piece would complete; it is not taken yet."""
        if not self._sequences:
            return None
        return (self._found(self._held + text) or (0, None))[1]

    def feed(self, text: str) -> str:
        """Returns what is now certain to come before any stop sequence."""
        if not self._sequences:
            return text
        if self.stopped is not None:
            return ""
        text = self._held + text
        if found := self._found(text):
            end, self.stopped = found
            self._held, self.beyond = "", text[end:]
            return text[: end - len(self.stopped)]
        certain = len(text) - self._undecided(text)
        self._held = text[certain:]
        return text[:certain]

    def _found(self, text: str) -> tuple[int, str] | None:
        """Returns where the first complete sequence ends, and the sequence."""
        found = [
            (place + len(sequence), sequence)
            for sequence in self._sequences
            if (place := text.find(sequence)) >= 0
        ]
        return min(found, key=lambda match: match[0], default=None)

    def flush(self) -> str:
        """Returns what was held back, now that no more text comes."""
        held, self._held = self._held, ""
        return held

    def _undecided(self, text: str) -> int:
        """Returns the length of the longest end of the text that begins a sequence."""
        for length in range(min(self._longest - 1, len(text)), 0, -1):
            if any(sequence.startswith(text[-length:]) for sequence in self._sequences):
                return length
        return 0
