"""The questions that a person is asked, and the two answers there are to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop.gateway.consent import ONCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.consent import Span
    from desktop.gateway.context import Context
    from desktop.gateway.limits import Bound
    from desktop.gateway.request import Request
    from desktop.gateway.routing import Route
    from desktop.gateway.screening.finding import Finding
    from desktop.models.backend import Result
    from desktop.models.context import ModelContext


TIMED_OUT = "timeout"
"""By what a question is declined that nobody touched for so long as the policy says."""


@dataclass(frozen=True, slots=True)
class Review:
    """All that a person needs to decide on one request."""

    request: Request
    route: Route
    gives_up_at: float | None = None
    """When the caller stops waiting, on the clock of `time.monotonic`; None when not known."""
    findings: tuple[Finding, ...] = ()
    """What the screening found in the request."""
    reason: str = ""
    """Why it is asked although a rule would let it pass; empty otherwise."""
    bound: Bound | None = None
    """The limit that shortens the answer, where one does."""
    standing: Callable[[], str] = str
    """Tells what the server has used of its limits, which changes while the question waits."""
    context: Context | None = None
    """What the person may add to it, this once, where it asks for context and there is some."""

    @property
    def max_tokens(self) -> int:
        """How long the answer may be."""
        return self.bound.max_tokens if self.bound else self.request.params.max_tokens

    @property
    def timeout(self) -> float:
        """After how many seconds without a touch it is declined, once it is shown."""
        return self.request.caller.policy.timeout


@dataclass(frozen=True, slots=True)
class Approved:
    """Yes, to exactly these params, answered by this model."""

    params: CreateMessageRequestParams
    model: str
    """The chosen model's id: the route's choice or one of its runners-up."""
    span: Span = ONCE
    """For how long later requests like this one need no question."""
    by: str = "person"


@dataclass(frozen=True, slots=True)
class Declined:
    """No."""

    by: str = "person"
    quiet: float = 0.0
    """For how many seconds no more questions about this server are wanted."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One of several answers to the same request."""

    model: ModelContext
    """Which gave it."""
    result: Result
    findings: tuple[Finding, ...] = ()
    """What the screening found in it."""


@dataclass(frozen=True, slots=True)
class AnswerReview:
    """An answer that a person is to see before the server does."""

    request: Request
    model: ModelContext
    result: Result
    findings: tuple[Finding, ...] = ()
    """What the screening found in the answer."""
    gives_up_at: float | None = None
    """As in a `Review`."""
    offers: tuple[Offer, ...] = ()
    """Where several models answered: what there is to choose from."""
    chosen: int = 0
    """Which of these the result is."""
    required: bool = True
    """Whether silence keeps the answer back; otherwise the result is sent then."""

    @property
    def timeout(self) -> float:
        """As in a `Review`."""
        return self.request.caller.policy.timeout


@dataclass(frozen=True, slots=True)
class AnswerApproved:
    """Yes, to exactly this answer."""

    result: Result
    by: str = "person"
    chosen: int = 0
    """Which of several answers it is."""


class Approver(Protocol):
    """Someone who can be asked."""

    async def review(self, review: Review) -> Approved | Declined:
        """Asks about one request; cancelling the awaiting task takes the question back.

        Raises:
            Unattended: nobody is there to be asked.
        """

    async def review_answer(self, review: AnswerReview) -> AnswerApproved | Declined:
        """Asks about one answer; cancelling the awaiting task takes the question back.

        Raises:
            Unattended: nobody is there to be asked.
        """
