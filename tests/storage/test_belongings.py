"""What Parley has written for a person: found by name, and deleted with nothing else."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from desktop.errors import StorageError
from desktop.storage.belongings import belongings, erase, remains
from desktop.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def running(places: Places) -> AsyncIterator[None]:
    """What a Parley that runs has open."""
    database = Database(places.database)
    await database.open()
    yield
    await database.close()


@pytest.fixture
async def used(places: Places) -> Places:
    """A Parley that has been used, with one of everything that it writes."""
    places.prepare()
    async with running(places):
        pass
    for path in (
        places.config_file,
        places.config / "mcp.json.bak",
        places.providers_file,
        places.data / "paused",
        places.logs / "parley.log",
        places.logs / "examples.log",
        places.models / "small.gguf",
    ):
        path.write_text(path.name)
    return places


async def test_what_a_killed_parley_left_goes_too_with_its_folder(used: Places) -> None:
    left = used.running / "17.json", used.discarded / "8f" / "large.gguf"
    for path in left:
        path.parent.mkdir(parents=True)
        path.write_text("{}")
    erase(used, belongings(used))
    assert remains(used) == []


def names(places: Places) -> list[str]:
    return [path.name for path in belongings(places)]


async def test_everything_that_parley_wrote_is_found(used: Places) -> None:
    assert names(used) == [
        "mcp.json",
        "mcp.json.bak",
        "providers.json",
        "small.gguf",
        "parley.db",
        "paused",
        "examples.log",
        "parley.log",
    ]


async def test_everything_is_deleted_and_the_folders_with_it(used: Places) -> None:
    erase(used, belongings(used))
    assert belongings(used) == []
    assert remains(used) == []
    assert list(used.config.parent.iterdir()) == []


async def test_what_is_somebody_elses_stays_and_its_folder_is_told(used: Places) -> None:
    letter = used.data / "letter.txt"
    letter.write_text("Dear Ann")
    (used.logs / "mine").mkdir()
    erase(used, belongings(used))
    assert letter.read_text() == "Dear Ann"
    assert remains(used) == [used.data, used.logs]


async def test_a_link_is_deleted_and_what_it_leads_to_stays(used: Places) -> None:
    shared = used.config.parent / "shared"
    used.models.rename(shared)
    used.models.symlink_to(shared)
    (used.logs / "far.log").symlink_to(shared / "nowhere")
    erase(used, belongings(used))
    assert [path.name for path in shared.iterdir()] == ["small.gguf"]
    assert remains(used) == []


async def test_what_servers_kept_in_their_homes_is_deleted_and_what_they_linked_to_stays(
    used: Places,
) -> None:
    home = used.server_homes / "notes"
    (home / ".npm" / "empty").mkdir(parents=True)
    (home / ".npm" / "cached").write_text("x")
    outside = used.config.parent / "outside"
    outside.mkdir()
    (outside / "letter").write_text("Dear Ann")
    (home / "link").symlink_to(outside)
    erase(used, belongings(used))
    assert remains(used) == []
    assert (outside / "letter").read_text() == "Dear Ann"


async def test_nothing_is_deleted_while_parley_is_running(used: Places) -> None:
    async with running(used):
        files = belongings(used)
        with pytest.raises(StorageError, match=r"Parley is running\. .+ Nothing was deleted\."):
            erase(used, files)
        assert [path for path in files if not path.exists()] == []
    erase(used, files)
    assert belongings(used) == []


async def test_damaged_records_can_be_deleted(used: Places) -> None:
    used.database.write_text("This is no database. " * 100)
    erase(used, belongings(used))
    assert belongings(used) == []


async def test_where_there_is_nothing_nothing_happens(places: Places) -> None:
    erase(places, belongings(places))
    assert remains(places) == []
    assert not places.data.exists()
