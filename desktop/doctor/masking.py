"""Secrets made unreadable in what a person may show to others."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import ConfigError, StartFailed
from desktop.gateway.screening.credentials import secrets
from desktop.gateway.screening.reading import Text
from desktop.inbound.callers import PREFIX
from desktop.servers.config import read_servers
from desktop.servers.transport.traffic import MASKED
from desktop.servers.variables import filled
from desktop.storage.env_file import variables_in
from desktop.storage.secrets import Secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.servers.config import ServerSpec
    from desktop.storage.places import Places

_SHORTEST = 6
"""A value that is shorter would be masked in half of all words."""
_WORD = "api[_-]?key|[_-]key|token|secret|passw(?:or)?d|authorization|credential"
_NAME = rf"[\w-]{{0,40}}(?:{_WORD})[\w-]{{0,40}}"
_NAMED = re.compile(
    # As a header or a setting has it, as an option has it, and as an address has it.
    rf"(?P<before>(?:\b{_NAME}[\"']?\s*[=:]\s*|--?{_NAME}[\s,=\"']+)"
    r"[\"']?(?:(?:bearer|basic)\s+)?|\bbearer\s+|://[^/\s:@]{0,80}:(?=[^/\s@]{1,200}@))"
    r"(?P<value>[^\s\"'&,;@•]{4,})",
    re.IGNORECASE,
)
_HINT = re.compile(rf"{_WORD}|bearer|://", re.IGNORECASE)
"""Where none of these is, nothing needs to be looked for: most lines are done with at once."""
_OF_VARIABLES = re.compile(_WORD, re.IGNORECASE)
_TOKEN = re.compile(rf"\b{PREFIX}[\w-]{{43}}(?![\w-])")


class Mask:
    """Hides the values that it was given, and all that looks like a key."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        lines = (line.strip() for value in values for line in value.splitlines())
        known = {line for line in lines if len(line) >= _SHORTEST}
        self._values = sorted(known, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Returns a text without secrets."""
        # Line by line: one search through a long text would hold the window up.
        return "\n".join(map(self._line, text.split("\n")))

    def _line(self, line: str) -> str:
        for value in self._values:
            line = line.replace(value, MASKED)
        for _, start, end, _ in sorted(secrets(Text(line)), key=lambda span: -span.start):
            line = line[:start] + MASKED + line[end:]
        line = _TOKEN.sub(MASKED, line)
        if _HINT.search(line):
            line = _NAMED.sub(lambda found: f"{found['before']}{MASKED}", line)
        return line


def mask_of(places: Places) -> Mask:
    """Returns what hides the keys that a person's settings and environment hold.

    Blocks, since it reads files.
    """
    return Mask([*_of_environment(), *_of_file(places), *_of_servers(places)])


def at_home(text: str) -> str:
    """Returns a text in which the person's own folder has no name."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _of_environment() -> Iterator[str]:
    yield from (value for name, value in os.environ.items() if _OF_VARIABLES.search(name))


def _of_file(places: Places) -> Iterator[str]:
    try:
        yield from (value for _, value in variables_in(places.env_file.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError):
        return  # What cannot be read is not shown either.


def _of_servers(places: Places) -> Iterator[str]:
    try:
        specs = read_servers(places.config_file).servers
    except ConfigError:
        return
    variable = Secrets(places.env_file).variable
    for spec in specs:
        yield from _of_server(spec)
        try:
            yield from _of_server(filled(spec, variable))
        except StartFailed:
            continue


def _of_server(spec: ServerSpec) -> Iterator[str]:
    for value in (*spec.env.values(), *spec.headers.values()):
        yield value
        # A header names the kind of key before the key itself.
        yield from (word for word in value.split()[1:] if len(word) > _SHORTEST)
    yield spec.oauth.client_secret
