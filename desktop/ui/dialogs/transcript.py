"""The system prompt and every message of a request, complete and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import wording
from desktop.ui.dialogs.blocks import TextBlock, show_block

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams, SamplingMessage
    from PySide6.QtGui import QTextCursor

    from desktop.gateway.screening.finding import Place
    from desktop.ui.widgets.texts import TextView

    Blocks = list[tuple[object, QWidget]]


class Transcript(QWidget):
    """What would be sent, shown whole; the texts in it can be changed."""

    def __init__(self, params: CreateMessageRequestParams, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._params = params
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._system: TextBlock | None = None
        if params.system_prompt is not None:
            self._system = TextBlock("System prompt", params.system_prompt)
            self._column.addWidget(self._system)
        self._messages = [self._add(number) for number in range(len(params.messages))]

    @property
    def texts(self) -> list[TextBlock]:
        """Every text that can be edited."""
        system = [self._system] if self._system else []
        return system + [
            view for views in self._messages for view in views if isinstance(view, TextBlock)
        ]

    @property
    def hidden(self) -> int:
        """How many hidden characters had to be made visible."""
        return sum(text.hidden for text in self.texts)

    def mark(self, place: Place) -> tuple[TextView, QTextCursor]:
        """Highlights a place; in a block that is no text, returns where the block begins."""
        if place.message is None:
            block, is_text = self._system, True
        else:
            message = self._params.messages[place.message]
            block = cast("TextBlock", self._messages[place.message][place.block])
            is_text = message.content_as_list[place.block].type == "text"
        assert block is not None
        return block.view, block.mark(place.start, place.end) if is_text else block.mark(0, 0)

    def allow_editing(self, *, allowed: bool) -> None:
        """Lets the prompts be changed, or only read; blocks that are no text stay as they are."""
        if self._system:
            self._system.allow_editing(allowed=allowed)
        for message, views in zip(self._params.messages, self._messages, strict=True):
            for block, view in zip(message.content_as_list, views, strict=True):
                if block.type == "text" and isinstance(view, TextBlock):
                    view.allow_editing(allowed=allowed)

    def edited(self) -> CreateMessageRequestParams:
        """Returns the params with the texts as they stand now and all else untouched."""
        messages = [
            _edited(message, views)
            for message, views in zip(self._params.messages, self._messages, strict=True)
        ]
        changes: dict[str, object] = {"messages": messages}
        if self._system:
            changes["system_prompt"] = self._system.text or None
        return self._params.model_copy(update=changes)

    def _add(self, number: int) -> list[QWidget]:
        message = self._params.messages[number]
        blocks = message.content_as_list
        speaker = wording.sentence(message.role)
        views = []
        for place, block in enumerate(blocks, start=1):
            title = speaker if len(blocks) == 1 else f"{speaker}, part {place} of {len(blocks)}"
            view = show_block(block, title)
            self._column.addWidget(view)
            views.append(view)
        return views


def _edited(message: SamplingMessage, views: list[QWidget]) -> SamplingMessage:
    blocks = [
        block.model_copy(update={"text": view.text})
        if block.type == "text" and isinstance(view, TextBlock)
        else block
        for block, view in zip(message.content_as_list, views, strict=True)
    ]
    content = blocks if isinstance(message.content, list) else blocks[0]
    return message.model_copy(update={"content": content})
