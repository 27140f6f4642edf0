"""The bundled server, met as any other server is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop.gateway.texts import wire
from tests.e2e.desk import desk, shared_desk
from tests.fakes import FakeBackend, calling
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.storage.places import Places
    from tests.e2e.desk import Desk

pytestmark = pytest.mark.anyio
BOTH = ("legacy", "2026-07-28")
ERAS = pytest.mark.parametrize("era", BOTH)
CALL = '<tool_call>\n{"name": "search_files", "arguments": {"query": "the old lamp"}}\n</tool_call>'
NO_CALLS = (
    "I do not know.",
    "<tool_call>{name}</tool_call>",  # no JSON
    '<tool_call>{"name": "a"}</tool_call>',  # no arguments
    '<tool_call>{"name": "a", "arguments": [1]}</tool_call>',  # arguments that are no object
)


def mine(era: str, **more: Any) -> dict[str, Any]:
    """Returns the bundled server as an entry of the person's own, which speaks one era."""
    words = ["-m", "desktop.toolkit.bundled_server"]
    return {"command": sys.executable, "args": words, "era": era, **more}


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One loop for all tests here."""
    return "asyncio"


@pytest.fixture(scope="module")
async def shared(
    anyio_backend: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Desk]:
    """An app with the server as it comes, and two more of them by the names of the eras."""
    home = tmp_path_factory.mktemp("home")
    async with shared_desk(home, {era: mine(era) for era in BOTH}) as made:
        yield made


@pytest.fixture
async def made(shared: Desk) -> Desk:
    """The app, as if nothing had been asked yet."""
    await shared.begin_anew()
    return shared


async def test_a_routed_request_is_told_as_a_call_with_its_argument(places: Places) -> None:
    places.prepare()
    write_scripted_model(places.models / "scripted.gguf", CALL)
    async with desk(places, {}) as made:
        text = await made.call("examples", "route", request="Find the lamp.")
        assert text.startswith("search_files(query='the old lamp')\n\n(scripted answered")


async def test_a_thing_that_the_graph_does_not_know_is_said_to_be_unknown(made: Desk) -> None:
    text = await made.call("examples", "enrich_entity", name="giraffe")
    assert text.startswith("The graph knows nothing of 'giraffe'.")
    assert made.reviews == []


async def test_every_tool_can_be_run_as_it_stands(made: Desk) -> None:
    """Offline, in a new home, the tools give these answers by the model that comes along."""
    answers = {
        "summarize": "Mirela Tosk restored the old organ in Brill.",
        "sentiment": "positive",
        "ask_about_text": "Mirela Tosk",
        "route": "get_weather(city='Brill')",
    }
    for tool, answer in answers.items():
        text = await made.call("examples", tool)
        assert text.startswith(f"{answer}\n\n(parley-starter answered"), tool


async def test_an_answer_that_names_no_tool_is_told_as_that(made: Desk) -> None:
    made.app.library.enlist(FakeBackend("m", *NO_CALLS))
    for answer in NO_CALLS:
        text = await made.call("examples", "route", request="Find the lamp.")
        assert text.startswith(f"The model named no tool. It said: {answer}")


WITHOUT = {
    "summarize": "According to the paper, Mirela Tosk restored the old organ in Brill last spring.",
    "sentiment": "positive",
    "ask_about_text": "According to the paper, Mirela Tosk restored the old organ",
    "route": "No tool: which one is meant, only a model could say.",
    "code_review": "Line 1: 'os' imported but unused\nLine 5: local variable 'sum'",
    "enrich_entity": "Anton Varga was born in Brill.\nBrill has so many inhabitants: 4,120.",
    "question_to_sparql": "PREFIX : <https://parley.example/>",
    "research": "Anton Varga built the old organ.",
}


@ERAS
async def test_every_tool_is_of_use_where_the_host_lends_no_model(places: Places, era: str) -> None:
    off = {"mine": mine(era, sampling={"enabled": False})}
    async with desk(places, off) as made:
        for tool, answer in WITHOUT.items():
            text = await made.call("mine", tool)
            assert text.startswith(answer), tool
            assert text.endswith("(Done without a model: The host does not lend its model.)"), tool
        assert made.reviews == []


@ERAS
async def test_research_lets_the_model_look_things_up_until_it_can_answer(
    made: Desk, era: str
) -> None:
    model = FakeBackend(
        "m",
        calling(("find", {"text": "who restored the organ"})),
        calling(("facts", {"name": "Mirela Tosk"}), ("nonsense", {})),
        "She lives in Brill.",
        tools=True,
    )
    made.app.library.enlist(model)
    text = await made.call(era, "research")
    assert text == "She lives in Brill.\n\n(m answered.)"
    results = [
        block["content"][0]["text"]
        for message in wire(model.seen[-1])["messages"][2::2]
        for block in message["content"]
    ]
    assert results[0] == "the old organ"
    assert "Mirela Tosk lives in Brill." in results[1]
    assert results[2] == "There is no such tool."
    assert wire(model.seen[-1])["toolChoice"] == {"mode": "none"}


QUERY = 'PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?s { ?s rdfs:label "Brill" }'


@ERAS
async def test_a_query_that_a_model_writes_is_run_on_the_graph(made: Desk, era: str) -> None:
    made.app.library.enlist(FakeBackend("m", f"Here it is:\n```sparql\n{QUERY}\n```"))
    text = await made.call(era, "question_to_sparql")
    assert text == f"{QUERY}\n\nhttps://parley.example/brill\n\n(m answered.)"


@ERAS
async def test_a_query_that_would_leave_the_graph_is_replaced_by_one_made_by_rule(
    made: Desk, era: str
) -> None:
    made.app.library.enlist(FakeBackend("m", "SELECT ?s { SERVICE <http://a/> { ?s ?p ?o } }"))
    text = await made.call(era, "question_to_sparql")
    assert "Mirela Tosk | the old organ" in text
    assert "Only a SELECT over this graph is run" in text


@ERAS
async def test_the_review_gives_the_model_what_the_linter_found(made: Desk, era: str) -> None:
    model = FakeBackend("m", "Line 5 is wrong.")
    made.app.library.enlist(model)
    await made.call(era, "code_review", code="import os\n")
    [message] = wire(model.seen[0])["messages"]
    assert "Line 1: 'os' imported but unused" in message["content"]["text"]


@ERAS
async def test_a_session_begins_with_who_is_there(made: Desk, era: str) -> None:
    made.app.library.enlist(FakeBackend("m", "I am a fake."))
    told = json.loads(await made.call(era, "session_init"))
    assert (told["model"], told["itSays"], told["lendsModel"]) == ("m", "I am a fake.", True)
    assert told["client"].startswith("parley ")
    given = await made.call(era, "session_init", discovery="given", model="mine-7b")
    assert json.loads(given)["model"] == "mine-7b"
    nothing = json.loads(await made.call(era, "session_init", discovery="off"))
    assert "model" not in nothing
    assert len(made.reviews) == 1
