"""The page to which a browser returns: what it heeds, and what it leaves."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import anyio
import httpx2
import pytest

from desktop.servers.signing_in.return_page import ReturnPage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio


@pytest.fixture
async def page() -> AsyncIterator[ReturnPage]:
    made = ReturnPage()
    yield made
    made.close()


async def visit(port: int, path: str = "/callback", method: str = "GET", **query: str) -> str:
    async with httpx2.AsyncClient(trust_env=False, timeout=10) as browser:
        url = f"http://127.0.0.1:{port}{path}"
        answer = await browser.request(method, url, params=query)
        assert answer.headers["cache-control"] == "no-store"
        return f"{answer.status_code} {answer.text}"


async def test_the_answer_with_the_right_state_is_taken_once(page: ReturnPage) -> None:
    port = await page.open()
    page.expect("s")

    assert "go back to Parley" in await visit(port, code="c", state="s")
    assert "had its answer" in await visit(port, code="other", state="s")
    assert await page.answer(1) == {"code": "c", "state": "s"}


@pytest.mark.parametrize(
    "query", [{}, {"code": "c"}, {"code": "c", "state": "t"}, {"code": "c", "state": "ß"}]
)
async def test_an_answer_without_the_state_is_left(page: ReturnPage, query: dict[str, str]) -> None:
    port = await page.open()
    page.expect("s")

    assert (await visit(port, **query)).startswith("400")
    with pytest.raises(TimeoutError):
        await page.answer(0)


async def test_nothing_is_heeded_before_a_state_is_known(page: ReturnPage) -> None:
    assert (await visit(await page.open(), code="c", state="")).startswith("400")


@pytest.mark.parametrize(("path", "method"), [("/", "GET"), ("/callback", "POST"), ("/x", "GET")])
async def test_there_is_nothing_else_to_be_had(page: ReturnPage, path: str, method: str) -> None:
    port = await page.open()
    page.expect("s")

    assert (await visit(port, path, method, code="c", state="s")).startswith("404")


async def test_a_refusal_is_said_to_be_one(page: ReturnPage) -> None:
    port = await page.open()
    page.expect("s")

    assert "You were not signed in" in await visit(port, error="access_denied", state="s")


async def test_a_request_without_end_gets_no_further(page: ReturnPage) -> None:
    port = await page.open()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /callback?code=" + b"x" * 200_000 + b" HTTP/1.1\r\n\r\n")
    with anyio.fail_after(10), suppress(ConnectionResetError):
        assert b"HTTP/1.1 200" not in await reader.read()
    writer.close()
    page.expect("s")
    assert (await visit(port, code="c", state="s")).startswith("200")


async def test_a_port_that_is_taken_gives_way_to_one_that_is_free(page: ReturnPage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert await page.open(port) != port


async def test_nobody_but_this_computer_can_reach_it(page: ReturnPage) -> None:
    await page.open()
    assert page._server is not None
    assert [one.getsockname()[0] for one in page._server.sockets] == ["127.0.0.1"]
