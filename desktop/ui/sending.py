"""What a person writes on its way to a model: sent once, or given back where it cannot be sent."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import ChatRefused, ParleyError
from desktop.inbound.chat.conversation import attached
from desktop.language import tr
from desktop.ui.chat.attached import Attachment
from desktop.ui.chat.drafts import Drafts, Written

if TYPE_CHECKING:
    from mcp_types import SamplingMessageContentBlock

    from desktop.inbound.chat.chat import Chat
    from desktop.ui.pages.chat import ChatPage


@dataclass(frozen=True, slots=True)
class Beginning:
    """With what a new conversation begins."""

    model: str
    servers: tuple[str, ...]
    system: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that is on its way."""

    conversation: str
    written: Written
    edited: str
    """The turn beside which it goes; empty where it goes to the end."""
    beginning: Beginning | None
    """Where it is the first message, of a conversation that is still to be made."""

    def blocks(self) -> list[SamplingMessageContentBlock]:
        """Returns it as it goes out."""
        from mcp_types import TextContent  # noqa: PLC0415  (after the window is there)

        text = self.written.text.strip()
        said = [TextContent(text=text)] if text else []
        return [*said, *(one.block for one in self.written.attachments)]


class Sending:
    """Knows which conversation is shown, and holds what is written in it."""

    def __init__(self, chat: Chat, page: ChatPage) -> None:
        self._chat, self._page, self._composer = chat, page, page.composer
        self.shown = ""
        """The conversation that is shown; empty for a new one."""
        self.system = ""
        """How the model is to behave in the new conversation."""
        self.drafts = Drafts()
        self._edited = ""
        """The turn that is being edited."""
        self._begun: set[str] = set()
        """The conversations in which something is on its way."""
        # What was typed while Parley was starting comes after what was left in the last run.
        self._composer.write(self.drafts.of("").before(self._composer.written))
        self._composer.changed.connect(self._keep)

    def show(self, conversation: str) -> None:
        """Goes on in another conversation, with what was written there before."""
        if self._edited:
            self.leave_edit()
        self.shown, self.system = conversation, ""
        self._composer.write(self.drafts.of(conversation))
        self._composer.show_problem("")

    def is_busy(self, conversation: str) -> bool:
        """Whether something is on its way there, or is being answered."""
        return conversation in self._begun or self._chat.busy(conversation)

    def take(self) -> Outgoing:
        """Returns what is written, and takes it away at once: no key can fall in between."""
        composer, beginning = self._composer, None
        written, edited = composer.written, self._edited
        self.leave_edit()
        if not edited:
            composer.write(Written())
        if not self.shown:
            beginning = Beginning(composer.model_id, composer.toolset.chosen, self.system)
            self.shown = uuid.uuid4().hex
        self._begun.add(self.shown)
        return Outgoing(self.shown, written, edited, beginning)

    async def send(self, outgoing: Outgoing) -> None:
        """Sends it, or gives it back and says why it cannot be sent.

        Raises:
            ParleyError: the person is elsewhere by now, or it is nothing that they can change.
        """
        conversation = outgoing.conversation
        try:
            if outgoing.edited:
                await self._chat.resend(outgoing.edited, outgoing.blocks())
            else:
                await self._begin(outgoing)
                await self._chat.send(conversation, outgoing.blocks())
        except ParleyError as error:
            is_here = self.shown == conversation
            await self._give_back(outgoing)
            if not (is_here and isinstance(error, ChatRefused)):
                raise
            self._composer.show_problem(str(error))
        finally:
            self._begun.discard(conversation)

    def edit(self, turn: str) -> None:
        """Takes what the person sent into what they write; nothing of it changes yet."""
        entry = self._page.entry(turn)
        if entry is None or self._page.is_busy:
            return
        others = tuple(
            Attachment(attached(block) or tr("Picture"), 0, block)
            for block in entry.turn.content
            if block.type != "text" or attached(block)
        )
        self._begin_edit(turn, Written(entry.turn.text, others))

    def leave_edit(self) -> None:
        """Leaves what was sent as it is, and goes on with what was written before."""
        if self._edited:
            self._edited = ""
            self._composer.leave_editing()
            self._composer.write(self.drafts.of(self.shown))

    def _begin_edit(self, turn: str, written: Written) -> None:
        self._edited = turn
        self._composer.edit(written)

    def _keep(self) -> None:
        if not self._edited:
            self.drafts.keep(self.shown, self._composer.written)

    async def _begin(self, outgoing: Outgoing) -> None:
        if one := outgoing.beginning:
            await self._chat.conversations.create(
                id_=outgoing.conversation, model=one.model, servers=one.servers, system=one.system
            )

    async def _give_back(self, outgoing: Outgoing) -> None:
        """Puts what was not sent where it was written, before what was written there since."""
        written, place = outgoing.written, "" if outgoing.beginning else outgoing.conversation
        if self.shown != outgoing.conversation:
            self.drafts.keep(place, written.before(self.drafts.of(place)))
        elif outgoing.edited and not self._edited:
            self._begin_edit(outgoing.edited, written)
        else:
            self.shown = place
            self._composer.write(written.before(self._composer.written))
        if one := outgoing.beginning:
            self.system = self.system or one.system
            await self._chat.conversations.delete(outgoing.conversation)  # Nothing was said in it.
