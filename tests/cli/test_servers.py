"""`parley servers`: what is listed, added and removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.servers.config import bundled_server

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]


def test_a_new_home_lists_the_bundled_server(places: Places, capsys: Captured) -> None:
    assert main(["servers", "list"]) == 0
    assert capsys.readouterr() == (f"examples  {bundled_server().target}  (bundled)\n", "")


def test_a_command_is_added_as_it_was_typed(
    places: Places, capsys: Captured, a_sandbox: None
) -> None:
    words = "servers add notes --env A=1 --env B=x=y --cwd /srv --era legacy -- npx -y --port 3"
    assert main(words.split()) == 0
    said = capsys.readouterr().out
    assert said.startswith("Added notes: npx -y --port 3\nIt runs in a sandbox, ")
    assert said.endswith(f"It is kept in {places.config_file}.\n")
    assert json.loads(places.config_file.read_text("utf-8"))["mcpServers"]["notes"] == {
        "command": "npx",
        "args": ["-y", "--port", "3"],
        "env": {"A": "1", "B": "x=y"},
        "cwd": "/srv",
        "era": "legacy",
        "sandbox": {"network": True},
    }


def test_that_it_may_ask_models_is_said_and_kept(places: Places, capsys: Captured) -> None:
    assert main(["servers", "add", "thinks", "--endpoint", "--", "npx", "-y"]) == 0
    assert "by which it may ask models besides" in capsys.readouterr().out
    entry = json.loads(places.config_file.read_text("utf-8"))["mcpServers"]["thinks"]
    assert entry["endpoint"] is True
    assert main(["servers", "add", "far", "--endpoint", "--url", "https://example.org/mcp"]) == 2
    assert "endpoint is for a command" in capsys.readouterr().err


def test_without_a_sandbox_that_is_said_and_nothing_is_written(
    places: Places, capsys: Captured, no_sandbox: None
) -> None:
    assert main(["servers", "add", "notes", "--", "npx", "-y"]) == 0
    assert "Not sandboxed: the program bubblewrap is not" in capsys.readouterr().out
    entry = json.loads(places.config_file.read_text("utf-8"))["mcpServers"]["notes"]
    assert "sandbox" not in entry
    assert main(["servers", "sandbox", "notes", "no-network"]) != 0
    assert "Nothing can be held in here" in capsys.readouterr().err


def sandbox_of(places: Places, name: str) -> object:
    document = json.loads(places.config_file.read_text("utf-8"))
    return document["mcpServers"][name].get("sandbox")


def test_a_command_is_added_with_the_sandbox_that_was_named(
    places: Places, capsys: Captured, a_sandbox: None, tmp_path: Path
) -> None:
    words = ["servers", "add", "notes", "--sandbox", "no-network", "--write", str(tmp_path)]
    assert main([*words, "--", "notes", "--in", str(tmp_path)]) == 0
    assert sandbox_of(places, "notes") == {"network": False, "allowWrite": [str(tmp_path)]}
    assert main(["servers", "add", "bare", "--sandbox", "off", "--", "bare"]) == 0
    assert sandbox_of(places, "bare") is None


def test_a_sandbox_is_shown_widened_and_taken_away(
    places: Places, capsys: Captured, a_sandbox: None, tmp_path: Path
) -> None:
    main(["servers", "add", "notes", "--sandbox", "no-network", "--", "notes"])
    capsys.readouterr()
    assert main(["servers", "sandbox", "notes"]) == 0
    assert "It has no network." in capsys.readouterr().out
    assert main(["servers", "sandbox", "notes", "home-hidden", "--read", str(tmp_path)]) == 0
    assert f"It may also read {tmp_path}. It may use the network" in capsys.readouterr().out
    assert sandbox_of(places, "notes") == {"network": True, "allowRead": [str(tmp_path)]}
    assert main(["servers", "sandbox", "notes", "off"]) == 0
    assert "Not sandboxed. It runs with your rights" in capsys.readouterr().out
    assert sandbox_of(places, "notes") is None
    assert main(["servers", "sandbox", "notes", "--read", str(tmp_path / "gone")]) != 0
    assert sandbox_of(places, "notes") is None


def test_an_address_is_added_and_nothing_that_was_not_said(
    places: Places, capsys: Captured
) -> None:
    assert main(["servers", "add", "web", "--url", "https://example.org/mcp"]) == 0
    entries = json.loads(places.config_file.read_text("utf-8"))["mcpServers"]
    assert entries == {"web": {"url": "https://example.org/mcp"}}


def test_the_list_as_json_tells_each_server(
    places: Places, capsys: Captured, a_sandbox: None
) -> None:
    main(["servers", "add", "notes", "--", "notes", "a b"])
    capsys.readouterr()
    assert main(["servers", "list", "--json"]) == 0
    bundled, notes = json.loads(capsys.readouterr().out)
    assert bundled["bundled"] is True
    assert notes == {
        "name": "notes",
        "target": "notes 'a b'",
        "era": "auto",
        "consent": "ask",
        "limits": {},
        "bundled": False,
        "sandbox": {"network": True},
        "endpoint": False,
        "bundle": None,
    }


def test_a_bad_entry_is_told_on_the_error_stream_and_the_rest_is_listed(
    places: Places, capsys: Captured
) -> None:
    places.prepare()
    places.config_file.write_text('{"mcpServers": {"bad": {}, "good": {"command": "x"}}}', "utf-8")
    assert main(["servers", "list", "--json"]) == 0
    said = capsys.readouterr()
    assert [server["name"] for server in json.loads(said.out)] == ["examples", "good"]
    assert "parley: Server 'bad'" in said.err


def test_a_removed_server_is_gone(places: Places, capsys: Captured) -> None:
    main(["servers", "add", "notes", "--", "notes"])
    assert main(["servers", "remove", "notes"]) == 0
    assert json.loads(places.config_file.read_text("utf-8")) == {"mcpServers": {}}


@pytest.mark.parametrize(
    "words",
    ["remove nobody", "remove examples", "add examples -- x", "add notes", "add n --url x -- y"],
)
def test_what_cannot_be_done_is_two_and_a_sentence(
    places: Places, capsys: Captured, words: str
) -> None:
    assert main(["servers", *words.split()]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("parley: ")
    assert not places.config_file.exists()
