"""Models that were cut into several files, by the names of these."""

from __future__ import annotations

import re
from pathlib import Path

MOST_PARTS = 999
_NAMED = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)


def parts_of(path: Path) -> tuple[Path, ...]:
    """Returns all parts of the model to which a file belongs; the file alone where it is whole."""
    return tuple(path.with_name(name) for name in part_names(path.name)) or (path,)


def part_names(name: str) -> tuple[str, ...]:
    """Returns the names of all parts of a model; none for the name of a whole one."""
    named = _NAMED.fullmatch(name)
    count = int(named["count"]) if named else 0
    if named is None or not 1 < count <= MOST_PARTS:
        return ()
    ending = name[-5:]
    numbers = range(1, count + 1)
    return tuple(f"{named['stem']}-{number:05}-of-{count:05}{ending}" for number in numbers)


def is_later_part(name: str) -> bool:
    """Returns whether a file is a part of a model, and not its first."""
    return name in part_names(name)[1:]


def plain_stem(name: str) -> str:
    """Returns a file's name without its ending, and without the number of a part."""
    named = _NAMED.fullmatch(name)
    return named["stem"] if named else Path(name).stem
