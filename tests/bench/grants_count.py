"""What many permissions cost: a request that passes by one of 10,000, of 100, and of one alone."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from desktop.gateway.consent import ALWAYS, SESSION, Case
from desktop.models.context import Location
from desktop.storage.places import Places
from tests.fakes import BOUNDLESS, FakeBackend, ScriptedApprover, decline, make_request
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.gateway.desk import Desk

TARGET = 1.2
_COUNTS = (1, 100, 10_000)
_ROUNDS = 400
_WARM_UP = 50


def main() -> float:
    """Prints the times and returns that with the most permissions divided by that with one."""
    return asyncio.run(_compare())


async def _compare() -> float:
    async with AsyncExitStack() as stack:
        desks = [await stack.enter_async_context(_desk(count)) for count in _COUNTS]
        rounds = [[await _seconds(desk) for desk in desks] for _ in range(_WARM_UP + _ROUNDS)]
    times = [median(column) * 1e6 for column in zip(*rounds[_WARM_UP:], strict=True)]
    told = ", ".join(
        f"of {count:,} {took:.0f} µs" for count, took in zip(_COUNTS, times, strict=True)
    )
    ratio: float = times[-1] / times[0]
    sys.stdout.write(
        f"a request that passes by one permission {told}, ratio {ratio:.3f} "
        f"(medians of {_ROUNDS} rounds)\n"
    )
    return ratio


@asynccontextmanager
async def _desk(count: int) -> AsyncIterator[Desk]:
    """Opens a gateway with so many permissions, half of them of the server that asks."""
    caller, case = make_request().caller, Case(Location.LOCAL, at=time.time())
    with tempfile.TemporaryDirectory() as folder:
        places = Places.under(Path(folder))
        async with opened_desk(places, ScriptedApprover(decline), FakeBackend()) as desk:
            desk.budget.total = BOUNDLESS
            for number in range(count - 1):
                name, runs = (caller.name, f"f{number}") if number % 2 else (f"s{number}", "f1")
                other = replace(caller, name=name, fingerprint=runs)
                await desk.grants.add(other, case, SESSION)
            await desk.grants.add(caller, case, ALWAYS)
            yield desk


async def _seconds(desk: Desk) -> float:
    request = make_request(limits=BOUNDLESS)
    began = time.perf_counter()
    await desk.gateway.answer(request)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
