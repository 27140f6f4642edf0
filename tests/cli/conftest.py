"""A terminal for the tests of the command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.cli import terminal as asking
from tests.sandboxes import a_sandbox, no_sandbox
from tests.secret_service import no_store, secret_service, session_bus

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "a_sandbox",
    "keyboard",
    "no_sandbox",
    "no_store",
    "secret_service",
    "session_bus",
]


class Keyboard:
    """The end of a pseudo-terminal at which a person types."""

    def __init__(self, master: int) -> None:
        self._master = master

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Keyboard]:
    """Makes the standard input a terminal, and gives the keyboard to it."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    with open(slave, encoding="utf-8") as terminal:  # noqa: PTH123  (a descriptor, not a path)
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(asking, "READING_SECONDS", 0.0)  # The tests answer at once.
        yield Keyboard(master)
        os.write(master, b"\n\n\n")  # for a reader that still waits
    os.close(master)
