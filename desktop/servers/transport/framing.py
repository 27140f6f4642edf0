"""The lines of a server's output, and the messages in them, each within bounds."""

from __future__ import annotations

import asyncio
import json
import re
from json import scanner
from typing import TYPE_CHECKING, Any

from mcp_types import JSONRPCError, JSONRPCNotification, JSONRPCRequest, JSONRPCResponse
from pydantic import ValidationError

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcp_types import JSONRPCMessage, RequestId

LONGEST_LINE = 8 << 20
"""Bytes that a server may write without a line's end; it is ended beyond."""

MOST_VALUES = 1_000_000
"""Values in one message, by its commas; more would hold everything up when they are let go."""

_QUICK_BYTES = 1 << 15
_QUICK_BRACKETS = 1_000
"""What is shorter and flatter than this is read at once; the rest off the loop."""

_USUAL = json.JSONDecoder()

_ID = re.compile(rb'"id"\s*:\s*(\d{1,18}|"[^"\\]{1,64}")')

_HALVES = re.compile(rb"\\u[dD][89a-fA-F]")
"""How halves of characters are written, of which two make one."""


class LineTooLong(Exception):  # noqa: N818  (a fact, which the caller turns into words for people)
    """A line grew beyond the bound."""


class Unreadable(Exception):  # noqa: N818  (it stands for a line that is no message)
    """A line that is no message: why, its beginning, and which request it seems to answer."""

    def __init__(self, why: str, line: bytes) -> None:
        """Keeps what is worth knowing of the line."""
        super().__init__(why)
        self.why = why
        self.beginning = line[:200].decode("utf-8", "replace")
        self.blank = not line.strip()
        self.answers: RequestId | None = _answered(line)


class Lines:
    """Cuts what comes into lines, looking at each byte once."""

    def __init__(self, longest: int = LONGEST_LINE) -> None:
        """Starts with nothing; `longest` bounds a line."""
        self._rest = bytearray()
        self._longest = longest

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Returns the lines that are complete now, without their ends.

        Raises:
            LineTooLong: one is beyond the bound; what came of it is let go.
        """
        *complete, rest = chunk.split(b"\n")
        for piece in complete:
            self._extend(piece)
            line = bytes(self._rest)
            self._rest.clear()
            yield line
        self._extend(rest)

    def _extend(self, piece: bytes) -> None:
        if len(self._rest) + len(piece) > self._longest:
            self._rest = bytearray()
            raise LineTooLong
        self._rest += piece


async def message(line: bytes) -> JSONRPCMessage | Unreadable:
    """Returns the message in a line, or why there is none; the loop is not held up by it."""
    if line.count(b",") > MOST_VALUES:
        return Unreadable(tr("it has too many values"), line)
    brackets = line.count(b"{") + line.count(b"[")
    if len(line) <= _QUICK_BYTES and brackets <= _QUICK_BRACKETS:
        return read(line)
    return await asyncio.to_thread(read, line, _Patient())


def read(line: bytes, decoder: json.JSONDecoder = _USUAL) -> JSONRPCMessage | Unreadable:
    """Returns the message in a line, or why there is none."""
    try:
        found = decoder.decode(line.decode("utf-8", "replace"))
        if _HALVES.search(line):
            # Half a character cannot be written to disk or sent on; Python alone would take it.
            json.dumps(found, ensure_ascii=False).encode()
        return _message(found)
    except RecursionError:
        return Unreadable(tr("it is nested too deeply"), line)
    except ValidationError:
        return Unreadable(tr("it breaks the protocol"), line)
    except ValueError:
        return Unreadable(tr("it is no JSON"), line)


class _Patient(json.JSONDecoder):
    """Reads in Python's own steps, between which other threads get their turn.

    The usual decoders, pydantic's too, hold the interpreter until they are done, for seconds where
    a message is made for it, from whichever thread. Strings are read by the quick one still.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]


def _message(found: object) -> JSONRPCMessage:
    """Returns the one kind of message that an object can be.

    Raises:
        ValueError: it is none.
    """
    match found:
        case {"method": _, "id": _}:
            return JSONRPCRequest.model_validate(found, by_name=False)
        case {"method": _}:
            return JSONRPCNotification.model_validate(found, by_name=False)
        case {"result": _}:
            return JSONRPCResponse.model_validate(found, by_name=False)
        case _:
            return JSONRPCError.model_validate(found, by_name=False)


def _answered(line: bytes) -> RequestId | None:
    """Returns which request a broken answer seems to be for, by its beginning or its end."""
    for part in (line[:4096], line[-4096:]):
        if b'"method"' in part:
            return None
    for part in (line[:4096], line[-4096:]):
        found = _ID.search(part)
        if found and (b'"result"' in line or b'"error"' in line):
            told = found[1].decode("utf-8", "replace")
            return told.strip('"') if told.startswith('"') else int(told)
    return None
