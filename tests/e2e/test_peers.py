"""Servers on other people's frameworks, each met in the era that Parley finds out by itself."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.events import RequestPhase
from desktop.toolkit import delegation
from tests.e2e.desk import desk, no, shared_desk
from tests.fakes import FakeBackend, calling
from tests.scripted_model import write_random_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.storage.places import Places
    from tests.e2e.desk import Desk

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(os.name == "nt", reason="packaging/peers.sh runs on Linux and macOS"),
]

ROOT = Path(__file__).parents[2]
NODE = ROOT / "tests/node"
EXAMPLES = NODE / "node_modules/@modelcontextprotocol/sdk/dist/esm/examples/server"
SCRIPTS = {
    "typescript1": EXAMPLES / "toolWithSampleServer.js",
    "typescript2": NODE / "sampling_server.mjs",
}
LEGACY, MODERN = "2025-11-25", "2026-07-28"


@dataclass(frozen=True, slots=True)
class Peer:
    """A server, the tool of it that samples, and what is true of both."""

    server: str
    tool: str
    era: str
    """The revision that is spoken once the tool has run."""
    reruns: int = 0
    """How often the tool runs again, since the first era was not right for it."""
    requests: int = 1
    """How many completions the tool asks for, all at once."""
    argument: str = "question"


PEERS = [
    Peer("typescript1", "summarize", LEGACY, argument="text"),
    Peer("typescript2", "inside", MODERN),
    Peer("typescript2", "push", LEGACY, reruns=1),  # From here on it is met in the older era.
    Peer("fastmcp3", "plain", LEGACY),
    Peer("fastmcp4", "guarded", MODERN, requests=2),
    Peer("pydantic_ai", "poem", LEGACY, reruns=1),
]


def entry(server: str, folder: Path) -> dict[str, Any] | None:
    """Returns the entry of a peer, or None where it is not installed."""
    if script := SCRIPTS.get(server):
        if shutil.which("node") is None or shutil.which("npm") is None:
            return None
        assert (NODE / "node_modules").exists(), "run `make test`, or `npm ci` in tests/node"
        return {"command": "node", "args": [str(script)]}
    home = ROOT / "build/peers" / server
    if not (home / "stamp").exists():
        return None
    for source in (ROOT / "tests/peers" / f"{server}_server.py", Path(delegation.__file__)):
        shutil.copy(source, folder)
    return {"command": str(home / "bin/python"), "args": [str(folder / f"{server}_server.py")]}


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One loop for all tests here."""
    return "asyncio"


@pytest.fixture(scope="module")
async def shared(
    anyio_backend: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Desk]:
    """An app with every peer that is installed here; each is started by its first test."""
    folder = tmp_path_factory.mktemp("peers")
    entries = {peer.server: entry(peer.server, folder) for peer in PEERS}
    installed = {name: found for name, found in entries.items() if found is not None}
    async with shared_desk(folder / "home", installed) as made:
        yield made


@pytest.fixture
async def made(shared: Desk) -> Desk:
    """The app, as if nothing had been asked yet."""
    await shared.begin_anew()
    return shared


def needs(made: Desk, server: str) -> None:
    """Skips the test where a peer is not installed."""
    if server not in [spec.name for spec in made.app.supervisor.specs()]:
        pytest.skip(f"{server} is not installed; Node, or packaging/peers.sh, is wanting")


def revision(made: Desk, server: str) -> str:
    """Returns the revision that a server is connected in."""
    connection = made.app.supervisor._servers[server].connection
    assert connection is not None
    return connection.revision


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: f"{peer.server}-{peer.tool}")
async def test_it_is_answered_in_its_era_and_told_of_a_decline(made: Desk, peer: Peer) -> None:
    needs(made, peer.server)
    made.app.library.enlist(FakeBackend("m", *["All is well."] * peer.requests))
    call, asked = made.app.supervisor.call, {peer.argument: "How is it?"}
    answered = await call(peer.server, peer.tool, asked)
    assert "All is well." in answered.text, answered.text
    assert not answered.is_error
    assert revision(made, peer.server) == peer.era
    entries = await made.entries()
    assert [one.phase for one in entries] == [RequestPhase.ANSWERED] * peer.requests
    assert {(one.server, one.tool, one.call) for one in entries} == {
        (peer.server, peer.tool, answered.call)
    }
    assert len(made.reruns) == peer.reruns
    made.verdict = no
    declined = await call(peer.server, peer.tool, asked)
    assert declined.is_error
    assert "User rejected sampling request" in declined.text
    later = (await made.entries())[peer.requests :]
    assert RequestPhase.DECLINED in {one.phase for one in later}
    assert {one.call for one in later} == {declined.call}
    assert len(made.reruns) == peer.reruns, "the era is remembered"


async def test_fastmcp_3_lets_the_model_call_its_tools_until_it_answers(made: Desk) -> None:
    needs(made, "fastmcp3")
    weather = calling(("weather", {"city": "Rome"}))
    made.app.library.enlist(FakeBackend("m", weather, "It is sunny.", tools=True))
    text = await made.call("fastmcp3", "with_tools", question="How is Rome?")
    assert text == "told: It is sunny. | 4 messages"
    [first, second] = await made.entries()
    assert [tool["name"] for tool in first.asked["tools"]] == ["weather"]
    [result] = second.asked["messages"][-1]["content"]
    assert result["content"][0]["text"] == "sunny in Rome"
    assert first.call == second.call


async def test_fastmcp_3_gets_a_value_of_its_type_from_a_model_that_talks_nonsense(
    places: Places, tmp_path: Path
) -> None:
    if (fastmcp := entry("fastmcp3", tmp_path)) is None:
        pytest.skip("fastmcp3 is not installed; packaging/peers.sh installs it")
    places.models.mkdir(parents=True)
    write_random_model(places.models / "random.gguf")
    async with desk(places, {"fastmcp3": fastmcp}) as made:
        text = await made.call("fastmcp3", "structured", question="How is it?")
        kind, _, value = text.partition(": ")
        assert kind == "Mood"
        assert json.loads(value).keys() == {"mood", "score"}
        [asked] = await made.entries()
        assert asked.asked["toolChoice"] == {"mode": "required"}
        assert [tool["name"] for tool in asked.asked["tools"]] == ["final_response"]
        assert asked.stop_reason == "toolUse"


@pytest.mark.parametrize(
    ("server", "of_a_decline"),
    [
        ("fastmcp3", "fallback-local: done here |  | User rejected sampling request"),
        # In the newer era the call ends with the question, and the server learns nothing of it.
        ("fastmcp4", "delegate stopped without a result: User rejected sampling request"),
    ],
)
async def test_parleys_delegation_works_in_a_server_on_fastmcp(
    made: Desk, server: str, of_a_decline: str
) -> None:
    needs(made, server)
    made.app.library.enlist(FakeBackend("m", "Done there."))

    async def done(how: str) -> str:
        return await made.call(server, "delegate", question="Do it.", how=how)

    assert await done("here") == "local: done here |  | "
    assert not made.reviews
    assert await done("lent") == "delegated: Done there. | m | "
    assert len(made.reviews) == 1
    made.verdict = no
    assert await done("lent") == of_a_decline
