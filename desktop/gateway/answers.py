"""The answers of several models to one request: how one of them is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import Unattended
from desktop.gateway.approval import TIMED_OUT, AnswerApproved, Declined, Offer
from desktop.gateway.screening.off_loop import screened_answer
from desktop.language import tr

if TYPE_CHECKING:
    from desktop.gateway.approval import AnswerReview, Approver
    from desktop.models.backend import Completion


async def offers(completion: Completion) -> tuple[Offer, ...]:
    """Returns the answers that there are to choose from, each with what is found in it."""
    found = [await screened_answer(one.result) for one in completion.answers]
    pairs = zip(completion.answers, found, strict=True)
    return tuple(Offer(one.model, one.result, findings) for one, findings in pairs)


async def verdict_on(review: AnswerReview, approver: Approver) -> AnswerApproved | Declined:
    """Returns what a person says of an answer, or of several.

    Where their yes is not required, and nobody is there or touches the question, the first of
    several answers is taken.

    Raises:
        Unattended: their yes is required, and nobody is there.
    """
    first = AnswerApproved(review.result, by="", chosen=review.chosen)
    try:
        verdict = await approver.review_answer(review)
    except Unattended:
        if review.required:
            raise
        return first
    untouched = isinstance(verdict, Declined) and verdict.by == TIMED_OUT
    return first if untouched and not review.required else verdict


def told_choice(completion: Completion, by: str) -> str:
    """Returns which of several answers it is, and who chose it, in a sentence."""
    if not completion.answers:
        return ""
    name = completion.answers[completion.chosen].model.name
    if by == "person":
        return tr("The answer of {name} was taken, as chosen by you.", name=name)
    if by:
        return tr("The answer of {name} was taken, as chosen by {who}.", name=name, who=by)
    if completion.undecided:
        return tr("The answer of {name} was taken, the first, since nobody chose one.", name=name)
    return tr("The answer of {name} was taken, as chosen by the model that picks.", name=name)
