"""Servers that may ask by the endpoint: with a token while they run, and with OpenAI's own SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openai
import pytest

from desktop.errors import StartFailed
from desktop.events import RequestPhase
from desktop.servers.trust import ASKS, command_of
from tests.e2e.desk import desk, no, program
from tests.fakes import FakeBackend
from tests.sandboxes import a_sandbox

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.storage.places import Places

__all__ = ["a_sandbox"]

pytestmark = pytest.mark.anyio


def thinks(**more: Any) -> dict[str, dict[str, Any]]:
    return {"thinks": program("endpoint_server", endpoint=True, **more)}


async def statuses(*doors: str, token: str) -> list[int]:
    """Returns what a token is told at each address."""
    told = []
    for address in doors:
        async with openai.AsyncOpenAI(base_url=address, api_key=token, max_retries=0) as client:
            try:
                await client.models.list()
                told.append(200)
            except openai.APIStatusError as error:
                told.append(error.status_code)
            except openai.APIConnectionError:
                told.append(0)
    return told


def here(app: App, name: str) -> Any:
    return next(spec for spec in app.supervisor.specs() if spec.name == name)


async def test_its_request_is_asked_about_and_kept_under_the_tool_call_that_caused_it(
    places: Places,
) -> None:
    async with desk(places, thinks()) as made:
        made.app.library.enlist(FakeBackend("m", "At nine."))
        assert await made.call("thinks", "think", question="When?") == "At nine."
        [review] = made.reviews
        assert (review.request.caller.name, review.request.way) == ("thinks", "chat")
        [entry] = await made.entries()
        assert (entry.tool, entry.phase) == ("think", RequestPhase.ANSWERED)
        assert entry.call
        assert made.app.programs.address == "", "the programs' door stays closed"


async def test_a_refusal_reaches_its_sdk(places: Places) -> None:
    async with desk(places, thinks(), no) as made:
        made.app.library.enlist(FakeBackend("m"))
        assert await made.call("thinks", "think", question="When?") == "403 declined"


async def test_it_has_one_limit_for_all_that_it_asks_whichever_way(places: Places) -> None:
    rules = {"consent": "always", "limits": {"requestsPerMinute": 2}}
    async with desk(places, thinks(sampling=rules)) as made:
        made.app.library.enlist(FakeBackend("m", "One.", "Two."))
        assert await made.call("thinks", "sample", question="1?") == "One."
        assert await made.call("thinks", "think", question="2?") == "Two."
        assert await made.call("thinks", "think", question="3?") == "429 limit_reached"


async def test_its_token_is_good_at_its_own_door_alone_and_only_while_it_runs(
    places: Places,
) -> None:
    async with desk(places, thinks()) as made:
        programs = made.app.programs
        await programs.turn(on=True)
        editor = await programs.add("editor")
        address, token, base, key = (await made.call("thinks", "found")).split()
        assert (base, key) == (address.removesuffix("/v1"), token)
        assert list(programs.servers) == ["thinks"]
        assert await statuses(address, programs.address, token=token) == [200, 401]
        assert await statuses(address, programs.address, token=editor) == [401, 200]
        await programs.turn(on=False)
        assert await statuses(address, token=token) == [200], "it is not the programs' switch"
        kept = made.app.supervisor.wire("thinks").entries()
        assert token not in "".join(line.text for line in kept)
        await made.app.supervisor.restart("thinks")
        fresh = (await made.call("thinks", "found")).split()
        assert fresh[1] != token
        assert await statuses(fresh[0], token=token) == [401]
        await made.app.supervisor.stop("thinks")
        assert list(programs.servers) == []
        assert await statuses(fresh[0], token=fresh[1]) == [0]


async def test_in_a_sandbox_without_a_network_it_is_told_why_it_does_not_start(
    places: Places, a_sandbox: None
) -> None:
    async with desk(places, thinks(sandbox={"network": False})) as made:
        with pytest.raises(StartFailed, match="its sandbox has no network"):
            await made.app.supervisor.start("thinks")
        assert list(made.app.programs.servers) == []


async def test_it_is_part_of_what_the_person_lets_run_and_their_own_tick_is_a_consent(
    places: Places,
) -> None:
    async with desk(places, {"plain": program("endpoint_server")}) as made:
        made.app.library.enlist(FakeBackend("m", "At nine."))
        assert await made.call("plain", "found") == "- - - -"
        before = command_of(here(made.app, "plain"))
        await made.app.supervisor.set_endpoint("plain", has=True)
        after = command_of(here(made.app, "plain"))
        assert after.touches.endswith(ASKS)
        assert before.digest != after.digest
        await made.app.supervisor.restart("plain")
        assert await made.call("plain", "think", question="When?") == "At nine."
        await made.app.supervisor.set_endpoint("plain", has=False)
        assert '"endpoint"' not in places.config_file.read_text("utf-8")
