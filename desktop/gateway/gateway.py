"""The path of one request: pause, check, limits, screen, route, consent, ask, complete, journal."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from desktop.errors import ParleyError, Paused, Refused, Withdrawn
from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.approval import Approved, Declined, Review
from desktop.gateway.consent import Allow, Ask, Grant, Refuse, decide
from desktop.gateway.request import check
from desktop.gateway.routing import choose
from desktop.gateway.screening.off_loop import screened, screened_answer
from desktop.models.context import Location

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams, CreateMessageResult, SamplingMessage

    from desktop.events import Publish
    from desktop.gateway.approval import Approver
    from desktop.gateway.budget import Reservation
    from desktop.gateway.journal import Journal
    from desktop.gateway.request import Request
    from desktop.gateway.routing import Route
    from desktop.gateway.rules import Rules
    from desktop.gateway.screening.finding import Finding
    from desktop.models.backend import Backend, Completion
    from desktop.models.library import Library

PUBLISH_SECONDS = 0.05
"""A growing answer is published at most this often."""

UNFORESEEN = "Something went wrong inside Parley. The program that asked got no answer."


class Gateway:
    """The one place through which every request passes, whichever way it came."""

    def __init__(
        self,
        library: Library,
        approver: Approver,
        rules: Rules,
        journal: Journal,
        publish: Publish,
    ) -> None:
        self._library = library
        self._approver = approver
        self._rules = rules
        self._journal = journal
        self._publish = publish

    async def answer(self, request: Request) -> CreateMessageResult:
        """Returns a model's answer that a person, or a person's rule, allowed.

        Cancelling the awaiting task withdraws the request: its dialog closes, its work stops.

        Raises:
            RequestError: the request was invalid or refused.
            ModelError: no model could answer.
            StorageError: it could not be recorded; then nothing leaves.
        """
        progress = _Progress(request, self._publish)
        self._journal.asked(request)
        try:
            return await self._rules.pause.heed(lambda: self._answer(request, progress))
        except asyncio.CancelledError:
            self._end(request, progress, RequestPhase.WITHDRAWN, "The program no longer waits.")
            raise
        except Refused as error:
            declined = progress.asked and not isinstance(error, Paused)
            phase = RequestPhase.DECLINED if declined else RequestPhase.REFUSED
            self._end(request, progress, phase, str(error), by=error.by)
            raise
        except Withdrawn as error:
            self._end(request, progress, RequestPhase.WITHDRAWN, str(error))
            raise
        except ParleyError as error:
            self._end(request, progress, RequestPhase.FAILED, str(error))
            raise
        except Exception:
            # It is let out as it came, but no request may stay open for ever.
            self._end(request, progress, RequestPhase.FAILED, UNFORESEEN)
            raise

    async def _answer(self, request: Request, progress: _Progress) -> CreateMessageResult:
        check(request.params)
        held = self._rules.budget.reserve(request)
        try:
            return await self._answer_within(held, progress)
        finally:
            self._rules.budget.release(held)

    async def _answer_within(self, held: Reservation, progress: _Progress) -> CreateMessageResult:
        request = held.request
        findings = await screened(request.params)
        self._journal.screened(request, findings)
        progress.notice(findings)
        route = choose(request.params, self._library.candidates())
        self._journal.routed(request, route, held.bound)
        progress.show(RequestPhase.WAITING, model=route.choice.name)
        approved = await self._consent(held, route, findings, progress)
        model = self._library.model(approved.model)
        if model.context.location is Location.LOCAL:
            # Nothing leaves but the answer, and that waits for its own row, which comes later.
            self._journal.approved_soon(request, approved)
        else:
            await self._journal.approved(request, approved)
        progress.show(RequestPhase.ANSWERING, model=model.context.name)
        completion = await self._complete(held, model, approved, progress)
        found = await screened_answer(completion.result)
        self._journal.screened(request, found, answer=True)
        progress.notice_in_answer(found)
        await self._journal.answered(request, completion)
        progress.show(RequestPhase.ANSWERED, detail=completion.result.stop_reason or "")
        return completion.result

    async def _consent(
        self, held: Reservation, route: Route, findings: tuple[Finding, ...], progress: _Progress
    ) -> Approved:
        """Returns what was allowed, by a rule or by the person.

        Raises:
            Refused: by a rule or by the person.
        """
        request, grants = held.request, self._rules.grants.all()
        decision = decide(request.caller, route.choice.location, grants, flagged=bool(findings))
        match decision:
            case Allow(rule):
                return Approved(held.params, route.choice.id, by=rule)
            case Refuse(rule):
                raise Refused(f"Refused: {rule}.", by=rule)
            case Ask(reason):
                progress.asked = True
                return await self._ask(self._review(held, route, findings, reason))
            case _:
                assert_never(decision)

    def _review(
        self, held: Reservation, route: Route, findings: tuple[Finding, ...], reason: str
    ) -> Review:
        request, caller = held.request, held.request.caller
        return Review(
            request,
            route,
            None if request.patience is None else time.monotonic() + request.patience,
            findings,
            reason,
            held.bound,
            lambda: self._rules.budget.standing(caller.name, caller.limits).line,
        )

    async def _ask(self, review: Review) -> Approved:
        request = review.request
        verdict = await self._approver.review(review)
        match verdict:
            case Declined(by):
                raise Refused("Declined.", by=by)
            case Approved():
                self._rules.pause.check()  # Another Parley may have paused in this moment.
                location = self._library.model(verdict.model).context.location
                if verdict.always:
                    caller = request.caller
                    await self._rules.grants.add(Grant(caller.name, caller.fingerprint, location))
                limit = min(verdict.params.max_tokens, review.max_tokens)
                params = verdict.params.model_copy(update={"max_tokens": limit})
                if _texts(params) != _texts(request.params):
                    found = await screened(params)
                    self._journal.screened(request, found, edited=True)
                return replace(verdict, params=params)
            case _:
                assert_never(verdict)

    async def _complete(
        self, held: Reservation, model: Backend, approved: Approved, progress: _Progress
    ) -> Completion:
        """Returns a model's answer, and counts what it took."""
        budget = self._rules.budget
        budget.begin(held)
        try:
            completion = await self._library.complete(model, approved.params, progress.grow)
        except BaseException:
            budget.break_off(held, model.context, progress.pieces)
            raise
        budget.settle(held, model.context, completion.usage)
        return completion

    def _end(
        self,
        request: Request,
        progress: _Progress,
        phase: RequestPhase,
        detail: str,
        *,
        by: str = "",
    ) -> None:
        self._journal.ended(request, phase, by=by, error=detail, text=progress.text)
        progress.show(phase, detail=detail)


def _texts(params: CreateMessageRequestParams) -> tuple[str, list[SamplingMessage]]:
    """Returns what a person can change the words of."""
    return params.system_prompt or "", params.messages


class _Progress:
    """What is published of a request while it goes its way."""

    def __init__(self, request: Request, publish: Publish) -> None:
        last = request.params.messages[-1:] if request.params.messages else []
        blocks = [block for message in last for block in message.content_as_list]
        self._publish = publish
        self._state = RequestChanged(
            request.id,
            request.caller.name,
            RequestPhase.WAITING,
            at=time.time(),
            tool=request.tool or "",
            prompt="\n".join(
                block.text if block.type == "text" else f"[{block.type}]" for block in blocks
            ),
        )
        self._pieces: list[str] = []
        self._published = 0.0
        self.asked = False
        """Whether the person was asked."""

    @property
    def text(self) -> str:
        """The answer as far as it has come."""
        return "".join(self._pieces)

    @property
    def pieces(self) -> int:
        """In how many pieces it came."""
        return len(self._pieces)

    def show(self, phase: RequestPhase, *, model: str = "", detail: str = "") -> None:
        """Publishes a new phase."""
        self._state = replace(
            self._state,
            phase=phase,
            model=model or self._state.model,
            text=self.text,
            detail=detail,
        )
        self._publish(self._state)

    def notice(self, findings: tuple[Finding, ...]) -> None:
        """Takes what was found in the request, for the next time that something is published."""
        if findings:
            self._state = replace(self._state, noticed=tuple(one.line for one in findings))

    def notice_in_answer(self, findings: tuple[Finding, ...]) -> None:
        """Takes what was found in the answer."""
        if findings:
            noticed = tuple(one.says for one in findings)
            self._state = replace(self._state, noticed_in_answer=noticed)

    def grow(self, piece: str) -> None:
        """Takes a new piece of the answer, and publishes the whole now and then."""
        self._pieces.append(piece)
        now = time.monotonic()
        if now - self._published >= PUBLISH_SECONDS:
            self._published = now
            self.show(self._state.phase)
