"""How much may be asked of the models: each limit, in words, and what a request may take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.language import number, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp_types import CreateMessageRequestParams, SamplingMessageContentBlock

_BYTES_OF_A_TOKEN = 3
"""On the low side, so that the estimate is on the high one; what was really read is settled."""

_TOKENS_OF_A_MESSAGE = 8
"""What a chat format puts around each."""

_TOKENS_OF_MEDIA = 1000
"""An image, or a sound; their bytes say nothing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that may be asked for; what stands here holds for one server.

    The tokens of a request and of a session are those of SAF-M-73, and 25 requests are those of
    Microsoft's agent-framework (#6413), here for an hour and not for as long as Parley is open.
    Nine at once are one before the person and eight that wait. Those of a minute leave room for
    that queue, those of a day for a few sessions, and the seconds for a small model to use up the
    tokens of a day; for these three nothing is published.
    """

    requests_per_minute: int = 10
    requests_per_hour: int = 25
    at_once: int = 9
    tokens_per_request: int = 2_000
    """The most that `maxTokens` may be; a larger one is lowered to this, and that is said."""
    tokens_per_session: int = 20_000
    """Read and written, since Parley was started."""
    tokens_per_day: int = 50_000
    seconds_per_day: int = 3_600
    """Of this computer's work. They cannot be foreseen, so the answer that uses the last of them
    is finished, and the next request is refused."""
    tool_rounds: int = 3
    """How often a model may call tools in one loop (SAF-M-73); after that it may only answer."""
    dollars_per_day: float = 1.0
    """What the answers of providers may cost, as far as prices are known."""

    @property
    def line(self) -> str:
        """All of them, in words."""
        return tr(
            "{requests_per_minute:,} requests a minute, {requests_per_hour:,} an hour, "
            "{at_once:,} at once; {tokens_per_request:,} tokens for one answer, "
            "{tokens_per_session:,} a session, {tokens_per_day:,} a day; "
            "{seconds_per_day:,} seconds of this computer's work a day; {tool_rounds:,} "
            "rounds of tools in one loop; {money} a day",
            requests_per_minute=self.requests_per_minute,
            requests_per_hour=self.requests_per_hour,
            at_once=self.at_once,
            tokens_per_request=self.tokens_per_request,
            tokens_per_session=self.tokens_per_session,
            tokens_per_day=self.tokens_per_day,
            seconds_per_day=self.seconds_per_day,
            tool_rounds=self.tool_rounds,
            money=money(self.dollars_per_day),
        )


SERVER = Limits()

TOTAL = Limits(
    requests_per_minute=40,
    requests_per_hour=100,
    at_once=36,
    tokens_per_request=8_000,
    tokens_per_session=80_000,
    tokens_per_day=200_000,
    seconds_per_day=14_400,
    dollars_per_day=4.0,
)
"""All servers together: as much as four that go to their limits; a loop is one server's."""

_SAID: dict[str, Callable[[int], str]] = {
    "requestsPerMinute": lambda n: tr("{n} request(s) a minute", "", n),
    "requestsPerHour": lambda n: tr("{n} request(s) an hour", "", n),
    "atOnce": lambda n: tr("{n} request(s) at once", "", n),
    "tokensPerSession": lambda n: tr("{n} token(s) a session", "", n),
    "tokensPerDay": lambda n: tr("{n} token(s) a day", "", n),
    "secondsPerDay": lambda n: tr("{n} second(s) of this computer's work a day", "", n),
    "toolRounds": lambda n: tr("{n} round(s) of tools in one loop", "", n),
}
"""Each limit that can be reached, by its name in mcp.json."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How long an answer may be, where that is less than was asked for."""

    max_tokens: int
    says: str
    """Which limit it is, in a sentence."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a request would break."""

    limit: str
    """Its name in mcp.json."""
    allowed: float
    frees: str
    """When it frees, in a sentence."""
    left: str = ""
    """What is left of it, in a sentence."""

    @property
    def remark(self) -> str:
        """What is left, and when it frees."""
        return f"{self.left} {self.frees}".strip()

    @property
    def says(self) -> str:
        """The limit in words: "25 requests an hour"."""
        if self.limit == "dollarsPerDay":
            return tr("{money} a day", money=money(self.allowed))
        return _SAID[self.limit](int(self.allowed))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is used of the limits that a person would ask about."""

    limits: Limits
    requests: int
    """Of the last hour."""
    session_tokens: int
    tokens: int
    """Of today."""
    seconds: float
    dollars: float = 0.0

    @property
    def line(self) -> str:
        """All of it, in words."""
        limits = self.limits
        paid = (
            tr(
                ", {money} of {money2} today",
                money=money(self.dollars),
                money2=money(limits.dollars_per_day),
            )
            if self.dollars
            else ""
        )
        return tr(
            "{requests:,} of {requests_per_hour:,} requests this hour, {session_tokens:,} "
            "of {tokens_per_session:,} tokens this session, {tokens:,} of "
            "{tokens_per_day:,} tokens today, {ceil:,} of {seconds_per_day:,} seconds of "
            "this computer today{paid}",
            requests=self.requests,
            requests_per_hour=limits.requests_per_hour,
            session_tokens=self.session_tokens,
            tokens_per_session=limits.tokens_per_session,
            tokens=self.tokens,
            tokens_per_day=limits.tokens_per_day,
            ceil=math.ceil(self.seconds),
            seconds_per_day=limits.seconds_per_day,
            paid=paid,
        )


def money(dollars: float) -> str:
    """Returns an amount with as many digits as it needs: $1, $0.25, $0.0031."""
    whole = dollars == int(dollars)
    form = ",.0f" if whole else ",.2f" if dollars >= 0.1 else ",.4f"
    return tr("${amount}", amount=number(dollars, form))


def rounds(params: CreateMessageRequestParams) -> int:
    """Returns how often tools were called in the conversation so far."""
    return sum(
        any(block.type == "tool_use" for block in message.content_as_list)
        for message in params.messages
    )


def estimated(params: CreateMessageRequestParams) -> int:
    """Returns about how many tokens a request is to read, rather too many than too few."""
    octets, tokens = _octets(params.system_prompt or ""), 0
    octets += sum(_octets(tool.model_dump_json(exclude_none=True)) for tool in params.tools or ())
    for message in params.messages:
        tokens += _TOKENS_OF_A_MESSAGE
        for block in message.content_as_list:
            if block.type in ("image", "audio"):
                tokens += _TOKENS_OF_MEDIA
            else:
                octets += _octets(_text(block))
    return tokens + math.ceil(octets / _BYTES_OF_A_TOKEN)


def heard(params: CreateMessageRequestParams) -> int:
    """Returns how many of these tokens are sounds."""
    blocks = (block for message in params.messages for block in message.content_as_list)
    return _TOKENS_OF_MEDIA * sum(block.type == "audio" for block in blocks)


def _text(block: SamplingMessageContentBlock) -> str:
    return block.text if block.type == "text" else block.model_dump_json()


def _octets(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
