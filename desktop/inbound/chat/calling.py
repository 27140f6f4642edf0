"""The calls that a model makes in a conversation: asked about, run, and brought back to it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent, ToolResultContent

from desktop.errors import ServerError, ToolFailed
from desktop.gateway.screening.off_loop import screened
from desktop.inbound.chat.conversation import CallState, ToolCall, Turn, TurnStatus, ended
from desktop.inbound.chat.question import CallConsent, CallQuestion
from desktop.inbound.chat.results import readable
from desktop.language import tr

if TYPE_CHECKING:
    from mcp_types import ContentBlock, SamplingMessageContentBlock, ToolUseContent

    from desktop.events import ToolSummary
    from desktop.inbound.chat.conversations import Conversations
    from desktop.inbound.chat.toolbox import Toolbox
    from desktop.models.context import ModelContext
    from desktop.servers.calls import ToolOutcome
    from desktop.servers.supervisor import Supervisor

STOPPED = tr("You stopped it. What had come by then is kept.")
"""Why a turn ended that was stopped."""
DECLINED = "The person declined this call."
"""What a model is told of it."""
FAILED = "The tool could not be run."
"""The same where it is this computer's business why."""

Confirm = Callable[["CallQuestion"], Awaitable["CallConsent"]]
"""Asks the person about a call; cancelling the awaiting task takes the question back."""
Consented = tuple[str, str, str, "ToolSummary"]
"""In which conversation, which server as it is run, and which tool as it describes itself."""


class Calls:
    """Runs what models call, one call after the other, each with the person's consent.

    One after the other, since of an older server only then is it certain for which call it asks.
    """

    def __init__(self, supervisor: Supervisor, kept: Conversations, confirm: Confirm) -> None:
        self._confirm = confirm
        self._supervisor = supervisor
        self._kept = kept
        self._consented: set[Consented] = set()

    async def run(self, turn: Turn, toolbox: Toolbox, model: ModelContext) -> Turn:
        """Returns the turn of the results of a turn's calls; each is kept as it comes.

        Cancelling the awaiting task stops them; what has come is kept.
        """
        run = _Run(self._kept, turn, toolbox)
        try:
            await run.begin()
            for number, use in enumerate(turn.uses):
                run.number = number
                await run.add(await self._result(run, use, toolbox, model))
            return await run.end()
        finally:
            run.stop()

    def forget(self, conversation: str) -> None:
        """Asks again about every tool in a conversation."""
        self._consented = {one for one in self._consented if one[0] != conversation}

    async def _result(
        self, run: _Run, use: ToolUseContent, toolbox: Toolbox, model: ModelContext
    ) -> ToolResultContent:
        """Returns what came of a call; it is told meanwhile how the call stands."""
        found = toolbox.tools.get(use.name)
        if found is None:
            await run.become(CallState.FAILED, tr("No tool that was offered has this name."))
            return _told(use, [TextContent(text="There is no such tool.")], failed=True)
        server, tool = found
        try:
            if not await self._may(run, use, found, model):
                await run.become(CallState.DECLINED)
                return _told(use, [TextContent(text=DECLINED)], failed=True)
            await run.become(CallState.RUNNING)
            call = run.call.call
            outcome = await self._supervisor.call(server, tool.name, use.input, call)
        except ServerError as error:
            await run.become(CallState.FAILED, str(error))
            # Else the model might read of this computer what no tool was to tell.
            said = str(error) if isinstance(error, ToolFailed) else FAILED
            return _told(use, [TextContent(text=said)], failed=True)
        result = _told(use, readable(_content(outcome), model), failed=outcome.is_error)
        state = CallState.FAILED if outcome.is_error else CallState.DONE
        await run.become(state, noticed=await _noticed(result))
        return result

    async def _may(
        self, run: _Run, use: ToolUseContent, found: tuple[str, ToolSummary], model: ModelContext
    ) -> bool:
        turn, (server, tool) = run.turn, found
        specs = {spec.name: spec.fingerprint for spec in self._supervisor.specs()}
        consented = (turn.conversation, server, specs.get(server, ""), tool)
        noticed = await _noticed(use)
        if consented in self._consented and not noticed:
            return True
        await run.become(CallState.ASKED)
        question = CallQuestion(
            turn.conversation,
            turn.id,
            use.id,
            server,
            tool,
            use.input,
            turn.model_name,
            model.destination,
            noticed,
        )
        consent = await self._confirm(question)
        if consent is CallConsent.CONVERSATION and question.may_last:
            self._consented.add(consented)
        return consent is not CallConsent.NO


class _Run:
    """The turn whose calls are run, and that of their results, as they stand now."""

    def __init__(self, kept: Conversations, turn: Turn, toolbox: Toolbox) -> None:
        self.turn = replace(turn, calls=tuple(_begun(use, toolbox) for use in turn.uses))
        self.number = 0
        """Which of the calls it is about."""
        id_, at = uuid.uuid4().hex, time.time()
        self._results = Turn(id_, turn.conversation, turn.id, "user", (), at, TurnStatus.CALLING)
        self._kept = kept

    @property
    def call(self) -> ToolCall:
        """The call."""
        return self.turn.calls[self.number]

    async def begin(self) -> None:
        """Keeps that the calls are to be run."""
        await self._kept.put(self.turn)
        await self._kept.add(self._results)

    async def become(
        self, state: CallState, detail: str = "", noticed: tuple[str, ...] = ()
    ) -> None:
        """Keeps how the call stands now."""
        calls = list(self.turn.calls)
        calls[self.number] = replace(self.call, state=state, detail=detail, noticed=noticed)
        self.turn = replace(self.turn, calls=tuple(calls))
        await self._kept.put(self.turn)

    async def add(self, result: ToolResultContent) -> None:
        """Keeps what came of the call."""
        self._results = replace(self._results, content=(*self._results.content, result))
        await self._kept.put(self._results)

    async def end(self) -> Turn:
        """Returns the results, which are all there now."""
        self._results = replace(self._results, status=TurnStatus.DONE)
        await self._kept.put(self._results)
        return self._results

    def stop(self) -> None:
        """Keeps what has come by now, if it is not at its end."""
        for turn in (self.turn, self._results):
            if turn.open:
                self._kept.put_soon(ended(turn, STOPPED))


def _begun(use: ToolUseContent, toolbox: Toolbox) -> ToolCall:
    server, tool = toolbox.tools.get(use.name, ("", None))
    return ToolCall(
        use.id, server, tool.name if tool else use.name, CallState.QUEUED, uuid.uuid4().hex
    )


def _content(outcome: ToolOutcome) -> list[ContentBlock]:
    """Returns what a tool answered; its structure in words, where there is nothing else."""
    content = list(outcome.result.content) if outcome.result else []
    return content or [TextContent(text=outcome.text)]


def _told(use: ToolUseContent, content: list[ContentBlock], *, failed: bool) -> ToolResultContent:
    return ToolResultContent(tool_use_id=use.id, content=content, is_error=True if failed else None)


async def _noticed(block: SamplingMessageContentBlock) -> tuple[str, ...]:
    """Returns what the screening finds in a call, or in its result, in sentences."""
    message = SamplingMessage(role="user", content=[block])
    found = await screened(CreateMessageRequestParams(messages=[message], max_tokens=1))
    return tuple(dict.fromkeys(finding.says for finding in found))
