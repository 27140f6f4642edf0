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
from tests.e2e.desk import desk, program, shared_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from desktop.servers.elicitation import Action
    from desktop.storage.places import Places
    from tests.e2e.desk import Desk

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

LEGACY = program("asking_server", era="legacy")
MODERN = program("asking_server", era="2026-07-28")
BOTH = pytest.mark.parametrize("server", ["legacy", "modern"])
ERAS = pytest.mark.parametrize(
    ("server", "tool"), [("legacy", "ask_pushed"), ("modern", "ask_inside")]
)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One loop for all tests here."""
    return "asyncio"


@pytest.fixture(scope="module")
async def both(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """An app with a server of each era, and one more, since each may ask ten times a minute."""
    home = tmp_path_factory.mktemp("home")
    servers = {"legacy": LEGACY, "modern": MODERN, "other": MODERN}
    async with shared_desk(home, servers) as made:
        yield made


@pytest.fixture
async def it(both: Desk) -> Desk:
    """The app, as if nothing had been asked yet."""
    await both.begin_anew()
    return both


async def ada(question: Elicitation) -> Reply:
    return Reply("accept", {"name": "Ada", "age": 36})


@ERAS
async def test_a_form_is_filled_in_and_its_values_reach_the_server_alone(
    it: Desk, server: str, tool: str
) -> None:
    it.reply = ada
    assert await it.call(server, tool) == "accept: age=36, name='Ada'"
    [question] = it.questions
    assert (question.server, question.tool) == (server, tool)
    assert [field.name for field in question.fields] == ["name", "age"]
    [record] = await it.entries()
    assert record.phase is RequestPhase.ANSWERED
    assert record.asks_person
    assert record.text == "name: 3 characters\nage: a number"
    assert "Ada" not in str(record)


@ERAS
async def test_to_decline_is_not_to_cancel(it: Desk, server: str, tool: str) -> None:
    ends: list[tuple[Action, str]] = [
        ("decline", "You declined."),
        ("cancel", "Cancelled: it was closed"),
    ]
    for action, told in ends:
        it.reply = answering(Reply(action))
        assert await it.call(server, tool) == f"{action}: "
        record = (await it.entries())[-1]
        assert record.phase is RequestPhase.DECLINED
        assert record.error.startswith(told)


async def test_what_does_not_fit_the_form_never_reaches_the_server(it: Desk) -> None:
    it.reply = answering(Reply("accept", {"name": "Ada", "age": 900}))
    assert await it.call("legacy", "ask_pushed") == "cancel: "
    [record] = await it.entries()
    assert "age: This must be 150 or less." in record.error


@pytest.mark.parametrize(("server", "tool"), [("legacy", "visit"), ("modern", "visit_inside")])
async def test_an_address_is_shown_with_its_host_and_what_is_odd_about_it(
    it: Desk, server: str, tool: str
) -> None:
    it.reply = answering(Reply("accept"))
    url = "https://accounts.google.com@evil.example/login"
    assert await it.call(server, tool, url=url) == "accept: "
    [question] = it.questions
    assert (question.address, question.host) == (url, "evil.example")
    assert question.noticed[0].endswith("leads to “evil.example”, not to “accounts.google.com”.")


async def test_other_addresses_are_refused_unseen(it: Desk) -> None:
    urls = [
        "http://example.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://a b.example",
        "https://good.example\\@evil.example",
        "https://",
        "https://host:port/",
    ]
    for url in urls:
        with pytest.raises(InvalidRequest):
            check_address(url)
        with pytest.raises(ToolFailed):
            await it.call("other", "visit_inside", url=url)
    assert not it.questions
    assert [one.phase for one in await it.entries()] == [RequestPhase.FAILED] * len(urls)


async def test_an_address_of_this_computer_may_be_plain() -> None:
    check_address("http://127.0.0.1:8000/sign-in")
    check_address("http://[::1]/")


async def test_a_call_that_needs_a_visit_first_shows_the_address_and_says_what_to_do(
    it: Desk,
) -> None:
    it.reply = answering(Reply("accept"))
    with pytest.raises(ToolFailed, match="Run it again once that is done"):
        await it.call("legacy", "locked", url="https://example.org/sign-in")
    assert it.questions[0].address == "https://example.org/sign-in"


async def test_a_flood_of_questions_is_cut_off_and_recorded_once(places: Places) -> None:
    async with desk(places, {"asks": LEGACY}) as it:
        it.reply = ada
        told = await it.call("asks", "flood", count=30)
        assert told.split() == ["accept"] * 10 + ["cancel"] * 20
        phases = [entry.phase for entry in await it.entries()]
        assert phases == [RequestPhase.ANSWERED] * 10 + [RequestPhase.REFUSED]


async def test_a_stopped_server_takes_its_question_back(it: Desk) -> None:
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
                await it.call("other", "ask_inside")

        group.start_soon(call)
        await opened.wait()
        await it.app.supervisor.stop("other")
    assert gone.is_set()
    [record] = await it.entries()
    assert record.phase is RequestPhase.WITHDRAWN


async def test_everything_paused_asks_nobody(it: Desk) -> None:
    await it.app.pause()
    try:
        assert await it.call("legacy", "ask_pushed") == "cancel: "
    finally:
        await it.app.resume()
    assert not it.questions


@pytest.mark.parametrize(("server", "tool"), [("legacy", "folders"), ("modern", "folders_inside")])
async def test_a_server_learns_the_folders_that_are_shared_and_no_other(
    it: Desk, tmp_path: Path, server: str, tool: str
) -> None:
    folder = tmp_path / "my notes"
    folder.mkdir()
    assert await it.call(server, tool) == ""
    await it.app.supervisor.set_roots(server, [str(folder)])
    assert await it.call(server, tool) == f"my notes {folder.as_uri()}"
    read = read_servers(it.app.places.config_file).servers
    assert [one.roots for one in read if one.name == server] == [(str(folder),)]


def test_only_folders_can_be_shared(places: Places, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Only folders can be shared"):
        set_roots(places.config_file, "asks", [str(tmp_path / "missing")])


@BOTH
async def test_progress_and_the_servers_log_are_published(it: Desk, server: str) -> None:
    assert await it.call(server, "work") == "done"
    await it.until(lambda event: event == CallProgressed(server, "work", 2, 2, "whole"))
    logged = ServerLogged(server, "warning", 'engine: {"half": 1}')
    await it.until(lambda event: event == logged)
    assert all("quiet" not in str(event) for event in it.events)
    log = it.app.places.logs / f"{server}.log"
    assert '[warning] engine: {"half": 1}' in log.read_text("utf-8")


@BOTH
async def test_a_changed_list_is_noticed(it: Desk, server: str) -> None:
    await it.call(server, "grow")
    await it.until(lambda event: event == ListChanged(server, "tools"))
    await it.until(
        lambda event: (
            isinstance(event, ServerChanged) and "late" in [tool.name for tool in event.tools]
        )
    )


@BOTH
async def test_resources_prompts_and_completions_can_be_had(it: Desk, server: str) -> None:
    offers = await offers_of(it, server)
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


async def offers_of(it: Desk, server: str) -> Offers:
    await it.app.supervisor.start(server)
    connection = it.app.supervisor._servers[server].connection
    assert connection is not None
    return Offers(connection)
