"""`parley servers`: what is listed, added and removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.servers.config import bundled_server

if TYPE_CHECKING:
    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]


def test_a_new_home_lists_the_bundled_server(places: Places, capsys: Captured) -> None:
    assert main(["servers", "list"]) == 0
    assert capsys.readouterr() == (f"examples  {bundled_server().target}  (bundled)\n", "")


def test_a_command_is_added_as_it_was_typed(places: Places, capsys: Captured) -> None:
    words = "servers add notes --env A=1 --env B=x=y --cwd /srv --era legacy -- npx -y --port 3"
    assert main(words.split()) == 0
    said = capsys.readouterr().out
    assert said == f"Added notes: npx -y --port 3\nIt is kept in {places.config_file}.\n"
    assert json.loads(places.config_file.read_text("utf-8"))["mcpServers"]["notes"] == {
        "command": "npx",
        "args": ["-y", "--port", "3"],
        "env": {"A": "1", "B": "x=y"},
        "cwd": "/srv",
        "era": "legacy",
    }


def test_an_address_is_added_and_nothing_that_was_not_said(
    places: Places, capsys: Captured
) -> None:
    assert main(["servers", "add", "web", "--url", "https://example.org/mcp"]) == 0
    entries = json.loads(places.config_file.read_text("utf-8"))["mcpServers"]
    assert entries == {"web": {"url": "https://example.org/mcp"}}


def test_the_list_as_json_tells_each_server(places: Places, capsys: Captured) -> None:
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
