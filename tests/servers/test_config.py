"""The list of servers: read as people already write it, and changed without losing a word."""

from __future__ import annotations

import json
import stat
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import ConfigError
from desktop.servers.config import (
    BUNDLED,
    ServerSpec,
    add_server,
    bundled_server,
    read_servers,
    remove_server,
)
from desktop.servers.entries import set_sampling
from desktop.servers.eras import Era
from desktop.servers.rules import SamplingLimits, SamplingRules

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "mcp.json"


def write(path: Path, document: object) -> str:
    text = json.dumps(document, indent=4)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return text


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_the_notation_that_people_have_already_is_read(path: Path) -> None:
    entry = {
        "command": "npx",
        "args": ["-y", "@scope/server", "/home/a b"],
        "env": {"TOKEN": "x"},
        "cwd": "/srv",
        "type": "stdio",
        "disabledTools": ["rm"],
    }
    write(path, {"mcpServers": {"files": entry, "web": {"url": "https://example.org/mcp"}}})
    _, files, web = read_servers(path).servers
    assert (files.name, files.command, files.args) == ("files", "npx", tuple(entry["args"]))
    assert (files.env, files.cwd) == ({"TOKEN": "x"}, "/srv")
    assert files.target == "npx -y @scope/server '/home/a b'"
    assert (files.era, files.sampling.consent, files.bundled) == (Era.AUTO, "ask", False)
    assert web.target == "https://example.org/mcp"


def test_parleys_own_keys_are_read(path: Path) -> None:
    entry = {"command": "x", "era": "legacy", "sampling": {"consent": "never"}, "later": 1}
    write(path, {"mcpServers": {"a": entry}})
    spec = read_servers(path).servers[1]
    assert (spec.era, spec.sampling.consent) == (Era.LEGACY, "never")


def test_the_limits_of_a_server_are_read_and_the_others_left_open(path: Path) -> None:
    limits = {"requestsPerMinute": 1, "tokensPerDay": 10**9, "atOnce": None}
    write(path, {"mcpServers": {"a": {"command": "x", "sampling": {"limits": limits}}}})
    spec = read_servers(path).servers[1]
    named = spec.sampling.limits.model_dump(exclude_none=True)
    assert named == {"requests_per_minute": 1, "tokens_per_day": 10**9}


def test_the_limits_of_all_servers_together_stand_beside_the_list(path: Path) -> None:
    write(path, {"mcpServers": {}, "sampling": {"limits": {"atOnce": 2}, "later": 1}})
    assert read_servers(path).limits.at_once == 2
    write(path, {"mcpServers": {}})
    assert read_servers(path).limits == SamplingLimits()


def test_an_entrys_rules_are_changed_and_everything_else_is_kept(path: Path) -> None:
    entry = {"command": "x", "later": [1], "sampling": {"consent": "never"}}
    write(path, {"mcpServers": {"a": entry, "b": 5}, "theme": "dark"})
    told = {"consent": "always", "keepTexts": False, "timeout": 90, "models": ["m"]}
    told["limits"] = {"tokensPerRequest": 300}
    rules = SamplingRules.model_validate(told)
    set_sampling(path, "a", rules)
    assert read(path) == {
        "mcpServers": {"a": {**entry, "sampling": told}, "b": 5},
        "theme": "dark",
    }
    assert '"timeout": 90,' in path.read_text("utf-8"), "a whole number is written as one"
    assert read_servers(path).servers[1].sampling == rules


def test_rules_that_hold_anyway_are_not_written(path: Path) -> None:
    write(path, {"mcpServers": {"a": {"command": "x", "sampling": {"consent": "never"}}}})
    set_sampling(path, "a", SamplingRules())
    assert read(path) == {"mcpServers": {"a": {"command": "x"}}}


@pytest.mark.parametrize("name", ["gone", "broken", BUNDLED])
def test_rules_without_an_entry_are_refused_and_the_file_stays(path: Path, name: str) -> None:
    before = write(path, {"mcpServers": {"broken": 5, BUNDLED: {"command": "x"}}})
    with pytest.raises(ConfigError, match=f"There is no entry of a server named '{name}'"):
        set_sampling(path, name, SamplingRules(consent="never"))
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize("sampling", [5, {"limits": {"atOnce": -1}}, {"limits": {"money": 1}}])
def test_bad_limits_of_all_servers_together_are_named_and_the_servers_stay(
    path: Path, sampling: object
) -> None:
    write(path, {"mcpServers": {"a": {"command": "x"}}, "sampling": sampling})
    found = read_servers(path)
    assert found.limits == SamplingLimits()
    assert [spec.name for spec in found.servers] == [BUNDLED, "a"]
    (told,) = found.problems
    assert told.startswith("sampling, for all servers together: ")
    assert told.endswith("The usual limits hold.")


@pytest.mark.parametrize("document", [None, {}, {"mcpServers": {}}, {"theme": "dark"}])
def test_without_entries_there_is_the_bundled_server_alone(path: Path, document: object) -> None:
    if document is not None:
        write(path, document)
    found = read_servers(path)
    assert found.servers == (bundled_server(),)
    assert found.problems == ()


def test_the_bundled_server_comes_first_and_the_others_as_they_stand(path: Path) -> None:
    write(path, {"mcpServers": {name: {"command": name} for name in ("zoo", "art", "map")}})
    names = [spec.name for spec in read_servers(path).servers]
    assert names == [BUNDLED, "zoo", "art", "map"]


def test_a_file_saved_by_a_windows_editor_is_read(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"mcpServers": {"a": {"command": "x"}}}', "utf-8-sig")
    assert [spec.name for spec in read_servers(path).servers] == [BUNDLED, "a"]


BAD_ENTRIES: dict[str, tuple[object, str]] = {
    "no object": ("npx", "must be an object"),
    "neither command nor url": ({}, "needs either a command or a url"),
    "an empty command": ({"command": ""}, "needs either a command or a url"),
    "both": ({"command": "x", "url": "http://x"}, "needs either a command or a url"),
    "another scheme": ({"url": "ftp://x"}, "must begin with http:// or https://"),
    "arguments that are no list": ({"command": "x", "args": "-y"}, "args"),
    "an environment of lists": ({"command": "x", "env": {"A": [1]}}, "env.A"),
    "an environment of no object": ({"command": "x", "env": "A=1"}, "env"),
    "an envFile that is no path": ({"command": "x", "envFile": 1}, "envFile"),
    "an unknown era": ({"command": "x", "era": "2030"}, "era"),
    "a limit of nothing": (
        {"command": "x", "sampling": {"limits": {"atOnce": 0}}},
        "sampling.limits.atOnce: Input should be greater than or equal to 1",
    ),
    "a limit in words": (
        {"command": "x", "sampling": {"limits": {"tokensPerDay": "5000"}}},
        "sampling.limits.tokensPerDay: Input should be a valid integer",
    ),
    "half a request": (
        {"command": "x", "sampling": {"limits": {"requestsPerHour": 0.5}}},
        "sampling.limits.requestsPerHour: Input should be a valid integer",
    ),
    "a limit that is misspelled": (
        {"command": "x", "sampling": {"limits": {"tokenPerDay": 5000}}},
        "sampling.limits: there is no limit 'tokenPerDay'. There are: requestsPerMinute, ",
    ),
    "limits that are no object": (
        {"command": "x", "sampling": {"limits": 5}},
        "sampling.limits: Input should be a valid dictionary",
    ),
    "a misspelled rule": (
        {"command": "x", "sampling": {"keeptexts": False}},
        "sampling: there is no rule 'keeptexts'. There are: enabled, consent, remote, tools, ",
    ),
    "no time to answer": (
        {"command": "x", "sampling": {"timeout": 0.5}},
        "sampling.timeout: Input should be greater than or equal to 1",
    ),
    "an unknown consent": ({"command": "x", "sampling": {"consent": "yes"}}, "sampling.consent"),
}


@pytest.mark.parametrize(("entry", "problem"), BAD_ENTRIES.values(), ids=BAD_ENTRIES.keys())
def test_a_bad_entry_is_left_out_and_named_and_the_others_stay(
    path: Path, entry: object, problem: str
) -> None:
    write(path, {"mcpServers": {"bad one": entry, "good": {"command": "x"}}})
    found = read_servers(path)
    assert [spec.name for spec in found.servers] == [BUNDLED, "good"]
    (told,) = found.problems
    assert "'bad one'" in told
    assert problem in told
    assert told.endswith("It was left out.")


def test_an_entry_cannot_pass_for_the_bundled_server(path: Path) -> None:
    write(path, {"mcpServers": {BUNDLED: {"command": "evil"}}})
    found = read_servers(path)
    assert found.servers == (bundled_server(),)
    assert "taken by Parley itself" in found.problems[0]


def test_an_entry_cannot_call_itself_bundled_or_by_another_name(path: Path) -> None:
    write(path, {"mcpServers": {"a": {"command": "x", "bundled": True, "name": BUNDLED}}})
    spec = read_servers(path).servers[1]
    assert (spec.name, spec.bundled) == ("a", False)


BAD_FILES = {
    "cut short": b'{"mcpServers": {\n  "a": ',
    "a list": b"[]",
    "entries in a list": b'{"mcpServers": []}',
    "nothing": b"",
    "no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_is_refused_by_name_and_never_written_to(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    for attempt in (
        lambda: read_servers(path),
        lambda: add_server(path, "b", {"command": "x"}),
        lambda: remove_server(path, "a"),
    ):
        with pytest.raises(ConfigError, match=r"mcp\.json"):
            attempt()
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == ["mcp.json"]


def test_bad_json_is_told_with_its_line(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{\n  "mcpServers": {,}\n}', "utf-8")
    with pytest.raises(ConfigError, match=r"line 2 .* The file was left as it is"):
        read_servers(path)


def test_adding_makes_the_file_and_its_folder(path: Path) -> None:
    spec = add_server(path, "notes", {"command": "notes", "args": ["--serve"]})
    assert spec.target == "notes --serve"
    assert read(path) == {"mcpServers": {"notes": {"command": "notes", "args": ["--serve"]}}}
    assert read_servers(path).servers[1] == spec


KEPT = {
    "theme": "dark",
    "mcpServers": {
        "bad": {"command": 5},
        "files": {"command": "npx", "autoApprove": ["read"], "x": {"ü": None}},
    },
    "globalShortcut": "Ctrl+Ü",
}


def test_adding_keeps_unknown_keys_other_entries_and_the_version_before(path: Path) -> None:
    before = write(path, KEPT)
    add_server(path, "notes", {"url": "http://localhost:1"})
    entries = {**KEPT["mcpServers"], "notes": {"url": "http://localhost:1"}}  # type: ignore[dict-item]
    assert read(path) == {**KEPT, "mcpServers": entries}
    assert list(read(path)) == list(KEPT)
    assert path.with_name("mcp.json.bak").read_text("utf-8") == before
    assert before.splitlines()[-2:] == path.read_text("utf-8").splitlines()[-2:]


def test_removing_keeps_everything_else_and_the_version_before(path: Path) -> None:
    before = write(path, KEPT)
    remove_server(path, "bad")
    entries = {"files": KEPT["mcpServers"]["files"]}  # type: ignore[index]
    assert read(path) == {**KEPT, "mcpServers": entries}
    assert path.with_name("mcp.json.bak").read_text("utf-8") == before


def test_nothing_half_written_stays_beside_the_file(path: Path) -> None:
    write(path, KEPT)
    add_server(path, "a", {"command": "x"})
    remove_server(path, "a")
    assert sorted(file.name for file in path.parent.iterdir()) == ["mcp.json", "mcp.json.bak"]


@posix_only
def test_a_file_with_secrets_stays_as_private_as_it_was(path: Path) -> None:
    write(path, KEPT)
    path.chmod(0o600)
    add_server(path, "notes", {"command": "notes"})
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@posix_only
def test_a_linked_file_is_changed_where_it_lies(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "mcp.json"
    write(real, KEPT)
    path.parent.mkdir()
    path.symlink_to(real)
    add_server(path, "notes", {"command": "notes"})
    assert path.is_symlink()
    assert "notes" in read(real)["mcpServers"]


def test_a_name_that_is_taken_is_refused(path: Path) -> None:
    before = write(path, KEPT)
    for name in ("files", "bad", BUNDLED):
        with pytest.raises(ConfigError, match="There is a server named"):
            add_server(path, name, {"command": "x"})
    assert path.read_text("utf-8") == before


def test_an_entry_that_is_no_server_is_not_added(path: Path) -> None:
    with pytest.raises(ConfigError, match="needs either a command or a url"):
        add_server(path, "notes", {})
    assert not path.exists()


def test_an_unknown_or_the_bundled_server_is_not_removed(path: Path) -> None:
    before = write(path, KEPT)
    with pytest.raises(ConfigError, match="There is no server named 'gone'"):
        remove_server(path, "gone")
    with pytest.raises(ConfigError, match="cannot be removed"):
        remove_server(path, BUNDLED)
    assert path.read_text("utf-8") == before


def test_a_file_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError):
        add_server(tmp_path / "file" / "mcp.json", "notes", {"command": "x"})


SPEC: dict[str, Any] = {
    "name": "notes",
    "command": "notes",
    "args": ("--serve", "x"),
    "env": {"A": "1"},
    "cwd": "/srv",
}

CHANGES: dict[str, dict[str, Any]] = {
    "another command": {"command": "notes2"},
    "another argument": {"args": ("--serve", "y")},
    "one argument more": {"args": ("--serve", "x", "")},
    "arguments cut elsewhere": {"args": ("--serve x",)},
    "another order": {"args": ("x", "--serve")},
    "another variable": {"env": {"B": "1"}},
    "another value": {"env": {"A": "2"}},
    "no environment": {"env": {}},
    "another folder": {"cwd": "/"},
    "no folder": {"cwd": None},
    "an address": {"command": "", "url": "http://localhost"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_fingerprint_changes_with_what_is_run(change: dict[str, Any]) -> None:
    before = ServerSpec.model_validate(SPEC)
    after = ServerSpec.model_validate({**SPEC, **change})
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize(
    "change", [{"name": "other"}, {"era": "legacy"}, {"sampling": {"consent": "always"}}]
)
def test_the_fingerprint_stays_while_the_same_thing_is_run(change: dict[str, Any]) -> None:
    before = ServerSpec.model_validate({**SPEC, "env": {"A": "1", "B": "2"}})
    after = ServerSpec.model_validate({**SPEC, "env": {"B": "2", "A": "1"}, **change})
    assert before.fingerprint == after.fingerprint


def test_the_bundled_server_is_run_by_the_python_that_runs_parley() -> None:
    spec = bundled_server()
    assert spec.command == sys.executable
    assert spec.bundled


def test_comments_and_the_persons_own_formatting_stay_when_an_entry_is_added(path: Path) -> None:
    path.parent.mkdir()
    before = '{\n  // mine\n  "mcpServers": {\n    "a": { "command": "x" }, // the one\n  },\n}\n'
    path.write_text(before, "utf-8")
    add_server(path, "b", {"command": "y"})
    assert [spec.name for spec in read_servers(path).servers] == [BUNDLED, "a", "b"]
    remove_server(path, "b")
    assert path.read_text("utf-8") == before
