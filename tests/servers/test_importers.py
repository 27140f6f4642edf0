"""The servers of other programs are found where each system has them, in made-up homes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import ConfigError
from desktop.servers.config import read_servers
from desktop.servers.importers import (
    Source,
    add_found,
    look,
    read,
    source_of,
    sources,
    without_clashes,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.servers.importers import Found

CLAUDES = {"mcpServers": {"files": {"command": "npx", "args": ["-y", "files"]}}}
VS_CODES = """{
    // mine
    "inputs": [{"id": "key", "type": "promptString", "description": "the key"}],
    "servers": {
        "web": {"type": "http", "url": "https://example.org/mcp", "headers": {"K": "${input:key}"}},
        "here": {"type": "stdio", "command": "${workspaceFolder}/x", "env": {"N": 1, "O": null}},
    },
}"""

HOMES = {
    "linux": (
        ".config/Claude/claude_desktop_config.json",
        ".config/Code/User/mcp.json",
        ".config/Code - Insiders/User/mcp.json",
        ".config/Code/User/profiles/1a/mcp.json",
        ".var/app/com.visualstudio.code/config/Code/User/mcp.json",
        ".cursor/mcp.json",
        ".lmstudio/mcp.json",
    ),
    "darwin": (
        "Library/Application Support/Claude/claude_desktop_config.json",
        "Library/Application Support/Code/User/mcp.json",
        ".cursor/mcp.json",
        ".lmstudio/mcp.json",
    ),
    "win32": (
        "AppData/Roaming/Claude/claude_desktop_config.json",
        "AppData/Local/Packages/Claude_x/LocalCache/Roaming/Claude/claude_desktop_config.json",
        "AppData/Roaming/Code/User/mcp.json",
        ".cursor/mcp.json",
        ".lmstudio/mcp.json",
    ),
}


def put(path: Path, document: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return path


def found_in(path: Path, document: object) -> list[Found]:
    return read(source_of(put(path, document)))


@pytest.mark.parametrize("platform", HOMES)
def test_each_system_has_them_in_its_own_places(tmp_path: Path, platform: str) -> None:
    for name in HOMES[platform]:
        put(tmp_path / name, CLAUDES)
    there = sources(tmp_path, {}, platform)
    assert {source.path for _, source in there} == {tmp_path / name for name in HOMES[platform]}
    assert {program for program, _ in there} == {"claude", "vscode", "cursor", "lmstudio"}
    assert sources(tmp_path / "empty", {}, platform) == []


@pytest.mark.parametrize(
    ("platform", "variable"), [("linux", "XDG_CONFIG_HOME"), ("win32", "APPDATA")]
)
def test_a_variable_says_where_settings_are(tmp_path: Path, platform: str, variable: str) -> None:
    file = put(tmp_path / "moved/Claude/claude_desktop_config.json", CLAUDES)
    environment = {variable: str(tmp_path / "moved")}
    assert sources(tmp_path, environment, platform) == [("claude", Source("Claude Desktop", file))]


def test_a_workspace_is_found_from_a_folder_in_it_and_where_an_editor_had_it_open(
    tmp_path: Path,
) -> None:
    home, near, far = tmp_path / "home", tmp_path / "near", tmp_path / "f a r"
    put(near / ".vscode/mcp.json", VS_CODES)
    put(near / ".cursor/mcp.json", CLAUDES)
    put(far / ".vscode/mcp.json", VS_CODES)
    storage = home / ".config/Code/User/workspaceStorage"
    put(storage / "1/workspace.json", {"folder": far.as_uri()})
    put(storage / "2/workspace.json", {"folder": "vscode-remote://ssh/elsewhere"})
    put(storage / "3/workspace.json", "no json")
    there = sources(home, {}, "linux", near / "src")
    assert [(program, source.workspace) for program, source in there] == [
        ("vscode", near),
        ("vscode", far),
        ("cursor", near),
    ]


def test_vs_codes_notation_is_read_and_its_folder_filled_in(tmp_path: Path) -> None:
    web, here = found_in(tmp_path / "w/.vscode/mcp.json", VS_CODES)
    assert web.entry == {"url": "https://example.org/mcp", "headers": {"K": "${input:key}"}}
    assert web.inputs == ({"id": "key", "type": "promptString", "description": "the key"},)
    folder = str(tmp_path / "w")
    assert here.entry == {
        "command": f"{folder}/x",
        "env": {"N": 1, "O": None},
        "cwd": folder,
    }
    assert here.spec
    assert here.spec.env == {"N": "1"}


def test_vs_codes_older_settings_are_read_too(tmp_path: Path) -> None:
    settings = {"editor.tabSize": 2, "mcp": {"servers": {"old": {"command": "x"}}}}
    [old] = found_in(tmp_path / "settings.json", settings)
    assert (old.name, old.entry) == ("old", {"command": "x"})


def test_an_entry_brings_no_rules_with_it(tmp_path: Path) -> None:
    entry = {"command": "x", "sampling": {"consent": "always"}, "era": "legacy", "bundled": True}
    [found] = found_in(tmp_path / "mcp.json", {"mcpServers": {"sly": entry}})
    assert found.entry == {"command": "x"}


BAD: dict[str, tuple[Any, str]] = {
    "no object": ("npx", "not an object"),
    "neither command nor address": ({"args": []}, "needs either a command or a url"),
    "the older protocol over HTTP": ({"type": "sse", "url": "https://x"}, "SSE"),
    "an input from a command": ({"command": "${input:c}"}, "comes from a command of VS Code"),
}


@pytest.mark.parametrize(("entry", "why"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_taken_over_is_shown_with_its_reason(
    tmp_path: Path, entry: object, why: str
) -> None:
    document = {"inputs": [{"id": "c", "type": "command"}], "servers": {"bad": entry}}
    [found] = found_in(tmp_path / "mcp.json", document)
    assert why in found.problem


def test_one_file_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    bad, good = put(tmp_path / "bad.json", "{"), put(tmp_path / "good.json", CLAUDES)
    found, [problem] = look([Source("Bad", bad), Source("Good", good)])
    assert [one.name for one in found] == ["files"]
    assert problem.startswith("Bad: ")


def test_a_name_that_is_taken_is_told_and_an_equal_server_is_no_second_one(
    tmp_path: Path,
) -> None:
    mine = put(tmp_path / "mine.json", {"mcpServers": {"a": {"command": "x"}}})
    servers = {name: {"command": "x"} for name in ("a", "b", "examples")}
    found = found_in(tmp_path / "1.json", {"mcpServers": servers})
    found += found_in(tmp_path / "2.json", {"mcpServers": {"b": {"command": "other"}}})
    a, b, examples, other = without_clashes(found, read_servers(mine).servers)
    assert a.problem == "It is in Parley's list, or above, already."
    assert b.problem == ""
    for clash in (examples, other):
        assert clash.problem == "Another server has this name already; it is kept as it is."


def test_what_was_chosen_is_added_and_an_input_of_another_is_not_shared(tmp_path: Path) -> None:
    mine = put(
        tmp_path / "mine.json",
        '{\n  // mine\n  "inputs": [{"id": "key"}],\n  "mcpServers": {"a": {"command": "x"}}\n}\n',
    )
    chosen = found_in(tmp_path / "w/.vscode/mcp.json", VS_CODES)
    web, here = add_found(mine, chosen)
    assert [one.id for one in web.inputs] == ["key-2"]
    assert web.headers == {"K": "${input:key-2}"}
    assert here.name == "here"
    assert "// mine" in mine.read_text("utf-8")
    assert read_servers(mine).servers[2:] == (web, here)
    assert (tmp_path / "w/.vscode/mcp.json").read_text("utf-8") == VS_CODES
    with pytest.raises(ConfigError, match="There is a server named 'web' already"):
        add_found(mine, chosen[:1])
