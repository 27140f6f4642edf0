"""MCP's elicitation callback: what a server asks the person itself, in both protocol eras."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcp_types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    ElicitRequestURLParams,
    ElicitResult,
    ErrorData,
)

from desktop.errors import InvalidRequest, ParleyError, Paused, RequestError, Unattended
from desktop.events import RequestChanged, RequestPhase
from desktop.gateway.journal import About
from desktop.gateway.screening.hosts import odd_address
from desktop.gateway.texts import unsaid
from desktop.language import tr
from desktop.servers.elicitation import Elicitation, Reply
from desktop.servers.forms import MOST_FIELDS, Unfit, checked
from desktop.servers.requests import fields_asked

if TYPE_CHECKING:
    from typing import Any

    from mcp_types import ElicitRequestParams

    from desktop.events import Publish
    from desktop.gateway.journal import Journal
    from desktop.gateway.pause import Pause
    from desktop.servers.admission import Attendant
    from desktop.servers.connection import Origin
    from desktop.servers.forms import FormField, Value

logger = logging.getLogger(__name__)

LONGEST_KEPT = 10_000
"""So many characters of a message are kept."""

A_MINUTE = 10
"""So often may a server ask in a minute."""

AT_ONCE = 3
"""So many of its questions may wait."""

TOO_OFTEN = tr(
    "Cancelled unseen: a server may ask you {a_minute} times a minute, with "
    "{at_once} questions waiting. Others that came too soon after this one were "
    "cancelled too.",
    a_minute=A_MINUTE,
    at_once=AT_ONCE,
)
PEOPLE = ("person", "timeout", tr("command line"))
OUTSIDE = tr("It is asked outside of any tool call of yours.")
SECRETS = tr(
    "It seems to ask for a secret. A form shows the server what you type, and MCP forbids forms "
    "to ask for passwords and keys."
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, as it is recorded and shown."""

    id: str
    origin: Origin
    at: float
    told: dict[str, Any]
    """What is asked for, without what is answered."""

    @property
    def tool(self) -> str:
        return self.origin.call.tool if self.origin.call else ""

    @property
    def about(self) -> About:
        call = self.origin.call.id if self.origin.call else ""
        return About(self.id, call, self.origin.spec.name)


class ElicitationInbound:
    """Passes a server's question to the person, and keeps what became of it.

    What was entered is passed to the server alone: the record has the fields' names, and how
    much was entered.
    """

    def __init__(
        self, attendant: Attendant, journal: Journal, pause: Pause, publish: Publish
    ) -> None:
        self._attendant = attendant
        self._journal = journal
        self._pause = pause
        self._publish = publish
        self._times: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=A_MINUTE))
        self._waiting: defaultdict[str, int] = defaultdict(int)
        self._turned_away: dict[str, float] = {}
        """When a flood of each server was last recorded."""

    async def __call__(
        self, origin: Origin, params: ElicitRequestParams
    ) -> ElicitResult | ErrorData:
        """Returns what the person did, or MCP's error for a question that cannot be shown.

        Only a cancellation of the question itself is let out: a stray one would end the whole
        connection in the older era, and ask the person ten times over in the newer.
        """
        try:
            return await self._answer(origin, params)
        except InvalidRequest as error:
            return ErrorData(code=INVALID_PARAMS, message=error.to_caller)
        except ParleyError as error:
            logger.warning("A question of %s failed: %s", origin.spec.name, error)
            return ElicitResult(action="cancel")
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            logger.exception("A stray cancellation reached a question of %s", origin.spec.name)
            return ElicitResult(action="cancel")
        except Exception:
            # The SDK would send the exception's own text to the server.
            logger.exception("A question of %s failed unexpectedly", origin.spec.name)
            return ErrorData(code=INTERNAL_ERROR, message=ParleyError.to_caller)

    async def _answer(self, origin: Origin, params: ElicitRequestParams) -> ElicitResult:
        asked = _Asked(uuid.uuid4().hex, origin, time.time(), _told(origin, params))
        if not self._lets(origin.spec.name):
            self._turn_away(asked)
            return ElicitResult(action="cancel")
        try:
            fields = fields_asked(params)
        except InvalidRequest as error:
            self._record(asked, "asked")
            self._end(asked, RequestPhase.FAILED, error=str(error))
            raise
        self._record(asked, "asked")
        self._show(asked, RequestPhase.WAITING)
        self._waiting[origin.spec.name] += 1
        try:
            reply = await self._reply(asked, _question(asked, params, fields))
        except asyncio.CancelledError:
            self._end(asked, RequestPhase.WITHDRAWN, error=tr("The server no longer wants it."))
            raise
        finally:
            self._waiting[origin.spec.name] -= 1
        if reply.action != "accept":
            self._end(asked, _phase(reply), by=reply.by, error=_why(reply))
            return ElicitResult(action=reply.action)
        await self._keep(asked, reply)
        visits = isinstance(params, ElicitRequestURLParams)
        return ElicitResult(action="accept", content=None if visits else dict(reply.content))

    async def _reply(self, asked: _Asked, question: Elicitation) -> Reply:
        if question.tool == "" and asked.origin.spec.sampling.outside_calls == "never":
            why = tr("Its rules let it ask nothing outside of a tool call.")
            return Reply("cancel", by="rule", why=why)
        try:
            reply = await self._pause.heed(lambda: self._attendant.elicit(question))
            if reply.action != "accept":
                return reply
            return replace(reply, content=checked(question.fields, reply.content))
        except (Paused, Unattended) as error:
            return Reply("cancel", by=error.by, why=str(error))
        except RequestError as error:
            return Reply("cancel", by="end", why=str(error))
        except Unfit as error:
            return Reply(
                "cancel", by="rule", why=tr("What was given does not fit. {error}", error=error)
            )

    def _lets(self, server: str) -> bool:
        """Whether a server may ask once more, and counts it."""
        now, times = time.monotonic(), self._times[server]
        if self._waiting[server] >= AT_ONCE:
            return False
        if len(times) == A_MINUTE and now - times[0] < 60:
            return False
        times.append(now)
        return True

    def _turn_away(self, asked: _Asked) -> None:
        """Records the first of a flood, and no more of it for a minute."""
        server, now = asked.origin.spec.name, time.monotonic()
        if now - self._turned_away.get(server, -60.0) < 60:
            return
        self._turned_away[server] = now
        self._record(asked, "asked")
        self._end(asked, RequestPhase.REFUSED, by="limit", error=TOO_OFTEN)

    async def _keep(self, asked: _Asked, reply: Reply) -> None:
        """Records what was entered, by its length, before it leaves."""
        text = "\n".join(f"{name}: {_length(value)}" for name, value in reply.content.items())
        done = tr("You opened the address.") if "url" in asked.told else tr("You submitted it.")
        self._record(asked, "approved", {"by": reply.by, "model": ""})
        told = {"text": text, "stop_reason": done}
        await self._journal.answered_question(asked.about, told)
        self._show(asked, RequestPhase.ANSWERED, text=text, detail=done)

    def _record(self, asked: _Asked, event: str, data: dict[str, Any] | None = None) -> None:
        if data is None:
            data = {"way": asked.origin.way, "tool": asked.tool, "params": asked.told}
        self._journal.add_question(asked.about, event, data)

    def _end(self, asked: _Asked, phase: RequestPhase, *, by: str = "", error: str = "") -> None:
        self._record(asked, phase.name.lower(), {"by": by, "error": error, "text": ""})
        self._show(asked, phase, detail=error)

    def _show(
        self, asked: _Asked, phase: RequestPhase, *, text: str = "", detail: str = ""
    ) -> None:
        self._publish(
            RequestChanged(
                asked.id,
                asked.origin.spec.name,
                phase,
                at=asked.at,
                tool=asked.tool,
                prompt=str(asked.told["message"]),
                text=text,
                detail=detail,
                call=asked.about.call,
                asks_person=True,
            )
        )


def _question(
    asked: _Asked, params: ElicitRequestParams, fields: tuple[FormField, ...]
) -> Elicitation:
    origin, address = asked.origin, getattr(params, "url", "")
    noticed = list(odd_address(address)) if address else []
    if any(field.secret for field in fields):
        noticed.append(SECRETS)
    if not asked.tool:
        noticed.append(OUTSIDE)
    return Elicitation(
        asked.id,
        origin.spec.name,
        asked.tool,
        params.message,
        fields,
        address,
        tuple(noticed),
        None if origin.patience is None else time.monotonic() + origin.patience,
    )


def _told(origin: Origin, params: ElicitRequestParams) -> dict[str, Any]:
    """Returns what is kept of a question."""
    keep = origin.spec.sampling.keep_texts
    told: dict[str, Any] = {
        "mode": params.mode,
        "message": params.message[:LONGEST_KEPT] if keep else unsaid(params.message),
    }
    if isinstance(params, ElicitRequestURLParams):
        told["url"] = params.url[:LONGEST_KEPT] if keep else unsaid(params.url)
        return told
    properties = params.requested_schema.get("properties")
    names = list(properties)[:MOST_FIELDS] if isinstance(properties, dict) else []
    told["fields"] = [str(name)[:200] for name in names]
    return told


def _phase(reply: Reply) -> RequestPhase:
    return RequestPhase.DECLINED if reply.by in PEOPLE else RequestPhase.REFUSED


def _why(reply: Reply) -> str:
    if reply.why:
        return tr("Cancelled: {why}", why=reply.why)
    if reply.action == "decline":
        return tr("You declined.") if reply.by == "person" else tr("Declined by {by}.", by=reply.by)
    return tr("Cancelled: it was closed without an answer.")


def _length(value: Value) -> str:
    match value:
        case str():
            return tr("{value:,} characters", value=len(value))
        case list():
            return tr("{value:,} chosen", value=len(value))
        case bool():
            return tr("yes or no")
        case _:
            return tr("a number")
