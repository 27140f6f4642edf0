"""The multi round trip of 2026-07-28: what the client sends again, and what it keeps to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gateway.specification.content import TEXT

if TYPE_CHECKING:
    from tests.gateway.specification.door import Door, Message

STATE = ' eyJhbGciOiJub25lIn0=.\u00e9\u2028{"a": 1} '


def call(**more: str) -> Message:
    return {"params": {"messages": [{"role": "user", "content": TEXT}], "maxTokens": 5}, **more}


async def calls(door: Door, *made: Message) -> list[Message]:
    """Returns the tool calls as the server was sent them."""
    seen, _ = await door.sent(*made)
    return [message for message in seen if message.get("method") == "tools/call"]


async def answers_before_it_retries(door: Door) -> None:
    first, again = await calls(door, call())
    assert "inputResponses" not in first["params"]
    answer = again["params"]["inputResponses"]["question"]
    assert answer == {
        "role": "assistant",
        "content": {"type": "text", "text": "A plain answer."},
        "model": "fake",
        "stopReason": "endTurn",
    }
    assert again["params"]["arguments"] == first["params"]["arguments"]


async def echoes_the_state(door: Door) -> None:
    first, again = await calls(door, call(state=STATE))
    assert "requestState" not in first["params"]
    assert again["params"]["requestState"] == STATE


async def adds_no_state(door: Door) -> None:
    _, again = await calls(door, call())
    assert "requestState" not in again["params"]


async def takes_a_new_id(door: Door) -> None:
    first, again = await calls(door, call())
    assert first["id"] != again["id"]


async def keeps_calls_apart(door: Door) -> None:
    made = await calls(door, call(state="one"), call(state="two"))
    again = [message["params"] for message in made if "inputResponses" in message["params"]]
    assert again
    assert all(params["requestState"] == params["arguments"]["state"] for params in again)
