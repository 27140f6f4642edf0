"""What is kept of the person's own conversations, in the file that has the journal too."""

from __future__ import annotations

import json
import time
import uuid
from typing import TYPE_CHECKING

from desktop.events import ChatChanged
from desktop.inbound.chat import rows
from desktop.inbound.chat.conversation import Conversation, branch_to, ended, leaf_of

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from desktop.events import Publish
    from desktop.inbound.chat.conversation import Turn
    from desktop.storage.database import Database, Value

KEPT_SECONDS = 600.0
"""For so long a deletion can be taken back while Parley runs."""

_SHOWN = f"SELECT {rows.CONVERSATION} FROM conversations WHERE deleted IS NULL"
_FOUND = r"""
AND id IN (SELECT conversation FROM turns WHERE words LIKE ? ESCAPE '\')
"""
_PUT = f"""
INSERT INTO turns ({rows.TURN}, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET status = excluded.status, words = excluded.words,
content = excluded.content, data = excluded.data
"""


class Conversations:
    """Every conversation, on the disk; a turn that is being written is in memory besides.

    On the disk such a turn stands as one that was stopped, which is what it is if Parley ends.
    """

    def __init__(self, database: Database, publish: Publish) -> None:
        self._database = database
        self._publish = publish
        self._open: dict[str, Turn] = {}
        """The turns that are being written, by their ids."""
        self._deleted: set[str] = set()
        """What was deleted in this run, and may be there yet."""

    async def list(self, search: str = "") -> list[Conversation]:
        """Returns the conversations in whose title or texts something stands, newest first."""
        sought = search.strip().casefold()
        found = await self._conversations("")
        if not sought:
            return found
        in_texts = {one.id for one in await self._conversations(_FOUND, (_pattern(sought),))}
        return [one for one in found if one.id in in_texts or sought in one.title.casefold()]

    async def get(self, conversation: str) -> Conversation | None:
        """Returns a conversation, or None where there is none, or it was deleted."""
        found = await self._conversations("AND id = ?", (conversation,))
        return found[0] if found else None

    async def turns(self, conversation: str) -> builtins.list[Turn]:
        """Returns all its turns, oldest first."""
        return await self._turns("conversation = ? ORDER BY n", conversation)

    async def branch(self, conversation: str) -> tuple[Turn, ...]:
        """Returns the turns of the branch that is shown."""
        known = await self.get(conversation)
        return branch_to(await self.turns(conversation), known.leaf if known else None)

    async def turn(self, turn: str) -> Turn | None:
        """Returns one turn as it is now."""
        if turn in self._open:
            return self._open[turn]
        found = await self._turns("id = ?", turn)
        return found[0] if found else None

    async def create(
        self,
        *,
        model: str = "",
        servers: Sequence[str] = (),
        system: str = "",
        title: str = "",
        id_: str = "",
    ) -> Conversation:
        """Returns a new conversation, by an id that is nobody's yet where one is named."""
        now = time.time()
        id_ = id_ or uuid.uuid4().hex
        made = Conversation(id_, title, model, tuple(servers), now, now, system)
        await self._database.write(
            f"INSERT INTO conversations ({rows.CONVERSATION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (made.id, title, model, json.dumps(made.servers), system, now, now, None),
        )
        self._tell(made.id)
        return made

    async def rename(self, conversation: str, title: str) -> None:
        """Gives it another title."""
        await self._change(conversation, "title", title.strip())

    async def set_up(
        self,
        conversation: str,
        *,
        model: str | None = None,
        servers: Sequence[str] | None = None,
        system: str | None = None,
    ) -> None:
        """Changes who answers from now on, with whose tools and how; None leaves a thing."""
        listed = None if servers is None else json.dumps(tuple(servers))
        for column, value in (("model", model), ("servers", listed), ("system", system)):
            if value is not None:
                await self._change(conversation, column, value)

    async def choose_branch(self, turn: str) -> None:
        """Shows the newest branch that leads through a turn."""
        if chosen := await self.turn(turn):
            turns = await self.turns(chosen.conversation)
            await self._change(chosen.conversation, "leaf", leaf_of(turns, turn))

    async def delete(self, conversation: str) -> None:
        """Takes it out of the list; it is erased a while later, or when Parley ends."""
        self._deleted.add(conversation)
        await self._database.write(
            "UPDATE conversations SET deleted = ? WHERE id = ?", (time.time(), conversation)
        )
        self._publish(ChatChanged(conversation, "removed"))

    async def restore(self, conversation: str) -> None:
        """Takes a deletion back, while that can be done."""
        self._deleted.discard(conversation)
        await self._change(conversation, "deleted", None)

    async def erase_old(self) -> None:
        """Erases what was deleted too long ago to be taken back, by another Parley too."""
        at = time.time() - KEPT_SECONDS
        found = await self._database.rows("SELECT id FROM conversations WHERE deleted < ?", (at,))
        for (conversation,) in found:
            await self._erase(str(conversation))

    async def erase_own(self) -> None:
        """Erases all that was deleted in this run."""
        for conversation in tuple(self._deleted):
            await self._erase(conversation)

    async def add(self, turn: Turn, *, show: bool = False) -> None:
        """Keeps a new turn at the end of its branch, if that is shown, or else shows that too."""
        await self.put(turn, tell=False)
        await self._database.write(
            "UPDATE conversations SET changed = ?, leaf = "
            "CASE WHEN ? OR leaf IS ? THEN ? ELSE leaf END WHERE id = ?",
            (time.time(), show, turn.parent, turn.id, turn.conversation),
        )
        self._tell_turn(turn)
        self._tell(turn.conversation)

    async def put(self, turn: Turn, *, tell: bool = True) -> None:
        """Keeps a turn as it is now."""
        self.hold(turn, tell=False)
        await self._database.write(_PUT, rows.row_of(ended(turn)))
        if tell:
            self._tell_turn(turn)

    def put_soon(self, turn: Turn, *, tell: bool = True) -> None:
        """Does the same for a caller that may not wait."""
        self.hold(turn, tell=tell)
        self._database.write_soon(_PUT, rows.row_of(ended(turn)))

    def hold(self, turn: Turn, *, tell: bool = True) -> None:
        """Remembers how a turn that is being written stands, and leaves the disk as it is."""
        if turn.open:
            self._open[turn.id] = turn
        else:
            self._open.pop(turn.id, None)
        if tell:
            self._tell_turn(turn)

    async def _erase(self, conversation: str) -> None:
        await self._database.write("DELETE FROM turns WHERE conversation = ?", (conversation,))
        await self._database.write(
            "DELETE FROM conversations WHERE id = ? AND deleted IS NOT NULL", (conversation,)
        )
        self._deleted.discard(conversation)

    async def _conversations(
        self, terms: str, values: Sequence[Value] = ()
    ) -> builtins.list[Conversation]:
        found = await self._database.rows(f"{_SHOWN} {terms} ORDER BY changed DESC", values)
        return [rows.conversation_of(row) for row in found]

    async def _turns(self, terms: str, value: str) -> builtins.list[Turn]:
        found = await self._database.rows(f"SELECT {rows.TURN} FROM turns WHERE {terms}", (value,))
        turns = [rows.turn_of(row) for row in found]
        return [self._open.get(turn.id, turn) for turn in turns]

    async def _change(self, conversation: str, column: str, value: Value) -> None:
        statement = f"UPDATE conversations SET {column} = ? WHERE id = ?"
        await self._database.write(statement, (value, conversation))
        self._tell(conversation)

    def _tell(self, conversation: str) -> None:
        self._publish(ChatChanged(conversation, "conversation"))

    def _tell_turn(self, turn: Turn) -> None:
        self._publish(ChatChanged(turn.conversation, "turn", turn.id))


def _pattern(text: str) -> str:
    """Returns a pattern for LIKE that finds a text anywhere."""
    escaped = text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"
