"""`parley permissions`: what is listed, and what is taken back."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from desktop.cli.main import main
from desktop.gateway.consent import ALWAYS, Case, Grant, Span
from desktop.gateway.grants import Grants
from desktop.gateway.request import Caller
from desktop.models.context import Location
from desktop.servers.config import bundled_server
from desktop.storage.database import Database

if TYPE_CHECKING:
    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]

EXAMPLES = Caller("examples", bundled_server().target, bundled_server().fingerprint)
GONE = Caller("gone", "gone", "f0")


async def _granted(places: Places) -> list[Grant]:
    places.prepare()
    database = Database(places.database)
    await database.open()
    grants = Grants(database)
    case = Case(Location.LOCAL, at=time.time())
    await grants.add(EXAMPLES, case, ALWAYS)
    await grants.add(GONE, Case(Location.REMOTE, tools=True, at=time.time()), Span("times", 5))
    await database.close()
    return grants.all()


@pytest.fixture
def granted(places: Places) -> list[Grant]:
    return asyncio.run(_granted(places))


def test_a_new_home_has_none(places: Places, capsys: Captured) -> None:
    assert main(["permissions", "list"]) == 0
    assert capsys.readouterr().out == (
        "Nothing is allowed without a question, but for what mcp.json says.\n"
    )
    assert main(["permissions", "revoke", "--all"]) == 0
    assert capsys.readouterr().out == "There was nothing to take back.\n"


def test_each_permission_is_listed_with_its_bounds(granted: list[Grant], capsys: Captured) -> None:
    assert main(["permissions", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "gone  for 5 more requests, sent over the network, with tools" in first
    assert first.endswith("(void: it is gone, or another command or token)")
    assert "examples  always, on this computer, without tools" in second
    assert "void" not in second


def test_scripts_get_them_as_json(granted: list[Grant], capsys: Captured) -> None:
    assert main(["permissions", "list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["server"], one["holds"]) for one in told] == [
        (grant.id, grant.server, grant.server == "examples") for grant in granted
    ]


def test_one_is_taken_back_by_the_first_letters_of_its_id(
    granted: list[Grant], capsys: Captured
) -> None:
    assert main(["permissions", "revoke", granted[0].id[:8]]) == 0
    assert capsys.readouterr().out == (
        "Taken back: gone, for 5 more requests, sent over the network.\n"
    )
    main(["permissions", "list", "--json"])
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == [granted[1].id]


def test_all_of_a_server_are_taken_back(granted: list[Grant], capsys: Captured) -> None:
    assert main(["permissions", "revoke", "--server", "examples"]) == 0
    assert capsys.readouterr().out == "Taken back: examples, always, on this computer.\n"


def test_an_unknown_one_is_an_error_and_nothing_is_taken_back(
    granted: list[Grant], capsys: Captured
) -> None:
    assert main(["permissions", "revoke", "zz"]) == 2
    assert "There is no permission 'zz'." in capsys.readouterr().err
    main(["permissions", "list", "--json"])
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_letters_that_begin_several_take_none_back(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter([UUID(int=1 << 120), UUID(int=(1 << 120) + 1)])
    monkeypatch.setattr("uuid.uuid4", lambda: next(ids))
    asyncio.run(_granted(places))
    assert main(["permissions", "revoke", "01"]) == 2
    assert "'01' begins 2 permissions. Give more of it." in capsys.readouterr().err
    main(["permissions", "list", "--json"])
    assert len(json.loads(capsys.readouterr().out)) == 2
