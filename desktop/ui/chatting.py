"""What a person wishes of their conversations, passed to the chat, and how they stand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices

from desktop.errors import ChatRefused
from desktop.events import Notice, RequestPhase
from desktop.language import tr
from desktop.ui import saving
from desktop.ui.chat.attaching import Attaching
from desktop.ui.chat.conversation_list import title_of
from desktop.ui.chat.destination import offer_of
from desktop.ui.chat.entries import Entries
from desktop.ui.chat.toolset import ServerOffer
from desktop.ui.dialogs.foreign_address import ForeignAddressDialog
from desktop.ui.dialogs.instructions import InstructionsDialog
from desktop.ui.dialogs.leave_out import LeaveOutDialog
from desktop.ui.looks import look_of
from desktop.ui.main_window import Page
from desktop.ui.remembered import remembered
from desktop.ui.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Collection, Coroutine
    from typing import Any

    from desktop.app import App
    from desktop.events import ChatChanged, ChatText, RequestChanged, ServerChanged
    from desktop.inbound.chat.conversation import Conversation
    from desktop.inbound.chat.exporting import Form
    from desktop.ui.approvals import DialogApprover
    from desktop.ui.bridge import Bridge
    from desktop.ui.chat.drafts import Written
    from desktop.ui.main_window import MainWindow
    from desktop.ui.sending import Outgoing
    from desktop.ui.tasks import TaskOwner
    from desktop.ui.undo import Undo

_MOST_CALLS = 500
"""So many calls' requests are kept to be shown in them."""

_MODEL = "chat-model"


class Chatting:
    """One conversation is shown; others go on being answered out of sight."""

    def __init__(
        self,
        app: App,
        window: MainWindow,
        approver: DialogApprover,
        undo: Undo,
        tasks: TaskOwner,
    ) -> None:
        self._app, self._chat, self._kept = app, app.chat, app.chat.conversations
        self._window, self._page, self._undo, self._tasks = window, window.chat, undo, tasks
        self._entries = Entries()
        self._nested: dict[str, dict[str, RequestChanged]] = {}
        self._servers: dict[str, str] = {}
        """How each server stands, in a word."""
        self._stale = self._list_stale = False
        self._watched: set[str] = set()
        """The conversations whose answer is waited for, to show that it is there."""
        self._sending = Sending(app.chat, self._page)
        self._attaching = Attaching(self._page.composer, self._sending.attach_here, tasks)
        app.chat.confirm = approver.confirm_call
        self._connect_list()
        self._connect_talk(approver)

    def follow(self, bridge: Bridge) -> None:
        """Lets the page follow the services' events."""
        bridge.chat_changed.connect(self._follow_chat)
        bridge.chat_text.connect(self._follow_text)
        bridge.request_changed.connect(self._follow_request)
        bridge.server_changed.connect(self._follow_server)
        bridge.server_removed.connect(self._forget_server)
        for signal in (bridge.model_changed, bridge.model_removed):
            signal.connect(lambda _: self._show_models())

    def _connect_list(self) -> None:
        page = self._page
        page.refresh_requested.connect(lambda _: self._read_list_soon())
        page.new_requested.connect(self._begin_new)
        page.open_requested.connect(self._open)
        page.rename_requested.connect(
            lambda one, title: self._start(self._kept.rename(one, title), "rename")
        )
        page.delete_requested.connect(lambda one: self._start(self._delete(one), "delete"))
        page.export_requested.connect(
            lambda one, form: self._start(self._export(one, form), "export")
        )
        page.instruct_requested.connect(lambda: self._start(self._instruct(), "instruct"))
        page.get_model_requested.connect(self._window.get_model)

    def _connect_talk(self, approver: DialogApprover) -> None:
        page, talk = self._page, self._page.transcript
        page.send_requested.connect(self._send)
        page.stop_requested.connect(lambda: self._start(self._chat.stop(self._shown), "stop"))
        page.composer.model_chosen.connect(self._choose_model)
        page.composer.toolset.chosen_changed.connect(self._choose_servers)
        page.composer.edit_left.connect(self._sending.leave_edit)
        talk.review_requested.connect(approver.raise_dialog)
        talk.record_requested.connect(self._window.show_request)
        talk.edit_requested.connect(self._sending.edit)
        talk.again_requested.connect(lambda turn: self._start(self._again(turn), "ask again"))
        talk.shorten_requested.connect(
            lambda turn: self._start(self._shorten(turn), "leave out the oldest")
        )
        talk.branch_requested.connect(
            lambda turn: self._start(self._kept.choose_branch(turn), "choose a branch")
        )
        talk.address_wanted.connect(self._show_address)
        talk.read_requested.connect(self._read_resource)

    @property
    def _shown(self) -> str:
        """The conversation that is shown; empty for a new one."""
        return self._sending.shown

    def _start(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        self._tasks.start(work, name)

    def _follow_chat(self, change: ChatChanged) -> None:
        if change.kind != "turn" or not change.turn:
            self._read_list_soon()
        if change.conversation != self._shown:
            return
        if change.kind == "removed":
            self._begin_new()
        else:
            self._read_soon()

    def _follow_text(self, text: ChatText) -> None:
        if text.conversation == self._shown:
            self._page.transcript.show_text(text.turn, text.text)

    def _follow_request(self, change: RequestChanged) -> None:
        if not change.call or (change.text and change.phase is RequestPhase.ANSWERING):
            return
        self._nested.setdefault(change.call, {})[change.request] = change
        while len(self._nested) > _MOST_CALLS:
            del self._nested[next(iter(self._nested))]
        self._page.transcript.show_requests(self._nested)

    def _follow_server(self, change: ServerChanged) -> None:
        state = look_of(change.status).word
        if self._servers.get(change.server) != state:
            self._servers[change.server] = state
            self._show_servers()

    def _forget_server(self, server: str) -> None:
        self._servers.pop(server, None)
        self._show_servers()

    def _show_servers(self) -> None:
        offers = [ServerOffer(name, state) for name, state in sorted(self._servers.items())]
        self._page.composer.toolset.show_servers(offers)

    def _show_models(self) -> None:
        """Shows the models, those first that can be asked and are no toy."""
        known = self._app.library.contexts()
        known.sort(key=lambda one: (bool(one.ready), one.starter))
        page = self._page
        page.show_models([offer_of(one) for one in known])
        last = remembered().get(_MODEL)
        if not self._shown and any(one.id == last and not one.ready for one in known):
            page.composer.choose_model(str(last))

    def _read_list_soon(self) -> None:
        if self._page.isVisible() and not self._list_stale:
            self._list_stale = True
            self._start(self._read_list(), "list conversations")

    async def _read_list(self) -> None:
        self._list_stale = False
        sought = self._page.list.sought.text().strip()
        found = await self._kept.list(sought)
        if not sought:
            here = self._sending.unlisted | {one.id for one in found}
            self._sending.drafts.forget_others(here)
        if sought == self._page.list.sought.text().strip():
            self._page.show_conversations(found)

    def _read_soon(self) -> None:
        if not self._stale:
            self._stale = True
            self._start(self._read(), "read a conversation")

    async def _read(self) -> None:
        """Shows the conversation as it is now; what changes meanwhile is read once more."""
        self._stale = False
        wanted = self._shown
        known = await self._kept.get(wanted)
        turns = await self._kept.turns(wanted)
        if known is None:
            return
        entries = await asyncio.to_thread(self._entries.of, turns, known.leaf)
        if wanted != self._shown or self._stale:
            return
        self._page.show_conversation(known, entries)
        self._page.transcript.show_requests(self._nested)
        self._show_busy()

    def _show_busy(self) -> None:
        self._page.show_busy(busy=self._sending.is_busy(self._shown))
        if self._chat.busy(self._shown) and self._shown not in self._watched:
            self._watched.add(self._shown)
            self._start(self._watch(self._shown), "wait for an answer")

    async def _watch(self, conversation: str) -> None:
        try:
            await self._chat.settled(conversation)
        finally:
            self._watched.discard(conversation)
        if conversation == self._shown:
            self._read_soon()

    def _begin_new(self) -> None:
        self._show("")
        self._page.show_conversation(None, ())
        self._page.show_busy(busy=False)
        composer = self._page.composer
        composer.toolset.choose(())
        if composer.model is None:
            composer.choose_model("")  # The one of the conversation before is not there any more.

    def _open(self, conversation: str) -> None:
        if conversation != self._shown:
            self._show(conversation)
            self._read_soon()

    def _show(self, conversation: str) -> None:
        self._sending.show(conversation)
        self._entries = Entries()

    def _send(self) -> None:
        outgoing = self._sending.take()
        self._page.show_busy(busy=True)
        self._page.transcript.follow()
        task = self._tasks.start(self._deliver(outgoing), "send")
        # Where Parley ends before its first step, nothing in it would run.
        task.add_done_callback(lambda _: self._sending.keep_unsent(outgoing))

    async def _deliver(self, outgoing: Outgoing) -> None:
        try:
            await self._sending.send(outgoing)
        finally:
            self._show_busy()

    async def _again(self, turn: str, left_out: Collection[str] = ()) -> None:
        self._page.transcript.follow()
        try:
            await self._chat.again(turn, left_out)
        except ChatRefused as error:
            self._page.composer.show_problem(str(error))
        self._show_busy()

    async def _shorten(self, turn: str) -> None:
        """Shows what a conversation that is too long could go out without."""
        problem = tr(
            "Your last message is too long by itself. Shorten it, or choose another model."
        )
        try:
            left_out = await self._chat.shortening(turn)
        except ChatRefused as error:
            left_out, problem = (), str(error)
        if not left_out:
            self._page.composer.show_problem(problem)
            return
        model = self._page.composer.model
        dialog = LeaveOutDialog(left_out, model.name if model else "", self._window)
        ids = [one.id for one in left_out]
        dialog.agreed.connect(lambda: self._start(self._again(turn, ids), "ask again"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _instruct(self) -> None:
        known = await self._kept.get(self._shown) if self._shown else None
        dialog = InstructionsDialog(known.system if known else self._sending.system, self._window)
        dialog.saved.connect(self._keep_instructions)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep_instructions(self, text: str) -> None:
        if self._shown:
            self._start(self._kept.set_up(self._shown, system=text), "keep instructions")
        else:
            self._sending.system = text  # The conversation is made with its first message.

    def _choose_model(self, model: str) -> None:
        remembered().keep(_MODEL, model)
        if self._shown:
            self._start(self._kept.set_up(self._shown, model=model), "choose a model")

    def _choose_servers(self, servers: list[str]) -> None:
        if self._shown:
            self._start(self._kept.set_up(self._shown, servers=servers), "choose servers")

    async def _delete(self, conversation: str) -> None:
        known, written = await self._kept.get(conversation), self._sending.drafts.of(conversation)
        if known:
            await self._chat.delete(conversation)
            said = tr("“{title}” was deleted.", title=title_of(known))
            self._undo.offer(said, lambda: self._restore(known, written))

    async def _restore(self, known: Conversation, written: Written) -> None:
        await self._kept.restore(known.id)
        self._sending.drafts.keep(known.id, written)
        self._open(known.id)
        self._read_list_soon()

    async def _export(self, conversation: str, form: Form) -> None:
        known = await self._kept.get(conversation)
        text = await self._chat.export(conversation, form)
        stem = "".join(
            char if char.isalnum() or char in " -_" else " "
            for char in (title_of(known) if known else "")
        ).strip()
        name = f"{stem or 'conversation'}.{'md' if form == 'markdown' else 'json'}"
        octets = text.encode("utf-8", "replace")
        saving.ask_where(
            self._window, name, octets, lambda said: self._window.show_notice(Notice(said))
        )

    def _show_address(self, address: str) -> None:
        dialog = ForeignAddressDialog(address, self._window)
        dialog.open_requested.connect(QDesktopServices.openUrl)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _read_resource(self, server: str, address: str) -> None:
        self._window.show_page(Page.SERVERS)
        self._window.servers.read_resource(server, address)
