"""Conversations that a model has read, put aside while it reads others.

To read 2,000 tokens takes a CPU many seconds; to put them aside takes 40 ms, and to fetch them
back, 10. So two conversations that alternate cost hardly more than one.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from desktop.models.local.binding import llama
from desktop.models.local.loading import forget_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.local.states import States

WORTH_KEEPING = 64
"""Tokens; fewer are read again as fast."""
WORTH_WRITING = 256
"""Tokens; fewer are read again before anybody minds."""

_MOST = 512 << 20
_SHARE = 8
"""One part of so many of the memory that is free."""

_GROWTH = 1.25
"""Of a snapshot's memory, for the conversation goes on."""

Tokens = tuple[int, ...]
Data = ctypes.Array[ctypes.c_uint8]


def shared_length(one: Sequence[int], other: Sequence[int]) -> int:
    """Returns with how many tokens both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def default_budget() -> int:
    """Returns the bytes that a worker may take for conversations before the last one."""
    return min(_MOST, int(psutil.virtual_memory().available) // _SHARE)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a context knew of one conversation."""

    tokens: Tokens
    data: Data
    size: int
    """How much of the data counts."""
    keep: bool = False
    """Whether it may be written to disk."""


class Snapshots:
    """What a context knew of conversations, the least recently used first, within a budget."""

    def __init__(self, context: int, budget: int) -> None:
        """Takes a context of llama.cpp, whose sequence 0 is meant, and a number of bytes."""
        self._context = context
        self._budget = budget
        self.states: States | None = None
        """The same on disk, where conversations outlive the process."""
        self._offered: set[Tokens] = set()
        """What was written, or was not to be: nothing is twice, where room is short."""
        self._kept: dict[Tokens, Snapshot] = {}

    @property
    def bytes(self) -> int:
        """What all of them take."""
        return sum(len(one.data) for one in self._kept.values())

    def keep(self, past: Sequence[int], *, on_disk: bool = False) -> None:
        """Puts aside what the context knows now, unless nearly all of it is here already.

        Args:
            past: the tokens that it has read and written.
            on_disk: whether they may be written to disk.
        """
        nearest = self._nearest(past)
        if nearest and len(past) - shared_length(past, nearest) < WORTH_KEEPING:
            return
        size: int = llama.llama_state_seq_get_size(self._context, 0)
        if not 0 < size * _GROWTH <= self._budget:
            return
        data = self._room(past, size)
        if llama.llama_state_seq_get_data(self._context, data, size, 0) == size:
            self._add(Snapshot(tuple(past), data, size, on_disk))

    def taken(self, wanted: Sequence[int], least: int) -> Snapshot | None:
        """Takes out the conversation that begins like this for the longest.

        Args:
            wanted: the tokens of a prompt.
            least: how many must be the same.
        """
        nearest = self._nearest(wanted) or ()
        shared = shared_length(wanted, nearest)
        if self.states is not None:
            stored = self.states.read(wanted, max(least, shared + WORTH_KEEPING))
            if stored is not None:
                return stored
        return self._kept.pop(nearest) if shared >= least and nearest else None

    def write_one(self, past: Sequence[int]) -> bool:
        """Writes a conversation to disk that may be there and is not; False where none is left.

        Args:
            past: what the context knows now; nothing where that may not be written.
        """
        if self.states is None:
            return False
        if len(past) >= WORTH_WRITING and not self.states.has(past):
            self.keep(past, on_disk=True)
        self._offered &= self._kept.keys()
        for tokens, one in self._kept.items():
            if one.keep and len(tokens) >= WORTH_WRITING and tokens not in self._offered:
                self._offered.add(tokens)
                if not self.states.has(tokens) and self.states.write(one):
                    return True
        return False

    def restore(self, snapshot: Snapshot) -> list[int]:
        """Gives an empty context what it knew; returns the tokens, none where that failed."""
        if not llama.llama_state_seq_set_data(self._context, snapshot.data, snapshot.size, 0):
            forget_all(self._context)
            return []
        self._add(snapshot)
        return list(snapshot.tokens)

    def _add(self, snapshot: Snapshot) -> None:
        self._kept[snapshot.tokens] = snapshot
        while self.bytes > self._budget:
            del self._kept[next(iter(self._kept))]

    def _room(self, past: Sequence[int], size: int) -> Data:
        """Returns memory: that of what these tokens go on from, for fresh pages come slowly."""
        past = tuple(past)
        earlier = [self._kept.pop(one) for one in list(self._kept) if past[: len(one)] == one]
        fitting = (one.data for one in earlier if size <= len(one.data) <= 2 * size)
        return next(fitting, None) or (ctypes.c_uint8 * int(size * _GROWTH))()

    def _nearest(self, wanted: Sequence[int]) -> Tokens | None:
        return max(self._kept, key=lambda one: shared_length(one, wanted), default=None)
