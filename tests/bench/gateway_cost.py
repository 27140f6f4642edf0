"""What the gateway costs: a tool call with one completion beside a bare MCP client's."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp_types import CreateMessageResult, TextContent

from desktop.inbound.sampling import SamplingInbound
from desktop.servers.config import bundled_server
from desktop.servers.eras import Era
from desktop.servers.memory import ServerMemory
from desktop.servers.rules import SamplingLimits
from desktop.servers.supervisor import Supervisor
from desktop.storage.places import Places
from tests.fakes import BOUNDLESS, FakeBackend, ScriptedApprover, decline
from tests.gateway.desk import opened_desk
from tests.servers.attendant import ScriptedAttendant, admission

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from mcp.client import ClientRequestContext
    from mcp_types import CreateMessageRequestParams

    Call = Callable[[], Awaitable[object]]

TARGET = 1.3
_CALLS = 500
_WARM_UP = 20
_SERVER = "bench"
_ARGUMENTS = {"text": "The ferry to Brill leaves at nine. " * 20}
_ANSWER = "It leaves at nine."
_LIMITS = [field.alias for field in SamplingLimits.model_fields.values()]


def main() -> float:
    """Prints the ratio for both eras and returns the larger one."""
    return max(asyncio.run(_compare(era)) for era in (Era.LEGACY, Era.MODERN))


async def _compare(era: Era) -> float:
    with tempfile.TemporaryDirectory() as folder:
        places = Places.under(Path(folder))
        async with _bare(era) as bare, _through_parley(places, era) as parley:
            await _pairs(bare, parley, _WARM_UP)
            pairs = await _pairs(bare, parley, _CALLS)
    alone = median(bare for bare, _ in pairs) * 1000
    managed = median(parley for _, parley in pairs) * 1000
    sys.stdout.write(
        f"{era.value}: bare client {alone:.2f} ms, through Parley {managed:.2f} ms, "
        f"ratio {managed / alone:.3f} (medians of {_CALLS} pairs)\n"
    )
    return managed / alone


async def _pairs(bare: Call, parley: Call, count: int) -> list[tuple[float, float]]:
    return [(await _seconds(bare), await _seconds(parley)) for _ in range(count)]


async def _seconds(call: Call) -> float:
    began = time.perf_counter()
    await call()
    return time.perf_counter() - began


@asynccontextmanager
async def _bare(era: Era) -> AsyncIterator[Call]:
    async def answer(
        context: ClientRequestContext, params: CreateMessageRequestParams
    ) -> CreateMessageResult:
        del context, params
        return CreateMessageResult(
            role="assistant", content=TextContent(text=_ANSWER), model="m", stop_reason="endTurn"
        )

    spec = bundled_server()
    server = StdioServerParameters(command=spec.command, args=list(spec.args))
    with Path(os.devnull).open("w", encoding="utf-8") as errors:  # noqa: ASYNC230
        transport = stdio_client(server, errlog=errors)
        async with Client(transport, mode=era.value, sampling_callback=answer) as client:
            yield lambda: client.call_tool("summarize", _ARGUMENTS)


@asynccontextmanager
async def _through_parley(places: Places, era: Era) -> AsyncIterator[Call]:
    spec = bundled_server()
    entry = {
        "command": spec.command,
        "args": spec.args,
        "era": era.value,
        "sampling": {"consent": "always", "limits": dict.fromkeys(_LIMITS, 10**9)},
    }
    places.prepare()
    places.config_file.write_text(json.dumps({"mcpServers": {_SERVER: entry}}), "utf-8")
    model = FakeBackend("m", *[_ANSWER] * (_CALLS + _WARM_UP))
    async with opened_desk(places, ScriptedApprover(decline), model) as desk:
        desk.budget.total = BOUNDLESS
        inbound, memory = SamplingInbound(desk.gateway), ServerMemory(desk.database)
        person = ScriptedAttendant()
        door = admission(places, desk.database, person)
        supervisor = Supervisor(places, inbound, memory, door, person, desk.events.append)
        supervisor.open()
        await supervisor.start(_SERVER)
        try:
            yield lambda: supervisor.call(_SERVER, "summarize", _ARGUMENTS)
        finally:
            await supervisor.close()
            assert len(model.seen) == _CALLS + _WARM_UP


if __name__ == "__main__":
    main()
