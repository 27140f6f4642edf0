"""How Parley starts itself, from source and when packaged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.storage import programs
from desktop.storage.programs import own_program, own_window, restore_environment


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
