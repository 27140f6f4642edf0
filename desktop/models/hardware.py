"""What this computer has free at the moment."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

_CARDS = (
    ("/proc/driver/nvidia/gpus", "*"),
    ("/sys/class/drm", "card*/device/mem_info_vram_total"),
)
"""Where drivers name cards with memory of their own."""


def free_memory(cards: tuple[tuple[str, str], ...] = _CARDS) -> int | None:
    """Returns the bytes of memory that a model could have; None where nobody can say.

    That is so where a graphics card has memory of its own: only the worker knows how much of a
    model it takes. It is measured once a second at most, for every request asks for it.
    """
    return _measured(int(time.monotonic()), cards)


@lru_cache(1)
def _measured(second: int, cards: tuple[tuple[str, str], ...]) -> int | None:
    del second
    if any(next(Path(folder).glob(pattern), None) for folder, pattern in cards):
        return None
    return main_memory()


def main_memory() -> int:
    """Returns the bytes of main memory that are free, whatever a graphics card has besides."""
    # Imported only here: the app starts sooner without it.
    import psutil  # noqa: PLC0415

    available: int = psutil.virtual_memory().available
    return available
