"""What a person writes on its way to a model: sent once, or given back where it cannot be sent."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import ChatRefused
from desktop.inbound.chat.conversation import attached
from desktop.language import tr
from desktop.ui.chat.attached import Attachment
from desktop.ui.chat.drafts import Drafts, Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp_types import SamplingMessageContentBlock

    from desktop.inbound.chat.chat import Chat
    from desktop.ui.pages.chat import ChatPage


@dataclass(frozen=True, slots=True)
class Beginning:
    """With what a new conversation begins."""

    model: str
    servers: tuple[str, ...]
    system: str


@dataclass(slots=True)
class Talk:
    """A conversation that is written in."""

    id: str = ""
    """Empty until its first message is on its way, and again where that is given back."""


@dataclass(frozen=True, slots=True, eq=False)
class Outgoing:
    """A message that is on its way."""

    conversation: str
    talk: Talk
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
        self.system = ""
        """How the model is to behave in the new conversation."""
        self.drafts = Drafts(page)
        self._talk = Talk()
        self._edited = ""
        """The turn that is being edited."""
        self._outgoing: set[Outgoing] = set()
        """What is on its way, until it is sent or given back."""
        self._composer.changed.connect(self._keep)
        # What was typed while Parley was starting comes after what was left in the last run.
        self._composer.write(self.drafts.of("").before(self._composer.written))

    @property
    def shown(self) -> str:
        """The conversation that is shown; empty for a new one."""
        return self._talk.id

    @property
    def unlisted(self) -> set[str]:
        """The conversations that may not be in the list yet: the shown, and those that begin."""
        return {self.shown, *(one.conversation for one in self._outgoing)}

    def show(self, conversation: str) -> None:
        """Goes on in another conversation, with what was written there before."""
        if self._edited:
            self.leave_edit()
        self._talk, self.system = Talk(conversation), ""
        self._composer.write(self.drafts.of(conversation))
        self._composer.show_problem("")

    def is_busy(self, conversation: str) -> bool:
        """Whether something is on its way there, or is being answered."""
        begun = any(one.conversation == conversation for one in self._outgoing)
        return begun or self._chat.busy(conversation)

    def take(self) -> Outgoing:
        """Returns what is written, and takes it away at once: no key can fall in between."""
        composer, beginning = self._composer, None
        written, edited = composer.written, self._edited
        self.leave_edit()
        if not edited:
            composer.write(Written())
        if not self.shown:
            beginning = Beginning(composer.model_id, composer.toolset.chosen, self.system)
            self._talk.id = uuid.uuid4().hex
        outgoing = Outgoing(self.shown, self._talk, written, edited, beginning)
        self._outgoing.add(outgoing)
        return outgoing

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
            self._outgoing.discard(outgoing)
        except Exception as error:
            is_here = self.shown == conversation
            self._give_back(outgoing)
            if outgoing.beginning:
                await self._chat.conversations.delete(conversation)  # Nothing was said in it.
            if not (is_here and isinstance(error, ChatRefused)):
                raise
            self._composer.show_problem(str(error))
        finally:
            self.keep_unsent(outgoing)

    def keep_unsent(self, outgoing: Outgoing) -> None:
        """Puts what was not sent where it was written, before what was written there since.

        It waits for nothing, so that nothing is lost where Parley ends. What was sent, or was given
        back before, stays as it is.
        """
        if outgoing not in self._outgoing:
            return
        self._outgoing.discard(outgoing)
        conversation = outgoing.conversation
        written = outgoing.written.before(self.drafts.of(conversation))
        if one := outgoing.beginning:
            self.drafts.keep(conversation, Written())
            written = written.before(self.drafts.of(""))
            if self.shown == conversation:
                self._talk.id = ""
                self._page.show_conversation(None, ())
            outgoing.talk.id = ""
            self.system = self.system or one.system
        self._put(outgoing.talk.id, written)

    def attach_here(self) -> Callable[[Attachment], bool]:
        """Returns what attaches to the message that is written now, whatever is shown by then.

        It says whether that is still shown.
        """
        talk, edited = self._talk, self._edited

        def attach(one: Attachment) -> bool:
            is_here = (self.shown, self._edited) == (talk.id, edited)
            if is_here:
                self._composer.attached.add(one)
            else:
                self._put(talk.id, self.drafts.of(talk.id).before(Written("", (one,))))
            return is_here

        return attach

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

    def _give_back(self, outgoing: Outgoing) -> None:
        """Lets the person go on where they sent it."""
        if outgoing.edited and not self._edited and self.shown == outgoing.conversation:
            self._outgoing.discard(outgoing)
            self._begin_edit(outgoing.edited, outgoing.written)
        else:
            self.keep_unsent(outgoing)

    def _put(self, conversation: str, written: Written) -> None:
        """Takes a message in the place of a draft, which may be shown."""
        self.drafts.keep(conversation, written)
        if self.shown == conversation and not self._edited:
            self._composer.write(written)
