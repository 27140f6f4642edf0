"""Lines and messages within bounds."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp_types import (
    JSONRPCError,
    JSONRPCNotification,
    JSONRPCRequest,
    JSONRPCResponse,
    jsonrpc_message_adapter,
)

from desktop.servers.transport.framing import Lines, LineTooLong, Unreadable, message, read

pytestmark = pytest.mark.anyio


@given(st.lists(st.binary(max_size=50), max_size=30), st.data())
def test_lines_come_whole_however_they_are_cut(pieces: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(pieces)
    lines = Lines()
    found: list[bytes] = []
    while whole:
        length = data.draw(st.integers(1, len(whole)))
        found += lines.feed(whole[:length])
        whole = whole[length:]
    assert found == b"".join(pieces).split(b"\n")[:-1]


def test_a_line_beyond_the_bound_is_let_go() -> None:
    lines = Lines(longest=10)
    assert list(lines.feed(b"0123456789\n012345678")) == [b"0123456789"]
    with pytest.raises(LineTooLong):
        list(lines.feed(b"90"))


def test_each_byte_of_a_long_line_is_looked_at_once() -> None:
    def seconds(chunks: int) -> float:
        lines, began = Lines(longest=1 << 30), time.process_time()
        for _ in range(chunks):
            list(lines.feed(b"x" * 4096))
        return time.process_time() - began

    seconds(100)
    assert seconds(16_000) < 32 * seconds(1_000) + 0.1


KINDS = [
    ({"id": 1, "method": "ping"}, JSONRPCRequest),
    ({"id": "a", "method": "ping", "params": {"x": [1]}}, JSONRPCRequest),
    ({"method": "notifications/x", "params": {}}, JSONRPCNotification),
    ({"id": 1, "result": {"x": {"y": 1.5}}}, JSONRPCResponse),
    ({"id": 1, "error": {"code": 1, "message": "no"}}, JSONRPCError),
    ({"id": None, "error": {"code": 1, "message": "no"}}, JSONRPCError),
]


@pytest.mark.parametrize(("given_object", "kind"), KINDS)
async def test_messages_are_read_as_the_sdk_reads_them(
    given_object: dict[str, object], kind: type
) -> None:
    line = json.dumps({"jsonrpc": "2.0", **given_object}).encode()
    found = await message(line)
    assert isinstance(found, kind)
    assert found == jsonrpc_message_adapter.validate_json(line, by_name=False)


async def test_a_large_message_is_read_the_same_as_a_small_one() -> None:
    large = {
        "jsonrpc": "2.0",
        "id": 1,
        "result": {"x": [{"y": [n, "ü", None]} for n in range(9000)]},
    }
    found = await message(json.dumps(large).encode())
    assert isinstance(found, JSONRPCResponse)
    assert found.result == large["result"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"starting", "it is no JSON"),
        (b"[]", "it breaks the protocol"),
        (b'{"jsonrpc":"2.0","id":true,"result":3}', "it breaks the protocol"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"[" * 3_000 + b"]" * 3_000, "it is nested too deeply"),
        (b"," * 1_000_001, "it has too many values"),
    ],
)
async def test_what_is_no_message_is_told(line: bytes, why: str) -> None:
    found = await message(line)
    assert isinstance(found, Unreadable)
    assert found.why == why


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        (b'{"jsonrpc":"2.0","id":7,"result":{"te', 7),
        (b'{"jsonrpc":"2.0","id": "a","error":', "a"),
        (b'{"result":{' + b" " * 9000 + b'},"id":7', 7),
        (b'{"jsonrpc":"2.0","id":7,"method":"x"', None),
        (b'{"id":7', None),
        (b"id 7 result", None),
    ],
)
def test_a_broken_answer_says_what_it_was_to_answer(line: bytes, answers: object) -> None:
    found = read(line)
    assert isinstance(found, Unreadable)
    assert found.answers == answers


def test_bytes_that_are_no_text_are_replaced() -> None:
    found = read(b'{"jsonrpc":"2.0","id":1,"result":{"x":"\xff"}}')
    assert isinstance(found, JSONRPCResponse)
    assert found.result == {"x": "\ufffd"}
