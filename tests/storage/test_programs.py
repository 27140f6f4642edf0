"""How Parley starts itself, from source and when packaged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from desktop.storage import programs
from desktop.storage.programs import (
    own_program,
    own_small_program,
    own_window,
    restore_environment,
)


@pytest.fixture
def packaged(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packaged Parley whose window runs this code."""
    folder = Path("/opt/par ley")
    monkeypatch.setattr(programs, "PACKAGED", True)
    monkeypatch.setattr(sys, "executable", str(folder / "parley-window"))
    return folder


def test_from_source_a_module_runs_whatever_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "__init__.py").write_text("raise SystemExit('the wrong Parley')")
    command = [*own_program("desktop"), "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("parley ")


def test_packaged_a_module_runs_in_the_program_without_qt(packaged: Path) -> None:
    suffix = ".exe" if sys.platform == "win32" else ""
    assert own_program("a.module") == (str(packaged / f"parley{suffix}"), "--module", "a.module")
    window = str(packaged / f"parley-window{suffix}")
    assert own_window("a.module") == (window, "--module", "a.module")
    assert own_window() == (window,)


@pytest.mark.parametrize("before", [None, "/of/the/person"])
@pytest.mark.usefixtures("packaged")
def test_packaged_what_parley_starts_gets_the_persons_own_environment(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/par ley/_internal")
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "/opt/par ley/parley-window")
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    restore_environment()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert not [name for name in os.environ if name.startswith("_PYI_") or name.endswith("_ORIG")]


def test_from_source_the_environment_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/mine")
    restore_environment()
    assert os.environ["LD_LIBRARY_PATH"] == "/mine"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can do this")
def test_a_program_that_ends_with_its_parent_is_killed() -> None:
    child = (
        "import signal, threading; from desktop.storage.programs import end_with_parent; "
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); end_with_parent(); "
        "print(flush=True); threading.Event().wait()"
    )
    parent = (
        "import subprocess, sys; "
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE); "
        "child.stdout.readline(); print(child.pid, flush=True); child.wait()"
    )
    app = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    with app.stdout:
        pid = int(app.stdout.readline())
    process = psutil.Process(pid)
    app.kill()
    app.wait(10)
    psutil.wait_procs([process], timeout=10)
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_small_program_heeds_no_variable_of_another_python(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "socket.py").write_text("raise SystemExit('the wrong one')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONHOME", str(tmp_path))
    command = [*own_small_program("desktop.servers.processes.keeper"), "2", "true"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == "+"


def test_packaged_a_small_program_is_like_any_other(packaged: Path) -> None:
    assert own_small_program("a.module") == own_program("a.module")
