"""Servers with an address: real ones on this computer, old and new, and what can go wrong."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import socket
import ssl
import sys
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp.server.mcpserver import MCPServer
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from desktop.errors import ServerError, ServerGone, StartFailed, ToolFailed
from desktop.events import ServerStatus
from desktop.servers.config import ServerSpec
from desktop.servers.transport import http
from desktop.servers.transport.http import HttpLine
from tests.servers.far_desk import far_desk
from tests.servers.sign_in_server import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from starlette.requests import Request

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


def talker() -> MCPServer:
    server = MCPServer("far")

    @server.tool(structured_output=False)
    async def greet(name: str) -> str:
        return f"hello {name}"

    return server


@contextmanager
def serving(app: Any, port: int = 0) -> Iterator[str]:
    """Serves an app and gives its origin."""
    with socket.create_server(("127.0.0.1", port)) as listening, served(app, listening):
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def scripted(answer: Callable[[dict[str, Any], Request], Response]) -> Starlette:
    """Returns a server of the older kind, whose answers but for the handshake are given."""

    async def talk(request: Request) -> Response:
        if request.method != "POST":
            return Response(status_code=405)
        message = await request.json()
        if message["method"] == "initialize":
            told = {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}}
            result = {**told, "serverInfo": {"name": "far", "version": "1"}}
            return JSONResponse({"jsonrpc": "2.0", "id": message["id"], "result": result})
        return Response(status_code=202) if "id" not in message else answer(message, request)

    methods = ["GET", "POST", "DELETE", "OPTIONS"]
    return Starlette(routes=[Route("/mcp", talk, methods=methods)])


def result(message: dict[str, Any], **told: Any) -> Response:
    return JSONResponse({"jsonrpc": "2.0", "id": message["id"], "result": told})


@pytest.mark.parametrize("era", ["auto", "legacy"])
async def test_a_server_of_today_is_called(places: Places, era: str) -> None:
    with serving(talker().streamable_http_app()) as origin:
        async with far_desk(places, f"{origin}/mcp", era=era) as made:
            assert (await made.supervisor.call("far", "greet", {"name": "you"})).text == "hello you"


@pytest.mark.parametrize("kind", ["sse", ""], ids=["told", "found out"])
async def test_a_server_of_the_older_way_is_called(places: Places, kind: str) -> None:
    with serving(talker().sse_app()) as origin:
        async with far_desk(places, f"{origin}/sse", type=kind) as made:
            assert (await made.supervisor.call("far", "greet", {"name": "you"})).text == "hello you"


async def test_a_wrong_path_says_what_was_answered_there(places: Places) -> None:
    with serving(talker().streamable_http_app()) as origin:
        async with far_desk(places, f"{origin}/elsewhere") as made:
            with pytest.raises(StartFailed, match=r"HTTP 404, Not Found .*address right"):
                await made.supervisor.start("far")


async def test_headers_come_along_with_every_message(places: Places) -> None:
    seen: list[str | None] = []

    def answer(message: dict[str, Any], request: Request) -> Response:
        seen.append(request.headers.get("x-key"))
        return result(message, tools=[])

    with serving(scripted(answer)) as origin:
        headers = {"X-Key": "abc"}
        async with far_desk(places, f"{origin}/mcp", era="legacy", headers=headers) as made:
            await made.supervisor.start("far")
    assert set(seen) == {"abc"}


async def test_a_server_that_went_away_while_idle_is_noticed(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(http, "AGAIN_SECONDS", 0.05)
    with serving(scripted(lambda message, _: result(message, tools=[]))) as origin:
        entry = far_desk(places, f"{origin}/mcp", era="legacy")
        made = await entry.__aenter__()
        await made.supervisor.start("far")
        assert made.state.status is ServerStatus.READY
    try:
        assert "ended" in (await made.until(ServerStatus.WAITING)).detail
    finally:
        await entry.__aexit__(None, None, None)


async def test_a_silent_server_that_is_there_is_left_in_peace(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = asyncio.Event()
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(http, "LOOK_SECONDS", 0.1)
    app = talker().streamable_http_app()

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            loop.call_soon_threadsafe(looks.set)
        await app(scope, receive, send)

    with serving(watched) as origin:
        async with far_desk(places, f"{origin}/mcp") as made:
            await made.supervisor.start("far")
            for _ in range(3):
                looks.clear()
                await looks.wait()
            assert made.state.status is ServerStatus.READY


async def test_a_server_that_forgot_the_session_is_connected_to_anew(places: Places) -> None:
    with serving(talker().streamable_http_app()) as origin:
        port = int(origin.rpartition(":")[2])
        entry = far_desk(places, f"{origin}/mcp", era="legacy")
        made = await entry.__aenter__()
        await made.supervisor.start("far")
    try:
        with serving(talker().streamable_http_app(), port):
            with pytest.raises(ServerError):
                await made.supervisor.call("far", "greet", {"name": "you"})
            await made.until(ServerStatus.WAITING)
            assert (await made.supervisor.call("far", "greet", {"name": "me"})).text == "hello me"
            await made.supervisor.stop("far")
    finally:
        await entry.__aexit__(None, None, None)


async def test_an_answer_that_is_too_large_is_cut_off(places: Places) -> None:
    def answer(message: dict[str, Any], request: Request) -> Response:
        del request
        if message["method"] == "tools/list":
            return result(message, tools=[{"name": "flood", "inputSchema": {"type": "object"}}])
        return result(message, content=[{"type": "text", "text": "x" * (9 * 1024**2)}])

    with serving(scripted(answer)) as origin:
        async with far_desk(places, f"{origin}/mcp", era="legacy") as made:
            with pytest.raises((ServerGone, ToolFailed)):
                await made.supervisor.call("far", "flood", {})
            assert "more than 8 MB" in (await made.until(ServerStatus.WAITING)).detail


async def test_what_is_packed_is_not_unpacked(places: Places) -> None:
    def answer(message: dict[str, Any], request: Request) -> Response:
        packed = result(message, tools=[])
        packed.headers["content-encoding"] = "gzip"
        assert request.headers["accept-encoding"] == "identity"
        return packed

    with serving(scripted(answer)) as origin:
        async with far_desk(places, f"{origin}/mcp", era="legacy") as made:
            with pytest.raises(StartFailed, match="packs what it sends"):
                await made.supervisor.start("far")


async def test_a_redirect_to_elsewhere_is_not_followed(places: Places) -> None:
    async def away(request: Request) -> Response:
        del request
        return RedirectResponse("https://elsewhere.example/mcp", status_code=307)

    app = Starlette(routes=[Route("/mcp", away, methods=["POST", "GET"])])
    with serving(app) as origin:
        async with far_desk(places, f"{origin}/mcp") as made:
            with pytest.raises(StartFailed, match=r"elsewhere\.example/mcp not followed"):
                await made.supervisor.start("far")


async def test_where_nothing_listens_the_person_reads_so(places: Places) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with far_desk(places, f"http://127.0.0.1:{port}/mcp") as made:
        with pytest.raises(StartFailed, match=f"nothing listens at its port {port}"):
            await made.supervisor.start("far")


async def test_https_at_a_port_that_speaks_none_is_said_in_words(places: Places) -> None:
    with serving(talker().streamable_http_app()) as origin:
        url = origin.replace("http:", "https:")
        async with far_desk(places, f"{url}/mcp") as made:
            with pytest.raises(StartFailed, match="does not speak https"):
                await made.supervisor.start("far")


async def test_a_certificate_that_nobody_vouches_for_is_said_in_words(
    places: Places, tmp_path: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", ssl=context)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with far_desk(places, f"https://127.0.0.1:{port}/mcp") as made:
            with pytest.raises(StartFailed, match="certificate is not to be trusted"):
                await made.supervisor.start("far")


async def test_the_proxy_of_an_entry_and_that_of_the_environment_are_used(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with proxy() as (address, lines):
        async with far_desk(places, "http://far.example/mcp", proxy=address) as made:
            with pytest.raises(StartFailed):
                await made.supervisor.start("far")
        assert lines[0] == "POST http://far.example/mcp HTTP/1.1"
        lines.clear()
        monkeypatch.setenv("http_proxy", address)
        async with far_desk(places, "http://far.example/mcp") as made:
            with pytest.raises(StartFailed):
                await made.supervisor.start("far")
        assert lines[0] == "POST http://far.example/mcp HTTP/1.1"


async def test_this_computer_is_reached_without_a_proxy(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with proxy() as (address, lines):
        monkeypatch.setenv("http_proxy", address)
        with serving(talker().streamable_http_app()) as origin:
            async with far_desk(places, f"{origin}/mcp") as made:
                await made.supervisor.start("far")
        assert not lines


async def test_nothing_ends_a_wait_for_a_person() -> None:
    line = HttpLine(ServerSpec(name="far", url="https://far.example/mcp"), None, lambda: None)
    async with line.client:
        assert line.client.timeout == httpx2.Timeout(http.CONNECT_SECONDS, read=None)


@asynccontextmanager
async def proxy() -> AsyncIterator[tuple[str, list[str]]]:
    """Gives a proxy that lets nothing through, and the first lines of what was asked of it."""
    lines: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append((await reader.readline()).decode().strip())
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1")
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", lines


def _certificate(folder: Path) -> Path:
    """Makes a certificate for this computer that nobody has signed."""
    if sys.platform != "linux":
        pytest.skip("what makes certificates comes with the keyring of Linux")
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    plain = serialization.NoEncryption()
    pem, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(key.private_bytes(pem, kind, plain) + certificate.public_bytes(pem))
    return file
