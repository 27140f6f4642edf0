"""The bundled server, met as any other server is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import desk
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio
CALL = '<tool_call>\n{"name": "search_files", "arguments": {"query": "the old lamp"}}\n</tool_call>'
NO_CALLS = {
    "plain words": "I do not know.",
    "no JSON": "<tool_call>{name}</tool_call>",
    "no arguments": '<tool_call>{"name": "a"}</tool_call>',
    "arguments that are no object": '<tool_call>{"name": "a", "arguments": [1]}</tool_call>',
}


async def test_a_routed_request_is_told_as_a_call_with_its_argument(places: Places) -> None:
    places.prepare()
    write_scripted_model(places.models / "scripted.gguf", CALL)
    async with desk(places, {}) as made:
        text = await made.call("examples", "route", request="Find the lamp.")
        assert text.startswith("search_files(query='the old lamp')\n\n(scripted answered")


@pytest.mark.parametrize("answer", NO_CALLS.values(), ids=list(NO_CALLS))
async def test_an_answer_that_names_no_tool_is_told_as_that(places: Places, answer: str) -> None:
    places.prepare()
    write_scripted_model(places.models / "scripted.gguf", answer)
    async with desk(places, {}) as made:
        text = await made.call("examples", "route", request="Find the lamp.")
        assert text.startswith(f"The model named no tool. It said: {answer}")


async def test_every_tool_can_be_run_as_it_stands(places: Places) -> None:
    """Offline, in a new home, the tools give these answers by the model that comes along."""
    answers = {
        "summarise": "Mirela Tosk restored the old organ in Brill.",
        "sentiment": "positive",
        "ask_about": "Mirela Tosk",
        "route": "get_weather(city='Brill')",
    }
    async with desk(places, {}) as made:
        for tool, answer in answers.items():
            text = await made.call("examples", tool)
            assert text.startswith(f"{answer}\n\n(parley-starter answered"), tool
