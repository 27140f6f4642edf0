"""The person as one that asks: what they write and send is their consent, within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from desktop.errors import ConfigError
from desktop.events import CHAT
from desktop.gateway.limits import Limits
from desktop.gateway.policy import Policy
from desktop.gateway.request import Caller
from desktop.inbound.programs import ProgramRules
from desktop.inbound.sampling import limited
from desktop.language import tr
from desktop.storage.json_file import read_document

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Limits(
    requests_per_minute=60,
    requests_per_hour=1_000,
    at_once=9,
    tokens_per_request=32_000,
    tokens_per_session=50_000_000,
    tokens_per_day=50_000_000,
    seconds_per_day=24 * 3_600,
    tool_rounds=1_000,
    dollars_per_day=5.0,
)
"""Wide, since whoever waits for the answers is who asks; but no slip costs more than so much.

The rounds of tools are those of a whole conversation: the loop after each message has a bound of
its own.
"""

TIMEOUT = 300.0
"""Seconds after which a question about the person's own message is declined."""


SECTION = "chat"
"""The part of mcp.json in which the limits stand that the person has changed."""


def person(config_file: Path, model: str) -> Caller:
    """Returns the person as one whom only the chosen model may answer.

    Raises:
        ConfigError: mcp.json cannot be read, or what it says of the limits is wrong.
    """
    return Caller(
        CHAT,
        tr("your own conversation here"),
        "the person",
        Policy(
            consent="always",
            remote="always",
            tools="always",
            timeout=TIMEOUT,
            models=(model,),
            # They stand in the conversation, and are to be gone once that is deleted.
            keep_texts=False,
        ),
        limited(LIMITS, _rules(config_file).sampling.limits),
        is_person=True,
    )


def _rules(path: Path) -> ProgramRules:
    try:
        return ProgramRules.model_validate(read_document(path).get(SECTION) or {})
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            tr(
                "{where} in {path} is wrong: {why}. Nothing was sent.",
                where=".".join(map(str, (SECTION, *first["loc"]))),
                path=path,
                why=first["msg"],
            )
        ) from error
