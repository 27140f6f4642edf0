"""The endpoint in the app: opened, moved and closed as mcp.json says; callers and their rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest

from desktop.errors import ConfigError
from desktop.events import EndpointChanged, Notice
from desktop.inbound.programs import set_endpoint, set_program
from desktop.servers.rules import SamplingRules
from tests.e2e.desk import desk, no
from tests.fakes import FakeBackend, allow_always

if TYPE_CHECKING:
    from desktop.app import App
    from desktop.gateway.approval import Approved, Declined, Review
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio
BODY = {"messages": [{"role": "user", "content": "When?"}]}


async def ask(app: App, token: str) -> httpx2.Response:
    async with httpx2.AsyncClient() as http:
        headers = {"authorization": f"Bearer {token}"}
        url = f"{app.programs.address}/chat/completions"
        return await http.post(url, json=BODY, headers=headers)


async def test_it_opens_moves_and_closes_as_the_file_says(places: Places) -> None:
    async with desk(places, {}) as made:
        programs = made.app.programs
        await programs.heed()
        assert programs.address == ""
        set_endpoint(places.config_file, on=True, port=0)
        await programs.heed()
        first = programs.address
        assert first.startswith("http://127.0.0.1:")
        await programs.heed()
        assert programs.address == first
        set_endpoint(places.config_file, on=False, port=0)
        await programs.heed()
        assert programs.address == ""
        told = [one.address for one in made.events if isinstance(one, EndpointChanged)]
        assert told == [first, ""]


async def test_turned_on_by_hand_it_is_on_at_later_starts_too(places: Places) -> None:
    async with desk(places, {}) as made:
        await made.app.programs.turn(on=True)
        assert made.app.programs.address
    assert json.loads(places.config_file.read_text("utf-8"))["endpoint"] == {"on": True}


async def test_a_file_that_says_nonsense_changes_nothing_and_is_a_notice(places: Places) -> None:
    async with desk(places, {}) as made:
        await made.app.programs.turn(on=True)
        address = made.app.programs.address
        places.config_file.write_text('{"endpoint": {"port": -1}}', "utf-8")
        await made.app.programs.heed()
        assert made.app.programs.address == address
        assert any(isinstance(one, Notice) and "endpoint.port" in one.text for one in made.events)


async def test_a_program_is_bounded_by_its_own_rules(places: Places) -> None:
    limits: Any = {"requestsPerMinute": 1}
    rules = SamplingRules(consent="always", limits=limits)
    async with desk(places, {}, no) as made:
        made.app.library.enlist(FakeBackend("m", "At nine."))
        set_program(places.config_file, "editor", rules)
        set_program(places.config_file, "other", SamplingRules(enabled=False))
        await made.app.programs.turn(on=True)
        editor = await made.app.programs.callers.add("editor")
        other = await made.app.programs.callers.add("other")
        third = await made.app.programs.callers.add("third")
        assert (await ask(made.app, editor)).status_code == 200
        assert (await ask(made.app, editor)).status_code == 429
        assert (await ask(made.app, other)).status_code == 403
        assert made.reviews == []
        assert (await ask(made.app, third)).status_code == 403
        assert [review.request.caller.name for review in made.reviews] == ["third"]


async def test_a_program_that_is_revoked_leaves_nothing_to_another_of_its_name(
    places: Places,
) -> None:
    async with desk(places, {"mine": {"command": "true"}}, no) as made:
        programs = made.app.programs
        made.app.library.enlist(FakeBackend("m", "At nine."))
        await programs.turn(on=True)
        with pytest.raises(ConfigError, match="A server is named 'mine'"):
            await programs.add(" mine ")
        first = await programs.add("editor")
        await programs.set_rules("editor", SamplingRules(consent="always"))
        assert (await ask(made.app, first)).status_code == 200
        await made.app.revoke("editor")
        assert (await ask(made.app, first)).status_code == 401
        second = await programs.add("editor")
        assert (await ask(made.app, second)).status_code == 403, "it is asked about again"
        assert "always" not in places.config_file.read_text("utf-8")
        with anyio.fail_after(5):
            await programs.close()


async def test_a_yes_to_a_program_is_bound_to_its_token(places: Places) -> None:
    async def always(review: Review) -> Approved | Declined:
        return allow_always(review)

    async with desk(places, {}, always) as made:
        made.app.library.enlist(FakeBackend("m", "One.", "Two.", "Three."))
        await made.app.programs.turn(on=True)
        token = await made.app.programs.add("editor")
        for _ in range(2):
            assert (await ask(made.app, token)).status_code == 200
        assert len(made.reviews) == 1
        [(review, grant)] = zip(made.reviews, made.app.grants.all(), strict=True)
        assert grant.fingerprint == review.request.caller.fingerprint
        assert review.request.caller.runs.startswith("is a program with a token of ")
        await made.app.revoke("editor")
        assert made.app.grants.all() == []
        again = await made.app.programs.add("editor")
        assert (await ask(made.app, again)).status_code == 200
        assert len(made.reviews) == 2
