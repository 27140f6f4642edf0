"""What starts Parley at a login, on each system; only Linux' is really written here."""

from __future__ import annotations

import os
import plistlib
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop import APP_ID
from desktop.cli.main import main
from desktop.errors import ConfigError
from desktop.storage import autostart
from desktop.storage.programs import own_window

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="writes where Linux looks")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("PARLEY_HOME", raising=False)
    return tmp_path / "config" / "autostart" / f"{APP_ID}.desktop"


def test_it_is_turned_on_and_off_by_the_command(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not autostart.starts_at_login()
    assert main(["integrate", "--autostart"]) == 0
    assert autostart.starts_at_login()
    assert str(file) in capsys.readouterr().out
    if checker := shutil.which("desktop-file-validate"):
        subprocess.run([checker, file], check=True)
    assert main(["integrate", "--no-autostart"]) == 0
    assert main(["integrate", "--no-autostart"]) == 0
    assert not file.exists()


def test_it_starts_the_parley_that_runs_in_the_background(file: Path) -> None:
    autostart.set_start_at_login(on=True)
    (line,) = [one for one in file.read_text().splitlines() if one.startswith("Exec=")]
    assert shlex.split(line.removeprefix("Exec=")) == [*own_window(), "--background"]


def test_a_home_of_its_own_stays_that_parleys_home(
    file: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    autostart.set_start_at_login(on=True)
    words = shlex.split(file.read_text().split("Exec=")[1].splitlines()[0])
    assert words[:2] == ["/usr/bin/env", f"PARLEY_HOME={os.environ['PARLEY_HOME']}"]


def test_what_cannot_be_written_is_told_and_nothing_is_changed(file: Path) -> None:
    file.parent.parent.mkdir(parents=True)
    file.parent.write_text("a file where a folder should be")
    with pytest.raises(ConfigError, match="Nothing was changed"):
        autostart.set_start_at_login(on=True)
    assert not autostart.starts_at_login()


def test_macos_gets_an_agent_of_the_same_words() -> None:
    agent = plistlib.loads(autostart.launch_agent(("/Applications/Parley", "--background")))
    assert agent["ProgramArguments"] == ["/Applications/Parley", "--background"]
    assert agent["RunAtLoad"] is True
