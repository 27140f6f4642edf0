"""`parley callers`: the programs of this computer that may ask, each by a token of its own."""

from __future__ import annotations

import json
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, assert_never

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.errors import ConfigError
from desktop.gateway.grants import Grants
from desktop.inbound.callers import Callers
from desktop.inbound.programs import forget_program
from desktop.servers.config import read_servers
from desktop.storage.database import Database
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncGenerator
    from typing import Literal

ADVICE = (
    "This is {name}'s token. It is shown this once and kept nowhere; whoever has it asks as {name}."
    "\nGive it to the program as OPENAI_API_KEY, with OPENAI_BASE_URL as `parley endpoint show` "
    "says."
)


async def run(options: argparse.Namespace) -> int:
    """Lists, makes or takes back tokens, and returns the exit code.

    Raises:
        ConfigError: the name is taken, or nobody has it.
    """
    places = Places.from_environment()
    action: Literal["list", "add", "revoke"] = options.action
    async with _opened(places) as (callers, grants):
        match action:
            case "list":
                _list(callers, as_json=options.json)
            case "add":
                if any(
                    one.name == options.name for one in read_servers(places.config_file).servers
                ):
                    raise ConfigError(f"A server is named {options.name!r}. Choose another name.")
                token = await callers.add(options.name)
                say(ADVICE.format(name=options.name))
                print(token)
            case "revoke":
                await _revoke(callers, grants, options.name, places)
            case _:
                assert_never(action)
    return ExitCode.DONE


@asynccontextmanager
async def _opened(places: Places) -> AsyncGenerator[tuple[Callers, Grants]]:
    places.prepare()
    database = Database(places.database)
    await database.open()
    try:
        callers = Callers(database)
        await callers.refresh()
        yield callers, Grants(database)
    finally:
        await database.close()


async def _revoke(callers: Callers, grants: Grants, name: str, places: Places) -> None:
    await callers.revoke(name)
    await grants.forget(name)
    forget_program(places.config_file, name)
    tell(f"{name}'s token is worthless now, and what it was allowed is taken back.")


def _list(callers: Callers, *, as_json: bool) -> None:
    programs = callers.programs()
    if as_json:
        print(json.dumps([{"name": one.name, "at": one.at} for one in programs]))
        return
    for one in programs:
        tell(f"{one.name}  since {time.strftime('%Y-%m-%d %H:%M', time.localtime(one.at))}")
    if not programs:
        tell("No program has a token. `parley callers add NAME` makes one.")
