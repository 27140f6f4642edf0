"""What a program is told that gets no answer, in the shapes that the SDKs understand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.errors import (
    InvalidRequest,
    LimitReached,
    ModelError,
    NoModel,
    ParleyError,
    Paused,
    Refused,
    TooDeep,
    Unattended,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as HTTP tells it."""

    status: int
    kind: str
    """One of the types of OpenAI's and of Anthropic's errors."""
    code: str
    message: str

    def openai(self) -> dict[str, Any]:
        """Returns it in OpenAI's shape."""
        told = {"message": self.message, "type": self.kind, "param": None, "code": self.code}
        return {"error": told}

    def anthropic(self) -> dict[str, Any]:
        """Returns it in Anthropic's shape."""
        return {"type": "error", "error": {"type": self.kind, "message": self.message}}


_KINDS: tuple[tuple[type[ParleyError], int, str, str], ...] = (
    (LimitReached, 429, "rate_limit_error", "limit_reached"),
    (Paused, 503, "overloaded_error", "paused"),
    (Unattended, 503, "overloaded_error", "unattended"),
    (TooDeep, 403, "permission_error", "too_deep"),
    (Refused, 403, "permission_error", "declined"),
    (InvalidRequest, 400, "invalid_request_error", "invalid_request"),
    (NoModel, 404, "not_found_error", "no_model"),
    (ModelError, 503, "api_error", "model_failed"),
    (ParleyError, 500, "api_error", "internal"),
)
"""The first that fits holds."""


def failure_of(error: ParleyError) -> Failure:
    """Returns what a program is told of an error; of this computer it learns nothing by it."""
    status, kind, code = next(row[1:] for row in _KINDS if isinstance(error, row[0]))
    declined = code == "declined"
    message = "The person declined this request." if declined else error.to_caller
    return Failure(status, kind, code, message)


UNFORESEEN = Failure(500, "api_error", "internal", ParleyError.to_caller)
UNKNOWN = Failure(401, "authentication_error", "invalid_api_key", "This token is not good here.")
FOREIGN = Failure(
    403, "permission_error", "foreign", "Only programs on this computer may ask, not web pages."
)
TOO_LARGE = Failure(413, "request_too_large", "too_large", "The request is longer than 32 MB.")
NOT_HERE = Failure(404, "not_found_error", "unknown_address", "There is nothing at this address.")
