"""The system prompt and every message of a request, complete and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import wording
from desktop.ui.dialogs.blocks import TextBlock, show_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_types import CreateMessageRequestParams, SamplingMessage
    from PySide6.QtGui import QTextCursor

    from desktop.gateway.screening.finding import Place
    from desktop.ui.widgets.texts import TextView

    Blocks = list[tuple[object, QWidget]]


class Transcript(QWidget):
    """What would be sent, shown whole; the texts in it can be changed."""

    changed = Signal()
    """A text was changed."""

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
        for text in self.texts:
            text.view.textChanged.connect(self.changed)

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

    def mark(self, places: Sequence[Place]) -> list[tuple[TextView, QTextCursor]]:
        """Highlights places and nothing else, and returns where they are shown."""
        inside: dict[QWidget | None, list[Place]] = {}
        for place in places:
            inside.setdefault(self._block(place), []).append(place)
        marks: dict[Place, tuple[TextView, QTextCursor]] = {}
        for text in self.texts:
            here = inside.get(text, [])
            cursors = text.mark([(place.start, place.end) for place in here])
            marks.update(zip(here, ((text.view, cursor) for cursor in cursors), strict=True))
        return [marks[place] for place in places]

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

    def _block(self, place: Place) -> QWidget | None:
        if place.message is None:
            return self._system
        return self._messages[place.message][place.block]

    def _add(self, number: int) -> list[QWidget]:
        message = self._params.messages[number]
        blocks = message.content_as_list
        speaker = wording.sentence(message.role)
        if len(self._params.messages) > 1:
            speaker = f"Message {number + 1}, {message.role}"
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
