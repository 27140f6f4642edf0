"""The texts of a request or an answer, complete and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gateway.context import before, joined
from desktop.language import tr
from desktop.models.backend import blocks_of
from desktop.ui import wording
from desktop.ui.dialogs.blocks import TextBlock, show_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_types import (
        CreateMessageRequestParams,
        SamplingMessage,
        SamplingMessageContentBlock,
    )
    from PySide6.QtGui import QTextCursor

    from desktop.gateway.screening.finding import Place
    from desktop.models.backend import Result
    from desktop.ui.dialogs.added_context import AddedContext
    from desktop.ui.widgets.texts import TextView

Said = TypeVar("Said", "SamplingMessage", "Result")


class Turn(NamedTuple):
    """What one speaker says."""

    role: str
    blocks: Sequence[SamplingMessageContentBlock]


class Transcript(QWidget):
    """What would be sent, shown whole; the texts in it can be changed."""

    changed = Signal()
    """A text was changed."""

    def __init__(
        self,
        turns: Sequence[Turn],
        system_prompt: str | None = None,
        context: AddedContext | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._turns = turns
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._system: TextBlock | None = None
        if system_prompt is not None:
            self._system = TextBlock(tr("System prompt"), system_prompt)
            self._column.addWidget(self._system)
        self._context = context
        if context:
            self._column.addWidget(context)
            context.changed.connect(self.changed)
        self._views = [self._add(number) for number in range(len(turns))]
        for text in self.texts:
            text.view.textChanged.connect(self.changed)

    @property
    def texts(self) -> list[TextBlock]:
        """Every text, those that cannot be edited too."""
        system = [self._system] if self._system else []
        if self._context and self._context.text:
            system.append(self._context.block)
        return system + [
            view for views in self._views for view in views if isinstance(view, TextBlock)
        ]

    @property
    def hidden(self) -> int:
        """How many hidden characters had to be made visible."""
        return sum(text.hidden for text in self.texts)

    @property
    def system_prompt(self) -> str | None:
        """The system prompt as it stands now, with the context that is added to it."""
        return joined(self._own_prompt, self._context.text if self._context else "") or None

    @property
    def _own_prompt(self) -> str:
        return self._system.text if self._system else ""

    @property
    def blocks(self) -> list[list[SamplingMessageContentBlock]]:
        """The blocks of each turn, with the texts as they stand now and all else untouched."""
        return [
            [_edited(block, view) for block, view in zip(turn.blocks, views, strict=True)]
            for turn, views in zip(self._turns, self._views, strict=True)
        ]

    def mark(self, places: Sequence[Place]) -> list[tuple[TextView, QTextCursor]]:
        """Highlights places and nothing else, and returns where they are shown."""
        inside: dict[QWidget | None, list[Place]] = {}
        for place in places:
            inside.setdefault(self._block(place), []).append(place)
        marks: dict[Place, tuple[TextView, QTextCursor]] = {}
        for text in self.texts:
            here = inside.get(text, [])
            cursors = text.mark([self._within(text, place) for place in here])
            marks.update(zip(here, ((text.view, cursor) for cursor in cursors), strict=True))
        return [marks[place] for place in places]

    def allow_editing(self, *, allowed: bool) -> None:
        """Lets the texts be changed, or only read; blocks that are no text stay as they are."""
        if self._system:
            self._system.allow_editing(allowed=allowed)
        if self._context:
            self._context.block.allow_editing(allowed=allowed)
        for turn, views in zip(self._turns, self._views, strict=True):
            for block, view in zip(turn.blocks, views, strict=True):
                if block.type == "text" and isinstance(view, TextBlock):
                    view.allow_editing(allowed=allowed)

    def _block(self, place: Place) -> QWidget | None:
        if place.message is None:
            if self._context and self._context.text and place.start >= self._context_at:
                return self._context.block
            return self._system
        return self._views[place.message][place.block]

    @property
    def _context_at(self) -> int:
        """Where in the system prompt the context begins."""
        return len(before(self._own_prompt))

    def _within(self, text: TextBlock, place: Place) -> tuple[int, int]:
        """Returns where a place is in its own block, which it may outgrow."""
        if self._context and text is self._context.block:
            return place.start - self._context_at, place.end - self._context_at
        if text is self._system:
            return min(place.start, len(text.text)), min(place.end, len(text.text))
        return place.start, place.end

    def _add(self, number: int) -> list[QWidget]:
        role, blocks = self._turns[number]
        speaker = wording.sentence(wording.speaker(role))
        if len(self._turns) > 1:
            speaker = tr("Message {value}, {role}", value=number + 1, role=wording.speaker(role))
        asked = [block for turn in self._turns for block in turn.blocks if block.type == "tool_use"]
        tools = {block.id: block.name for block in asked}
        views = []
        for place, block in enumerate(blocks, start=1):
            title = (
                speaker
                if len(blocks) == 1
                else tr(
                    "{speaker}, part {place} of {blocks}",
                    speaker=speaker,
                    place=place,
                    blocks=len(blocks),
                )
            )
            view = show_block(block, title, tools)
            self._column.addWidget(view)
            views.append(view)
        return views


def transcript_of(
    params: CreateMessageRequestParams, context: AddedContext | None = None
) -> Transcript:
    """Returns the view of a request's texts, with the context that can be added."""
    turns = [Turn(message.role, message.content_as_list) for message in params.messages]
    return Transcript(turns, params.system_prompt, context)


def transcript_of_answer(result: Result) -> Transcript:
    """Returns the view of an answer's texts."""
    return Transcript([Turn(result.role, blocks_of(result))])


def edited(params: CreateMessageRequestParams, shown: Transcript) -> CreateMessageRequestParams:
    """Returns a request with the texts as they are shown."""
    blocks = zip(params.messages, shown.blocks, strict=True)
    messages = [_with(message, said) for message, said in blocks]
    changes: dict[str, object] = {"messages": messages}
    prompt = shown.system_prompt
    if prompt or params.system_prompt is not None:
        changes["system_prompt"] = prompt
    return params.model_copy(update=changes)


def edited_answer(result: Result, shown: Transcript) -> Result:
    """Returns an answer with the texts as they are shown."""
    return _with(result, shown.blocks[0])


def _with(said: Said, blocks: list[SamplingMessageContentBlock]) -> Said:
    content = blocks if isinstance(said.content, list) else blocks[0]
    return said.model_copy(update={"content": content})


def _edited(block: SamplingMessageContentBlock, view: QWidget) -> SamplingMessageContentBlock:
    if block.type == "text" and isinstance(view, TextBlock):
        return block.model_copy(update={"text": view.text})
    return block
