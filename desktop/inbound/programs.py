"""The endpoint as a person has it: on or off, at which port, and which program may ask for what."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from desktop.errors import ConfigError, StorageError
from desktop.events import CHAT, EndpointChanged, Notice
from desktop.gateway.limits import SERVER
from desktop.gateway.request import Caller
from desktop.inbound.lending import Lending
from desktop.inbound.sampling import caller_of, limited, policy_of
from desktop.language import tr
from desktop.servers.entries import told_of
from desktop.servers.rules import SamplingRules
from desktop.storage.json_file import read_document, write_document
from desktop.storage.stamp import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from desktop.events import Publish
    from desktop.gateway.gateway import Gateway
    from desktop.inbound.callers import Callers, Program
    from desktop.inbound.endpoint import Endpoint
    from desktop.models.context import ModelContext
    from desktop.servers.config import ServerSpec

SECTION = "endpoint"
"""The part of mcp.json that all this stands in."""


class ProgramRules(BaseModel):
    """What holds for one program, as its entry says it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sampling: SamplingRules = SamplingRules()


class EndpointSettings(BaseModel):
    """What mcp.json says of the endpoint."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    on: bool = False
    port: Annotated[int, Field(ge=0, le=65_535)] = 0
    """0 is any that is free, another one at each start."""
    programs: dict[str, ProgramRules] = {}

    def rules(self, program: str) -> SamplingRules:
        """Returns what a program may ask for."""
        return self.programs.get(program, ProgramRules()).sampling


class Programs:
    """The endpoint, and the programs that may use it."""

    def __init__(
        self,
        config_file: Path,
        callers: Callers,
        gateway: Gateway,
        contexts: Callable[[], list[ModelContext]],
        specs: Callable[[], list[ServerSpec]],
        publish: Publish,
    ) -> None:
        """Takes what is needed, and opens nothing.

        Args:
            config_file: mcp.json.
            callers: who has a token.
            gateway: answers.
            contexts: returns the models that there are.
            specs: returns the servers that there are; some of those that run may ask, too.
            publish: is told when the endpoint opens or closes.
        """
        self.callers = callers
        self.call_of: Callable[[str], tuple[str, str] | None] = lambda _: None
        """Returns the one tool call of ours that a server works for, and its tool, if it is one."""
        self.settings = EndpointSettings()
        self._file = config_file
        self._gateway = gateway
        self._contexts = contexts
        self._specs = specs
        self._publish = publish
        self._endpoint: Endpoint | None = None
        self._lending = Lending(callers, self._servers_door)
        self._seen: object = None
        self._turn = asyncio.Lock()

    @property
    def address(self) -> str:
        """Where programs reach the endpoint; empty while it is off."""
        return self._endpoint.address if self._endpoint else ""

    @property
    def servers(self) -> tuple[str, ...]:
        """The servers that run and may ask by the endpoint now."""
        return self._lending.servers

    def known(self) -> list[Caller]:
        """Returns the programs that have a token, as those that ask."""
        return list(map(self._asking, self.callers.programs()))

    def lent(self, server: str) -> AbstractAsyncContextManager[Mapping[str, str]]:
        """Returns what a server finds in its environment, for as long as the context is open.

        Entering it raises ConfigError where no port of this computer can be opened.
        """
        return self._lending.lent(server)

    async def add(self, name: str) -> str:
        """Returns a new token for a program; it is shown this once and kept nowhere.

        Raises:
            ConfigError: the name is empty, or taken.
        """
        if name.strip() == CHAT:
            raise ConfigError(
                tr("{name} is taken by Parley itself. Choose another name.", name=CHAT)
            )
        if any(spec.name == name.strip() for spec in self._specs()):
            raise ConfigError(
                tr("A server is named {name!r}. Choose another name.", name=name.strip())
            )
        return await self.callers.add(name)

    async def revoke(self, name: str) -> None:
        """Makes a program's token worthless, and forgets what holds for it.

        Raises:
            ConfigError: no program of that name has one, or mcp.json cannot be written.
        """
        await self.callers.revoke(name)
        await asyncio.to_thread(forget_program, self._file, name)
        self.settings = await asyncio.to_thread(read_settings, self._file)

    async def restore(self, program: Program, rules: SamplingRules | None) -> None:
        """Lets a token that was just revoked be good again.

        Args:
            program: whose it is, from before.
            rules: what mcp.json said of it; None where it said nothing.

        Raises:
            ConfigError: the program has another token by now, or mcp.json cannot be written.
        """
        await self.callers.restore(program)
        if rules is not None:
            await self.set_rules(program.name, rules)

    async def set_rules(self, name: str, rules: SamplingRules) -> None:
        """Writes what a program may ask for into mcp.json; its next request obeys it.

        Raises:
            ConfigError: mcp.json cannot be written; the old rules hold.
        """
        await asyncio.to_thread(set_program, self._file, name, rules)
        self.settings = await asyncio.to_thread(read_settings, self._file)

    async def heed(self) -> None:
        """Opens or closes the endpoint where mcp.json has come to say so; a fault is a notice."""
        if (now := await asyncio.to_thread(stamp, self._file)) == self._seen:
            return
        self._seen = now
        try:
            await self.callers.refresh()
            self.settings = await asyncio.to_thread(read_settings, self._file)
            await self._obey()
        except (ConfigError, StorageError) as error:
            self._publish(Notice(str(error), error=True))

    async def turn(self, *, on: bool, port: int | None = None) -> None:
        """Turns the endpoint on or off, now and at later starts.

        Raises:
            ConfigError: mcp.json cannot be written, or the port is taken; then it stays off.
        """
        port = self.settings.port if port is None else port
        await asyncio.to_thread(set_endpoint, self._file, on=on, port=port)
        self.settings = await asyncio.to_thread(read_settings, self._file)
        await self._obey()

    async def keep_open(self) -> None:
        """Opens the endpoint, now and at later starts, at a port that stays the same.

        Raises:
            ConfigError: mcp.json cannot be written, or the port is taken.
        """
        await self.turn(on=True)
        await self.turn(on=True, port=port_of(self.address))

    async def open_for_now(self, port: int) -> None:
        """Opens the endpoint for the time of this run, whatever mcp.json says.

        Raises:
            ConfigError: the port is taken.
        """
        self.settings = self.settings.model_copy(update={"on": True, "port": port})
        await self._obey()

    async def close(self) -> None:
        """Closes the endpoint; what is open is withdrawn."""
        async with self._turn:
            await self._close()

    async def _obey(self) -> None:
        from desktop.inbound.endpoint import Endpoint  # noqa: PLC0415  # most never need it

        async with self._turn:
            port = self.settings.port
            elsewhere = port and port != port_of(self.address)
            if self.address and (not self.settings.on or elsewhere):
                await self._close()
            if self.settings.on and not self.address:
                self._endpoint = Endpoint(self._gateway, self._contexts, self.known_by)
                await self._endpoint.start(port)
                self._publish(EndpointChanged(self.address))

    async def _close(self) -> None:
        if self._endpoint is not None:
            endpoint, self._endpoint = self._endpoint, None
            await endpoint.stop()
            self._publish(EndpointChanged(""))

    def known_by(self, token: str) -> Caller | None:
        """Returns the program that has a token, as one that asks; None where nobody has it."""
        program = self.callers.program_of(token)
        return self._asking(program) if program else None

    def _servers_door(self) -> Endpoint:
        from desktop.inbound.endpoint import Endpoint  # noqa: PLC0415  (as above)

        return Endpoint(self._gateway, self._contexts, self._server, self.call_of)

    def _server(self, token: str) -> Caller | None:
        server = self.callers.server_of(token)
        return next((caller_of(one) for one in self._specs() if one.name == server), None)

    def _asking(self, program: Program) -> Caller:
        rules = self.settings.rules(program.name)
        day = datetime.fromtimestamp(program.at, UTC).astimezone().strftime("%Y-%m-%d")
        return Caller(
            program.name,
            tr("a program with a token of {day}", day=day),
            program.digest,
            policy_of(rules),
            limited(SERVER, rules.limits),
            is_program=True,
        )


def port_of(address: str) -> int:
    """Returns the port of an endpoint's address; 0 where it is closed."""
    return urlsplit(address).port or 0


def read_settings(path: Path) -> EndpointSettings:
    """Returns what mcp.json says of the endpoint.

    Raises:
        ConfigError: it cannot be read, or says something else than it should.
    """
    try:
        return EndpointSettings.model_validate(read_document(path).get(SECTION, {}))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (SECTION, *first["loc"]))
        raise ConfigError(
            tr(
                "{where} in {path} is wrong: {first}. The endpoint stays as it is.",
                where=where,
                path=path,
                first=first["msg"],
            )
        ) from error


def set_endpoint(path: Path, *, on: bool, port: int) -> None:
    """Writes into mcp.json whether the endpoint is on, and at which port.

    Raises:
        ConfigError: it cannot be written.
    """
    told = {"on": on, **({"port": port} if port else {})}
    _write(path, lambda section: {**{k: v for k, v in section.items() if k != "port"}, **told})


def set_program(path: Path, name: str, rules: SamplingRules) -> None:
    """Writes into mcp.json what a program may ask for.

    Raises:
        ConfigError: it cannot be written.
    """
    _change_programs(path, lambda known: {**known, name: {"sampling": told_of(rules)}})


def forget_program(path: Path, name: str) -> None:
    """Takes what a program may ask for out of mcp.json, where anything is said of it.

    Raises:
        ConfigError: it cannot be written.
    """
    if name in read_settings(path).programs:
        _change_programs(path, lambda known: {k: v for k, v in known.items() if k != name})


def _change_programs(path: Path, changed: Callable[[dict[str, object]], dict[str, object]]) -> None:
    def within(section: dict[str, object]) -> dict[str, object]:
        programs = section.get("programs")
        return {
            **section,
            "programs": changed(dict(programs) if isinstance(programs, dict) else {}),
        }

    _write(path, within)


def _write(path: Path, changed: Callable[[dict[str, object]], dict[str, object]]) -> None:
    document = read_document(path)
    section = document.get(SECTION)
    document[SECTION] = changed(dict(section) if isinstance(section, dict) else {})
    write_document(path, document)
