"""MCP's client without what the SDK imports beside it, in programs of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WITHOUT = """
import sys
import desktop.app
heavy = {"httpx2", "starlette", "uvicorn", "mcp.server.lowlevel", "mcp.shared._httpx_utils"}
print(sorted(heavy & set(sys.modules)))
"""
BOUND = """
from desktop.servers import connection
"""
IN_PROCESS = """
import anyio
from mcp.client.client import Client, MCPServer as seen
assert not isinstance("near", seen)
from mcp.server.mcpserver import MCPServer
server = MCPServer("near")
assert isinstance(server, seen)
server.add_tool(lambda: "done", "work")
async def call(era):
    async with Client(server, mode=era) as client:
        print((await client.call_tool("work")).content[0].text)
for era in ("legacy", "auto"):
    anyio.run(call, era)
"""
AT_ONCE = """
import threading
failed = []
def want():
    try:
        from mcp.server.lowlevel import Server
        assert isinstance(Server, type)
    except BaseException as error:
        failed.append(error)
threads = [threading.Thread(target=want) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
print(failed)
"""
BY_ADDRESS = """
from mcp.client import client
from mcp.client.streamable_http import streamable_http_client as real
assert type(client.streamable_http_client("http://far")) is type(real("http://far"))
print("done")
"""


def said(program: str) -> list[str]:
    """Returns the lines that a program prints, which must not fail or warn."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout.splitlines()


def test_the_app_loads_nothing_of_a_server_and_no_http() -> None:
    assert said(WITHOUT) == ["[]"]


@pytest.mark.parametrize(("use", "told"), [(IN_PROCESS, ["done", "done"]), (BY_ADDRESS, ["done"])])
def test_what_is_left_out_is_there_once_it_is_wanted(use: str, told: list[str]) -> None:
    assert said(BOUND + use) == told


def test_nothing_is_left_out_where_the_sdk_is_there_already() -> None:
    assert said("import mcp.server.lowlevel as before" + BOUND + IN_PROCESS) == ["done", "done"]


def test_threads_that_want_it_at_once_have_it_whole() -> None:
    assert said(BOUND + AT_ONCE) == ["[]"]
