"""Notifications on a real bus of the test's own: what they say, and what their buttons can do."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from desktop.ui.notifications import DECLINE, REVIEW, Call, Notifications
from tests.notification_desktop import connected
from tests.secret_service import session_bus
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.notification_desktop import Desktop

__all__ = ["session_bus"]

pytestmark = pytest.mark.anyio

ASKS = Call(7, "Weather wants to use a language model", "Weather")
PRESSED: list[tuple[int, str]] = []


@asynccontextmanager
async def running() -> AsyncIterator[Notifications]:
    """Notifications that tell in PRESSED what was pressed."""
    PRESSED.clear()
    notifications = Notifications(lambda key, what: PRESSED.append((key, what)))
    task = asyncio.create_task(notifications.run())
    try:
        yield notifications
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def shown(desktop: Desktop, title: str = ASKS.title) -> int:
    """Waits for a notification and returns its number."""
    await until(lambda: [one.title for one in desktop.shown.values()] == [title])
    (number,) = desktop.shown
    return number


@pytest.mark.parametrize(
    ("button", "meant"), [("default", REVIEW), ("review", REVIEW), ("decline", DECLINE)]
)
async def test_a_notification_leads_to_the_review_or_says_no(
    session_bus: Path, button: str, meant: str
) -> None:
    async with connected() as desktop, running() as notifications:
        notifications.show(ASKS)
        number = await shown(desktop)
        assert desktop.shown[number].actions[::2] == ["default", "review", "decline"]
        await desktop.press(number, button)
        await until(lambda: [(7, meant)] == PRESSED)


async def test_a_button_that_was_never_offered_is_no_more_than_the_wish_to_see(
    session_bus: Path,
) -> None:
    async with connected() as desktop, running() as notifications:
        notifications.show(ASKS)
        await desktop.press(await shown(desktop), "allow")
        await until(lambda: [(7, REVIEW)] == PRESSED)


async def test_a_signal_of_another_program_is_nobodys_click(session_bus: Path) -> None:
    async with connected() as desktop, running() as notifications, connected(name="") as liar:
        notifications.show(ASKS)
        number = await shown(desktop)
        liar._caller = desktop._caller
        for send in (liar.signal, liar.signal_to_the_app):
            await send("ActionInvoked", "us", (number, "decline"))
        await desktop.signal("ActionInvoked", "us", (number + 1, "decline"))
        await desktop.press(number, "review")
        await until(lambda: [(7, REVIEW)] == PRESSED)


async def test_foreign_names_are_one_short_line_without_markup(session_bus: Path) -> None:
    name = "<b>Bank</b> &\n\u202eevil <img src='file:///etc/passwd'>" + "x" * 500
    async with connected() as desktop, running() as notifications:
        notifications.show(Call(7, "Weather wants\nmore", name))
        (sent,) = [desktop.shown[await shown(desktop, "Weather wants more")]]
    assert sent.body.startswith("&lt;b&gt;Bank&lt;/b&gt; &amp; ")
    assert not set("<>\n\u202e") & set(sent.body)
    assert len(sent.body) < 300


async def test_a_desktop_without_buttons_and_markup_gets_neither(session_bus: Path) -> None:
    async with connected(("body",)) as desktop, running() as notifications:
        notifications.show(Call(7, "R&D asks", "R&D"))
        sent = desktop.shown[await shown(desktop, "R&D asks")]
    assert (sent.body, sent.actions) == ("R&D", [])


async def test_the_newest_takes_the_place_of_the_one_before_and_is_withdrawn(
    session_bus: Path,
) -> None:
    async with connected() as desktop, running() as notifications:
        notifications.show(ASKS)
        number = await shown(desktop)
        notifications.show(Call(8, "Another", "Other"))
        assert await shown(desktop, "Another") == number
        notifications.withdraw()
        await until(lambda: not desktop.shown)


async def test_what_is_shown_goes_with_the_program(session_bus: Path) -> None:
    async with connected() as desktop:
        async with running() as notifications:
            notifications.show(ASKS)
            await shown(desktop)
        await until(lambda: not desktop.shown)


async def test_what_was_answered_before_it_could_be_shown_is_never_shown(
    session_bus: Path,
) -> None:
    async with connected() as desktop, running() as notifications:
        notifications.show(ASKS)
        notifications.withdraw()
        notifications.show(Call(8, "Another", "Other"))
        await shown(desktop, "Another")
        assert len(desktop.shown) == 1


async def test_where_nobody_shows_any_nothing_is_waited_for(session_bus: Path) -> None:
    notifications = Notifications(lambda *_: None)
    async with asyncio.timeout(10):
        await notifications.run()
    assert not notifications.works


async def test_where_there_is_no_bus_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    await Notifications(lambda *_: None).run()
