"""How able a model is, as the billions of parameters of an open model that is as able."""

from __future__ import annotations

import json
import logging
import re
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop.storage.resources import RESOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.models.context import ModelContext

logger = logging.getLogger(__name__)

_SIZE = re.compile(r"(?<![a-z0-9.])(?:(\d{1,2})x)?(\d{1,4}(?:\.\d{1,3})?)b(?![a-z0-9])")
"""A size that is a part of a name: 70b, 0.6b, 8x7b."""

_LONGEST_NAME = 128

Table = tuple[tuple[str, float], ...]
"""Patterns of names, in the order in which they are tried, each with its billions."""


def capability(context: ModelContext) -> float | None:
    """Returns how able a model is; None where nothing tells."""
    if context.capability is not None:
        return context.capability
    if context.parameters:
        return context.parameters / 1e9
    known = map(capability_of, (context.id, *context.aliases, context.name))
    return next((billions for billions in known if billions is not None), None)


def capability_of(name: str) -> float | None:
    """Returns how able the model of a name is, by the size in it or else by the table."""
    return _capability_of(name[:_LONGEST_NAME])


@lru_cache(maxsize=1024)
def _capability_of(name: str) -> float | None:
    plain = name.strip().casefold().rpartition("/")[2]
    if size := _SIZE.search(plain):
        return int(size[1] or 1) * float(size[2])
    return next((billions for pattern, billions in _table() if fnmatchcase(plain, pattern)), None)


@cache
def _table() -> Table:
    return read_table(RESOURCES / "equivalents.json")


def read_table(path: Path) -> Table:
    """Returns the table in a file; one that cannot be read is empty, which goes to the log."""
    try:
        lines = json.loads(path.read_text("utf-8"))["models"]
        return tuple((name, float(line["billions"])) for line in lines for name in line["names"])
    except (OSError, ValueError, KeyError, TypeError):
        logger.exception("%s cannot be read: no hint finds an equivalent", path)
        return ()
