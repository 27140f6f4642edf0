"""`parley permissions`: what you have allowed servers to ask without a question."""

from __future__ import annotations

import json
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, assert_never

from desktop.cli.output import tell
from desktop.errors import UnknownGrant
from desktop.gateway.consent import said
from desktop.gateway.grants import Grants
from desktop.inbound.callers import Callers
from desktop.servers.config import read_servers
from desktop.storage.database import Database
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncGenerator
    from typing import Literal

    from desktop.gateway.consent import Grant


async def run(options: argparse.Namespace) -> int:
    """Lists permissions or takes them back, and returns the exit code.

    Raises:
        UnknownGrant: there is no such permission, or several begin like this.
    """
    places = Places.from_environment()
    action: Literal["list", "revoke"] = options.action
    async with _opened(places) as (grants, current):
        match action:
            case "list":
                _list(grants.all(), current, as_json=options.json)
            case "revoke":
                await _revoke(grants, options)
            case _:
                assert_never(action)
    return 0


@asynccontextmanager
async def _opened(places: Places) -> AsyncGenerator[tuple[Grants, dict[str, str]]]:
    """Yields the permissions, and what each that may ask is known by now."""
    current = {spec.name: spec.fingerprint for spec in read_servers(places.config_file).servers}
    places.prepare()
    database = Database(places.database)
    await database.open()
    try:
        grants = Grants(database)
        callers = Callers(database)
        await grants.open()
        await callers.refresh()
        yield grants, current | {one.name: one.digest for one in callers.programs()}
    finally:
        await database.close()


def _list(grants: list[Grant], current: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_told(grant, current) for grant in grants]))
        return
    if not grants:
        tell("Nothing is allowed without a question, but for what mcp.json says.")
        return
    for grant in grants:
        told = _told(grant, current)
        given = time.strftime("%Y-%m-%d %H:%M", time.localtime(grant.at))
        void = "" if told["holds"] else "  (void: it is gone, or another command or token)"
        tools = "with tools" if grant.tools else "without tools"
        place = grant.place
        tell(f"{grant.id[:8]}  {grant.server}  {said(grant)}, {place}, {tools}, {given}{void}")


def _told(grant: Grant, current: dict[str, str]) -> dict[str, Any]:
    return {
        "id": grant.id,
        "server": grant.server,
        "span": said(grant),
        "place": grant.location.name.lower(),
        "host": grant.host,
        "tools": grant.tools,
        "given": grant.at,
        "holds": current.get(grant.server) == grant.fingerprint,
    }


async def _revoke(grants: Grants, options: argparse.Namespace) -> None:
    found = [grant for grant in grants.all() if _is_meant(grant, options)]
    if not found and not options.all:
        wanted = options.server or options.id
        raise UnknownGrant(
            f"There is no permission {wanted!r}. `parley permissions list` shows those there are."
        )
    if len(found) > 1 and not (options.all or options.server):
        raise UnknownGrant(f"{options.id!r} begins {len(found)} permissions. Give more of it.")
    for grant in found:
        await grants.revoke(grant.id)
        tell(f"Taken back: {grant.server}, {said(grant)}, {grant.place}.")
    if not found:
        tell("There was nothing to take back.")


def _is_meant(grant: Grant, options: argparse.Namespace) -> bool:
    if options.all:
        return True
    server: str = options.server
    return grant.server == server if server else grant.id.startswith(options.id)
