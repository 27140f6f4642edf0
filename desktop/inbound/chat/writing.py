"""An answer in a conversation, from the first word of a model until it calls no more tools."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, TextContent, ToolChoice

from desktop.errors import (
    LimitReached,
    ParleyError,
    Paused,
    PromptTooLong,
    Refused,
    TooDeep,
    Unattended,
)
from desktop.events import ChatText, Notice, RequestChanged, RequestPhase
from desktop.gateway.request import Request
from desktop.inbound.chat.calling import STOPPED
from desktop.inbound.chat.conversation import Turn, TurnStatus
from desktop.inbound.chat.person import person
from desktop.inbound.chat.prompt import prompt
from desktop.inbound.chat.shortening import longest_answer
from desktop.inbound.chat.toolbox import Toolbox, gathered
from desktop.language import tr
from desktop.models.backend import blocks_of
from desktop.models.context import Location
from desktop.storage.depth import own_depth

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from mcp_types import SamplingMessageContentBlock

    from desktop.events import Event, Publish
    from desktop.gateway.gateway import Gateway
    from desktop.inbound.chat.calling import Calls
    from desktop.inbound.chat.conversation import Conversation
    from desktop.inbound.chat.conversations import Conversations
    from desktop.models.backend import Completion
    from desktop.models.context import ModelContext
    from desktop.servers.supervisor import Supervisor

logger = logging.getLogger(__name__)

ROUNDS = 10
"""So often may a model call tools after one message; then it must answer without."""
SAVE_SECONDS = 2.0
"""So much of an answer is lost at most where Parley dies."""
NOTICED_SECONDS = 0.3
"""What waits no longer than this for a decision is not shown to wait."""

_NOT_DECLINED = (LimitReached, Paused, TooDeep, Unattended)
"""Refusals that are nobody's no."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that answers are written with."""

    gateway: Gateway
    supervisor: Supervisor
    calls: Calls
    kept: Conversations
    config_file: Path
    publish: Publish
    faulty: set[str] = field(default_factory=set)
    """The tools that the person knows cannot be offered."""


class Writing:
    """One answer, which its own task writes; it ends well, failed or stopped, and is kept."""

    def __init__(
        self,
        desk: Desk,
        conversation: Conversation,
        branch: tuple[Turn, ...],
        model: ModelContext,
        left_out: Collection[str] = (),
    ) -> None:
        """Takes all that it needs, and begins nothing.

        Args:
            desk: with what it is written.
            conversation: where.
            branch: what is answered.
            model: who answers.
            left_out: the turns of the branch that the model is not sent.
        """
        self._desk = desk
        self._conversation = conversation
        self._branch = branch
        """What is answered; it grows by what the model calls, and what comes of that."""
        self._model = model
        self._left_out = tuple(one.id for one in branch if one.id in left_out)
        self._text = ""
        self._saved = time.monotonic()
        self._waiting: asyncio.TimerHandle | None = None
        self.turn = self._fresh()

    async def begin(self) -> Turn:
        """Returns the model's turn, empty as yet, at the end of the branch that is shown."""
        await self._desk.kept.add(self.turn, show=True)
        return self.turn

    async def run(self) -> None:
        """Writes the answer, round after round, and keeps how it ends."""
        try:
            await self._write()
        except asyncio.CancelledError:
            self._end(TurnStatus.STOPPED, STOPPED)
            raise
        except Refused as error:
            declined = not isinstance(error, _NOT_DECLINED)
            self._end(TurnStatus.DECLINED if declined else TurnStatus.FAILED, str(error))
        except PromptTooLong as error:
            self._end(TurnStatus.TOO_LONG, str(error))
        except ParleyError as error:
            self._end(TurnStatus.FAILED, str(error))
        except Exception:
            # It is in the log as it came, but no turn may stay open for ever.
            logger.exception("A conversation failed unexpectedly")
            self._end(
                TurnStatus.FAILED,
                tr("Something went wrong inside Parley. What had come by then is kept."),
            )

    async def _write(self) -> None:
        toolbox = await gathered(self._desk.supervisor, self._conversation.servers)
        self._tell_faulty(toolbox)
        for round_ in range(ROUNDS + 1):
            await self._ask(toolbox, last=round_ == ROUNDS)
            if not self.turn.uses:
                return
            results = await self._desk.calls.run(self.turn, toolbox, self._model)
            self._branch = (*self._branch, self.turn, results)
            self._text, self.turn = "", self._fresh()
            await self._desk.kept.add(self.turn)

    async def _ask(self, toolbox: Toolbox, *, last: bool) -> None:
        """Asks the model once, and keeps what it answers."""
        desk, model = self._desk, self._model
        sent = prompt([one for one in self._branch if one.id not in self._left_out], model)
        tools = toolbox.offered() or None
        params = CreateMessageRequestParams(
            messages=sent.messages,
            system_prompt=self._conversation.system or None,
            max_tokens=longest_answer(model),
            tools=tools,
            tool_choice=ToolChoice(mode="none") if tools and last else None,
        )
        leaves = model.location is Location.REMOTE
        request = Request(
            uuid.uuid4().hex,
            await asyncio.to_thread(person, desk.config_file, model.id),
            "typed",
            params,
            depth=own_depth() + 1,
            excused=lambda finding: sent.excuses(finding, leaves=leaves),
        )
        self.turn = replace(self.turn, request=request.id)
        await desk.kept.put(self.turn)
        await self._take(await desk.gateway.complete(request, self._follow))

    async def _take(self, completion: Completion) -> None:
        """Keeps an answer as it is whole."""
        cut = completion.result.stop_reason == "maxTokens"
        self.turn = replace(
            self.turn,
            content=tuple(blocks_of(completion.result)),
            status=TurnStatus.DONE,
            detail=tr("It came to its greatest length. Ask it to go on.") if cut else "",
            thinking=completion.thinking,
            usage=completion.usage,
        )
        await self._desk.kept.put(self.turn)

    def _follow(self, event: Event) -> None:
        """Takes how the request stands."""
        if self._waiting is not None:
            self._waiting.cancel()
        match event:
            case RequestChanged(phase=RequestPhase.WAITING):
                loop = asyncio.get_running_loop()
                self._waiting = loop.call_later(NOTICED_SECONDS, self._become, TurnStatus.WAITING)
            case RequestChanged(phase=RequestPhase.REVIEWING, noticed_in_answer=noticed):
                self.turn = replace(self.turn, noticed_in_answer=noticed)
                self._become(TurnStatus.WAITING)
            case RequestChanged(phase=RequestPhase.ANSWERED, noticed_in_answer=noticed):
                self.turn = replace(self.turn, noticed_in_answer=noticed)
            case RequestChanged(phase=RequestPhase.ANSWERING, noticed=noticed, text=text):
                self.turn = replace(self.turn, noticed=noticed)
                self._become(TurnStatus.WRITING)
                self._grow(text)
            case RequestChanged(text=text):
                self._text = text

    def _become(self, status: TurnStatus) -> None:
        if status is not self.turn.status:
            self.turn = replace(self.turn, status=status)
            self._desk.kept.hold(self.turn)

    def _grow(self, text: str) -> None:
        """Shows how far the answer has come, and saves it now and then."""
        if text == self._text:
            return
        self._text, now = text, time.monotonic()
        self.turn = replace(self.turn, content=self._so_far())
        if now - self._saved >= SAVE_SECONDS:
            self._saved = now
            self._desk.kept.put_soon(self.turn, tell=False)
        else:
            self._desk.kept.hold(self.turn, tell=False)
        self._desk.publish(ChatText(self.turn.conversation, self.turn.id, text))

    def _end(self, status: TurnStatus, detail: str) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        if self.turn.status.open:
            content = self._so_far()
            self.turn = replace(self.turn, status=status, detail=detail, content=content)
            self._desk.kept.put_soon(self.turn)

    def _so_far(self) -> tuple[SamplingMessageContentBlock, ...]:
        return (TextContent(text=self._text),) if self._text else ()

    def _fresh(self) -> Turn:
        model = self._model
        return Turn(
            uuid.uuid4().hex,
            self._conversation.id,
            self._branch[-1].id,
            "assistant",
            (),
            time.time(),
            TurnStatus.WRITING,
            model=model.id,
            model_name=model.name,
            host=model.destination,
            left_out=self._left_out,
        )

    def _tell_faulty(self, toolbox: Toolbox) -> None:
        """Says once of each tool that it cannot be offered."""
        if faulty := [name for name in toolbox.left_out if name not in self._desk.faulty]:
            self._desk.faulty.update(faulty)
            told = tr(
                "Not offered to the model, since calls could not be held against their schemas: "
                "{tools}.",
                tools=", ".join(faulty),
            )
            self._desk.publish(Notice(told))
