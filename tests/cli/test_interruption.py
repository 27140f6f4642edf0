"""A command that is told to end lets its servers end first, however often it is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.places import Places

pty = pytest.importorskip("pty")
pytestmark = pytest.mark.timeout(60)

PROGRAM = str(Path(__file__).parents[1] / "programs" / "raw_server.py")
ASKED = {"role": "user", "content": {"type": "text", "text": "Hello"}}
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WORDS = json.dumps({"params": {"messages": [ASKED], "maxTokens": 5}})


@contextmanager
def asking(places: Places) -> Iterator[subprocess.Popen[bytes]]:
    """A command that asks a person, on behalf of a server that does not want to end."""
    places.prepare()
    entry = {"command": sys.executable, "args": [PROGRAM, "stubborn"], "era": "legacy"}
    places.config_file.write_text(json.dumps({"mcpServers": {"raw": entry}}), "utf-8")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "call", "raw", "sample", WORDS, "--trust"],
        stdin=slave,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    os.close(slave)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
        os.close(master)


def read_until(process: subprocess.Popen[bytes], text: bytes) -> None:
    assert process.stderr is not None
    shown = b""
    while text not in shown:
        piece = os.read(process.stderr.fileno(), 65536)
        assert piece, shown
        shown += piece


@pytest.mark.parametrize(("number", "code"), [(number, 128 + number) for number in ENDING])
def test_a_stubborn_server_ends_too_however_often_the_command_is_told(
    places: Places, number: signal.Signals, code: int
) -> None:
    with asking(places) as process:
        read_until(process, b"[y/N]")
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        process.send_signal(number)
        read_until(process, b"stopping; waiting for the servers to end")
        process.send_signal(number)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=40)
        assert process.returncode == code
        assert said.decode().count("parley: ") == 1
        assert "Traceback" not in said.decode()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert alive == []
