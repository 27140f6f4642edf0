"""What mcp.json may say about requests for completions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from desktop.language import tr

Most = Annotated[int, Field(strict=True, ge=1)] | None


def _only_known(model: type[BaseModel], given: object, noun: str) -> object:
    known = [to_camel(name) for name in model.model_fields]
    unknown = sorted(set(given) - set(known)) if isinstance(given, dict) else []
    if unknown:
        raise ValueError(
            tr(
                "there is no {noun} {name!r}. There are: {known}",
                noun=noun,
                name=unknown[0],
                known=", ".join(known),
            )
        )
    return given


class SamplingLimits(BaseModel):
    """The limits that the file names; each of the others is as Parley has it."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)

    requests_per_minute: Most = None
    requests_per_hour: Most = None
    at_once: Most = None
    tokens_per_request: Most = None
    tokens_per_session: Most = None
    tokens_per_day: Most = None
    seconds_per_day: Most = None
    tool_rounds: Most = None
    dollars_per_day: Annotated[float, Field(ge=0, le=10**9)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _known(cls, limits: object) -> object:
        """Passes what names no unknown limit: one that is misspelled would hold nothing back."""
        return _only_known(cls, limits, tr("limit"))


NONE_NAMED = SamplingLimits()


Word = Literal["ask", "always", "never"]


class SamplingRules(BaseModel):
    """What one entry says about its server's requests for completions; `Policy` explains each."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)

    enabled: bool = True
    consent: Word = "ask"
    remote: Word = "ask"
    tools: Word = "ask"
    outside_calls: Literal["ask", "never"] = "ask"
    timeout: Annotated[float, Field(strict=True, ge=1, le=3600)] = 30.0
    """Seconds without a touch after which a question is declined."""
    models: tuple[str, ...] = ()
    review: Literal["off", "remote", "tools", "always"] = "off"
    cache_minutes: Annotated[float, Field(ge=0, le=1440)] = 0.0
    share_cache: bool = False
    keep_texts: bool = True
    limits: SamplingLimits = NONE_NAMED

    @model_validator(mode="before")
    @classmethod
    def _known(cls, rules: object) -> object:
        """Passes what names no unknown rule: one that is misspelled would hold nothing back."""
        return _only_known(cls, rules, tr("rule"))


class Everywhere(BaseModel):
    """What the file says about the requests of all servers together."""

    limits: SamplingLimits = NONE_NAMED
