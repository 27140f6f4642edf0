"""Look-up decoding: where a text repeats itself, several tokens are computed at once.

What followed the same words before is computed together with the next token, and only what the
sampler then chooses itself is taken: the answer stays the same. A batch costs more than a token,
so this pays while a text is copied, and is given up where it was seen not to.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_DRAFTED = 15
"""Tokens that are computed ahead at most."""
_SIZES = (MOST_DRAFTED, 7, 3)
"""Drafts: with the token before them, they make batches that llama.cpp's tiles are cut for."""
_SHORTEST, _LONGEST = 4, 64
"""Tokens that must have been the same before anything is drafted: at first, and at most."""
_WEIGHT = 0.25
"""Of the newest measurement."""


class Lookup:
    """Drafts how one answer goes on, out of what was said and written before.

    The longer a text has been a copy, the further ahead is drafted. `draft` begins a step, and
    `take` is told of each token that was chosen in it.
    """

    def __init__(self, past: Sequence[int], clock: Callable[[], float] = time.perf_counter) -> None:
        """Takes the tokens of the prompt."""
        self._clock = clock
        # A text finds tokens faster than a list: each is a character of it.
        self._past = "".join(map(chr, past))
        self._source = 0
        """What comes next may be what stands here; 0 where nothing is known."""
        self._length = 0
        """So many tokens before the source are the same as the last ones."""
        self._needed = _SHORTEST
        self._drafted = ""
        self.row = -1
        """Which of the batch's results says what comes next."""
        self._began: float | None = None
        self._size = self._gained = 0
        self._seconds: dict[int, float] = {}
        """What a batch of each size took."""

    @property
    def pending(self) -> bool:
        """Whether tokens were computed that nobody has chosen."""
        return bool(self._drafted)

    def take(self, tokens: Sequence[int]) -> bool:
        """Takes what was chosen; returns whether that is computed already."""
        text = "".join(map(chr, tokens))
        self._gained += 1
        for one in text:
            self._follow(one)
        if self._drafted and self._drafted[0] == text:
            self._drafted = self._drafted[1:]
            self.row += 1
            return True
        self._drafted = ""
        return False

    def draft(self, room: int) -> list[int]:
        """Returns what is to be computed together with the token that was taken last.

        Args:
            room: how many tokens at most.
        """
        self._judge()
        if not self._source:
            self._look()
        size = self._fitting(room) if self._seconds else 0
        # A copy that has reached the end of what there is goes round.
        self._drafted = (self._past[self._source :] * size)[:size] if size else ""
        self.row = 0 if self._drafted else -1
        self._size, self._gained, self._began = 1 + size, 0, self._clock()
        return [ord(one) for one in self._drafted]

    def _follow(self, token: str) -> None:
        if self._source and self._past[self._source] == token:
            self._source += 1
            self._length += 1
        else:
            self._source = self._length = 0
        self._past += token

    def _look(self) -> None:
        """Finds where the last tokens stood before."""
        ending = self._past[-self._needed :]
        place = self._past.rfind(ending, 0, len(self._past) - 1)
        if place >= 0:
            self._source, self._length = place + len(ending), len(ending)

    def _fitting(self, room: int) -> int:
        """Returns how many to draft: no more than were the same, and than can win."""
        if self._length < self._needed:
            return 0
        sizes = (size for size in _SIZES if size <= min(room, self._length))
        return next((size for size in sizes if self._may_win(size)), 0)

    def _may_win(self, size: int) -> bool:
        return self._seconds.get(1 + size, 0) < (1 + size) * self._seconds[1]

    def _judge(self) -> None:
        """Measures the last step, and asks for longer copies where it has lost."""
        if self._began is None:
            return
        took, size = self._clock() - self._began, self._size
        known = self._seconds.setdefault(size, took)
        self._seconds[size] = known + _WEIGHT * (took - known)
        if size == 1:
            return
        if self._gained * self._seconds[1] > self._seconds[size]:
            self._needed = max(_SHORTEST, self._needed // 2)
        else:
            self._needed = min(_LONGEST, 2 * self._needed)
