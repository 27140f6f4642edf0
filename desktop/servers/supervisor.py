"""The servers in use: started, stopped, called, and met again in the right era."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.errors import (
    ConfigError,
    RerunDeclined,
    StartFailed,
    ToolFailed,
    UnknownServer,
)
from desktop.events import Notice, ServerRemoved, ServerStatus
from desktop.language import tr
from desktop.servers.attempt import attempt
from desktop.servers.calls import Calls, ToolOutcome
from desktop.servers.config import ServerList, add_server, bundled_server
from desktop.servers.connection import Call
from desktop.servers.entries import set_part, set_sampling
from desktop.servers.eras import Era, Rerun, why_again
from desktop.servers.importers import add_found
from desktop.servers.offers import Offers
from desktop.servers.processes.leftovers import Record
from desktop.servers.processes.usage import UsageWatch
from desktop.servers.removal import Removal
from desktop.servers.requests import cancels, set_roots
from desktop.servers.rereading import Rereading
from desktop.servers.rules import SamplingLimits
from desktop.servers.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from mcp_types import ElicitRequestParams, ElicitResult, ErrorData

    from desktop.events import Publish, ToolSummary
    from desktop.servers.admission import Admission, Attendant
    from desktop.servers.config import ServerSpec
    from desktop.servers.connection import Origin, Sampler
    from desktop.servers.importers import Found
    from desktop.servers.memory import ServerMemory
    from desktop.servers.requests import Elicitor
    from desktop.servers.rules import SamplingRules
    from desktop.servers.sandbox.bounds import Sandbox
    from desktop.servers.transport.traffic import Wire
    from desktop.storage.places import Places


class Supervisor:
    """All servers of mcp.json and the bundled one."""

    def __init__(
        self,
        places: Places,
        sampler: Sampler,
        memory: ServerMemory,
        admission: Admission,
        attendant: Attendant,
        publish: Publish,
    ) -> None:
        self._places = places
        self._sampler = sampler
        self._memory = memory
        self.admission = admission
        self._attendant = attendant
        self._publish = publish
        self.removal = Removal(self, places)
        """Takes servers out so that they can come back."""
        self.rereading = Rereading(self, places.config_file, publish)
        """Heeds what comes to stand in mcp.json."""
        self.on_call_ended: Callable[[str], None] = lambda _: None
        """Is told the id of each tool call of ours once nothing more can come of it."""
        self.elicitor: Elicitor = cancels
        """Answers what servers ask the person itself."""
        self.calls = Calls()
        """What the tools were asked and answered."""
        self._servers: dict[str, Server] = {}
        self._record = Record(places.running)
        self._usage = UsageWatch(self._running, publish)
        self.limits = SamplingLimits()
        """What mcp.json names for all servers together."""

    def open(self) -> None:
        """Reads the list of servers; what is wrong in it is published as notices."""
        try:
            found = self.rereading.open()
        except ConfigError as error:
            found = ServerList((bundled_server(),))
            self._publish(Notice(str(error), error=True))
        self.limits = found.limits
        for spec in found.servers:
            self._enlist(spec)

    async def close(self) -> None:
        """Stops every server, all at once."""
        await self.rereading.close()
        await self._usage.end()
        await asyncio.gather(*(server.stop() for server in self._servers.values()))
        await asyncio.to_thread(self._record.end)

    def specs(self) -> list[ServerSpec]:
        """Returns every server in the list."""
        return [server.spec for server in self._servers.values()]

    async def add(self, name: str, entry: Mapping[str, Any]) -> None:
        """Adds a server that the person typed in, who has consented to it thereby.

        It is not started.

        Raises:
            ConfigError: the entry is not a server, or the name is taken.
            StorageError: the consent could not be kept; it is asked for at the start.
        """
        spec = add_server(self._places.config_file, name, entry)
        self._enlist(spec)
        with suppress(StartFailed):  # A variable has no value yet: the start says so.
            await self.admission.trust(spec)

    def take_in(self, spec: ServerSpec) -> None:
        """Takes in a server that is in the file by now, or in none; it is not started."""
        self._enlist(spec)

    def take_rules(self, spec: ServerSpec) -> None:
        """Lets what the file says of a server's requests hold, which needs no restart."""
        server = self._server(spec.name)
        server.spec = server.spec.model_copy(update={"sampling": spec.sampling})

    async def renew(self, spec: ServerSpec) -> None:
        """Stops a server and takes it in anew, as its entry is now; it is not started."""
        await self._server(spec.name).stop()
        self._enlist(spec)

    def take_over(self, found: Sequence[Found]) -> None:
        """Adds servers that other programs have to mcp.json and to the list; none is started.

        Raises:
            ConfigError: a name is taken, or mcp.json cannot be written; none was added then.
        """
        for spec in add_found(self._places.config_file, found):
            self._enlist(spec)

    async def remove(self, name: str) -> None:
        """Stops a server and takes it out of mcp.json, with all that it had.

        Raises:
            ConfigError: it is the bundled one, or mcp.json cannot be written.
        """
        await self.removal.forget(await self.removal.take_out(name))

    async def drop(self, name: str) -> ServerSpec:
        """Stops a server that is in the file no more, takes it out of the list and returns it."""
        server = self._server(name)
        await server.stop()
        if self._servers.get(name) is server:  # Another may have done it meanwhile.
            del self._servers[name]
            self._publish(ServerRemoved(name))
        return server.spec

    def is_running(self, name: str) -> bool:
        """Returns whether a server runs, or is about to."""
        return self._server(name).connection is not None

    def rests(self, name: str) -> bool:
        """Returns whether a server neither runs nor is about to."""
        return self._server(name).state.status in (ServerStatus.STOPPED, ServerStatus.FAILED)

    def wire(self, name: str) -> Wire:
        """Returns what goes over the wire to a server."""
        return self._server(name).wire

    def call_of(self, name: str) -> tuple[str, str] | None:
        """Returns the one call that a server works for and its tool, where it is only one."""
        server = self._servers.get(name)
        call = server.connection.only_call() if server and server.connection else None
        return (call.id, call.tool) if call else None

    def show_usage(self) -> None:
        """Publishes what the servers use of this computer, until `hide_usage`."""
        self._usage.begin()

    def hide_usage(self) -> None:
        """Measures no more, since nobody looks."""
        self._usage.rest()

    def tools_of_others(self, name: str) -> dict[str, str]:
        """Returns the tools of all servers but one, by their names, each with whose it is."""
        return {
            tool.name: server.spec.name
            for server in self._servers.values()
            if server.spec.name != name
            for tool in server.state.tools
        }

    async def offers(self, name: str) -> Offers:
        """Returns what a server has besides tools, starting it where it is not running.

        Raises:
            ServerError: the server could not be started.
        """
        return Offers(await self._server(name).connected())

    async def tools(self, name: str) -> Sequence[ToolSummary]:
        """Returns the tools of a server as it describes them now, starting it where it must.

        Raises:
            ServerError: the server could not be started.
        """
        server = self._server(name)
        await server.connected()
        return server.state.tools

    async def tool(self, name: str, tool: str) -> ToolSummary | None:
        """Returns one of them, or None where it has none of that name; as `tools`."""
        return next((one for one in await self.tools(name) if one.name == tool), None)

    def set_rules(self, name: str, rules: SamplingRules) -> None:
        """Writes a server's rules for completions into mcp.json; its next request obeys them.

        Raises:
            ConfigError: it has no entry, or mcp.json cannot be written; the old rules hold.
        """
        server = self._server(name)
        set_sampling(self._places.config_file, name, rules)
        server.spec = server.spec.model_copy(update={"sampling": rules})

    async def set_roots(self, name: str, roots: Sequence[str]) -> None:
        """Writes into mcp.json which folders a server may know of, and tells it so.

        Raises:
            ConfigError: it has no entry, a folder is none, or mcp.json cannot be written.
        """
        server = self._server(name)
        set_roots(self._places.config_file, name, roots)
        server.spec = server.spec.model_copy(update={"roots": tuple(roots)})
        if server.connection:
            await server.connection.tell_roots_changed()

    async def set_sandbox(self, name: str, sandbox: Sandbox | None) -> None:
        """Writes into mcp.json what a server may touch; it holds from its next start.

        Raises:
            ConfigError: it has no entry, or mcp.json cannot be written; what was said before holds.
            StorageError: the consent could not be kept; it is asked for at the start.
        """
        server = self._server(name)
        told = sandbox.entry() if sandbox else None
        set_part(self._places.config_file, name, "sandbox", told)
        await self._carry_over(server, sandbox=sandbox)

    async def set_endpoint(self, name: str, *, has: bool) -> None:
        """Writes into mcp.json whether a server may ask by the endpoint, from its next start on.

        Raises:
            ConfigError: it has no entry, is no command, or mcp.json cannot be written.
            StorageError: the consent could not be kept; it is asked for at the start.
        """
        server = self._server(name)
        set_part(self._places.config_file, name, "endpoint", has)
        await self._carry_over(server, endpoint=has)

    async def _carry_over(self, server: Server, **change: object) -> None:
        """Lets a consent hold for what the person has changed of a server themself."""
        before, server.spec = server.spec, server.spec.model_copy(update=change)
        with suppress(StartFailed):  # A variable has no value yet: the start says so.
            await self.admission.carry_over(before, server.spec)

    async def start(self, name: str, *, ask_again: bool = True) -> None:
        """Starts a server where it is not running, and waits until it is ready.

        Args:
            name: the server.
            ask_again: whether to ask about a command that the person declined before.

        Raises:
            ServerError: the server could not be started.
        """
        await self.rereading.settle(name)
        await self._server(name).connected(ask_again=ask_again)

    async def stop(self, name: str) -> None:
        """Stops a server; its open requests are withdrawn."""
        await self._server(name).stop()

    def is_signed_in(self, name: str) -> bool:
        """Returns whether Parley holds what a sign-in to a server has given, as far as is known."""
        return self._server(name).is_signed_in

    async def sign_out(self, name: str) -> None:
        """Stops a server over the network and forgets what a sign-in to it has given.

        Raises:
            KeyStoreFailed: what is in the system's store may still be there.
        """
        await self._server(name).sign_out()

    async def restart(self, name: str) -> None:
        """Stops a server and starts it again, as its entry is now."""
        await self.rereading.settle(name, at_once=True)
        server = self._server(name)
        await server.reconnect(server.connection)

    async def call(
        self, name: str, tool: str, arguments: Mapping[str, Any], id_: str = ""
    ) -> ToolOutcome:
        """Runs a tool and returns what came of it.

        Args:
            name: the server.
            tool: its tool.
            arguments: what the tool is run with.
            id_: what the call is to be known by; empty for a new id.

        Raises:
            ServerError: the server could not be started, ended, or refused the call.
        """
        server, call = self._server(name), Call(id_ or uuid.uuid4().hex, tool, arguments)
        asked = self.calls.begin(name, tool, arguments)
        try:
            outcome = await self._call(server, call)
            asked.answer(outcome.text)
            return outcome
        finally:
            self.on_call_ended(call.id)

    async def _call(self, server: Server, call: Call) -> ToolOutcome:
        name, first = server.spec.name, await server.connected()
        outcome = await attempt(first, call, self._publish)
        if isinstance(outcome, ToolOutcome):
            return outcome
        if server.spec.era is not Era.AUTO:
            raise ToolFailed(
                tr(
                    "{name} needs the era {value!r}, but its entry says {value2!r}. Change or "
                    'remove "era" in mcp.json.',
                    name=name,
                    value=outcome.value,
                    value2=server.spec.era.value,
                )
            )
        self._memory.learn_era(server.spec, outcome)
        connection = await server.reconnect(first)
        rerun = Rerun(name, call.tool, connection.era, why_again(outcome))
        if not await self._attendant.confirm_rerun(rerun):
            raise RerunDeclined(
                tr(
                    "{tool} stopped halfway. {name} is connected in the right era now; run the "
                    "tool again when you like.",
                    tool=call.tool,
                    name=name,
                )
            )
        second = await attempt(connection, call, self._publish)
        if isinstance(second, ToolOutcome):
            return second
        raise ToolFailed(
            tr("{name} refuses to ask for a completion in either protocol era.", name=name)
        )

    async def _elicit(
        self, origin: Origin, params: ElicitRequestParams
    ) -> ElicitResult | ErrorData:
        return await self.elicitor(origin, params)

    def _enlist(self, spec: ServerSpec) -> None:
        server = Server(
            spec,
            self._sampler,
            self._memory,
            self.admission,
            self._places.logs,
            self._publish,
        )
        server.elicitor = self._elicit
        server.before_start = self._record.begin
        self._servers[spec.name] = server
        server.announce()

    def _running(self) -> dict[str, int]:
        """Returns the servers that run here, each with its first process."""
        found = ((server.spec.name, server.wire.pid) for server in self._servers.values())
        return {name: pid for name, pid in found if pid}

    def _server(self, name: str) -> Server:
        try:
            return self._servers[name]
        except KeyError:
            known = ", ".join(sorted(self._servers))
            raise UnknownServer(
                tr("There is no server named {name!r}. There are: {known}.", name=name, known=known)
            ) from None
