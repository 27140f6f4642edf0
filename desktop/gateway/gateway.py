"""The path of one request: pause, limits, check, screen, route, consent, ask, complete, journal."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from desktop.errors import (
    LimitReached,
    ModelError,
    ParleyError,
    Paused,
    Refused,
    TooDeep,
    Unattended,
    Withdrawn,
)
from desktop.events import RequestPhase
from desktop.gateway.answers import offers, told_choice, verdict_on
from desktop.gateway.approval import (
    TIMED_OUT,
    AnswerReview,
    Approved,
    Declined,
    Review,
)
from desktop.gateway.cache import Cache, key_of
from desktop.gateway.consent import Allow, Ask, Case, Refuse, decide
from desktop.gateway.context import context_for
from desktop.gateway.cost import expected_cost
from desktop.gateway.progress import Progress
from desktop.gateway.routing import choose
from desktop.gateway.screening.off_loop import screened, screened_answer
from desktop.gateway.screening.shadows import NONE
from desktop.gateway.validity import check
from desktop.language import tr
from desktop.models.backend import MAY_KEEP, Completion, Usage, text_of
from desktop.models.context import Location
from desktop.storage.depth import DEPTH, MOST

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams, SamplingMessage

    from desktop.events import Publish
    from desktop.gateway.approval import AnswerApproved, Approver
    from desktop.gateway.budget import Reservation
    from desktop.gateway.journal import Journal
    from desktop.gateway.request import Request
    from desktop.gateway.routing import Route
    from desktop.gateway.rules import Rules
    from desktop.gateway.screening.finding import Finding
    from desktop.models.backend import Backend, Part, Result
    from desktop.models.context import ModelContext
    from desktop.models.library import Library

_BY_NOBODY = (LimitReached, Paused, TooDeep, Unattended)
"""Refusals that are nobody's no, though somebody may have been asked."""

UNFORESEEN = tr("Something went wrong inside Parley. The program that asked got no answer.")


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
        self._cache = Cache()

    async def answer(self, request: Request) -> Result:
        """Returns a model's answer, as `complete` does, without what it took."""
        return (await self.complete(request)).result

    async def complete(self, request: Request, follow: Publish | None = None) -> Completion:
        """Returns a model's answer that a person, or a person's rule, allowed, and what it took.

        Cancelling the awaiting task withdraws the request: its dialog closes, its work stops.

        Args:
            request: what is asked for.
            follow: told how it stands as well, each time that this is published.

        Raises:
            RequestError: the request was invalid or refused.
            ModelError: no model could answer.
            StorageError: it could not be recorded; then nothing leaves.
        """
        progress = Progress(request, self._publish, follow)
        try:
            return await self._rules.pause.heed(lambda: self._answer(request, progress))
        except asyncio.CancelledError:
            self._end(request, progress, RequestPhase.WITHDRAWN, tr("The program no longer waits."))
            raise
        except Refused as error:
            declined = progress.asked and not isinstance(error, _BY_NOBODY)
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

    async def _answer(self, request: Request, progress: Progress) -> Completion:
        # A flood of what is invalid is a flood all the same, so the limits come first.
        held = self._rules.budget.reserve(request)
        try:
            if request.depth > MOST:
                raise TooDeep(request.depth)
            check(request.params)
            progress.recorded = True
            self._journal.asked(request)
            return await self._answer_within(held, progress)
        finally:
            self._rules.budget.release(held)

    async def _answer_within(self, held: Reservation, progress: Progress) -> Completion:
        request = held.request
        findings = await self._screened(request, request.params)
        self._journal.screened(request, findings)
        progress.notice(findings)
        route = self._route(held)
        self._journal.routed(request, route, held.bound)
        progress.show(RequestPhase.WAITING, model=route.choice.name)
        approved = await self._consent(held, route, findings, progress)
        model = self._model(approved, route)
        if model.context.location is Location.LOCAL:
            # Nothing leaves but the answer, and that waits for its own row, which comes later.
            self._journal.approved_soon(request, approved)
        else:
            await self._journal.approved(request, approved)
        progress.show(RequestPhase.ANSWERING, model=model.context.name)
        completion = await self._completed(held, model, approved, progress)
        found = await screened_answer(completion.result)
        self._journal.screened(request, found, answer=True)
        progress.notice_in_answer(found)
        sent = await self._reviewed(request, model.context, completion, found, progress)
        progress.show(RequestPhase.ANSWERED, detail=sent.result.stop_reason or "")
        return sent

    async def _screened(
        self, request: Request, params: CreateMessageRequestParams
    ) -> tuple[Finding, ...]:
        """Returns what a person must notice in a request as it is, or as they edited it."""
        others = self._rules.tools_of_others(request.caller.name) if params.tools else NONE
        return await screened(params, others)

    def _route(self, held: Reservation) -> Route:
        policy = held.request.caller.policy
        return choose(
            held.params,
            self._library.candidates(),
            allowed=policy.models,
            local_only=policy.remote == "never",
        )

    def _model(self, approved: Approved, route: Route) -> Backend:
        """Returns the model that is to answer, if its requests go where it was said that they go.

        Raises:
            ModelError: it has moved since; nothing was sent.
        """
        model = self._library.model(approved.model)
        now = model.context
        for shown in route.options:
            if shown.id == now.id and (shown.location, shown.host) != (now.location, now.host):
                raise ModelError(
                    tr(
                        "{name} was moved to another place while the question was open. "
                        "Nothing was sent. Ask again.",
                        name=now.name,
                    )
                )
        return model

    async def _completed(
        self, held: Reservation, model: Backend, approved: Approved, progress: Progress
    ) -> Completion:
        """Returns an answer that is kept, or else a model's."""
        caller, params = held.request.caller, approved.params
        key = key_of(caller, params, approved.model)
        if kept := self._cache.find(key, time.time()):
            return Completion(kept, Usage(0, 0, 0.0), cached=True)
        self._rules.budget.reserve_effort(held, model.context)
        dearest = expected_cost(model.context, params, params.max_tokens)
        self._rules.budget.reserve_dollars(held, dearest or 0.0)
        completion = await self._complete(held, model, approved, progress)
        until = time.time() + 60 * caller.policy.cache_minutes
        self._cache.keep(key, completion.result, until)
        return completion

    async def _reviewed(
        self,
        request: Request,
        model: ModelContext,
        completion: Completion,
        findings: tuple[Finding, ...],
        progress: Progress,
    ) -> Completion:
        """Returns the answer as it may leave; its row is on disk then.

        Raises:
            Refused: the person keeps it back.
        """
        result, chosen_by = completion.result, ""
        required = request.caller.policy.reviews(model.location, tools=request.with_tools)
        if required or completion.undecided:
            review = AnswerReview(
                request,
                model,
                result,
                findings,
                _gives_up_at(request),
                await offers(completion),
                completion.chosen,
                required,
            )
            verdict = await self._shown(review, progress)
            chosen_by = verdict.by
            if completion.answers:
                completion = completion.with_choice(verdict.chosen)
                progress.say_instead(text_of(completion.result))
            if verdict.result != result:
                result = verdict.result
                found = await screened_answer(result)
                self._journal.screened(request, found, answer=True, edited=True)
        await self._journal.answered(
            request, completion, result, told_choice(completion, chosen_by)
        )
        return completion if result is completion.result else replace(completion, result=result)

    async def _shown(self, review: AnswerReview, progress: Progress) -> AnswerApproved:
        """Returns what the person lets leave.

        Raises:
            Refused: the person keeps it back.
        """
        progress.asked = True
        progress.show(RequestPhase.REVIEWING)
        verdict = await verdict_on(review, self._approver)
        if isinstance(verdict, Declined):
            self._hush(review.request, verdict)
            raise Refused(tr("The answer was kept back."), by=verdict.by)
        self._rules.pause.check()
        return verdict

    async def _consent(
        self, held: Reservation, route: Route, findings: tuple[Finding, ...], progress: Progress
    ) -> Approved:
        """Returns what was allowed, by a rule or by the person.

        Raises:
            Refused: by a rule or by the person.
        """
        request, grants = held.request, self._rules.grants
        server = request.caller.name
        case = replace(
            _case(request, route.choice),
            flagged=not all(map(request.excused, findings)),
            unpriced=expected_cost(route.choice, held.params, held.params.max_tokens) is None,
            quiet_until=grants.quiet_until(server),
        )
        decision = decide(request.caller, case, grants.of(request.caller))
        match decision:
            case Allow(rule, grant):
                if grant:
                    grants.use(grant)
                return Approved(held.params, route.choice.id, by=rule)
            case Refuse(rule):
                raise Refused(tr("Refused: {rule}.", rule=rule), by=rule)
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
            _gives_up_at(request),
            findings,
            reason,
            held.bound,
            lambda: self._rules.budget.standing(caller.name, caller.limits).line,
            context_for(request, self._rules.calls_of),
        )

    async def _ask(self, review: Review) -> Approved:
        request = review.request
        verdict = await self._approver.review(review)
        match verdict:
            case Declined(by):
                self._hush(request, verdict)
                raise Refused(_declined(request, by), by=by)
            case Approved():
                self._rules.pause.check()  # Another Parley may have paused in this moment.
                case_ = _case(request, self._library.model(verdict.model).context)
                await self._rules.grants.add(request.caller, case_, verdict.span)
                limit = min(verdict.params.max_tokens, review.max_tokens)
                params = verdict.params.model_copy(update={"max_tokens": limit})
                if params == request.params:
                    return replace(verdict, params=request.params)
                check(params)
                if _texts(params) != _texts(request.params):
                    found = await self._screened(request, params)
                    self._journal.screened(request, found, edited=True)
                return replace(verdict, params=params)
            case _:
                assert_never(verdict)

    def _hush(self, request: Request, verdict: Declined) -> None:
        if verdict.quiet:
            self._rules.grants.hush(request.caller.name, verdict.quiet)

    async def _complete(
        self, held: Reservation, model: Backend, approved: Approved, progress: Progress
    ) -> Completion:
        """Returns a model's answer, and counts what it took."""
        budget = self._rules.budget
        budget.begin(held, model.context)

        def took(part: Part) -> None:
            budget.settle_part(held, part)
            self._journal.part(held.request, part)

        try:
            caller = held.request.caller.name
            MAY_KEEP.set(held.request.caller.policy.keep_texts)
            DEPTH.set(held.request.depth)
            completion = await self._library.complete(
                model, approved.params, progress.grow, caller, took
            )
        except BaseException:
            budget.break_off(held, model.context, progress.pieces)
            raise
        budget.settle(held, model.context, completion.usage)
        return completion

    def _end(
        self,
        request: Request,
        progress: Progress,
        phase: RequestPhase,
        detail: str,
        *,
        by: str = "",
    ) -> None:
        if not progress.recorded:
            self._journal.asked(request, turned_away=True)
        self._journal.ended(request, phase, by=by, error=detail, text=progress.text)
        progress.show(phase, detail=detail)


def _case(request: Request, model: ModelContext) -> Case:
    """Returns what a rule is to decide on, where a model would answer."""
    return Case(
        model.location,
        tools=request.with_tools,
        host=model.destination,
        call=request.call,
        at=time.time(),
    )


def _gives_up_at(request: Request) -> float | None:
    return None if request.patience is None else time.monotonic() + request.patience


def _declined(request: Request, by: str) -> str:
    if by == TIMED_OUT:
        seconds = request.caller.policy.timeout
        return tr("Declined: nobody touched the question for {seconds:g} s.", seconds=seconds)
    return tr("Declined.")


def _texts(params: CreateMessageRequestParams) -> tuple[str, list[SamplingMessage]]:
    """Returns what a person can change the words of."""
    return params.system_prompt or "", params.messages
