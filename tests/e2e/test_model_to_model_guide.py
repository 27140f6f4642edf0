"""The guide to models that ask models: its commands and calls are run as they stand."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mcp import Client, StdioServerParameters
from mcp_types import TextContent

from desktop.cli.main import main
from desktop.servers.host_files import hosts
from desktop.servers.rules import SamplingRules
from desktop.storage.json_file import read_document
from tests.e2e.desk import desk, yes
from tests.fakes import FakeBackend

if TYPE_CHECKING:
    from desktop.storage.places import Places

GUIDE = Path("docs/model-to-model.md").read_text("utf-8")
COMMANDS = re.findall(r"^ *(parley serve --install .*)$", GUIDE, re.MULTILINE)
ASK, SETTINGS, SUMMARIZE, RULES = (
    json.loads(block) for block in re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
)


@pytest.fixture
def installed(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The entry that the guide's first command writes."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    [command] = COMMANDS
    assert main([*shlex.split(command)[1:], "--yes"]) == 0
    [gemini] = [one for one in hosts(tmp_path, {}, "linux") if one.id == "gemini-cli"]
    entry: dict[str, Any] = read_document(gemini.path)["mcpServers"]["parley"]
    return entry


async def called(entry: dict[str, Any], call: dict[str, Any]) -> str:
    """Does what a host does with an entry of its settings, and with a call of its model."""
    command = entry["command"]
    own = [sys.executable, "-m", "desktop"] if command == "parley" else [command]
    environment = {**entry.get("env", {}), "PARLEY_HOME": os.environ["PARLEY_HOME"]}
    line = StdioServerParameters(command=own[0], args=[*own[1:], *entry["args"]], env=environment)
    async with Client(line) as client:
        told = await client.call_tool(call["name"], call["arguments"])
    return "\n".join(block.text for block in told.content if isinstance(block, TextContent))


@pytest.mark.anyio
async def test_model_a_asks_model_b(places: Places, installed: dict[str, Any]) -> None:
    async with desk(places, {}, yes, started=True) as made:
        made.app.library.enlist(FakeBackend("b", "The air scatters blue."))
        assert await called(installed, ASK) == "The air scatters blue."
        assert len(made.reviews) == 1


@pytest.mark.anyio
async def test_a_server_asks_model_b_on_the_way(places: Places) -> None:
    async with desk(places, {}, yes, started=True) as made:
        made.app.library.enlist(FakeBackend("b", "She restored an organ."))
        told = await called(SETTINGS["mcpServers"]["examples"], SUMMARIZE)
        assert told == "She restored an organ.\n\n(b answered.)"
        assert len(made.reviews) == 1


def test_the_rules_in_the_guide_are_rules() -> None:
    told = RULES["endpoint"]["programs"]["claude-code"]["sampling"]
    assert SamplingRules.model_validate(told).consent == "always"
