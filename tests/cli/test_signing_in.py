"""`parley servers sign-in` and `sign-out`, with a real server that wants it."""

from __future__ import annotations

import argparse
import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from desktop.cli.signing_in import sign_in, sign_out
from desktop.cli.trusting import trust
from desktop.errors import SignInNeeded, StartFailed
from desktop.servers.config import BUNDLED, add_server
from tests.cli.test_approver import until_asked
from tests.servers.far_desk import browse
from tests.servers.sign_in_server import House, house

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.places import Places
    from tests.cli.conftest import Keyboard

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("no_store")]

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def place(places: Places) -> Iterator[House]:
    with house() as made:
        add_server(places.config_file, "far", {"url": made.url, "era": "legacy"})
        yield made


async def test_the_page_is_printed_and_the_command_goes_on_once_the_browser_is_back(
    places: Places, place: House, keyboard: Keyboard, capsys: Captured
) -> None:
    del keyboard  # There is a terminal.
    await trust(argparse.Namespace(name="far", yes=True, anew=False), places)
    signing_in = asyncio.create_task(sign_in("far", places))
    said = await until_asked(capsys, "Ctrl+C gives up")
    link = re.search(r"http://\S+/authorize\S+", said)
    assert link
    await browse(link[0])
    await signing_in

    assert "GET /authorize" in place.asked
    assert "You could sign in to far, but this system has no store" in capsys.readouterr().out
    assert "canary" not in said


async def test_without_a_terminal_the_command_for_it_is_told(places: Places, place: House) -> None:
    await trust(argparse.Namespace(name="far", yes=True, anew=False), places)
    with pytest.raises(SignInNeeded, match="parley servers sign-in far"):
        await sign_in("far", places)

    assert "POST /token" not in place.asked


async def test_nobody_signs_in_to_a_program_of_this_computer(places: Places) -> None:
    for change in (sign_in, sign_out):
        with pytest.raises(StartFailed, match="nobody signs in to it"):
            await change(BUNDLED, places)
