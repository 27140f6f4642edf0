"""What is filled into an entry before its server is run, and what is left to be asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from desktop.errors import ConfigError, StartFailed
from desktop.servers.config import checked_entry, read_servers
from desktop.servers.variables import Input, filled, inputs_of, with_inputs

if TYPE_CHECKING:
    from desktop.servers.config import ServerSpec


def spec(**entry: Any) -> ServerSpec:
    return checked_entry("notes", {"command": "notes", **entry})


def variable(name: str) -> SecretStr | None:
    return SecretStr(f"the {name}") if name == "TOKEN" else None


def test_the_environment_and_the_home_are_filled_in_wherever_they_stand() -> None:
    given = spec(
        command="${userHome}${/}bin${pathSeparator}notes",
        args=["--token=${env:TOKEN}", "${userHome}"],
        cwd="${userHome}/x",
        env={"A": "${env:TOKEN}", "B": "plain"},
    )
    ready = filled(given, variable)
    home = str(Path.home())
    assert ready.command == f"{home}{os.sep}bin{os.sep}notes"
    assert ready.args == ("--token=the TOKEN", home)
    assert ready.cwd == f"{home}/x"
    assert ready.env == {"A": "the TOKEN", "B": "plain"}


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    given = spec(args=["${env:X}"])
    ready = filled(given, lambda _: SecretStr("${env:TOKEN}"))
    assert ready.args == ("${env:TOKEN}",)


def test_an_address_and_its_headers_are_filled_in_too() -> None:
    entry = {"url": "https://example.org/${env:TOKEN}", "headers": {"X": "${env:TOKEN}"}}
    ready = filled(checked_entry("web", entry), variable)
    assert (ready.url, ready.headers) == ("https://example.org/the TOKEN", {"X": "the TOKEN"})


@pytest.mark.parametrize("text", ["${HOME}", "$HOME", "${command:x}", "${env:}", "{env:TOKEN}"])
def test_what_is_no_variable_of_ours_stays_as_it_is(text: str) -> None:
    assert filled(spec(args=[text]), variable).args == (text,)


def test_a_variable_without_a_value_is_named() -> None:
    with pytest.raises(StartFailed, match="needs the environment variable OTHER, which is not set"):
        filled(spec(args=["${env:OTHER}"]), variable)


def test_a_file_of_variables_that_cannot_be_used_is_told() -> None:
    def closed(name: str) -> SecretStr | None:
        raise ConfigError("The file is open to others.")

    with pytest.raises(StartFailed, match=r"notes could not be started: The file is open"):
        filled(spec(args=["${env:TOKEN}"]), closed)


def test_a_workspace_is_something_that_only_an_editor_has() -> None:
    with pytest.raises(StartFailed, match="Write the folder itself"):
        filled(spec(cwd="${workspaceFolder}"), variable)


def test_the_file_of_an_environment_is_read_and_the_entry_has_the_last_word(
    tmp_path: Path,
) -> None:
    (tmp_path / "my.env").write_text("# mine\nA=1\nexport B='two words'\nC=3\n", "utf-8")
    ready = filled(
        spec(envFile="${env:PLACE}/my.env", env={"C": "4"}), lambda _: SecretStr(str(tmp_path))
    )
    assert ready.env == {"A": "1", "B": "two words", "C": "4"}
    ready = filled(spec(envFile="my.env", cwd=str(tmp_path)), variable)
    assert ready.env == {"A": "1", "B": "two words", "C": "3"}


def test_a_file_of_an_environment_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(StartFailed, match=r"its envFile .*gone.env cannot be read"):
        filled(spec(envFile=str(tmp_path / "gone.env")), variable)


def test_inputs_are_left_until_they_are_given() -> None:
    given = spec(args=["${input:a}", "${input:b}"], env={"K": "x${input:a}"})
    assert inputs_of(given) == ["a", "b"]
    ready = filled(given, variable)
    assert ready.args == ("${input:a}", "${input:b}")
    done = with_inputs(ready, {"a": "1", "b": "${input:a}"})
    assert (done.args, done.env) == (("1", "${input:a}"), {"K": "x1"})


def test_what_is_asked_for_is_described_beside_the_list_of_servers(tmp_path: Path) -> None:
    path = tmp_path / "mcp.json"
    path.write_text(
        """{
            "inputs": [
                {"id": "key", "type": "promptString", "description": "the key", "password": true},
                {"id": "size", "type": "pickString", "options": ["s", {"value": "l"}]},
                {"id": "odd", "type": "command"},
            ],
            "mcpServers": {"a": {"command": "x", "args": ["${input:key}", "${input:size}"]},
                           "b": {"command": "x", "args": ["${input:other}"]}},
        }""",
        "utf-8",
    )
    found = read_servers(path)
    _, a, b = found.servers
    assert a.inputs == (
        Input(id="key", description="the key", password=True),
        Input(id="size", type="pickString", options=("s", "l")),
    )
    assert b.inputs == (Input(id="other", password=True),)
    assert found.problems == (
        "inputs, number 3: type: Input should be 'promptString' or 'pickString'. "
        "It is asked for as a text.",
    )
