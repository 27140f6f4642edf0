"""Large pages of memory, on which a model's weights and what it remembers are found sooner.

For every page that it reads from, a processor looks up where it is. With pages of 4 kB that takes
a tenth of the time of a small model's token.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

_SWITCH = Path("/sys/kernel/mm/transparent_hugepage/enabled")
_VARIABLE, _ASKED = "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"
_SINCE = (2, 35)
"""The glibc that can be asked."""
_SHARE = 1 / 4
"""Of the memory that is free: so much may be taken by what could as well stay in a file."""


def asking_for_large_pages(switch: Path = _SWITCH) -> dict[str, str]:
    """Returns what a process's environment needs to get them; nothing where there are none."""
    library, version = platform.libc_ver()
    if sys.platform != "linux" or library != "glibc":
        return {}
    try:
        off = "[never]" in switch.read_text()
    except OSError:
        return {}
    known = tuple(map(int, version.split(".")[:2])) >= _SINCE
    return {_VARIABLE: _ASKED} if known and not off else {}


def belongs_on_large_pages(size: int) -> bool:
    """Returns whether weights of so many bytes are to be copied there, and not to stay mapped."""
    if os.environ.get(_VARIABLE) != _ASKED:
        return False
    import psutil  # noqa: PLC0415  (the app, which only asks, starts without it)

    return size <= _SHARE * psutil.virtual_memory().available
