"""The path of one request: check, screen, route, consent, ask, complete, journal."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from desktop.errors import ParleyError, Refused, Withdrawn
from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.approval import Approved, Declined, Review
from desktop.gateway.consent import Allow, Ask, Grant, Refuse, decide
from desktop.gateway.request import check
from desktop.gateway.routing import choose
from desktop.gateway.screening.screen import screen, screen_answer
from desktop.models.context import Location

if TYPE_CHECKING:
    from mcp_types import CreateMessageResult

    from desktop.events import Publish
    from desktop.gateway.approval import Approver
    from desktop.gateway.grants import Grants
    from desktop.gateway.journal import Journal
    from desktop.gateway.request import Request
    from desktop.gateway.routing import Route
    from desktop.gateway.screening.finding import Finding
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
        grants: Grants,
        journal: Journal,
        publish: Publish,
    ) -> None:
        self._library = library
        self._approver = approver
        self._grants = grants
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
            return await self._answer(request, progress)
        except asyncio.CancelledError:
            self._end(request, progress, RequestPhase.WITHDRAWN, "The program no longer waits.")
            raise
        except Refused as error:
            phase = RequestPhase.DECLINED if progress.asked else RequestPhase.REFUSED
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
        findings = screen(request.params)
        self._journal.screened(request, findings)
        progress.notice(findings)
        route = choose(request.params, self._library.candidates())
        self._journal.routed(request, route)
        progress.show(RequestPhase.WAITING, model=route.choice.name)
        approved = await self._consent(request, route, findings, progress)
        model = self._library.model(approved.model)
        if model.context.location is Location.LOCAL:
            # Nothing leaves but the answer, and that waits for its own row, which comes later.
            self._journal.approved_soon(request, approved)
        else:
            await self._journal.approved(request, approved)
        progress.show(RequestPhase.ANSWERING, model=model.context.name)
        completion = await self._library.complete(model, approved.params, progress.grow)
        found = screen_answer(completion.result)
        self._journal.screened(request, found, answer=True)
        progress.notice_in_answer(found)
        await self._journal.answered(request, completion)
        progress.show(RequestPhase.ANSWERED, detail=completion.result.stop_reason or "")
        return completion.result

    async def _consent(
        self, request: Request, route: Route, findings: tuple[Finding, ...], progress: _Progress
    ) -> Approved:
        """Returns what was allowed, by a rule or by the person.

        Raises:
            Refused: by a rule or by the person.
        """
        grants, flagged = self._grants.all(), bool(findings)
        decision = decide(request.caller, route.choice.location, grants, flagged=flagged)
        match decision:
            case Allow(rule):
                return Approved(request.params, route.choice.id, by=rule)
            case Refuse(rule):
                raise Refused(f"Refused: {rule}.", by=rule)
            case Ask(reason):
                patience = request.patience
                gives_up_at = None if patience is None else time.monotonic() + patience
                progress.asked = True
                return await self._ask(Review(request, route, gives_up_at, findings, reason))
            case _:
                assert_never(decision)

    async def _ask(self, review: Review) -> Approved:
        request = review.request
        verdict = await self._approver.review(review)
        match verdict:
            case Declined(by):
                raise Refused("Declined.", by=by)
            case Approved():
                location = self._library.model(verdict.model).context.location
                if verdict.always:
                    caller = request.caller
                    await self._grants.add(Grant(caller.name, caller.fingerprint, location))
                limit = min(verdict.params.max_tokens, request.params.max_tokens)
                params = verdict.params.model_copy(update={"max_tokens": limit})
                return replace(verdict, params=params)
            case _:
                assert_never(verdict)

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
        self._state = replace(self._state, noticed=tuple(one.line for one in findings))

    def notice_in_answer(self, findings: tuple[Finding, ...]) -> None:
        """Takes what was found in the answer."""
        self._state = replace(self._state, noticed_in_answer=tuple(one.says for one in findings))

    def grow(self, piece: str) -> None:
        """Takes a new piece of the answer, and publishes the whole now and then."""
        self._pieces.append(piece)
        now = time.monotonic()
        if now - self._published >= PUBLISH_SECONDS:
            self._published = now
            self.show(self._state.phase)
