"""A worker does not outlive the Parley that started it."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from pathlib import Path

APP = """
import asyncio, sys
from pathlib import Path
from desktop.models.local.child import Child
async def main():
    child = await Child.start(Path(sys.argv[1]), lambda: None)
    print(child.pid, flush=True)
    await asyncio.Future()
asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_a_worker_ends_with_parley(tmp_path: Path, number: signal.Signals) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", APP, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True
    )
    assert app.stdout is not None
    with app.stdout:
        worker = psutil.Process(int(app.stdout.readline()))
    app.send_signal(number)
    app.wait(10)
    psutil.wait_procs([worker], timeout=10)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
