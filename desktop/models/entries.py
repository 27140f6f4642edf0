"""Entries of the files that a person may write themselves, read one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic.alias_generators import to_camel

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.storage.json_file import read_entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydantic import BaseModel, ValidationError

T = TypeVar("T")

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
"""What an entry may be called."""


def read_each(
    path: Path, key: str, parsed: Callable[[str, object], T]
) -> tuple[tuple[T, ...], tuple[str, ...]]:
    """Returns what the entries of a file say, and what is wrong with those that are left out.

    Raises:
        ConfigError: the file cannot be read, or is not JSON of the expected shape.
    """
    found, problems = [], []
    for name, entry in read_entries(path, key)[1].items():
        try:
            found.append(parsed(name, entry))
        except ConfigError as error:
            problems.append(tr("{error} It was left out.", error=error))
    return tuple(found), tuple(problems)


def first_fault(error: ValidationError, kind: type[BaseModel]) -> str:
    """Returns the first thing that is wrong with an entry, with its place, and quotes no value."""
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = ", ".join(to_camel(name) for name in kind.model_fields if name != "name")
        return tr("there is no {where!r}. There are: {known}", where=where, known=known)
    what = first["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{where}: {what}" if where else what
