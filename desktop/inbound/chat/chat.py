"""The person's own conversations: what is sent, answered, stopped, and asked again."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.errors import ChatRefused, StorageError
from desktop.events import ChatChanged
from desktop.inbound.chat.calling import Calls
from desktop.inbound.chat.conversation import Turn, attached, branch_to
from desktop.inbound.chat.conversations import Conversations
from desktop.inbound.chat.exporting import exported
from desktop.inbound.chat.question import declines
from desktop.inbound.chat.shortening import still_left_out, to_leave_out
from desktop.inbound.chat.writing import Desk, Writing
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mcp_types import SamplingMessageContentBlock

    from desktop.events import Publish
    from desktop.gateway.gateway import Gateway
    from desktop.inbound.chat.calling import Confirm
    from desktop.inbound.chat.conversation import Conversation
    from desktop.inbound.chat.exporting import Form
    from desktop.inbound.chat.question import CallConsent, CallQuestion
    from desktop.models.context import ModelContext
    from desktop.models.library import Library
    from desktop.servers.supervisor import Supervisor
    from desktop.storage.database import Database
    from desktop.storage.places import Places

logger = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""So often what was deleted long enough ago is erased."""
LONGEST_TITLE = 60


class Chat:
    """Another caller of the gateway: the person, who sees each conversation as a tree of turns.

    Each conversation has one task at most, which writes its answer; it goes on whatever is shown.
    """

    def __init__(
        self,
        database: Database,
        gateway: Gateway,
        library: Library,
        supervisor: Supervisor,
        places: Places,
        publish: Publish,
    ) -> None:
        """Takes what is needed, and opens nothing.

        Args:
            database: where conversations are kept.
            gateway: answers.
            library: knows the models that there are.
            supervisor: runs the servers whose tools are used.
            places: where mcp.json is, which may set other limits.
            publish: is told what changes.
        """
        self.conversations = Conversations(database, publish)
        """What is kept of all conversations."""
        self.confirm: Confirm = declines
        """Asks the person about a call; cancelling the awaiting task takes the question back."""
        self._contexts, self._publish = library.contexts, publish
        self._calls = Calls(supervisor, self.conversations, self._confirm)
        self._desk = Desk(
            gateway, supervisor, self._calls, self.conversations, places.config_file, publish
        )
        self._tasks: dict[str, asyncio.Task[None]] = {}
        """What writes, by its conversation."""
        self._beginning: set[str] = set()
        """The conversations in which something is about to be written."""
        self._chore: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Erases from now on what was deleted a while ago."""
        self._chore = asyncio.create_task(self._erase())

    async def close(self) -> None:
        """Stops every answer, and erases what was deleted in this run."""
        await asyncio.gather(*map(self.stop, tuple(self._tasks)))
        if self._chore is not None:
            self._chore.cancel()
            await asyncio.gather(self._chore, return_exceptions=True)
            self._chore = None
            await self.conversations.erase_own()

    def busy(self, conversation: str) -> bool:
        """Whether an answer is being written there."""
        return conversation in self._tasks

    async def send(self, conversation: str, blocks: Sequence[SamplingMessageContentBlock]) -> Turn:
        """Returns the person's new turn at the end of the shown branch; its answer follows.

        Raises:
            ChatRefused: it is empty, or an answer is being written, or the chosen model is gone,
                or has no eyes for an image; nothing was kept or sent.
            StorageError: it could not be kept.
        """
        with self._alone(conversation):
            before = await self.conversations.branch(conversation)
            return await self._send(conversation, before, blocks)

    async def resend(self, turn: str, blocks: Sequence[SamplingMessageContentBlock]) -> Turn:
        """Returns a new branch beside one of the person's turns, as `send`; the old one stays.

        What the model went without when it answered the old one stays out.
        """
        old = await self._turn(turn)
        with self._alone(old.conversation):
            turns = await self.conversations.turns(old.conversation)
            before = branch_to(turns, old.parent)
            answers = [one for one in turns if one.parent == old.id]
            return await self._send(old.conversation, before, blocks, answers)

    async def again(self, turn: str, left_out: Collection[str] = ()) -> Turn:
        """Returns a new answer beside one of a model's turns, as it begins; the old one stays.

        Of one of the person's turns, it is an answer to that.

        Args:
            turn: which.
            left_out: the turns before it that the model is not sent, now and for what comes after;
                none are those that it went without before.
        """
        old = await self._turn(turn)
        with self._alone(old.conversation):
            known = await self._known(old.conversation)
            turns = await self.conversations.turns(known.id)
            last = old.parent if old.role == "assistant" else old.id
            branch, model = branch_to(turns, last), self._model(known)
            left_out = left_out or still_left_out([*branch, old], model)
            return await self._answer(known, branch, model, left_out)

    async def shortening(self, turn: str) -> tuple[Turn, ...]:
        """Returns the oldest turns, without which an answer that was too long may be had.

        There are none where the last message is too long by itself.

        Raises:
            ChatRefused: the turn, its conversation or the chosen model is not there any more.
        """
        old = await self._turn(turn)
        known = await self._known(old.conversation)
        model, turns = self._model(known), await self.conversations.turns(known.id)
        before = old.left_out if old.model == model.id else ()
        return to_leave_out(branch_to(turns, old.parent), model, known.system, before)

    async def stop(self, conversation: str) -> None:
        """Ends the answer that is being written; what has come of it is kept."""
        if task := self._tasks.get(conversation):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def settled(self, conversation: str) -> None:
        """Returns once no answer is being written there."""
        if task := self._tasks.get(conversation):
            await asyncio.wait([task])

    async def delete(self, conversation: str) -> None:
        """Stops it and takes it out of the list; `conversations.restore` brings it back."""
        await self.stop(conversation)
        self._calls.forget(conversation)
        await self.conversations.delete(conversation)

    async def export(self, conversation: str, form: Form) -> str:
        """Returns a conversation as a text: its shown branch as Markdown, or all of it as JSON.

        Raises:
            ChatRefused: it is not there any more.
        """
        known = await self._known(conversation)
        turns = await self.conversations.turns(conversation)
        return exported(known, turns, form)

    async def _confirm(self, question: CallQuestion) -> CallConsent:
        return await self.confirm(question)

    async def _send(
        self,
        conversation: str,
        before: tuple[Turn, ...],
        blocks: Sequence[SamplingMessageContentBlock],
        replaced: Sequence[Turn] = (),
    ) -> Turn:
        """Returns the person's new turn, which is answered as those that it replaces were."""
        known = await self._known(conversation)
        if not any(block.type != "text" or block.text.strip() for block in blocks):
            raise ChatRefused(tr("There is nothing to send yet. Type something first."))
        model = self._model(known, blocks)
        parent = before[-1].id if before else None
        made = Turn(uuid.uuid4().hex, conversation, parent, "user", tuple(blocks), time.time())
        await self.conversations.add(made, show=True)
        if not known.title:
            await self.conversations.rename(conversation, _title(made))
        await self._answer(known, (*before, made), model, still_left_out(replaced, model))
        return made

    async def _answer(
        self,
        conversation: Conversation,
        branch: tuple[Turn, ...],
        model: ModelContext,
        left_out: Collection[str] = (),
    ) -> Turn:
        left_out = left_out or still_left_out(branch, model)
        writing = Writing(self._desk, conversation, branch, model, left_out)
        begun = await writing.begin()
        task = asyncio.create_task(writing.run())
        self._tasks[conversation.id] = task
        task.add_done_callback(lambda _: self._settle(conversation.id))
        return begun

    def _settle(self, conversation: str) -> None:
        del self._tasks[conversation]
        self._publish(ChatChanged(conversation, "conversation"))

    @contextmanager
    def _alone(self, conversation: str) -> Iterator[None]:
        """Lets nothing else be written in a conversation while something begins there.

        Raises:
            ChatRefused: something is being written there.
        """
        if conversation in self._tasks or conversation in self._beginning:
            raise ChatRefused(tr("An answer is being written here. Stop it, or wait for its end."))
        self._beginning.add(conversation)
        try:
            yield
        finally:
            self._beginning.discard(conversation)

    async def _known(self, conversation: str) -> Conversation:
        found = await self.conversations.get(conversation)
        if found is None:
            raise ChatRefused(tr("This conversation was deleted. Begin a new one."))
        return found

    async def _turn(self, turn: str) -> Turn:
        found = await self.conversations.turn(turn)
        if found is None or found.results:
            raise ChatRefused(tr("This message is not there any more."))
        return found

    def _model(
        self, conversation: Conversation, fresh: Iterable[SamplingMessageContentBlock] = ()
    ) -> ModelContext:
        """Returns the model that answers.

        Raises:
            ChatRefused: it is gone, or cannot do what is wanted of it; nothing was sent.
        """
        if not conversation.model:
            raise ChatRefused(tr("No model is chosen. Choose one first; nothing was sent."))
        found = [one for one in self._contexts() if one.id == conversation.model]
        if not found:
            raise ChatRefused(
                tr(
                    "{model} is not here any more. Choose another model; nothing was sent or lost.",
                    model=conversation.model,
                )
            )
        [model] = found
        if "image" not in model.modalities and any(block.type == "image" for block in fresh):
            raise ChatRefused(
                tr(
                    "{model} cannot see images. Choose a model that can, or leave the image out; "
                    "nothing was sent.",
                    model=model.name,
                )
            )
        if conversation.servers and not model.tools:
            raise ChatRefused(
                tr(
                    "{model} cannot use tools. Choose another model, or no servers; nothing was "
                    "sent.",
                    model=model.name,
                )
            )
        return model

    async def _erase(self) -> None:
        while True:
            try:
                await self.conversations.erase_old()
            except StorageError as error:
                logger.warning("Deleted conversations could not be erased: %s", error)
            await asyncio.sleep(LOOK_SECONDS)


def _title(turn: Turn) -> str:
    """Returns the beginning of what the person wrote, or else the name of what is attached."""
    text = " ".join(turn.text.split()) or next(filter(None, map(attached, turn.content)), "")
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"
