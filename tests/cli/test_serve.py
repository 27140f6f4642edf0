"""`parley serve`: put into hosts' settings, and at an address; the rest is in tests/e2e."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx2
import pytest

from desktop.cli.main import main
from desktop.cli.program_words import HOSTS
from desktop.servers import host_files

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path / ".gemini/settings.json"


def test_one_command_installs_it_and_one_takes_it_out(file: Path, capsys: Captured) -> None:
    assert main(["serve", "--install", "gemini-cli", "--yes"]) == 0
    told = capsys.readouterr().out
    assert f"In {file}:" in told
    assert '+    "parley": {' in told
    assert json.loads(file.read_text("utf-8"))["mcpServers"]["parley"]["args"][-1] == "serve"
    assert main(["serve", "--install", "gemini-cli", "--yes"]) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert main(["serve", "--remove", "gemini-cli", "--yes"]) == 0
    assert json.loads(file.read_text("utf-8")) == {}


def test_the_tools_of_a_server_are_an_entry_of_their_own(file: Path, capsys: Captured) -> None:
    words = ["serve", "--server", "examples", "--yes"]
    assert main([*words, "--install", "gemini-cli"]) == 0
    entry = json.loads(file.read_text("utf-8"))["mcpServers"]["parley-examples"]
    assert entry["args"][-3:] == ["serve", "--server", "examples"]
    assert main([*words, "--remove", "gemini-cli"]) == 0
    assert json.loads(file.read_text("utf-8")) == {}


def test_without_a_yes_nothing_is_written(file: Path, capsys: Captured) -> None:
    assert main(["serve", "--install", "gemini-cli"]) == 3
    assert "Use --yes" in capsys.readouterr().err
    assert not file.exists()


def test_the_words_name_every_host() -> None:
    assert HOSTS == host_files.HOSTS


def test_without_a_window_it_opens_an_address_for_programs_with_a_token(places: Places) -> None:
    command = [sys.executable, "-m", "desktop", "serve", "--http", "--headless"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ
    ) as process:
        assert process.stdout
        try:
            address = process.stdout.readline().strip()
            assert httpx2.post(address, json={}).status_code == 401
        finally:
            process.terminate()
            assert process.wait(30) == 143


def test_a_model_that_is_not_here_is_said_at_once(places: Places) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "desktop", "serve", "--headless", "--model", "none"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=os.environ,
        timeout=30,
        check=False,
    )
    assert told.returncode == 5
    assert "No model has the id 'none'" in told.stderr
    assert told.stdout == ""
