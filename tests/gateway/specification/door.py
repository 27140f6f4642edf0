"""The two doors at which the page is held against the app: its inbound, and a real server."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from mcp_types import CreateMessageRequestParams, CreateMessageResult, ErrorData, TextContent

from desktop.inbound.sampling import SamplingInbound
from desktop.models.backend import Completion, Usage
from desktop.servers.config import ServerSpec
from desktop.servers.connection import Call, Origin
from desktop.servers.eras import MODERN_REVISION
from tests.e2e.desk import desk, program, yes
from tests.fakes import FakeBackend
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.gateway.approval import Approver
    from desktop.models.backend import OnText, Result
    from desktop.storage.places import Places
    from tests.e2e.desk import Verdict
    from tests.gateway.desk import Desk

Message = dict[str, Any]
"""A message, or a part of one, in the notation of the wire."""


class Reply(FakeBackend):
    """A model that always gives one whole result."""

    def __init__(self, result: Result) -> None:
        super().__init__("reply", tools=True)
        self._result = result

    async def complete(self, params: CreateMessageRequestParams, on_text: OnText) -> Completion:
        self.seen.append(params)
        return Completion(self._result, Usage(1, 1, 0.1))


@dataclass(frozen=True, slots=True)
class Inbound:
    """The app's inbound, as one server meets it."""

    desk: Desk
    origin: Origin

    async def ask(self, params: CreateMessageRequestParams) -> Result | ErrorData:
        """Returns what the server is told."""
        return await SamplingInbound(self.desk.gateway)(self.origin, params)


@dataclass(frozen=True, slots=True)
class Door:
    """An app that nobody used before, and the revision in which it is met."""

    places: Places
    revision: str

    @property
    def is_modern(self) -> bool:
        """Whether requests come inside results."""
        return self.revision >= MODERN_REVISION

    @property
    def way(self) -> Literal["pushed", "input_required"]:
        """How requests come in."""
        return "input_required" if self.is_modern else "pushed"

    @asynccontextmanager
    async def inbound(
        self, person: Approver, *models: FakeBackend, **rules: Any
    ) -> AsyncIterator[Inbound]:
        """Opens the app's inbound for a server with these rules in mcp.json."""
        entry = {"name": "notes", "command": "notes", "sampling": rules}
        spec, call = ServerSpec.model_validate(entry), Call("c1", "summarize", {})
        async with opened_desk(self.places, person, *models) as made:
            yield Inbound(made, Origin(spec, self.way, call))

    async def sent(
        self, *calls: Message, person: Verdict = yes, starter: bool = False, **rules: Any
    ) -> tuple[list[Message], FakeBackend]:
        """Returns all that a real server was sent while these calls of ours were under way at once.

        Besides, the model that answered, unless it was the starter.
        """
        era = self.revision if self.is_modern else "legacy"
        entry = program("scripted_server", self.revision, era=era, sampling=rules)
        model = FakeBackend("fake")
        async with desk(self.places, {"real": entry}, person) as made:
            if not starter:
                made.app.library.enlist(model)
            await made.app.supervisor.start("real")
            texts = await asyncio.gather(*(made.call("real", "sample", **call) for call in calls))
        told: list[list[Message]] = [json.loads(text) for text in texts if text.startswith("[")]
        return max(told, key=len), model


def words(answer: Result | ErrorData) -> str:
    """Returns the text of an answer that is one."""
    assert isinstance(answer, CreateMessageResult), answer
    assert isinstance(answer.content, TextContent)
    return answer.content.text


def error(answer: Result | ErrorData) -> tuple[int, str]:
    """Returns the code and the words of an error."""
    assert isinstance(answer, ErrorData), answer
    return answer.code, answer.message
