"""What a model is sent of a conversation: a branch in MCP's words, every call with its result."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mcp_types import SamplingMessage, TextContent, ToolResultContent

from desktop.gateway.screening.finding import Rule
from desktop.inbound.chat.conversation import attached
from desktop.inbound.chat.exporting import fenced

Block = TypeVar("Block", "SamplingMessageContentBlock", "ContentBlock")

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcp_types import ContentBlock, SamplingMessageContentBlock

    from desktop.gateway.screening.finding import Finding
    from desktop.inbound.chat.conversation import Role, Turn
    from desktop.models.context import ModelContext

UNANSWERED = "This call was not run."
"""What stands for the result of a call that was stopped."""

_UNSEEN = frozenset({Rule.INVISIBLE, Rule.BIDI, Rule.TAGS, Rule.HOST})
"""What nobody sees who reads or pastes a text, be it their own."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages of a branch, and what of them need not be asked about."""

    messages: list[SamplingMessage]
    seen: frozenset[tuple[int | None, int]]
    """The texts that the person wrote or a model answered, by message and block."""
    passed: frozenset[str] = frozenset()
    """What was noticed in the same texts before, and let pass to the same place, in sentences."""

    def excuses(self, finding: Finding, *, leaves: bool) -> bool:
        """Whether something that was noticed is no reason to ask the person.

        Tools and files may say what they like; of what stands before the person's eyes only that
        counts which eyes do not see, or what should not leave this computer.

        Args:
            finding: what was noticed.
            leaves: whether the text goes elsewhere.
        """
        if finding.line in self.passed:
            return True
        place = finding.place
        if place is None or (place.message, place.block) not in self.seen:
            return False
        return finding.rule not in _UNSEEN and not (leaves and finding.rule is Rule.SECRET)


def prompt(branch: Sequence[Turn], model: ModelContext) -> Prompt:
    """Returns what a model is sent of a branch whose last turn it is to answer.

    What it has no senses for is named, and calls of tools that it does not know are put into words:
    so any model can go on with a conversation.
    """
    messages, seen = list[SamplingMessage](), set[tuple[int | None, int]]({(None, 0)})
    for number, turn in enumerate(branch):
        if turn.results:
            continue  # They follow the calls that they answer.
        own = not any(map(attached, turn.content))
        for role, blocks in _messages(turn, branch[number + 1 : number + 2], model):
            trusted = own and role == turn.role
            seen |= {(len(messages), place) for place in range(len(blocks))} if trusted else set()
            messages.append(SamplingMessage(role=role, content=blocks))
    passed = (line for turn in branch if turn.host == model.destination for line in turn.noticed)
    return Prompt(messages, frozenset(seen), frozenset(passed))


def _messages(
    turn: Turn, following: Iterable[Turn], model: ModelContext
) -> Iterator[tuple[Role, list[SamplingMessageContentBlock]]]:
    """Yields a turn, and after it what the calls in it came to."""
    blocks = [block for block in turn.content if block.type != "text" or block.text.strip()]
    if not blocks:
        return
    results = {result.tool_use_id: result for one in following for result in one.results}
    answers = [results.get(use.id) or _unanswered(use.id) for use in turn.uses]
    if not model.tools:
        yield turn.role, [_sensed(_in_words(block), model) for block in blocks]
        if answers:
            yield "user", [TextContent(text="\n\n".join(map(_told, answers)))]
        return
    yield turn.role, [_sensed(block, model) for block in blocks]
    if answers:
        yield "user", [_with_sense(answer, model) for answer in answers]


def _sensed(block: Block, model: ModelContext) -> Block | TextContent:
    """Returns a block, or its name in its place where the model has no sense for it."""
    if block.type not in ("image", "audio") or block.type in model.modalities:
        return block
    return TextContent(text=f"[{block.type} left out: this model cannot take it]")


def _with_sense(result: ToolResultContent, model: ModelContext) -> ToolResultContent:
    parts = [_sensed(part, model) for part in result.content]
    return result.model_copy(update={"content": parts})


def _unanswered(call: str) -> ToolResultContent:
    return ToolResultContent(
        tool_use_id=call, content=[TextContent(text=UNANSWERED)], is_error=True
    )


def _in_words(block: SamplingMessageContentBlock) -> SamplingMessageContentBlock:
    if block.type != "tool_use":
        return block
    arguments = json.dumps(block.input, ensure_ascii=False)
    return TextContent(text=f"[The tool {block.name} was called with {arguments}]")


def _told(result: ToolResultContent) -> str:
    said = "\n".join(map(_word, result.content)) or "nothing"
    return f"[The tool {'failed' if result.is_error else 'answered'}:]\n{fenced(said)}"


def _word(block: ContentBlock) -> str:
    return block.text if block.type == "text" else f"({block.type.replace('_', ' ')})"
