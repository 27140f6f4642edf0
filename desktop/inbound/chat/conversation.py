"""A conversation of the person's own: a tree of turns, of which one branch is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Literal

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcp_types import SamplingMessageContentBlock, ToolResultContent, ToolUseContent

    from desktop.models.backend import Usage

Role = Literal["user", "assistant"]

ATTACHED = "parley/attached"
"""The key in a block's `_meta` under which the name of the file stands that it was made of."""


class TurnStatus(Enum):
    """How far a turn has come; what is open lives in memory, and is stopped on the disk."""

    WAITING = "waiting for you"
    WRITING = "writing"
    CALLING = "running tools"
    DONE = "done"
    STOPPED = "stopped"
    DECLINED = "declined"
    FAILED = "failed"
    TOO_LONG = "too long"
    """The model does not take so long a conversation."""

    @property
    def open(self) -> bool:
        """Whether something more will come of it."""
        return self in (TurnStatus.WAITING, TurnStatus.WRITING, TurnStatus.CALLING)


class CallState(Enum):
    """How far a call of a tool has come."""

    QUEUED = "waits its turn"
    ASKED = "waiting for you"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DECLINED = "declined"
    STOPPED = "stopped"

    @property
    def open(self) -> bool:
        """Whether its result is still to come."""
        return self in (CallState.QUEUED, CallState.ASKED, CallState.RUNNING)


@dataclass(frozen=True, slots=True)
class ToolCall:
    """What became of one of the calls that a turn makes."""

    id: str
    """That of the `tool_use` block, which no other block of the turn has."""
    server: str
    """Whose tool it is; empty where the model named a tool that there is not."""
    tool: str
    """Its name on that server; the block has the name that the model was given."""
    state: CallState
    call: str = ""
    """As in `RequestChanged.call`: what the tool asks models for on the way has the same."""
    detail: str = ""
    """Why there is no result, in a sentence; empty where there is one."""
    noticed: tuple[str, ...] = ()
    """What the screening found in the result, in sentences."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: what the person wrote, what tools answered, or what a model did.

    What tools answered is a turn of the role "user" that holds nothing but `tool_result` blocks,
    as MCP has it. It follows the turn whose calls they answer, and grows as they come.
    """

    id: str
    conversation: str
    parent: str | None
    """The turn before it; None for a first one. Turns with the same parent are branches."""
    role: Role
    content: tuple[SamplingMessageContentBlock, ...]
    at: float
    """When it began, in seconds since the epoch."""
    status: TurnStatus = TurnStatus.DONE
    detail: str = ""
    """Why it is not done, or how it stopped, in a sentence."""
    model: str = ""
    """The id of the model that answers; empty for a turn of the role "user"."""
    model_name: str = ""
    """Its name for people."""
    host: str = ""
    """To where the text went; empty where it stayed on this computer."""
    request: str = ""
    """The id of its request, for the journal; empty where none was made."""
    thinking: str = ""
    """What the model thought before it answered, where it tells."""
    usage: Usage | None = None
    calls: tuple[ToolCall, ...] = ()
    """What became of its `tool_use` blocks, in their order."""
    noticed: tuple[str, ...] = ()
    """What was noticed in what the model was sent for it, and let pass, in sentences."""
    noticed_in_answer: tuple[str, ...] = ()
    """What was noticed in the answer."""
    left_out: tuple[str, ...] = ()
    """The turns before it that the model was not sent, since the whole did not fit."""

    @property
    def open(self) -> bool:
        """Whether something more will come of it, or of its calls."""
        return self.status.open or any(call.state.open for call in self.calls)

    @property
    def text(self) -> str:
        """Its words, without what is attached."""
        blocks = [block for block in self.content if block.type == "text"]
        return "\n\n".join(block.text for block in blocks if not attached(block))

    @property
    def uses(self) -> tuple[ToolUseContent, ...]:
        """The calls it makes, as the model wrote them."""
        return tuple(block for block in self.content if block.type == "tool_use")

    @property
    def results(self) -> tuple[ToolResultContent, ...]:
        """What tools answered, if it is such a turn."""
        return tuple(block for block in self.content if block.type == "tool_result")


@dataclass(frozen=True, slots=True)
class Conversation:
    """What there is to know of a conversation besides its turns."""

    id: str
    title: str
    """Empty until the person writes something or names it."""
    model: str
    """The id of the model that answers next; empty where none was chosen."""
    servers: tuple[str, ...]
    """Whose tools the model may ask for."""
    created: float
    changed: float
    """When a turn was last added, in seconds since the epoch."""
    system: str = ""
    """How the model is to behave."""
    leaf: str | None = None
    """The last turn of the branch that is shown; None where there is none."""


def ended(turn: Turn, why: str = "") -> Turn:
    """Returns a turn as it stands when nothing more comes of it.

    Args:
        turn: how it stands now.
        why: why that is, in a sentence; empty where Parley ends.
    """
    calls = tuple(
        replace(call, state=CallState.STOPPED) if call.state.open else call for call in turn.calls
    )
    if not turn.status.open:
        return replace(turn, calls=calls)
    why = why or tr("Parley ended before this did.")
    return replace(turn, status=TurnStatus.STOPPED, detail=why, calls=calls)


def attached(block: SamplingMessageContentBlock) -> str:
    """Returns the name of the file that a block was made of; empty where it was of none."""
    name = (block.meta or {}).get(ATTACHED, "")
    return name if isinstance(name, str) else ""


def branch_to(turns: Iterable[Turn], leaf: str | None) -> tuple[Turn, ...]:
    """Returns the turns from the first to a last one."""
    known, branch = {turn.id: turn for turn in turns}, list[Turn]()
    while leaf is not None and leaf in known:
        branch.append(known.pop(leaf))
        leaf = branch[-1].parent
    return tuple(reversed(branch))


def leaf_of(turns: Sequence[Turn], turn: str) -> str:
    """Returns the last turn of the newest branch that leads through a turn."""
    newest = {one.parent: one.id for one in turns}
    seen = set[str]()
    while turn in newest and turn not in seen:
        seen.add(turn)
        turn = newest[turn]
    return turn


def siblings(turns: Iterable[Turn], turn: Turn) -> tuple[Turn, ...]:
    """Returns the branches at a turn, oldest first, itself among them."""
    return tuple(one for one in turns if one.parent == turn.parent and one.role == turn.role)
