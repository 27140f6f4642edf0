"""What is told of a fault: where it was, without a word that anybody wrote."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.doctor.crashes import EARLIER, NAME, details, place_of

ROOT = Path(__file__).resolve().parents[2]
ABORTS = """
import os, sys
from pathlib import Path
from desktop.doctor.crashes import CrashFile
crash = CrashFile(Path(sys.argv[1]))
print(crash.begin(), end="")
if sys.argv[2] == "abort":
    os.abort()
crash.end()
"""


def fail(text: str) -> Exception:
    try:
        try:
            int(text)
        except ValueError as error:
            raise ExceptionGroup(text, [error, KeyError(text)]) from error
    except ExceptionGroup as group:
        return group
    raise AssertionError


def test_it_is_told_where_it_was_and_none_of_its_words() -> None:
    words = "the text of a request"
    told = details(fail(words))
    assert words not in told
    for part in ("Parley ", "Python ", "test_crashes.py", "in fail", "ValueError", "KeyError"):
        assert part in told


def test_the_same_fault_has_the_same_place_and_another_has_another() -> None:
    assert place_of(fail("a")) == place_of(fail("b"))
    assert place_of(ValueError()) != place_of(fail("a"))


def run(folder: Path, then: str) -> str:
    command = [sys.executable, "-c", ABORTS, str(folder), then]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout


def test_what_the_system_ended_is_told_at_the_next_start_and_once(tmp_path: Path) -> None:
    assert run(tmp_path, "abort") == ""
    assert "Fatal Python error: Aborted" in run(tmp_path, "end")
    assert (tmp_path / EARLIER).exists()
    assert not (tmp_path / NAME).exists()
    assert run(tmp_path, "end") == ""
