"""The program that the conformance suite runs for each scenario; the server's URL comes last.

It goes through `Supervisor`, `Connection`, `http`, `oauth` and `inbound` as the app does. Only the
person is made up: the one that says yes, fills forms in with what they propose, and signs in.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
from mcp_types import CreateMessageResult, TextContent

from desktop.cli.output import tell
from desktop.errors import ServerError
from desktop.gateway.journal import Journal
from desktop.gateway.pause import Pause
from desktop.inbound.elicitation import ElicitationInbound
from desktop.servers.config import add_server
from desktop.servers.connection import Call
from desktop.servers.elicitation import Reply
from desktop.servers.memory import ServerMemory
from desktop.servers.supervisor import Supervisor
from desktop.storage.database import Database
from desktop.storage.places import Places
from tests.servers.attendant import ScriptedAttendant, admission
from tests.servers.pocket import PocketSecrets

if TYPE_CHECKING:
    from mcp.client import Client
    from mcp_types import CreateMessageRequestParams

    from desktop.events import Event
    from desktop.servers.connection import Connection, Origin
    from desktop.servers.elicitation import Elicitation

NAME = "conformance"
METADATA_URL = "https://conformance-test.local/client-metadata.json"
MODERN = "2026-07-28"

ARGUMENTS: dict[str, dict[str, Any]] = {"add_numbers": {"a": 5, "b": 3}}
"""What the tools of the suite's own servers want."""


async def sample(origin: Origin, params: CreateMessageRequestParams) -> CreateMessageResult:
    """Answers what no scenario of the suite asks for."""
    del origin, params
    answer = TextContent(text="hello")
    return CreateMessageResult(role="assistant", content=answer, model="m", stop_reason="endTurn")


class Person(ScriptedAttendant):
    """Fills forms in with what they propose, as a person does who changes nothing."""

    async def elicit(self, question: Elicitation) -> Reply:
        """Says yes to what else is asked."""
        proposed = {one.name: one.default for one in question.fields if one.default is not None}
        return Reply("accept", proposed or {"confirmed": True})


async def sign_in(link: str) -> None:
    """Follows the page at which to sign in to where it leads, as a browser does."""
    async with httpx2.AsyncClient(follow_redirects=True, timeout=10) as browser:
        await browser.get(link)


def entry(url: str, context: dict[str, Any], version: str) -> dict[str, Any]:
    """Returns the server's entry as mcp.json would have it."""
    oauth = {"clientMetadataUrl": METADATA_URL}
    if context.get("client_id"):
        oauth |= {
            "clientId": context["client_id"],
            "clientSecret": context.get("client_secret", ""),
        }
    era = "legacy" if version and version < MODERN else "auto"
    return {"url": url, "era": era, "oauth": oauth}


async def use(supervisor: Supervisor, connection: Connection, calls: list[dict[str, Any]]) -> None:
    """Uses all that the server has, once."""

    async def look(client: Client) -> None:
        if client.server_capabilities.resources:
            for resource in (await client.list_resources()).resources:
                await client.read_resource(str(resource.uri))
        if client.server_capabilities.prompts:
            for prompt in (await client.list_prompts()).prompts:
                await client.get_prompt(prompt.name)

    await connection.follow(Call("look", "look", {}), look)
    found: list[dict[str, Any]] = [{"name": tool.name} for tool in await connection.tools()]
    for call in calls or found:
        arguments: dict[str, Any] = call.get("arguments") or ARGUMENTS.get(call["name"], {})
        try:
            outcome = await supervisor.call(NAME, call["name"], arguments)
            tell(f"{call['name']}: {outcome.text}")
        except ServerError as error:
            tell(f"{call['name']}: {type(error).__name__}: {error}")


async def main(url: str) -> None:
    """Meets the server, uses it, and leaves it."""
    context = json.loads(os.environ.get("MCP_CONFORMANCE_CONTEXT") or "{}")
    version = os.environ.get("MCP_CONFORMANCE_PROTOCOL_VERSION", "")
    person, events = Person(browser=sign_in), list["Event"]()
    with tempfile.TemporaryDirectory() as folder:
        places = Places.under(Path(folder))
        places.prepare()
        database = Database(places.database)
        await database.open()
        add_server(places.config_file, NAME, entry(url, context, version))
        door = admission(places, database, person, PocketSecrets())
        memory = ServerMemory(database)
        supervisor = Supervisor(places, sample, memory, door, person, events.append)
        supervisor.elicitor = ElicitationInbound(
            person, Journal(database), Pause(places), events.append
        )
        supervisor.open()
        try:
            connection = await supervisor._server(NAME).connected()
            tell(f"connected, {connection.revision}")
            await use(supervisor, connection, context.get("toolCalls", []))
        finally:
            await supervisor.close()
            await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[-1]))
