"""Nothing of a server is left behind, however it behaves and however Parley ends."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from desktop.events import ServerStatus
from desktop.servers.processes.leftovers import MARK, Record
from tests.servers.test_supervisor import desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps daemons in reach"),
]

WAYS = ["forks", "daemonises", "shell", "bombs", "stubborn"]


def alive(tag: str) -> list[psutil.Process]:
    """Returns what runs with a tag in its command line."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        words = process.info["cmdline"] or ()
        if process.info["status"] != psutil.STATUS_ZOMBIE and any(tag in one for one in words):
            found.append(process)
    return found


def none_left(tag: str, seconds: float) -> bool:
    """Whether nothing with a tag runs any more within this time."""
    deadline = time.monotonic() + seconds
    while alive(tag):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def tagged() -> Iterator[str]:
    """Gives a tag of which nothing outlives the test, whatever comes of it."""
    tag = f"left-{secrets.token_hex(8)}"
    try:
        yield tag
    finally:
        for process in alive(tag):
            process.kill()


def entry(tag: str, *ways: str) -> dict[str, Any]:
    command = ["-m", "tests.programs.leaving_server", tag, *ways]
    return {"command": sys.executable, "args": command, "era": "legacy"}


async def test_after_a_stop_nothing_is_left(places: Places) -> None:
    with tagged() as tag:
        async with desk(places, {"leaving": entry(tag, *WAYS)}) as made:
            await made.supervisor.start("leaving")
            assert len(alive(tag)) >= 5
            await made.supervisor.stop("leaving")
            assert not alive(tag)


async def test_a_server_that_ends_takes_all_that_it_started_with_it(places: Places) -> None:
    with tagged() as tag:
        async with desk(places, {"leaving": entry(tag, "daemonises", "leaves")}) as made:
            waiting = asyncio.create_task(made.until("leaving", ServerStatus.WAITING))
            await made.supervisor.start("leaving")
            await waiting
            assert not alive(tag)


async def test_a_server_that_closes_its_pipes_and_lives_on_is_ended(places: Places) -> None:
    with tagged() as tag:
        async with desk(places, {"leaving": entry(tag, "closes", "forks")}) as made:
            waiting = asyncio.create_task(made.until("leaving", ServerStatus.WAITING))
            await made.supervisor.start("leaving")
            await waiting
            assert not alive(tag)


APP = """
import asyncio, sys
from desktop.servers.config import ServerSpec
from desktop.servers.processes.family import start
async def main():
    spec = ServerSpec(name="x", command=sys.executable, args=tuple(sys.argv[1:]))
    server = await start(spec, sys.stderr)
    print(server.pid, flush=True)
    await asyncio.Future()
asyncio.run(main())
"""


def an_app(tag: str) -> tuple[subprocess.Popen[str], int]:
    """Returns a Parley with a server of every bad kind, and the keeper of that."""
    words = entry(tag, *WAYS)["args"]
    app = subprocess.Popen([sys.executable, "-c", APP, *words], stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    with app.stdout:
        keeper = int(app.stdout.readline())
    deadline = time.monotonic() + 20
    while len(alive(tag)) < 7 and time.monotonic() < deadline:
        time.sleep(0.05)
    return app, keeper


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_when_parley_is_killed_nothing_is_left(number: signal.Signals) -> None:
    with tagged() as tag:
        app, _ = an_app(tag)
        app.send_signal(number)
        app.wait(10)
        assert none_left(tag, 10)


def test_what_outlives_a_killed_keeper_is_swept_at_the_next_start(tmp_path: Path) -> None:
    with tagged() as tag:
        app, keeper = an_app(tag)
        mark = psutil.Process(keeper).environ()[MARK]
        app.send_signal(signal.SIGSTOP)  # Both die at once: neither can see to the other.
        os.kill(keeper, signal.SIGKILL)
        app.kill()
        app.wait(10)
        assert alive(tag)
        record = tmp_path / f"{app.pid}.json"
        record.write_text(f'{{"mark": "{mark.partition("-")[0]}", "started": 1.0}}', "utf-8")
        Record(tmp_path).begin()
        assert none_left(tag, 5)
        assert not record.exists()


def test_what_still_runs_is_not_swept(tmp_path: Path) -> None:
    first, second = Record(tmp_path), Record(tmp_path)
    first.begin()
    [file] = tmp_path.iterdir()
    before = file.read_text("utf-8")
    second.begin()
    assert file.read_text("utf-8") == before
    first.end()
    assert not file.exists()
