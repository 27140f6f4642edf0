"""Parley's entry in the settings of other hosts: shown, written, taken out, all else kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.errors import ConfigError
from desktop.servers.host_files import (
    HOSTS,
    Host,
    HostName,
    carry_out,
    hosts,
    is_installed,
    planned,
)
from desktop.storage.json_file import read_document

if TYPE_CHECKING:
    from pathlib import Path

GEMINI = """{
  // My theme.
  "theme": "Dracula",
  "mcpServers": {
    "files": {"command": "npx", "args": ["files"]}, // as it was
  },
}
"""


@pytest.fixture(autouse=True)
def no_home_of_parleys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_HOME", raising=False)


def host(home: Path, name: HostName) -> Host:
    return next(one for one in hosts(home, {}, "linux") if one.id == name)


def test_the_entry_comes_and_goes_and_all_else_stays_as_it_was(tmp_path: Path) -> None:
    gemini = host(tmp_path, "gemini-cli")
    gemini.path.parent.mkdir()
    gemini.path.write_text(GEMINI, "utf-8")
    change = planned(gemini)
    added = [line for line in change.shown.splitlines() if line.startswith("+")]
    assert any('"parley"' in line for line in added)
    assert not [line for line in change.shown.splitlines() if line.startswith("-")]
    carry_out(change)
    assert is_installed(gemini)
    assert "// My theme." in gemini.path.read_text("utf-8")
    assert gemini.path.with_name("settings.json.bak").read_text("utf-8") == GEMINI
    assert read_document(gemini.path)["mcpServers"]["parley"]["args"][-1] == "serve"
    assert not planned(gemini).is_needed
    carry_out(planned(gemini, remove=True))
    assert not is_installed(gemini)
    assert gemini.path.read_text("utf-8") == GEMINI
    assert not planned(gemini, remove=True).is_needed


@pytest.mark.parametrize("name", HOSTS)
def test_every_host_gets_it_where_it_looks_for_servers(tmp_path: Path, name: HostName) -> None:
    one = host(tmp_path, name)
    carry_out(planned(one, "m", ("--model", "m")))
    entry = read_document(one.path)["servers" if name == "vscode" else "mcpServers"]["parley-m"]
    assert entry["args"][-3:] == ["serve", "--model", "m"]
    assert ("type" in entry) == (name in ("vscode", "claude-code"))
    carry_out(planned(one, "m", remove=True))
    assert read_document(one.path) == {}


def test_what_parley_did_not_write_is_left_alone(tmp_path: Path) -> None:
    cursor = host(tmp_path, "cursor")
    cursor.path.parent.mkdir()
    cursor.path.write_text('{"mcpServers": {"parley": {"command": "other"}}}', "utf-8")
    for remove in (False, True):
        with pytest.raises(ConfigError, match=r"not Parley's\. It was left as it is"):
            planned(cursor, remove=remove)


def test_what_has_changed_since_it_was_shown_is_not_overwritten(tmp_path: Path) -> None:
    cursor = host(tmp_path, "cursor")
    change = planned(cursor)
    cursor.path.parent.mkdir()
    cursor.path.write_text("{}", "utf-8")
    with pytest.raises(ConfigError, match="has changed since it was shown"):
        carry_out(change)
    assert cursor.path.read_text("utf-8") == "{}"


def test_a_parley_with_a_folder_of_its_own_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_HOME", "/elsewhere")
    entry = planned(host(tmp_path, "cursor")).entry
    assert entry
    assert entry["env"] == {"PARLEY_HOME": "/elsewhere"}
