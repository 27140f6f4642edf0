"""The app without a face: storage, models, gateway, servers and inbound, put together."""

from __future__ import annotations

import asyncio
import logging
import math
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.errors import ServerError, StorageError
from desktop.events import CHAT, PauseChanged, PermissionsChanged, RequestChanged, RequestPhase
from desktop.gateway.budget import Budget
from desktop.gateway.gateway import Gateway
from desktop.gateway.grants import Grants
from desktop.gateway.journal import Journal
from desktop.gateway.limits import TOTAL
from desktop.gateway.pause import Pause
from desktop.gateway.retention import Retention
from desktop.gateway.rules import Rules
from desktop.inbound.callers import Callers
from desktop.inbound.chat.chat import Chat
from desktop.inbound.elicitation import ElicitationInbound
from desktop.inbound.hosts import Hosts
from desktop.inbound.programs import Programs, read_settings
from desktop.inbound.reception import Reception
from desktop.inbound.sampling import SamplingInbound, caller_of, limited
from desktop.language import tr
from desktop.models.library import Library
from desktop.servers.admission import Admission
from desktop.servers.memory import ServerMemory
from desktop.servers.supervisor import Supervisor
from desktop.servers.trust import Trust
from desktop.storage.database import Database
from desktop.storage.secrets import Secrets
from desktop.storage.settings_store import SettingsStore
from desktop.storage.states import KEPT_DAYS, prune_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.events import Publish
    from desktop.gateway.approval import Approver
    from desktop.gateway.entry import Entry
    from desktop.gateway.journal import UsageRow
    from desktop.gateway.limits import Standing
    from desktop.gateway.request import Caller
    from desktop.inbound.serving import Serving
    from desktop.servers.admission import Attendant
    from desktop.servers.config import ServerSpec
    from desktop.storage.places import Places

logger = logging.getLogger(__name__)

SHOWN = 200
"""Requests of earlier days that are shown at the start."""

LOOK_SECONDS = 1.0
"""How soon what another Parley did is heeded here.

A pause ends what is open, permissions are taken back, and what it used counts. New requests heed a
pause at once.
"""

PRUNE_SECONDS = 60.0
"""How often old rows of the journal are deleted."""


class App:
    """Everything that runs, built once and handed to a face: the window or the terminal."""

    def __init__(
        self, places: Places, approver: Approver, attendant: Attendant, publish: Publish
    ) -> None:
        self.places = places
        self._publish = publish
        self._database = Database(places.database)
        self.settings = SettingsStore(places, publish)
        self.library = Library(places, self._database, publish, lambda: self.settings.values)
        self.settings.on_change = self._heed_settings
        self.grants = Grants(self._database)
        self.journal = Journal(self._database)
        self.budget = Budget(self._database)
        self._pause = Pause(places)
        kept = self.grants, self.budget, self._pause
        rules = Rules(*kept, self._tools_of_others, self._calls_of)
        gateway = Gateway(self.library, approver, rules, self.journal, publish)
        trust, secrets = Trust(self._database), Secrets(places.env_file)
        admission = Admission(trust, secrets, attendant, places)
        sampler, memory = SamplingInbound(gateway), ServerMemory(self._database)
        self.supervisor = Supervisor(places, sampler, memory, admission, attendant, publish)
        self.supervisor.on_call_ended = self._end_call
        self.supervisor.elicitor = ElicitationInbound(attendant, self.journal, self._pause, publish)
        callers, known = Callers(self._database), (self.library.contexts, self.supervisor.specs)
        self.programs = Programs(places.config_file, callers, gateway, *known, publish)
        self.programs.call_of = self.supervisor.call_of
        admission.lend = self.programs.lent
        self.hosts = Hosts(lambda name: read_settings(places.config_file).rules(name), self._taken)
        self.chat = Chat(self._database, gateway, self.library, self.supervisor, places, publish)
        self._gateway = gateway
        self.reception = Reception(places)
        self.reception.grants["serve"] = lambda visitor: self.serving().receive(visitor)
        self._shown_paused, self._to_prune = False, asyncio.Event()
        self._starts, self._chores = list[asyncio.Task[None]](), list[asyncio.Task[None]]()

    async def open(self) -> None:
        """Opens the records and finds servers and models; no server is started.

        Raises:
            StorageError: the records cannot be opened.
        """
        await asyncio.to_thread(self.places.prepare)
        await self._database.open()
        await self.settings.heed()
        await self._database.was_changed_elsewhere()  # What comes after this is a change.
        await self.grants.open()
        await self.budget.open()
        await self.library.refresh()
        names = self._names()
        for entry in reversed(await self.journal.latest(SHOWN)):
            self._publish(_shown(entry, names))
        self.supervisor.open()
        await self.chat.open()
        self.budget.total = limited(TOTAL, self.supervisor.limits)
        self._heed_pause()
        self._chores = [
            asyncio.create_task(self._watch_others()),
            asyncio.create_task(self._prune()),
        ]

    async def start(self) -> None:
        """Opens, and starts in the background every server that does not start on use.

        The endpoint opens too, where the person has turned it on.
        """
        await self.open()
        await self.programs.heed()
        # In the background: a store that is locked may let wait for minutes.
        for chore in (self._heed_file(), self.supervisor.removal.forget_left()):
            self._chores.append(asyncio.create_task(chore))
        await self.reception.open()
        self._publish(PermissionsChanged())  # Only now it is known who has them.
        self._begin(self.supervisor.specs())

    async def stop(self) -> None:
        """Withdraws what is open, ends every process, and closes the records."""
        try:
            await self.reception.close()
            await self.programs.close()
            await self.chat.close()
            await self.supervisor.close()
            await asyncio.gather(*self._starts)
        finally:
            for chore in self._chores:
                chore.cancel()
            await asyncio.gather(*self._chores, return_exceptions=True)
            await self.library.close()
            await self._database.close()

    async def entry(self, request: str) -> Entry | None:
        """Returns what the journal tells of one request."""
        return await self.journal.entry(request)

    async def find(
        self,
        *,
        server: str = "",
        model: str = "",
        phase: RequestPhase | None = None,
        text: str = "",
        until: float = math.inf,
        count: int = SHOWN,
    ) -> list[RequestChanged]:
        """Returns the latest requests of which all of this holds, newest first.

        Args:
            server: who asked.
            model: the name for people of the model.
            phase: how far it came.
            text: what stands somewhere in what the journal holds of it.
            until: when it came at the latest.
            count: how many at most.
        """
        names = self._names()
        models = [model_id for model_id, name in names.items() if name == model] or [model]
        found = [
            entry
            for one in models
            for entry in await self.journal.find(
                server=server, model=one, phase=phase, text=text, times=(0.0, until), count=count
            )
        ]
        found.sort(key=lambda entry: entry.at, reverse=True)
        return [_shown(entry, names) for entry in found[:count]]

    async def usage(self, since_day: str) -> list[UsageRow]:
        """Returns what was used since a day; a model that is here has its name for people."""
        names = self._names()
        rows = await self.journal.usage(since_day)
        return [replace(row, model=names.get(row.model, row.model)) for row in rows]

    def always_allowed(self, server: str) -> bool:
        """Whether a server has a standing permission."""
        return any(grant.server == server for grant in self.grants.all())

    async def ask_again(self, server: str) -> None:
        """Takes back a server's standing permissions."""
        await self.grants.forget(server)

    def callers(self) -> list[Caller]:
        """Returns all that may ask: servers in the list, programs with a token, hosts of now."""
        return [*self._with_entry(), *self.hosts.known()]

    def standing(self, caller: str) -> Standing | None:
        """Returns what one that may ask has used of its limits, or None where it is unknown."""
        found = [one for one in self.callers() if one.name == caller]
        return self.budget.standing(caller, found[0].limits) if found else None

    async def revoke(self, program: str) -> None:
        """Makes a program's token worthless, and takes back what it was allowed.

        Raises:
            ConfigError: no program of that name has one, or mcp.json cannot be written.
        """
        await self.programs.revoke(program)
        await self.grants.forget(program)

    @property
    def paused(self) -> bool:
        """Whether every request is refused."""
        return self._pause.on

    async def pause(self) -> None:
        """Refuses every request until `resume`, those that are open too.

        Raises:
            StorageError: nothing can be paused.
        """
        await asyncio.to_thread(self._pause.begin)
        self._heed_pause()

    async def resume(self) -> None:
        """Lets requests come in again.

        Raises:
            StorageError: it stays paused.
        """
        await asyncio.to_thread(self._pause.end)
        self._heed_pause()

    def serving(self) -> Serving:
        """Returns what answers other hosts, each on a line of its own or at an address."""
        from desktop.inbound.serving import Serving  # noqa: PLC0415  # most never need it

        program, servers = self.programs.known_by, self.supervisor
        return Serving(self._gateway, self.library.contexts, self.hosts, program, servers)

    def _with_entry(self) -> list[Caller]:
        return [*map(caller_of, self.supervisor.specs()), *self.programs.known()]

    def _taken(self) -> set[str]:
        """Returns the names of all that may ask apart from other hosts."""
        return {CHAT, *(one.name for one in self._with_entry())}

    def _tools_of_others(self, server: str) -> dict[str, str]:
        # The person's own conversations bring the servers' tools by the names that they have.
        return {} if server == CHAT else self.supervisor.tools_of_others(server)

    def _calls_of(self, server: str | None) -> list[tuple[str, str]]:
        # What is not to be kept would be, in the record of another server's request.
        silent = {spec.name for spec in self.supervisor.specs() if not spec.sampling.keep_texts}
        calls = self.supervisor.calls.latest(server)
        return [call for call in calls if server is not None or call[0] not in silent]

    def _end_call(self, call: str) -> None:
        self.grants.end_call(call)
        self.budget.end_call(call)

    async def _watch_others(self) -> None:
        """Heeds what another Parley of this person does: pauses, takes back, uses up."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._heed_pause()
            await self.settings.heed()
            try:
                if await self._database.was_changed_elsewhere():
                    await self.grants.refresh()
                    await self.budget.refresh()
                    await self.programs.callers.refresh()
                    self._publish(PermissionsChanged())
            except StorageError as error:
                logger.warning("What another Parley did could not be read: %s", error)

    async def _heed_file(self) -> None:
        """Heeds what mcp.json has come to say of the endpoint and of servers."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.programs.heed()
            came = await self.supervisor.rereading.heed()
            self.budget.total = limited(TOTAL, self.supervisor.limits)
            if came:
                self._publish(PermissionsChanged())
                self._begin(came)

    async def _prune(self) -> None:
        """Keeps the journal in its bounds, and what models remember no longer than the journal."""
        while True:
            self._to_prune.clear()
            rules = self.settings.values.journal
            keep = Retention(rules.keep_days, rules.keep_megabytes)
            try:
                await self.journal.prune(keep)
                days = min(KEPT_DAYS, rules.keep_days)
                await asyncio.to_thread(prune_states, self.places.states, days)
            except StorageError as error:
                logger.warning("Old rows of the journal could not be deleted: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._to_prune.wait(), PRUNE_SECONDS)

    def _begin(self, servers: Iterable[ServerSpec]) -> None:
        """Starts those that are to run with Parley."""
        begun = [
            asyncio.create_task(self._start(one.name)) for one in servers if one.start == "app"
        ]
        self._starts = [*(one for one in self._starts if not one.done()), *begun]

    def _heed_settings(self) -> None:
        self.library.heed()
        self._to_prune.set()

    def _heed_pause(self) -> None:
        """Ends what is open while everything is paused, and publishes what has changed."""
        paused = self._pause.on
        if paused:
            self._pause.stop_open()
        if paused != self._shown_paused:
            self._shown_paused = paused
            self._publish(PauseChanged(paused))

    def _names(self) -> dict[str, str]:
        """Returns the name for people of each model that is here, by its id."""
        return {context.id: context.name for context in self.library.contexts()}

    async def _start(self, name: str) -> None:
        try:
            await self.supervisor.start(name, ask_again=False)
        except ServerError:
            return  # The server's own state says why, in the list of servers.


def _shown(entry: Entry, names: Mapping[str, str]) -> RequestChanged:
    """Returns a request of an earlier run as a fact to publish."""
    blocks = entry.asked.get("messages", [{}])[-1:]
    phase, detail = entry.phase, entry.error or entry.stop_reason
    if not phase.ended:
        phase, detail = RequestPhase.WITHDRAWN, tr("Parley ended before the request did.")
    return RequestChanged(
        entry.request,
        entry.server,
        phase,
        at=entry.at,
        tool=entry.tool,
        model=names.get(entry.model, entry.model),
        prompt=str(entry.asked.get("message", "")) or _last_text(blocks),
        text=entry.text,
        detail=detail,
        noticed=entry.noticed,
        noticed_in_answer=entry.noticed_in_answer,
        call=entry.call,
        asks_person=entry.asks_person,
    )


def _last_text(messages: list[object]) -> str:
    match messages:
        case [{"content": {"type": "text", "text": str(text)}}]:
            return text
        case [{"content": [*_, {"type": "text", "text": str(text)}]}]:
            return text
        case _:
            return ""
