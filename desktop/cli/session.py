"""The app in a terminal, opened for the time of one command."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from desktop.app import App
from desktop.cli.approver import TerminalApprover
from desktop.events import Notice, RequestChanged, RequestPhase
from desktop.gateway.screening import reveal
from desktop.storage.places import Places

if TYPE_CHECKING:
    from types import TracebackType

    from desktop.cli.approver import Approval
    from desktop.events import Event
    from desktop.gateway.journal import Entry


class Session:
    """An app whose face is the terminal: answers appear on the error stream as they come."""

    def __init__(self, approval: Approval = "ask", *, quiet: bool = False) -> None:
        approver = TerminalApprover(approval, quiet=quiet)
        self.app = App(Places.from_environment(), approver, approver.confirm_rerun, self._show)
        self._quiet = quiet
        self._opened = False
        self._requests: dict[str, str] = {}
        """The requests of this session, each with the text that has been shown."""

    async def __aenter__(self) -> Session:
        # The libraries tell of every odd line of a server; its own log is the place for that.
        logging.getLogger("mcp").setLevel(logging.CRITICAL)
        try:
            await self.app.open()
        except BaseException:
            await self.app.stop()
            raise
        self._opened = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.app.stop()

    async def entries(self) -> list[Entry]:
        """Returns the journal's entries of this session's requests, oldest first."""
        found = [await self.app.entry(request) for request in self._requests]
        return [entry for entry in found if entry is not None]

    def _show(self, event: Event) -> None:
        match event:
            case Notice(text, error=True):
                _write(f"parley: {reveal(text).text}\n")
            case RequestChanged() if self._opened:
                self._show_request(event)
            case _:
                return

    def _show_request(self, event: RequestChanged) -> None:
        shown = self._requests.setdefault(event.request, "")
        self._requests[event.request] = event.text
        if self._quiet:
            return
        if event.phase is RequestPhase.ANSWERING and not event.text:
            _write(f"{event.model}: ")
        _write(reveal(event.text[len(shown) :]).text)
        if event.phase.ended:
            _write(f"\n({event.phase.value}: {event.detail})\n\n")


def _write(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)
