"""The guide to delegation: its examples are run as they stand."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import desk, no
from tests.fakes import FakeBackend

if TYPE_CHECKING:
    from desktop.storage.places import Places

GUIDE = Path("docs/delegation.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
TEXT = "The ferry waits. Nobody knows why."


@pytest.mark.anyio
@pytest.mark.parametrize("era", ["legacy", "2026-07-28"])
async def test_the_first_example_is_a_server_whose_tool_a_host_can_answer(
    places: Places, tmp_path: Path, era: str
) -> None:
    program = tmp_path / "notes.py"
    program.write_text(BLOCKS[0], "utf-8")
    server = {"command": sys.executable, "args": [str(program)], "era": era}
    async with desk(places, {"notes": server}) as made:
        made.app.library.enlist(FakeBackend("m", "It waits."))
        assert await made.call("notes", "summarize", text=TEXT) == "It waits. [delegated]"


@pytest.mark.anyio
async def test_its_tool_does_the_task_itself_where_the_person_declines(
    places: Places, tmp_path: Path
) -> None:
    program = tmp_path / "notes.py"
    program.write_text(BLOCKS[0], "utf-8")
    server = {"command": sys.executable, "args": [str(program)], "era": "legacy"}
    async with desk(places, {"notes": server}, no) as made:
        made.app.library.enlist(FakeBackend("m"))
        text = await made.call("notes", "summarize", text=TEXT)
        assert text == "The ferry waits [fallback-local]"


def test_the_example_of_reading_an_answer_runs() -> None:
    example = compile(BLOCKS[2], "delegation.md", "exec")
    exec(example, {"__name__": "example"})


def test_the_example_for_fastmcp_is_python_and_uses_what_there_is() -> None:
    names = re.search(r"from delegation import (.*)", BLOCKS[1])
    assert names
    compile(BLOCKS[1], "delegation.md", "exec")
    import desktop.toolkit.delegation as module  # noqa: PLC0415

    assert all(hasattr(module, name) for name in names[1].split(", "))
