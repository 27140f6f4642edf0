"""The errors of the SDK and of providers, told by kind in words for a person."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2
import openai

from desktop.errors import (
    BadAnswer,
    Filtered,
    KeyRefused,
    ModelError,
    NoCredit,
    NotOffered,
    Overloaded,
    PromptTooLong,
    ProviderFailed,
    RateLimited,
    RequestRefused,
    TooSlow,
    Unreachable,
)
from desktop.language import tr
from desktop.models.remote.waiting import wait_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import SecretStr

_NO_CREDIT = re.compile(
    r"insufficient_quota|insufficient.credit|billing_hard_limit|credit balance is too low", re.I
)
_TOO_LONG = re.compile(
    r"context_length_exceeded|maximum context length|context window|context size|"
    r"prompt is too long|too many tokens|exceeds? the (maximum|available) ",
    re.I,
)
_FILTERED = re.compile(r"content_filter|content_policy_violation|moderation", re.I)
_BAD_KEY = re.compile(r"invalid_api_key|authentication_error|api key not valid", re.I)
_BUSY = re.compile(r"overloaded|server_error|service_unavailable", re.I)
_LIMITED = re.compile(r"rate_limit", re.I)

_WORDS: dict[type[ModelError], str] = {
    NoCredit: tr(
        "Your account with {label} has no credit left. Nothing was answered. Add some there, "
        "or choose another model."
    ),
    RateLimited: tr(
        "{label} is asked too often at the moment{wait}. Nothing was answered. Try again "
        "later, or choose another model."
    ),
    PromptTooLong: tr(
        "The request is longer than the model at {label} can take. Nothing was "
        "answered. Shorten it, or choose a model with a longer context."
    ),
    Filtered: tr(
        "{label} does not answer this request: its filter for content objected. Change the "
        "request, or choose another model."
    ),
    Overloaded: tr(
        "{label} is overloaded or has a fault of its own{number}. Nothing was answered. "
        "Try again later, or choose another model."
    ),
}

LONGEST_WORDS = 300
"""Characters of what a provider says that are passed on."""

TROUBLES = (
    openai.OpenAIError,
    httpx2.HTTPError,
    httpx2.InvalidURL,
    ValueError,
    RecursionError,
)
"""What the SDK may raise: a line that is no JSON, for example, passes it as a ValueError."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who failed, as far as the words about it need to know."""

    name: str
    """In the list of providers."""
    label: str
    """For people."""
    host: str
    key_page: str
    key: SecretStr | None
    patience: float

    def words(self, text: str) -> str:
        """Returns what a provider says, short and on one line; nothing if it quotes the key."""
        key = self.key.get_secret_value() if self.key else ""
        pieces = {key[at : at + 8] for at in range(max(1, len(key) - 7))} if key else set()
        if any(piece in text for piece in pieces):
            return ""
        line = " ".join(text.split())
        return line if len(line) <= LONGEST_WORDS else f"{line[:LONGEST_WORDS]}…"


def failure(error: Exception, party: Party) -> ModelError:
    """Returns an error of the SDK as one of ours."""
    match error:
        case openai.APITimeoutError() | httpx2.TimeoutException():
            return too_slow(party)
        case openai.APIStatusError():
            return _refused(error.status_code, _told(error.body), error.response.headers, party)
        case openai.APIConnectionError() | httpx2.HTTPError():
            return _unreachable(error, party)
        case openai.APIError():
            of_body = told_failure(error.body, party)
            return of_body or _refused(0, _Told("", error.message), {}, party)
        case ValueError() | RecursionError():
            return BadAnswer(
                tr(
                    "{label} answered something that is not the JSON that was expected. The answer "
                    "was given up. Try again, or choose another model.",
                    label=party.label,
                )
            )
        case _:
            return ProviderFailed(
                tr(
                    "{label} could not be asked ({name}). Nothing was answered.",
                    label=party.label,
                    name=type(error).__name__,
                )
            )


def too_slow(party: Party) -> TooSlow:
    """Returns the error for a silence that was too long."""
    return TooSlow(
        tr(
            "{label} said nothing for {patience:.0f} seconds, so the connection was "
            "closed. Try again, or choose another model.",
            label=party.label,
            patience=party.patience,
        )
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a provider says of a fault: its codes, and its words."""

    code: str
    message: str

    @property
    def all(self) -> str:
        return f"{self.code} {self.message}"


def _told(body: object) -> _Told:
    """Returns what the body of an answer says; the SDK has unwrapped some of them."""
    match body:
        case [first, *_]:  # As Google has it.
            return _told(first)
        case {"error": dict() as inner}:
            return _told(inner)
        case {"error": str(message)}:
            return _Told("", message)
        case dict():
            fields: dict[str, Any] = body
            codes = [fields.get(key) for key in ("code", "type", "status")]
            code = " ".join(str(code) for code in codes if isinstance(code, str | int))
            words = fields.get("message") or fields.get("detail")
            return _Told(code, words if isinstance(words, str) else "")
        case _:
            return _Told("", "")


def told_failure(body: object, party: Party) -> ModelError | None:
    """Returns the error that an answer tells of, though it came as one that is well; or None."""
    told = _told(body)
    if not told.all.strip():
        return None
    status = re.search(r"\b[45]\d\d\b", told.code)
    return _refused(int(status[0]) if status else 0, told, {}, party)


def _refused(status: int, told: _Told, headers: Mapping[str, str], party: Party) -> ModelError:
    """Returns the error for an answer that is a refusal."""
    kind = _kind(status, told)
    if kind is KeyRefused:
        return _key_refused(status, party)
    if kind is TooSlow:
        return too_slow(party)
    words = _WORDS.get(kind)
    if words is None:
        return _other(status, party, party.words(told.message))
    return kind(words.format(label=party.label, number=_number(status), wait=_wait(headers)))


def _kind(status: int, told: _Told) -> type[ModelError]:
    """Returns what went wrong, the surest sign of it first."""
    may_be_long = status in (0, 400, 422)
    kinds: tuple[tuple[type[ModelError], object], ...] = (
        (RequestRefused, "too_deep" in told.code),  # by a Parley, which this one may be itself
        (NoCredit, status == 402 or _NO_CREDIT.search(told.all)),
        (KeyRefused, status in (401, 403) or _BAD_KEY.search(told.all)),
        (RateLimited, status == 429 or _LIMITED.search(told.code)),
        (PromptTooLong, status == 413 or (may_be_long and _TOO_LONG.search(told.all))),
        (Filtered, _FILTERED.search(told.code)),
        (TooSlow, status in (408, 504)),
        (Overloaded, status >= 500 or _BUSY.search(told.code)),
    )
    return next((kind for kind, holds in kinds if holds), RequestRefused)


def _other(status: int, party: Party, words: str) -> ModelError:
    said = tr(" It says: {rstrip}.", rstrip=words.rstrip(".")) if words else ""
    if 300 <= status < 400:
        return BadAnswer(
            tr(
                "{label} sends requests on to another address{number}, to which Parley takes "
                "neither your key nor your text. Correct the provider's address.",
                label=party.label,
                number=_number(status),
            )
        )
    if status == 404:
        return NotOffered(
            tr(
                "{label} does not have that at {host}{number}.{said} Look at its models: "
                "parley providers models {name}",
                label=party.label,
                host=party.host,
                number=_number(status),
                said=said,
                name=party.name,
            )
        )
    return RequestRefused(
        tr(
            "{label} does not accept the request{number}.{said} Nothing was answered. "
            "Change the request, or choose another model.",
            label=party.label,
            number=_number(status),
            said=said,
        )
    )


def _key_refused(status: int, party: Party) -> KeyRefused:
    """Returns the error for a key; it quotes nothing, for providers quote keys."""
    page = (
        tr(" Look at it at {key_page}, then put", key_page=party.key_page)
        if party.key_page
        else tr(" Put")
    )
    if party.key is None:
        return KeyRefused(
            tr(
                "{label} wants a key{number}. Nothing was answered.{page} one in: parley "
                "providers key {name}",
                label=party.label,
                number=_number(status),
                page=page,
                name=party.name,
            )
        )
    may_not = (
        tr("does not allow this with your key") if status == 403 else tr("does not take your key")
    )
    return KeyRefused(
        tr(
            "{label} {may_not}{number}. Nothing was answered.{page} the right one in: "
            "parley providers key {name}",
            label=party.label,
            may_not=may_not,
            number=_number(status),
            page=page,
            name=party.name,
        )
    )


def _unreachable(error: Exception, party: Party) -> Unreachable:
    below = error.__cause__ or error
    if "CERTIFICATE_VERIFY_FAILED" in str(below):
        return Unreachable(
            tr(
                "{host} could not prove that it is {label}: its certificate is not trusted "
                "here. Nothing was sent. Look at the address, this computer's clock, and "
                "whether something reads along on the way.",
                host=party.host,
                label=party.label,
            )
        )
    if isinstance(below, httpx2.RemoteProtocolError | httpx2.ReadError):
        return Unreachable(
            tr(
                "{label} broke off the connection in the middle of its answer, which is given "
                "up. Try again, or choose another model.",
                label=party.label,
            )
        )
    return Unreachable(
        tr(
            "{label} cannot be reached at {host}. Nothing was answered. Is this computer "
            "online, and the provider's address right? A model of this computer answers "
            "all the same.",
            label=party.label,
            host=party.host,
        )
    )


def _number(status: int) -> str:
    return f" ({status})" if status else ""


def _wait(headers: Mapping[str, str]) -> str:
    wait = wait_of(headers)
    return tr(", and wants to be left alone for {ceil:,} s", ceil=math.ceil(wait)) if wait else ""
