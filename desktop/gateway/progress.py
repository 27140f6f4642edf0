"""What is published of a request while it goes its way."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.events import RequestChanged, RequestPhase

if TYPE_CHECKING:
    from desktop.events import Publish
    from desktop.gateway.request import Request
    from desktop.gateway.screening.finding import Finding

PUBLISH_SECONDS = 0.05
"""A growing answer is published at most this often."""


class Progress:
    """One request as it is shown, from its arrival to its end."""

    def __init__(self, request: Request, publish: Publish, follow: Publish | None = None) -> None:
        last = request.params.messages[-1:] if request.params.messages else []
        blocks = [block for message in last for block in message.content_as_list]
        self._publish = publish
        self._follow = follow
        self._state = RequestChanged(
            request.id,
            request.caller.name,
            RequestPhase.WAITING,
            at=time.time(),
            tool=request.tool or "",
            call=request.call or "",
            prompt="\n".join(
                block.text if block.type == "text" else f"[{block.type}]" for block in blocks
            ),
        )
        self._pieces: list[str] = []
        self._published = 0.0
        self._later: asyncio.TimerHandle | None = None
        """Publishes what has come since, even if the model pauses after it."""
        self.asked = False
        """Whether the person was asked."""
        self.recorded = False
        """Whether the journal has the request, which only one within the limits gets in full."""

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
        if self._later is not None:
            self._later.cancel()
            self._later = None
        self._state = replace(
            self._state,
            phase=phase,
            model=model or self._state.model,
            text=self.text,
            detail=detail,
        )
        self._publish(self._state)
        if self._follow is not None:
            self._follow(self._state)

    def notice(self, findings: tuple[Finding, ...]) -> None:
        """Takes what was found in the request, for the next time that something is published."""
        if findings:
            self._state = replace(self._state, noticed=tuple(one.line for one in findings))

    def notice_in_answer(self, findings: tuple[Finding, ...]) -> None:
        """Takes what was found in the answer."""
        if findings:
            noticed = tuple(one.says for one in findings)
            self._state = replace(self._state, noticed_in_answer=noticed)

    def say_instead(self, text: str) -> None:
        """Takes another answer than the one that came so far."""
        self._pieces = [text]

    def grow(self, piece: str) -> None:
        """Takes a new piece of the answer, and publishes the whole now and then."""
        self._pieces.append(piece)
        left = self._published + PUBLISH_SECONDS - time.monotonic()
        if left <= 0:
            self._show_grown()
        elif self._later is None:
            self._later = asyncio.get_running_loop().call_later(left, self._show_grown)

    def _show_grown(self) -> None:
        self._published = time.monotonic()
        self.show(self._state.phase)
