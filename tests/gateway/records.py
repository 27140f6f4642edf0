"""A journal on disk for the tests, with what happens to requests in few words."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mcp_types import CreateMessageResult, TextContent

from desktop.events import RequestPhase
from desktop.gateway.approval import Approved
from desktop.gateway.journal import Journal
from desktop.gateway.policy import Policy
from desktop.gateway.routing import Route
from desktop.models.backend import Completion, Usage
from desktop.models.context import ModelContext
from desktop.storage.database import Database
from tests.fakes import make_params, make_request

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from desktop.gateway.request import Request
    from desktop.storage.places import Places

SILENT = Policy(keep_texts=False)
"""What mcp.json says of a server whose texts are not kept."""


def result(text: str = "Yes.", model: str = "tiny") -> CreateMessageResult:
    return CreateMessageResult(
        role="assistant", content=TextContent(text=text), model=model, stop_reason="endTurn"
    )


def answer(text: str = "Yes.", model: str = "tiny") -> Completion:
    return Completion(result(text, model), Usage(12, 2, 0.5, 0.01))


@asynccontextmanager
async def opened(places: Places) -> AsyncGenerator[tuple[Journal, Database]]:
    database = Database(places.database)
    await database.open()
    try:
        yield Journal(database), database
    finally:
        await database.close()


async def answered(
    journal: Journal, text: str = "Is it so?", model: str = "tiny", **caller: Any
) -> Request:
    """Records a request from its arrival to its answer."""
    request = make_request(make_params(text), **caller)
    journal.asked(request)
    journal.routed(request, Route(ModelContext(model, model.title()), (), ("It is here.",)))
    await journal.approved(request, Approved(request.params, model))
    completion = answer(model=model)
    await journal.answered(request, completion, completion.result)
    return request


async def declined(journal: Journal, text: str = "Is it so?", **caller: Any) -> Request:
    """Records a request that a person declines."""
    request = make_request(make_params(text), **caller)
    journal.asked(request)
    journal.ended(request, RequestPhase.DECLINED, by="person", error="Declined.")
    return request


def silent(request: Request) -> Request:
    """Returns a request of a server whose texts are not kept."""
    return replace(request, caller=replace(request.caller, policy=SILENT))


def tamper(places: Places, *statements: str) -> None:
    """Changes the file as somebody does who is not Parley."""
    with closing(sqlite3.connect(places.database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def on_disk(places: Places, query: str) -> list[Any]:
    with closing(sqlite3.connect(places.database)) as connection:
        return connection.execute(query).fetchall()
