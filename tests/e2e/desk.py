"""The app without a face, with a person whose answers are written down beforehand."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from math import inf
from typing import TYPE_CHECKING, Any

import anyio
import psutil
import pytest

from desktop.app import App
from desktop.events import RequestChanged
from desktop.gateway.approval import AnswerApproved, AnswerReview, Approved, Declined, Review
from desktop.servers.elicitation import Reply
from desktop.storage.places import Places

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from pydantic import SecretStr

    from desktop.events import Event
    from desktop.gateway.entry import Entry
    from desktop.servers.elicitation import Elicitation
    from desktop.servers.eras import Rerun
    from desktop.servers.signing_in.oauth import SignIn
    from desktop.servers.trust import Command
    from desktop.servers.variables import Input

    Verdict = Callable[[Review], Awaitable[Approved | Declined]]


async def yes(review: Review) -> Approved | Declined:
    """Allows everything as it is."""
    return Approved(review.request.params, review.route.choice.id)


async def no(review: Review) -> Approved | Declined:
    """Declines everything."""
    return Declined()


async def cancel(question: Elicitation) -> Reply:
    """Closes every question of a server without an answer."""
    return Reply("cancel")


class Desk:
    """An app with everything that it published and every question that it asked."""

    def __init__(self, places: Places, verdict: Verdict) -> None:
        self.events: list[Event] = []
        self.reviews: list[Review] = []
        self.withdrawn = 0
        self.questions: list[Elicitation] = []
        self.reruns: list[Rerun] = []
        self.reply: Callable[[Elicitation], Awaitable[Reply]] = cancel
        self.verdict = verdict
        self._earlier = 0
        """So many entries of the journal are those of earlier tests."""
        self._news = asyncio.Event()
        self.app = App(places, self, self, self._publish)

    async def review(self, review: Review) -> Approved | Declined:
        """Answers as was written down; the desk is the app's approver."""
        self.reviews.append(review)
        try:
            return await self.verdict(review)
        except asyncio.CancelledError:
            self.withdrawn += 1
            raise

    async def review_answer(self, review: AnswerReview) -> AnswerApproved | Declined:
        """Lets every answer go as it is."""
        return AnswerApproved(review.result)

    async def call(self, server: str, tool: str, **arguments: Any) -> str:
        """Runs a tool and returns its text."""
        return (await self.app.supervisor.call(server, tool, arguments)).text

    async def until(self, holds: Callable[[Event], bool]) -> Event:
        """Returns the first event, now or later, for which something holds."""
        with anyio.fail_after(30):
            while True:
                for event in self.events:
                    if holds(event):
                        return event
                self._news.clear()
                await self._news.wait()

    async def entries(self) -> list[Entry]:
        """Returns the journal, oldest first."""
        return (await self.app.journal.latest(1000))[::-1][self._earlier :]

    async def begin_anew(self) -> None:
        """Forgets what the tests before this one did; their servers go on."""
        for seen in (self.events, self.reviews, self.questions, self.reruns):
            seen.clear()
        self.withdrawn, self.verdict, self.reply = 0, yes, cancel
        self._earlier += len(await self.entries())

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        """Lets every tool run again."""
        self.reruns.append(rerun)
        return True

    async def confirm_command(self, command: Command) -> Command | None:
        """Lets every command run."""
        return command

    async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
        """Gives nothing."""
        return None

    async def confirm_sign_in(self, asked: SignIn) -> bool:
        raise AssertionError(f"nobody is to sign in at {asked.host}")

    async def elicit(self, question: Elicitation) -> Reply:
        """Does with a server's question what was written down, or closes it."""
        self.questions.append(question)
        return await self.reply(question)

    def _publish(self, event: Event) -> None:
        self.events.append(event)
        self._news.set()


@asynccontextmanager
async def desk(
    places: Places,
    servers: dict[str, dict[str, Any]],
    verdict: Verdict = yes,
    *,
    started: bool = False,
    seconds: float = 60,
) -> AsyncIterator[Desk]:
    """Opens the app, with its servers where that is wished, and sees that no process is left."""
    write_servers(places, servers)
    others = set(psutil.Process().children(recursive=True))
    made = Desk(places, verdict)
    await (made.app.start() if started else made.app.open())
    try:
        with anyio.fail_after(seconds):
            yield made
    finally:
        await made.app.stop()
        assert set(psutil.Process().children(recursive=True)) <= others


@asynccontextmanager
async def shared_desk(home: Path, servers: dict[str, dict[str, Any]]) -> AsyncIterator[Desk]:
    """Opens an app whose servers are started once for a whole module; each test has its bound."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLEY_HOME", str(home))
        async with desk(Places.under(home), servers, seconds=inf) as made:
            yield made


def write_servers(places: Places, servers: dict[str, dict[str, Any]]) -> None:
    """Writes mcp.json."""
    places.config.mkdir(parents=True, exist_ok=True)
    places.config_file.write_text(json.dumps({"mcpServers": servers}), "utf-8")


def program(name: str, *arguments: str, **more: Any) -> dict[str, Any]:
    """Returns the entry of one of the tests' own servers."""
    return {"command": sys.executable, "args": ["-m", f"tests.programs.{name}", *arguments], **more}


def streaming(event: Event) -> bool:
    """Whether an answer has begun to come."""
    return isinstance(event, RequestChanged) and bool(event.text) and not event.phase.ended
