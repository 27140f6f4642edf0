"""What servers may ask besides completions, of real servers in both protocol eras."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import anyio
import pytest
from mcp_types import PromptReference

from desktop.errors import ConfigError, InvalidRequest, ToolFailed
from desktop.events import CallProgressed, ListChanged, RequestPhase, ServerChanged, ServerLogged
from desktop.servers.config import read_servers
from desktop.servers.elicitation import Elicitation, Reply
from desktop.servers.offers import Offers
from desktop.servers.requests import check_address, set_roots
from tests.e2e.desk import desk, program

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from desktop.servers.elicitation import Action
    from desktop.storage.places import Places
    from tests.e2e.desk import Desk

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

LEGACY = program("asking_server", era="legacy")
MODERN = program("asking_server", era="2026-07-28")
ERAS = pytest.mark.parametrize(
    ("entry", "tool"), [(LEGACY, "ask_pushed"), (MODERN, "ask_inside")], ids=["legacy", "modern"]
)


async def ada(question: Elicitation) -> Reply:
    return Reply("accept", {"name": "Ada", "age": 36})


@ERAS
async def test_a_form_is_filled_in_and_its_values_reach_the_server_alone(
    places: Places, entry: dict[str, object], tool: str
) -> None:
    async with desk(places, {"asks": entry}) as it:
        it.reply = ada
        assert await it.call("asks", tool) == "accept: age=36, name='Ada'"
        [question] = it.questions
        assert (question.server, question.tool) == ("asks", tool)
        assert [field.name for field in question.fields] == ["name", "age"]
        [record] = await it.entries()
        assert record.phase is RequestPhase.ANSWERED
        assert record.asks_person
        assert record.text == "name: 3 characters\nage: a number"
        assert "Ada" not in str(record)


@ERAS
async def test_to_decline_is_not_to_cancel(
    places: Places, entry: dict[str, object], tool: str
) -> None:
    async with desk(places, {"asks": entry}) as it:
        ends: list[tuple[Action, str]] = [
            ("decline", "You declined."),
            ("cancel", "Cancelled: it was closed"),
        ]
        for action, told in ends:
            it.reply = answering(Reply(action))
            assert await it.call("asks", tool) == f"{action}: "
            record = (await it.entries())[-1]
            assert record.phase is RequestPhase.DECLINED
            assert record.error.startswith(told)


async def test_what_does_not_fit_the_form_never_reaches_the_server(places: Places) -> None:
    async with desk(places, {"asks": LEGACY}) as it:
        it.reply = answering(Reply("accept", {"name": "Ada", "age": 900}))
        assert await it.call("asks", "ask_pushed") == "cancel: "
        [record] = await it.entries()
        assert "age: This must be 150 or less." in record.error


@pytest.mark.parametrize(
    ("entry", "tool"), [(LEGACY, "visit"), (MODERN, "visit_inside")], ids=["legacy", "modern"]
)
async def test_an_address_is_shown_with_its_host_and_what_is_odd_about_it(
    places: Places, entry: dict[str, object], tool: str
) -> None:
    async with desk(places, {"asks": entry}) as it:
        it.reply = answering(Reply("accept"))
        url = "https://accounts.google.com@evil.example/login"
        assert await it.call("asks", tool, url=url) == "accept: "
        [question] = it.questions
        assert (question.address, question.host) == (url, "evil.example")
        assert question.noticed[0].endswith(
            "leads to “evil.example”, not to “accounts.google.com”."
        )


async def test_other_addresses_are_refused_unseen(places: Places) -> None:
    urls = [
        "http://example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://a b.example",
        "https://good.example\\@evil.example",
        "https://",
        "https://host:port/",
    ]
    async with desk(places, {"asks": MODERN}) as it:
        for url in urls:
            with pytest.raises(InvalidRequest):
                check_address(url)
            with pytest.raises(ToolFailed):
                await it.call("asks", "visit_inside", url=url)
        assert not it.questions
        assert [one.phase for one in await it.entries()] == [RequestPhase.FAILED] * len(urls)


async def test_an_address_of_this_computer_may_be_plain() -> None:
    check_address("http://127.0.0.1:8000/sign-in")
    check_address("http://[::1]/")


async def test_a_call_that_needs_a_visit_first_shows_the_address_and_says_what_to_do(
    places: Places,
) -> None:
    async with desk(places, {"asks": LEGACY}) as it:
        it.reply = answering(Reply("accept"))
        with pytest.raises(ToolFailed, match="Run it again once that is done"):
            await it.call("asks", "locked", url="https://example.org/sign-in")
        assert it.questions[0].address == "https://example.org/sign-in"


async def test_a_flood_of_questions_is_cut_off_and_recorded_once(places: Places) -> None:
    async with desk(places, {"asks": LEGACY}) as it:
        it.reply = ada
        told = await it.call("asks", "flood", count=30)
        assert told.split() == ["accept"] * 10 + ["cancel"] * 20
        phases = [entry.phase for entry in await it.entries()]
        assert phases == [RequestPhase.ANSWERED] * 10 + [RequestPhase.REFUSED]


async def test_a_stopped_server_takes_its_question_back(places: Places) -> None:
    async with desk(places, {"asks": MODERN}) as it:
        opened, gone = anyio.Event(), anyio.Event()

        async def wait(question: Elicitation) -> Reply:
            opened.set()
            try:
                await anyio.sleep_forever()
            finally:
                gone.set()
            raise AssertionError

        it.reply = wait
        async with anyio.create_task_group() as group:

            async def call() -> None:
                with pytest.raises(Exception, match="ended before it answered"):
                    await it.call("asks", "ask_inside")

            group.start_soon(call)
            await opened.wait()
            await it.app.supervisor.stop("asks")
        assert gone.is_set()
        [record] = await it.entries()
        assert record.phase is RequestPhase.WITHDRAWN


async def test_everything_paused_asks_nobody(places: Places) -> None:
    async with desk(places, {"asks": LEGACY}) as it:
        await it.app.pause()
        assert await it.call("asks", "ask_pushed") == "cancel: "
        assert not it.questions


@pytest.mark.parametrize(
    ("entry", "tool"), [(LEGACY, "folders"), (MODERN, "folders_inside")], ids=["legacy", "modern"]
)
async def test_a_server_learns_the_folders_that_are_shared_and_no_other(
    places: Places, tmp_path: Path, entry: dict[str, object], tool: str
) -> None:
    folder = tmp_path / "my notes"
    folder.mkdir()
    async with desk(places, {"asks": entry}) as it:
        assert await it.call("asks", tool) == ""
        await it.app.supervisor.set_roots("asks", [str(folder)])
        assert await it.call("asks", tool) == f"my notes {folder.as_uri()}"
        [spec] = [one for one in read_servers(places.config_file).servers if one.name == "asks"]
        assert spec.roots == (str(folder),)


def test_only_folders_can_be_shared(places: Places, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Only folders can be shared"):
        set_roots(places.config_file, "asks", [str(tmp_path / "missing")])


@pytest.mark.parametrize("entry", [LEGACY, MODERN], ids=["legacy", "modern"])
async def test_progress_and_the_servers_log_are_published(
    places: Places, entry: dict[str, object]
) -> None:
    async with desk(places, {"asks": entry}) as it:
        assert await it.call("asks", "work") == "done"
        await it.until(lambda event: event == CallProgressed("asks", "work", 2, 2, "whole"))
        logged = ServerLogged("asks", "warning", 'engine: {"half": 1}')
        await it.until(lambda event: event == logged)
        assert all("quiet" not in str(event) for event in it.events)
    assert '[warning] engine: {"half": 1}' in (places.logs / "asks.log").read_text("utf-8")


@pytest.mark.parametrize("entry", [LEGACY, MODERN], ids=["legacy", "modern"])
async def test_a_changed_list_is_noticed(places: Places, entry: dict[str, object]) -> None:
    async with desk(places, {"asks": entry}) as it:
        await it.call("asks", "grow")
        await it.until(lambda event: event == ListChanged("asks", "tools"))
        await it.until(
            lambda event: (
                isinstance(event, ServerChanged) and "late" in [tool.name for tool in event.tools]
            )
        )


@pytest.mark.parametrize("entry", [LEGACY, MODERN], ids=["legacy", "modern"])
async def test_resources_prompts_and_completions_can_be_had(
    places: Places, entry: dict[str, object]
) -> None:
    async with desk(places, {"asks": entry}) as it:
        offers = await offers_of(it)
        assert [one.name for one in await offers.resources()] == ["today"]
        assert [one.uri_template for one in await offers.templates()] == ["note://{day}"]
        assert "a fine day" in str(await offers.read("note://today"))
        assert [one.name for one in await offers.prompts()] == ["greet"]
        assert "Greet Ada." in str(await offers.prompt("greet", {"name": "Ada"}))
        assert await offers.complete(PromptReference(name="greet"), "name", "Al") == ["Alan"]
        assert await offers.go_on("greet", "name", {"name": "Ad"}, prompt=True) == ["Ada"]
        template = "template note://{day}"
        assert await offers.go_on(template, "day", {"day": "Al"}, prompt=False) == ["Alan"]
        with pytest.raises(ToolFailed, match="asked for prompt nobody and refused"):
            await offers.prompt("nobody", {})


def answering(reply: Reply) -> Callable[[Elicitation], Awaitable[Reply]]:
    """Returns a person who does the same with every question."""

    async def answer(question: Elicitation) -> Reply:
        return replace(reply)

    return answer


async def offers_of(it: Desk) -> Offers:
    await it.app.supervisor.start("asks")
    connection = it.app.supervisor._servers["asks"].connection
    assert connection is not None
    return Offers(connection)
