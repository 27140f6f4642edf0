"""`parley demo` at a real terminal: a person reads, types, and sees what came of it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.places import Places

pty = pytest.importorskip("pty")
pytestmark = pytest.mark.timeout(60)

QUESTION = "Allow this? [y/N] "
DEMO = """
import sys
from desktop.cli import terminal
from desktop.cli.main import main
terminal.READING_SECONDS = 0.0  # The tests answer at once.
sys.exit(main(["demo"]))
"""
ANSWER = "The ferry to Brill waits until noon."


class Demo:
    """The running command, with a terminal for input and errors and a pipe for the output."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self.master = master
        self.process = process
        self.shown = ""

    def read_until(self, text: str) -> None:
        while text not in self.shown:
            self.shown += os.read(self.master, 65536).decode()

    def end(self) -> tuple[int, str]:
        """Returns the exit code and the output, after the command has ended by itself."""
        out, _ = self.process.communicate(timeout=30)
        return self.process.returncode, out.decode()


@contextmanager
def demo() -> Iterator[Demo]:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", DEMO],
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=slave,
    )
    os.close(slave)
    try:
        yield Demo(master, process)
    finally:
        process.kill()
        process.communicate()
        os.close(master)


@pytest.fixture(autouse=True)
def home(places: Places) -> Places:
    """A home with one model, whose answer is known."""
    places.prepare()
    write_scripted_model(places.models / "scripted.gguf", ANSWER)
    return places


def test_a_typed_y_lets_the_model_answer() -> None:
    with demo() as run:
        run.read_until(QUESTION)
        assert "examples wants to use a language model" in run.shown
        assert "Mirela Tosk restored the old organ in Brill last spring." in run.shown
        os.write(run.master, b"y\n")
        run.read_until("(answered: endTurn)")
        assert f"Scripted: {ANSWER}" in run.shown
        code, out = run.end()
        assert code == 0
        assert out.startswith(ANSWER)


def test_a_typed_n_keeps_the_text_from_the_model() -> None:
    with demo() as run:
        run.read_until(QUESTION)
        os.write(run.master, b"n\n")
        code, out = run.end()
        assert code == 3
        assert out.endswith("(Done without a model: User rejected sampling request.)\n")


def test_an_interrupt_at_the_question_withdraws_it_and_ends_at_once(home: Places) -> None:
    with demo() as run:
        run.read_until(QUESTION)
        run.process.send_signal(signal.SIGINT)
        run.read_until("interrupted; what was open has been withdrawn.")
        code, out = run.end()
        assert (code, out) == (130, "")
        assert "Traceback" not in run.shown
        assert "Fatal" not in run.shown
    with closing(sqlite3.connect(home.database)) as connection:
        events = connection.execute("SELECT event FROM journal ORDER BY n").fetchall()
    assert events[-1] == ("withdrawn",)


def test_the_demo_can_approve_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--approve", "yes"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(ANSWER)
    assert "the tool `summarize` is run" not in said.out
    assert "its tool `summarize` is run" in said.err
