"""Tools whose names are those of the host's own tools, which a model or a person may mistake."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE: Mapping[str, str] = MappingProxyType({})

_HOSTS = frozenset(
    [
        "bash",
        "shell",
        "terminal",
        "computer",
        "executecommand",
        "runcommand",
        "runterminalcommand",
        "applypatch",
        "texteditor",
        "strreplaceeditor",
        "strreplacebasededittool",
        "websearch",
        "webfetch",
        "askmodel",
        "comparemodels",
        "listmodels",
        "createmessage",
    ]
)
"""What hosts call tools of their own: Claude's, VS Code's, and those of Parley's model server."""


def shadowed(name: str, others: Mapping[str, str]) -> str:
    """Returns whose tool has the same name, small letters and signs aside; empty if nobody's."""
    plain = _plain(name)
    for other, whose in others.items():
        if plain == _plain(other):
            return whose
    return tr("the host itself") if plain in _HOSTS else ""


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
