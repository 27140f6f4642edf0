"""The app in a terminal, opened for the time of one command."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from desktop.app import App
from desktop.cli.approver import TerminalApprover
from desktop.cli.output import say
from desktop.cli.progress import ProgressLine
from desktop.doctor.logs import kept_log
from desktop.events import (
    CallProgressed,
    Notice,
    PauseChanged,
    RequestChanged,
    RequestPhase,
    ServerLogged,
)
from desktop.storage.aside import to_the_end
from desktop.storage.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

    from desktop.cli.approver import Approval
    from desktop.events import Event
    from desktop.gateway.entry import Entry


LOGGER = logging.getLogger("desktop")

LOUD = ("warning", "error", "critical", "alert", "emergency")
"""The messages of a server's log that are for a person at the terminal."""

PAUSED = "everything is paused: every request is refused until `parley resume`."
RESUMED = "requests come in again."


def _say(problem: str) -> None:
    say(f"parley: {problem}")


class Session:
    """An app whose face is the terminal: answers appear on the error stream as they come."""

    def __init__(
        self,
        approval: Approval = "ask",
        *,
        quiet: bool = False,
        trust: bool = False,
        places: Places | None = None,
        complain: Callable[[str], None] = _say,
        answers: Mapping[str, object] | None = None,
    ) -> None:
        """Takes how requests are answered, and opens nothing.

        Args:
            approval: who answers them: the person, or an option of the command.
            quiet: whether requests and answers are kept from the error stream.
            trust: whether the commands of servers may run without a question.
            places: where everything is kept, if not where the person's is.
            complain: told what is wrong with the settings and the models.
            answers: what is entered into the forms of servers, if the person is not asked.
        """
        self.approver = approver = TerminalApprover(approval, quiet=quiet, trust=trust)
        approver.answers = answers
        where = places or Places.from_environment()
        self.app = App(where, approver, approver, self._show)
        self._quiet = quiet
        self._complain = complain
        self._opened = False
        self._progress = ProgressLine()
        self._log: logging.Handler | None = None
        self._requests: dict[str, str] = {}
        """The requests of this session, each with the text that has been shown."""

    async def __aenter__(self) -> Session:
        # The libraries tell of every odd line of a server; its own log is the place for that.
        logging.getLogger("mcp").setLevel(logging.CRITICAL)
        places = self.app.places
        await asyncio.to_thread(places.prepare)
        self._log = _log_to(places.logs)
        try:
            await self.app.open()
        except BaseException:
            await self._stop()
            raise
        self._opened = True
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stop()

    async def _stop(self) -> None:
        """Ends everything; being cancelled meanwhile leaves no server behind."""
        try:
            await to_the_end(self.app.stop())
        finally:
            if self._log is not None:
                _log_no_more(self._log)

    async def entries(self) -> list[Entry]:
        """Returns the journal's entries of this session's requests, oldest first."""
        known = [*self._requests]  # Others may come in while these are read.
        found = [await self.app.entry(request) for request in known]
        return [entry for entry in found if entry is not None]

    def _show(self, event: Event) -> None:
        match event:
            case Notice(text, error=True):
                self._complain(text)
            case PauseChanged(paused) if not self._quiet:
                say(f"parley: {PAUSED if paused else RESUMED}")
            case CallProgressed() if not self._quiet:
                self._progress.show(event)
            case ServerLogged(server, level, text) if level in LOUD and not self._quiet:
                say(f"{server} [{level}] {text}")
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
            say(f"{event.model}: ", end="")
        say(event.text[len(shown) :], end="")
        if event.phase.ended:
            say("".join(f"\n! In the answer: {line}" for line in event.noticed_in_answer), end="")
            say(f"\n({event.phase.value}: {event.detail})\n")


def _log_to(folder: Path) -> logging.Handler:
    """Sends what Parley logs to a file: the terminal is for what a person is to read."""
    handler = kept_log(folder)
    LOGGER.addHandler(handler)
    LOGGER.propagate = False
    return handler


def _log_no_more(handler: logging.Handler) -> None:
    LOGGER.removeHandler(handler)
    LOGGER.propagate = True
    handler.close()
