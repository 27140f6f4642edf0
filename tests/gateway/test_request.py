"""Who asks, in words."""

from __future__ import annotations

import pytest

from desktop.gateway.request import Caller

SERVER = Caller("notes", "notes --serve", "f1")
PROGRAM = Caller("editor", "a program with a token of 2026-11-21", "f2", is_program=True)


@pytest.mark.parametrize(
    ("caller", "words"),
    [(SERVER, "runs notes --serve"), (PROGRAM, "is a program with a token of 2026-11-21")],
)
def test_what_stands_behind_a_name_is_told(caller: Caller, words: str) -> None:
    assert caller.runs == words
