"""How much a server may send, and what is let go where it sends more."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.language import tr

PER_SECOND = 5_000.0
"""Messages that are taken in a second; beyond, the server waits at its pipe."""
AT_ONCE = 10_000.0

ASKED_PER_SECOND = 50.0
ASKED_AT_ONCE = 2_000.0
"""The same for requests, each of which leaves its trace in the journal."""

TOLD_PER_SECOND = 50.0
"""Of each kind that can be done without, such as log lines; the rest is dropped, and counted."""
TOLD_AT_ONCE = 200.0

CHANGES_PER_SECOND = 2.0
CHANGES_AT_ONCE = 10.0
"""Of news that a list has changed; beyond, it is told that they come too fast."""

_KINDS = {
    "notifications/message": tr("log messages"),
    "notifications/progress": tr("reports of progress"),
    "notifications/resources/updated": tr("news of resources"),
}
_CHANGES = {
    "notifications/tools/list_changed": tr("changes of its tools"),
    "notifications/prompts/list_changed": tr("changes of its prompts"),
    "notifications/resources/list_changed": tr("changes of its resources"),
    "notifications/roots/list_changed": tr("changes of roots"),
}
_ESSENTIAL = frozenset({"notifications/cancelled", "notifications/initialized"})


@dataclass(slots=True)
class Bucket:
    """So many at once, and so many a second after that."""

    per_second: float
    most: float
    level: float = field(init=False)
    at: float = field(init=False, default=float("-inf"))

    def __post_init__(self) -> None:
        """Starts full."""
        self.level = self.most

    def take(self, now: float) -> float:
        """Takes one and returns for how many seconds it should have waited; 0 where for none."""
        self._fill(now)
        self.level -= 1.0
        return max(0.0, -self.level / self.per_second)

    def take_if_there(self, now: float) -> bool:
        """Takes one where there is one."""
        self._fill(now)
        there = self.level >= 1.0
        self.level -= float(there)
        return there

    def _fill(self, now: float) -> None:
        gained = 0.0 if self.at == float("-inf") else (now - self.at) * self.per_second
        self.level = min(self.most, self.level + gained)
        self.at = now


class Sluice:
    """What one server sends, let through at a bearable rate."""

    def __init__(self) -> None:
        """Starts as if the server had been silent."""
        self._all = Bucket(PER_SECOND, AT_ONCE)
        self._asked = Bucket(ASKED_PER_SECOND, ASKED_AT_ONCE)
        self._kinds: dict[str, Bucket] = {}
        self._changes: dict[str, Bucket] = {}

    def wait(self, now: float, *, asks: bool = False) -> float:
        """Counts a message, and returns how long to wait before it is taken.

        Args:
            now: the time, in seconds.
            asks: whether it is a request, which is more work than others.
        """
        waits = self._all.take(now)
        return max(waits, self._asked.take(now)) if asks else waits

    def hasty(self, method: str, now: float) -> str:
        """Returns what has changed too often, if anything.

        It is not dropped: the last of them all must be heeded.
        """
        if method not in _CHANGES:
            return ""
        bucket = self._changes.setdefault(method, Bucket(CHANGES_PER_SECOND, CHANGES_AT_ONCE))
        return "" if bucket.take_if_there(now) else _CHANGES[method]

    def surplus(self, method: str, now: float) -> str:
        """Returns what a notification is called where it is one too many, else nothing."""
        if method in _ESSENTIAL or method in _CHANGES:
            return ""
        # All unknown kinds share one place, or made-up names would grow without end.
        kind = _KINDS.get(method, "other notifications")
        bucket = self._kinds.setdefault(kind, Bucket(TOLD_PER_SECOND, TOLD_AT_ONCE))
        return "" if bucket.take_if_there(now) else kind
