"""The app without a face: what it tells of earlier requests."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.events import (
    PermissionsChanged,
    RequestChanged,
    RequestPhase,
    ServerChanged,
    ServerStatus,
    SettingsChanged,
)
from desktop.gateway.approval import Approved
from desktop.gateway.consent import ALWAYS, Case
from desktop.models.context import Location
from desktop.servers.sandbox.bounds import home_of
from tests.e2e.desk import desk, program
from tests.fakes import make_params, make_request
from tests.scripted_model import write_scripted_model
from tests.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.gateway.journal import Journal
    from desktop.gateway.request import Request
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


async def answer(journal: Journal, request: Request, model: str) -> None:
    """Records a request that was allowed, and failed after that."""
    journal.asked(request)
    await journal.approved(request, Approved(request.params, model))
    journal.ended(request, RequestPhase.FAILED, error="It broke.")


async def test_earlier_requests_are_found_by_the_name_of_their_model(places: Places) -> None:
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", "Wet.")
    async with desk(places, {}) as made:
        [known] = [one.context for one in made.app.library.candidates() if not one.context.starter]
        await answer(made.app.journal, make_request(make_params("of the ferry")), known.id)
        await answer(made.app.journal, make_request(make_params("of the organ")), "gone")
        found = await made.app.find(model=known.name)
        assert [(one.model, one.prompt) for one in found] == [(known.name, "of the ferry")]
        assert [one.prompt for one in await made.app.find(text="ORGAN")] == ["of the organ"]
        assert [one.call for one in await made.app.find(count=1)] == ["c1"]
    async with desk(places, {}) as made:
        shown = [one for one in made.events if isinstance(one, RequestChanged)]
        assert [one.model for one in shown] == [known.name, "gone"]


async def test_what_was_used_is_told_by_the_models_name(places: Places) -> None:
    places.models.mkdir(parents=True)
    write_scripted_model(places.models / "scripted.gguf", "Wet.")
    async with desk(places, {}) as made:
        await made.call("examples", "summarize", text="The ferry waits until noon.")
        [row] = await made.app.usage(date.today().isoformat())
        names = [one.context.name for one in made.app.library.candidates()]
        assert (row.server, row.requests) == ("examples", 1)
        assert row.model in names
        assert await made.app.usage("9999-01-01") == []
        assert replace(row, model="") in [
            replace(one, model="") for one in await made.app.usage("")
        ]


async def test_a_permission_that_is_taken_back_elsewhere_ends_here(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.app.LOOK_SECONDS", 0.01)
    caller, case = make_request().caller, Case(Location.LOCAL, at=time.time())
    async with desk(places, {}) as made, desk(places, {}) as other:
        await made.app.grants.add(caller, case, ALWAYS)
        await other.until(lambda _: bool(other.app.grants.all()))
        await other.app.grants.forget(caller.name)
        await made.until(lambda _: not made.app.grants.all())
        assert PermissionsChanged() in made.events


async def test_a_server_that_starts_on_use_stands_still_until_then(places: Places) -> None:
    servers = {
        "wild": program("wild_server", era="legacy", start="use"),
        "other": program("sampling_server", era="legacy"),
    }
    async with desk(places, servers, started=True) as made:
        await made.until(lambda event: ready(event, "other"))
        assert not [event for event in made.events if ready(event, "wild")]
        assert (await made.call("wild", "do", deed="deep")) == "done"
        assert [event for event in made.events if ready(event, "wild")]


async def test_a_server_that_is_written_into_mcp_json_starts_while_parley_runs(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.app.LOOK_SECONDS", 0.01)
    async with desk(places, {}, started=True) as made:
        assert PermissionsChanged() in made.events, "permissions are shown before servers are known"
        limits = {"limits": {"requestsPerHour": 7}}
        servers = {"fresh": program("sampling_server", era="legacy")}
        places.config_file.write_text(json.dumps({"mcpServers": servers, "sampling": limits}))
        await made.until(lambda event: ready(event, "fresh"))
        assert made.app.budget.total.requests_per_hour == 7


async def test_what_is_set_while_it_runs_takes_effect_at_once(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.app.LOOK_SECONDS", 0.01)
    async with desk(places, {}) as made:
        with monkeypatch.context() as earlier:
            three_days_ago = time.time() - 3 * 86_400
            earlier.setattr("time.time", lambda: three_days_ago)
            await answer(made.app.journal, make_request(make_params("of the ferry")), "gone")
        assert await made.app.find(text="ferry")
        write(places.settings_file, "[journal]\nkeep_days = 1\n[models]\nmemory = 1\n")
        await made.until(lambda event: event == SettingsChanged())
        assert {one.free_memory for one in made.app.library.candidates()} == {10**9}
        async with asyncio.timeout(10):
            while await made.app.find(text="ferry"):
                continue  # Each look waits for the database, which prunes between them.


def write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def ready(event: object, server: str) -> bool:
    match event:
        case ServerChanged(name, ServerStatus.READY):
            return name == server
        case _:
            return False


async def test_what_a_killed_parley_had_removed_is_forgotten_at_the_next_start(
    places: Places,
) -> None:
    async with desk(places, {"gone": program("raw_server"), "back": program("raw_server")}) as made:
        for name in ("gone", "back"):
            home_of(name, places).mkdir(parents=True)
        removal = made.app.supervisor.removal
        await removal.take_out("gone")
        removal.bring_back(await removal.take_out("back"))
    assert home_of("gone", places).exists()
    entries = json.loads(places.config_file.read_text("utf-8"))["mcpServers"]
    async with desk(places, entries, started=True) as made:
        assert [one.name for one in made.app.supervisor.specs()] == ["examples", "back"]
        await until(lambda: not places.removed.exists())  # the last thing of all
        assert not home_of("gone", places).exists()
        assert home_of("back", places).exists()
