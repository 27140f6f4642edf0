"""`parley integrate`: what the menu of applications gets, and gives back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import APP_ID
from desktop.cli.integrate import FILES, with_program
from desktop.cli.main import main
from desktop.storage.resources import RESOURCES

Captured = pytest.CaptureFixture[str]

TEMPLATE = (RESOURCES / "linux" / f"{APP_ID}.desktop").read_text("utf-8")
ODD = "Ünder a % roof, $HOME `x` \"y\" 'z' & back\\slash"


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a person's applications, on a Linux desktop."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path / "share"


def program(folder: Path, script: str = "exit") -> Path:
    """A program named `parley`, in a folder that is made for it."""
    folder.mkdir(parents=True)
    path = folder / "parley"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


def installed(share: Path) -> list[str]:
    return [name for name in FILES if (share / name).exists()]


def test_the_menu_gets_entry_icon_kind_of_file_and_description(
    share: Path, capsys: Captured
) -> None:
    assert main(["integrate"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert installed(share) == list(FILES)
    for name in FILES:
        assert f"Installed {share / name}\n" in said.out


def test_the_entry_starts_the_parley_that_runs(share: Path, capsys: Captured) -> None:
    assert main(["integrate"]) == 0
    own = Path(sys.executable).with_name("parley")
    entry = (share / f"applications/{APP_ID}.desktop").read_text("utf-8")
    assert f'\nExec="{own}" open %u\n' in entry
    assert f"\nTryExec={own}\n" in entry
    assert f"starts {own}." in capsys.readouterr().out


def test_a_packaged_parley_starts_its_terminal_program_which_opens_the_window(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = program(tmp_path / "app")
    monkeypatch.setattr(sys, "executable", str(packaged.with_name("parley-window")))
    assert main(["integrate"]) == 0
    entry = (share / f"applications/{APP_ID}.desktop").read_text("utf-8")
    assert f'\nExec="{packaged}" open %u\n' in entry


def test_a_second_time_changes_nothing(share: Path) -> None:
    assert main(["integrate"]) == 0
    before = {name: (share / name).read_bytes() for name in FILES}
    assert main(["integrate"]) == 0
    assert {name: (share / name).read_bytes() for name in FILES} == before


def test_removing_takes_out_what_was_put_in_and_nothing_else(share: Path, capsys: Captured) -> None:
    other = share / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text(TEMPLATE, "utf-8")
    main(["integrate"])
    capsys.readouterr()
    assert main(["integrate", "--remove"]) == 0
    said = capsys.readouterr().out
    assert installed(share) == []
    assert other.exists()
    assert all(f"Removed {share / name}\n" in said for name in FILES)
    assert "are kept" in said


def test_removing_what_is_not_there_says_so(share: Path, capsys: Captured) -> None:
    assert main(["integrate", "--remove"]) == 0
    assert capsys.readouterr().out == f"Nothing of Parley's is in {share}.\n"
    assert not share.exists()


def test_a_relative_folder_for_data_is_ignored(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "share")
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    assert main(["integrate"]) == 0
    assert installed(tmp_path / "person" / ".local" / "share") == list(FILES)
    assert not share.exists()


def test_a_folder_that_cannot_be_written_is_two_and_says_what_to_do(
    share: Path, capsys: Captured
) -> None:
    share.write_text("a file where a folder should be", "utf-8")
    assert main(["integrate"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"parley: {share / 'applications'}")
    assert "XDG_DATA_HOME" in said.err


def test_without_the_command_there_is_nothing_to_start(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["integrate"]) == 2
    assert "Install Parley with pipx or uv" in capsys.readouterr().err
    assert not share.exists()


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_are_told_where_parley_is(
    share: Path, platform: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert main(["integrate"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "is for the menus of Linux desktops" in said.err
    assert not share.exists()


def test_a_tool_of_the_desktop_that_fails_is_told_and_the_rest_is_done(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    tool = program(tmp_path / "tools", "exit 1")
    tool.rename(tool.with_name("update-desktop-database"))
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.defpath}")
    assert main(["integrate"]) == 0
    assert "update-desktop-database failed" in capsys.readouterr().err
    assert installed(share) == list(FILES)


def test_an_icon_cache_is_refreshed_where_one_is_and_never_made(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    tool = program(tmp_path / "tools")
    tool.rename(tool.with_name("gtk-update-icon-cache"))
    monkeypatch.setenv("PATH", str(tool.parent))
    main(["integrate"])
    assert "Ran" not in capsys.readouterr().out
    (share / "icons/hicolor/icon-theme.cache").touch()
    main(["integrate"])
    assert "Ran gtk-update-icon-cache\n" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="it is not installed")
@pytest.mark.parametrize("folder", ["/usr/bin", f"/home/{ODD}"])
def test_the_entry_is_valid_wherever_parley_lies(tmp_path: Path, folder: str) -> None:
    entry = tmp_path / f"{APP_ID}.desktop"
    entry.write_text(with_program(TEMPLATE, Path(folder, "parley")), "utf-8")
    said = subprocess.run(
        ["desktop-file-validate", entry], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("gio") is None, reason="gio is not installed")
def test_a_desktop_starts_the_program_whatever_its_path_has_in_it(tmp_path: Path) -> None:
    # GLib looks for the program before it turns %% into %, and so finds none with it in its path.
    command = program(tmp_path / ODD.replace("%", "="), 'echo "started with $# words"')
    entry = tmp_path / f"{APP_ID}.desktop"
    entry.write_text(with_program(TEMPLATE, command), "utf-8")
    # Its output ends only when that of the program does.
    said = subprocess.run(
        ["gio", "launch", entry], capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout == "started with 1 words\n"  # open
