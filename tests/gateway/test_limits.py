"""Limits in words, and what a request is taken to need."""

from __future__ import annotations

from typing import Any

import pytest
from mcp_types import (
    AudioContent,
    ImageContent,
    SamplingMessage,
    SamplingMessageContentBlock,
    TextContent,
    Tool,
    ToolUseContent,
)

from desktop.gateway.limits import SERVER, TOTAL, Breach, Limits, Standing, estimated
from tests.fakes import make_params


def test_a_servers_limits_are_the_published_ones() -> None:
    assert (SERVER.tokens_per_request, SERVER.tokens_per_session) == (2_000, 20_000)
    assert (SERVER.requests_per_hour, SERVER.at_once) == (25, 1 + 8)
    assert SERVER.tokens_per_day == 50_000


def test_all_servers_together_have_the_room_of_four() -> None:
    names = [name for name in Limits.__slots__ if name != "tool_rounds"]
    four = [4 * getattr(SERVER, name) for name in names]
    assert [getattr(TOTAL, name) for name in names] == four


def test_a_loop_is_one_servers_and_has_no_other_bound_for_all_of_them() -> None:
    assert TOTAL.tool_rounds == SERVER.tool_rounds == 3


def test_all_limits_are_told_in_words() -> None:
    assert SERVER.line == (
        "10 requests a minute, 25 an hour, 9 at once; 2,000 tokens for one answer, 20,000 a "
        "session, 50,000 a day; 3,600 seconds of this computer's work a day; 3 rounds of "
        "tools in one loop; $1 a day"
    )


def test_what_is_used_is_told_beside_what_may_be_used() -> None:
    assert Standing(SERVER, 3, 1_200, 21_500, 40.2).line == (
        "3 of 25 requests this hour, 1,200 of 20,000 tokens this session, 21,500 of 50,000 tokens "
        "today, 41 of 3,600 seconds of this computer today"
    )


@pytest.mark.parametrize(
    ("limit", "allowed", "says"),
    [
        ("requestsPerMinute", 1, "1 request a minute"),
        ("requestsPerHour", 25, "25 requests an hour"),
        ("atOnce", 9, "9 requests at once"),
        ("tokensPerSession", 20_000, "20,000 tokens a session"),
        ("tokensPerDay", 1, "1 token a day"),
        ("toolRounds", 3, "3 rounds of tools in one loop"),
        ("dollarsPerDay", 0.25, "$0.25 a day"),
        ("secondsPerDay", 3_600, "3,600 seconds of this computer's work a day"),
    ],
)
def test_a_limit_that_is_reached_is_named(limit: str, allowed: float, says: str) -> None:
    assert Breach(limit, allowed, "").says == says


LOOK = Tool(name="look", input_schema={"type": "object"})


def message(*blocks: SamplingMessageContentBlock) -> SamplingMessage:
    return SamplingMessage(role="user", content=list(blocks))


ESTIMATES: dict[str, tuple[dict[str, Any], int]] = {
    "a token for three letters, and some for the message": ({"text": "a" * 300}, 108),
    "bytes, not letters": ({"text": "字" * 100}, 108),
    "the system prompt too": ({"text": "", "system_prompt": "a" * 30}, 18),
    "the tools too": ({"text": "", "tools": [LOOK]}, 24),
    "every message": ({"messages": [message(TextContent(text="aaa"))] * 4}, 36),
    "a picture and a sound": (
        {
            "messages": [
                message(
                    ImageContent(data="aaaa", mime_type="image/png"),
                    AudioContent(data="aaaa", mime_type="audio/wav"),
                )
            ]
        },
        2_008,
    ),
    "half a letter": ({"text": "\ud83d" * 3}, 9),
}


@pytest.mark.parametrize(("parts", "tokens"), ESTIMATES.values(), ids=ESTIMATES.keys())
def test_what_a_request_is_to_read_is_estimated(parts: dict[str, Any], tokens: int) -> None:
    assert estimated(make_params(**parts)) == tokens


def test_what_is_no_text_counts_as_it_is_written() -> None:
    use = ToolUseContent(id="1", name="weather", input={"place": "Brill" * 100})
    assert estimated(make_params(messages=[message(use)])) > 500 // 3
