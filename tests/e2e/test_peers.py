"""Servers on other people's frameworks, each met in the era that Parley finds out by itself."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.events import RequestPhase, ServerChanged, ServerStatus
from desktop.toolkit import delegation
from tests.e2e.desk import desk, no, yes
from tests.fakes import FakeBackend, calling
from tests.scripted_model import write_random_model

if TYPE_CHECKING:
    from desktop.gateway.approval import Approved, Declined, Review
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
    Peer("typescript2", "push", LEGACY, reruns=1),
    Peer("typescript2", "inside", MODERN),
    Peer("fastmcp3", "plain", LEGACY),
    Peer("fastmcp4", "guarded", MODERN, requests=2),
    Peer("pydantic_ai", "poem", LEGACY, reruns=1),
]


def entry(server: str, folder: Path) -> dict[str, dict[str, Any]]:
    """Returns the entry of a peer, or skips the test where it is not installed."""
    if script := SCRIPTS.get(server):
        if shutil.which("node") is None or shutil.which("npm") is None:
            pytest.skip("Node is not installed")
        assert (NODE / "node_modules").exists(), "run `make test`, or `npm ci` in tests/node"
        return {server: {"command": "node", "args": [str(script)]}}
    home = ROOT / "build/peers" / server
    if not (home / "stamp").exists():
        pytest.skip(f"{server} is not installed; packaging/peers.sh installs it")
    for source in (ROOT / "tests/peers" / f"{server}_server.py", Path(delegation.__file__)):
        shutil.copy(source, folder)
    return {
        server: {"command": str(home / "bin/python"), "args": [str(folder / f"{server}_server.py")]}
    }


def revision(made: Desk) -> str:
    """Returns the revision that the one server was last connected in."""
    changes = [one for one in made.events if isinstance(one, ServerChanged) and not one.bundled]
    return [one.era for one in changes if one.status is ServerStatus.READY][-1]


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: f"{peer.server}-{peer.tool}")
async def test_it_is_answered_in_its_era_and_told_of_a_decline(
    places: Places, tmp_path: Path, peer: Peer
) -> None:
    verdict = yes

    async def person(review: Review) -> Approved | Declined:
        return await verdict(review)

    model = FakeBackend("m", *["All is well."] * peer.requests)
    async with desk(places, entry(peer.server, tmp_path), person) as made:
        made.app.library.enlist(model)
        call, asked = made.app.supervisor.call, {peer.argument: "How is it?"}
        answered = await call(peer.server, peer.tool, asked)
        assert "All is well." in answered.text, answered.text
        assert not answered.is_error
        assert revision(made) == peer.era
        entries = await made.entries()
        assert [one.phase for one in entries] == [RequestPhase.ANSWERED] * peer.requests
        assert {(one.server, one.tool, one.call) for one in entries} == {
            (peer.server, peer.tool, answered.call)
        }
        assert len(made.reruns) == peer.reruns
        verdict = no
        declined = await call(peer.server, peer.tool, asked)
        assert declined.is_error
        assert "User rejected sampling request" in declined.text
        later = (await made.entries())[peer.requests :]
        assert RequestPhase.DECLINED in {one.phase for one in later}
        assert {one.call for one in later} == {declined.call}
        assert len(made.reruns) == peer.reruns, "the era is remembered"


async def test_fastmcp_3_lets_the_model_call_its_tools_until_it_answers(
    places: Places, tmp_path: Path
) -> None:
    weather = calling(("weather", {"city": "Rome"}))
    model = FakeBackend("m", weather, "It is sunny.", tools=True)
    async with desk(places, entry("fastmcp3", tmp_path)) as made:
        made.app.library.enlist(model)
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
    places.models.mkdir(parents=True)
    write_random_model(places.models / "random.gguf")
    async with desk(places, entry("fastmcp3", tmp_path)) as made:
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
    places: Places, tmp_path: Path, server: str, of_a_decline: str
) -> None:
    verdict = yes

    async def person(review: Review) -> Approved | Declined:
        return await verdict(review)

    async with desk(places, entry(server, tmp_path), person) as made:
        made.app.library.enlist(FakeBackend("m", "Done there."))

        async def done(how: str) -> str:
            return await made.call(server, "delegate", question="Do it.", how=how)

        assert await done("here") == "local: done here |  | "
        assert not made.reviews
        assert await done("lent") == "delegated: Done there. | m | "
        assert len(made.reviews) == 1
        verdict = no
        assert await done("lent") == of_a_decline
