"""Very many tool calls of many servers that are killed at random, and what came of each."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psutil

from desktop.app import App
from desktop.errors import ServerError
from desktop.events import ServerChanged
from desktop.servers.processes.leftovers import MARK
from tests.soak.checking import Fate, faults_in_calls, faults_in_rows
from tests.soak.people import Person, QuickModel, answer_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.events import Event
    from desktop.storage.places import Places

SAMPLED_EVERY = 5
KILLED_EVERY = 20
"""After so many calls a server is killed that has work to do."""

BREEDS_EVERY = 5
"""So many servers have one with a child of its own."""

_PATIENCE = 30.0
"""Seconds within which every server is back."""

_LIMITS = dict.fromkeys(
    (
        *("requestsPerMinute", "requestsPerHour", "atOnce"),
        *("tokensPerRequest", "tokensPerSession", "tokensPerDay", "secondsPerDay"),
    ),
    10**9,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is done."""

    servers: int
    calls: int
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What the app holds, at its most in one half of the calls and when all is quiet again."""

    most_bytes: int
    files: int
    tasks: int
    threads: int
    processes: int
    """Of the servers, with their keepers and children."""


@dataclass(slots=True)
class Report:
    """What came of it."""

    fates: Counter[Fate] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    """How the requests for a completion ended, as the journal tells."""
    kills: int = 0
    slowest: float = 0.0
    """Seconds that the slowest call took, which may have waited for its server to come back."""
    halves: list[Standing] = field(default_factory=list)
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def memory(self) -> float:
        """The most memory in the second half, of the most in the first."""
        first, second = self.halves
        return second.most_bytes / first.most_bytes


class Soak:
    """One app with its servers, through all of the calls."""

    def __init__(self, places: Places, plan: Plan) -> None:
        self.report = Report()
        self._plan = plan
        self._places = places
        self._random = random.Random(plan.seed)
        self._busy: Counter[str] = Counter()
        self._fates: dict[int, Fate] = {}
        self._most = 0
        self._own = psutil.Process()
        self._mark = ""
        self._person = Person(self._kill)
        self._news = asyncio.Event()
        self._app = App(places, self._person, self._person, self._publish)

    async def run(self) -> Report:
        """Does everything, and returns what came of it."""
        began, report = time.perf_counter(), self.report
        _write_servers(self._places, self._plan.servers)
        await self._app.open()
        try:
            self._app.library.enlist(QuickModel())
            await self._visit_all()
            half = self._plan.calls // 2
            for numbers in (range(half), range(half, self._plan.calls)):
                report.halves.append(await self._half(iter(numbers)))
            entries = await self._app.journal.latest(self._plan.calls)
            report.phases.update(entry.phase.name.lower() for entry in entries)
            report.faults += faults_in_calls(self._fates, entries)
            verdict, _ = await self._app.journal.verify()
            report.faults += verdict.faults
        finally:
            await self._app.stop()
        report.faults += [f"{one.name()} is left" for one in self._marked()]
        report.faults += faults_in_rows(self._places.database)
        report.fates.update(self._fates.values())
        report.seconds = time.perf_counter() - began
        return report

    async def _half(self, numbers: Iterator[int]) -> Standing:
        self._most = 0
        async with asyncio.TaskGroup() as group:
            for _ in range(self._plan.servers):
                group.create_task(self._work(numbers))
        await self._visit_all()
        gc.collect()
        wanted = sum(3 if _breeds(at) else 2 for at in range(self._plan.servers))
        found = len(self._marked())
        if found != wanted:
            self.report.faults.append(f"{found} processes run where {wanted} should")
        own, tasks = self._own, len(asyncio.all_tasks())
        return Standing(self._most, own.num_fds(), tasks, own.num_threads(), found)

    async def _work(self, numbers: Iterator[int]) -> None:
        for number in numbers:
            server = f"s{self._random.randrange(self._plan.servers)}"
            self._busy[server] += 1
            if number % KILLED_EVERY == 0:
                self._kill(self._random.choice(sorted(+self._busy)))
                self._most = max(self._most, self._own.memory_info().rss)
            began = time.perf_counter()
            self._fates[number] = await self._call(server, number)
            self.report.slowest = max(self.report.slowest, time.perf_counter() - began)
            self._busy[server] -= 1

    async def _call(self, server: str, number: int) -> Fate:
        asks = number % SAMPLED_EVERY == 0
        tool, wanted = ("ask", answer_to(number)) if asks else ("echo", str(number))
        try:
            outcome = await self._app.supervisor.call(server, tool, {"number": number})
        except ServerError as error:
            if not str(error):
                return Fate.WRONG
            return Fate.ASKED_IN_VAIN if asks else Fate.FAILED
        if not outcome.is_error:
            right = Fate.ASKED if asks else Fate.ANSWERED
            return right if outcome.text == wanted else Fate.WRONG
        declined = asks and "User rejected sampling request" in outcome.text
        return Fate.DECLINED if declined else Fate.WRONG

    async def _visit_all(self) -> None:
        """Returns once every server runs."""
        await asyncio.gather(*(self._visit(f"s{at}") for at in range(self._plan.servers)))
        server = psutil.Process(self._app.supervisor.wire("s0").pid)
        self._mark = server.environ()[MARK].partition("-")[0]

    async def _visit(self, server: str) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                while not await self._reached(server):
                    await self._news.wait()
        except TimeoutError:
            self.report.faults.append(f"{server} does not come up again")

    async def _reached(self, server: str) -> bool:
        """Whether a server answers; one that was just killed does not."""
        self._news.clear()
        try:
            await self._app.supervisor.call(server, "echo", {"number": 0})
        except ServerError:
            return False
        return True

    def _kill(self, server: str) -> None:
        """Kills a server's own process, and now and then the keeper above it."""
        with suppress(psutil.Error):
            keeper = psutil.Process(self._app.supervisor.wire(server).pid)
            [*below] = keeper.children()
            victim = keeper if not below or self._random.random() < 0.1 else below[0]
            victim.kill()
            self.report.kills += 1

    def _publish(self, event: Event) -> None:
        """Keeps none of what is published, but wakes those who wait for a server."""
        if isinstance(event, ServerChanged):
            self._news.set()

    def _marked(self) -> list[psutil.Process]:
        """Returns every process of a server that this app has started."""
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                mark = process.environ().get(MARK, "")
                if process.pid != os.getpid() and mark.startswith(self._mark):
                    found.append(process)
        return found


def _breeds(at: int) -> bool:
    return at % BREEDS_EVERY == 0


def _write_servers(places: Places, count: int) -> None:
    """Writes mcp.json, with every second server of the newer era."""
    places.config.mkdir(parents=True, exist_ok=True)
    rules = {"limits": _LIMITS}
    servers = {
        f"s{at}": {
            "command": sys.executable,
            "args": [
                *("-m", "tests.programs.soak_server"),
                "modern" if at % 2 else "legacy",
                *(["breeds"] if _breeds(at) else []),
            ],
            "sampling": rules,
        }
        for at in range(count)
    }
    document = {"sampling": rules, "mcpServers": servers}
    places.config_file.write_text(json.dumps(document), "utf-8")
