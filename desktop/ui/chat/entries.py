"""Turns of a conversation as they are shown; made beside the window's thread."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mcp_types import CallToolResult

from desktop.inbound.chat.conversation import TurnStatus, attached, branch_to, siblings
from desktop.ui.parts import parts_of_result
from desktop.ui.pictures import decoded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcp_types import ToolResultContent

    from desktop.inbound.chat.conversation import Turn
    from desktop.ui.parts import Shown
    from desktop.ui.pictures import Decoded


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the person attached."""

    name: str
    drawn: Decoded


@dataclass(frozen=True, slots=True)
class Entry:
    """A turn, with what belongs to it from the turns about it."""

    turn: Turn
    branches: tuple[str, ...]
    """The turns that could stand in its place, oldest first, itself among them."""
    begins: bool = True
    """Whether somebody else spoke before it."""
    goes_on: bool = False
    """Whether the model goes on after it, once its tools have answered."""
    results: Mapping[str, Shown] = field(default_factory=dict)
    """What its calls came to, by the ids of their blocks."""
    pictures: tuple[Picture, ...] = ()
    left_out: int = 0
    """So many messages before it were not sent with it."""
    may_shorten: bool = False
    """Whether there are older messages without which it can be asked for again."""

    @property
    def place(self) -> int:
        """Which of the branches it is, from 0."""
        return self.branches.index(self.turn.id)


class Entries:
    """Makes entries of turns; what it decoded once it keeps."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], Shown] = {}
        self._pictures: dict[str, tuple[Picture, ...]] = {}

    def of(self, turns: Sequence[Turn], leaf: str | None) -> list[Entry]:
        """Returns the entries of the branch that ends with a turn."""
        branch = branch_to(turns, leaf)
        answered = {turn.parent: turn for turn in branch if turn.results}
        made: list[Entry] = []
        for turn in branch:
            if turn.results:
                continue  # It is shown with the calls that it answers.
            beside = tuple(one.id for one in siblings(turns, turn) if not one.results)
            begins = not (made and turn.role == made[-1].turn.role == "assistant")
            if not begins:
                made[-1] = replace(made[-1], goes_on=True)
            results = self._of_calls(answered.get(turn.id))
            pictures = self._of_person(turn)
            entry = Entry(turn, beside, begins, results=results, pictures=pictures)
            made.append(_with_length(entry, made))
        return made

    def _of_calls(self, answered: Turn | None) -> dict[str, Shown]:
        blocks = answered.results if answered else ()
        turn = answered.id if answered else ""
        return {one.tool_use_id: self._of_call(turn, one) for one in blocks}

    def _of_call(self, turn: str, block: ToolResultContent) -> Shown:
        key = turn, block.tool_use_id
        if key not in self._shown:
            self._shown[key] = parts_of_result(
                CallToolResult(
                    content=block.content,
                    structured_content=block.structured_content,
                    is_error=bool(block.is_error),
                )
            )
        return self._shown[key]

    def _of_person(self, turn: Turn) -> tuple[Picture, ...]:
        if turn.id not in self._pictures:
            self._pictures[turn.id] = tuple(
                Picture(attached(block), decoded(_octets(block.data), block.mime_type))
                for block in turn.content
                if block.type == "image"
            )
        return self._pictures[turn.id]


def _with_length(entry: Entry, earlier: Sequence[Entry]) -> Entry:
    """Returns an entry with what there is to say of how long the conversation was."""
    turn, said = entry.turn, [one for one in earlier if one.turn.role == "user"]
    return replace(
        entry,
        left_out=sum(one.turn.id in turn.left_out for one in earlier),
        may_shorten=turn.status is TurnStatus.TOO_LONG and len(said) > 1,
    )


def _octets(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return b""
