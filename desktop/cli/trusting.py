"""A server's command, shown whole to the person at the terminal, who lets it run or not."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from desktop.cli.approver import TerminalApprover
from desktop.cli.output import tell
from desktop.errors import StartFailed, UnknownServer
from desktop.servers.admission import Admission
from desktop.servers.config import read_servers
from desktop.servers.trust import Trust
from desktop.storage.database import Database
from desktop.storage.secrets import Secrets

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncGenerator

    from desktop.servers.config import ServerSpec
    from desktop.storage.places import Places


async def trust(options: argparse.Namespace, places: Places) -> None:
    """Shows a server's command and asks whether it may run, or takes `--yes` for it.

    Raises:
        KeyStoreFailed: what it was given cannot be forgotten.
        NotConsented: it may not.
        UnknownServer: there is no such server.
    """
    spec = known(options.name, places)
    async with opened_admission(places, trust=options.yes) as admission:
        if options.anew:
            await admission.ask_anew(spec)
        await admission.consented(spec, again=True)
    tell(f"{spec.name} may run: {spec.target}")


def known(name: str, places: Places) -> ServerSpec:
    """Returns a server by its name.

    Raises:
        UnknownServer: there is no such server.
    """
    servers = read_servers(places.config_file).servers
    found = [spec for spec in servers if spec.name == name]
    if not found:
        names = ", ".join(sorted(spec.name for spec in servers))
        raise UnknownServer(f"There is no server named {name!r}. There are: {names}.")
    return found[0]


async def carry_over(before: ServerSpec, after: ServerSpec, places: Places) -> None:
    """Lets a consent hold for a command that the person holds in otherwise now."""
    async with opened_admission(places, trust=False) as admission:
        with suppress(StartFailed):  # Its start asks.
            await admission.carry_over(before, after)


async def keep_typed(spec: ServerSpec, places: Places) -> bool:
    """Keeps that the person typed a command themself; returns whether it is known already.

    It is not while a variable that it names has no value: then its first start asks.
    """
    async with opened_admission(places, trust=False) as admission:
        try:
            await admission.trust(spec)
        except StartFailed:
            return False
    return True


@asynccontextmanager
async def opened_admission(places: Places, *, trust: bool) -> AsyncGenerator[Admission]:
    """Yields the door to servers' commands, without an app around it."""
    places.prepare()
    database = Database(places.database)
    try:
        await database.open()
        approver = TerminalApprover("ask", trust=trust)
        yield Admission(Trust(database), Secrets(places.env_file), approver, places)
    finally:
        await database.close()
