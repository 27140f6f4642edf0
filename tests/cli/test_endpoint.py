"""`parley endpoint` and `parley callers`: programs that ask by OpenAI's interface."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import openai
import pytest

from desktop.cli.main import main
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.places import Places

pytestmark = pytest.mark.timeout(90)

Captured = pytest.CaptureFixture[str]
PARLEY = [sys.executable, "-m", "desktop"]


@contextmanager
def running(home: Places, *words: str) -> Iterator[str]:
    """Yields the address of an endpoint in a process of its own."""
    command = [*PARLEY, "endpoint", "run", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
            assert process.wait(30) == 143


def token_for(name: str, capsys: Captured) -> str:
    assert main(["callers", "add", name]) == 0
    return capsys.readouterr().out.strip()


def test_a_program_asks_with_its_token_until_that_is_revoked(
    places: Places, capsys: Captured
) -> None:
    places.prepare()
    write_scripted_model(places.models / "scripted.gguf", "The ferry leaves at nine.")
    token = token_for("editor", capsys)
    assert token.startswith("parley-")
    with running(places, "--approve", "yes") as address:
        client = openai.OpenAI(base_url=address, api_key=token)
        told = client.chat.completions.create(
            model="scripted", messages=[{"role": "user", "content": "When?"}]
        )
        assert told.choices[0].message.content == "The ferry leaves at nine."
        assert main(["callers", "revoke", "editor"]) == 0
        for _ in range(100):
            try:
                client.models.list()
            except openai.AuthenticationError:
                break
        else:
            pytest.fail("the token is good still")
        client.close()
    capsys.readouterr()
    assert main(["journal", "list", "--json"]) == 0
    [entry] = json.loads(capsys.readouterr().out)
    assert (entry["server"], entry["way"], entry["decided_by"]) == (
        "editor",
        "chat",
        "--approve yes",
    )


def test_what_is_kept_of_a_token_is_not_the_token(places: Places, capsys: Captured) -> None:
    token = token_for("editor", capsys)
    for file in places.data.rglob("*"):
        if file.is_file():
            assert token.encode() not in file.read_bytes(), file
    assert main(["callers", "list", "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["name"] == "editor"
    assert set(told) == {"name", "at"}


def test_a_name_is_given_once(places: Places, capsys: Captured) -> None:
    token_for("editor", capsys)
    assert main(["callers", "add", "editor"]) == 2
    assert "editor has a token already" in capsys.readouterr().err
    assert main(["callers", "add", "examples"]) == 2
    assert "A server is named 'examples'" in capsys.readouterr().err
    assert main(["callers", "add", " "]) == 2
    assert main(["callers", "revoke", "nobody"]) == 2
    assert "No program named 'nobody' has a token. Those that have: editor." in (
        capsys.readouterr().err
    )


def test_it_is_turned_on_and_off_in_mcp_json_whose_other_parts_stay(
    places: Places, capsys: Captured
) -> None:
    places.prepare()
    places.config_file.write_text('{\n  // mine\n  "mcpServers": {}\n}\n', "utf-8")
    assert main(["endpoint", "on", "--port", "8123"]) == 0
    assert "at http://127.0.0.1:8123/v1" in capsys.readouterr().out
    text = places.config_file.read_text("utf-8")
    assert "// mine" in text
    assert '"port": 8123' in text
    assert main(["endpoint", "off"]) == 0
    assert main(["endpoint", "show"]) == 0
    assert "The endpoint is off." in capsys.readouterr().out


@pytest.mark.parametrize("section", [{"port": 70_000}, {"on": "perhaps"}, [], "on"], ids=str)
def test_a_wrong_setting_is_named_and_left_as_it_is(
    places: Places, capsys: Captured, section: object
) -> None:
    places.prepare()
    places.config_file.write_text(json.dumps({"endpoint": section}), "utf-8")
    assert main(["endpoint", "show"]) == 2
    assert "endpoint" in capsys.readouterr().err
    assert json.loads(places.config_file.read_text("utf-8")) == {"endpoint": section}
