"""One call of a tool in a conversation: what is called with what, and what came of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.inbound.chat.conversation import CallState
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.chat.looks import look_of_call
from desktop.ui.dialogs.blocks import TextBlock
from desktop.ui.looks import look_of
from desktop.ui.parts import TextPart
from desktop.ui.theme import Symbol
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.part_views import PartView, shortened
from desktop.ui.widgets.symbols import StateLabel, SymbolButton
from desktop.ui.widgets.texts import PlainLabel, in_monospace, inline_text

if TYPE_CHECKING:
    from mcp_types import ToolUseContent

    from desktop.events import RequestChanged
    from desktop.inbound.chat.conversation import ToolCall
    from desktop.ui.parts import Shown

_SHORT = 240
"""Characters of arguments and of a result that are shown without being unfolded."""


class CallCard(QFrame):
    """Server, tool, arguments, state and result, and what the tool asked models on the way."""

    review_requested = Signal()
    record_requested = Signal(str)
    read_requested = Signal(str, str)
    """A server is to be asked for what an address in its result stands for."""

    def __init__(self, use: ToolUseContent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.call: ToolCall | None = None
        self._shown: Shown | None = None
        self._nested: dict[str, NestedRequest] = {}
        self._title = PlainLabel(wording.one_line(use.name))
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(bold)
        self.state = StateLabel()
        self.see_button = SymbolButton(Symbol.REVIEW, tr("&See the question"))
        self.see_button.clicked.connect(self.review_requested)
        self.see_button.hide()
        self._detail = PlainLabel()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.see_button)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[theme.em(self, 0.5)] * 4)
        self._column.setSpacing(theme.em(self, 0.3))
        self._column.addLayout(head)
        self.arguments = _arguments(use)
        self._column.addWidget(self.arguments)
        self._requests = QVBoxLayout()
        self._column.addLayout(self._requests)
        self._column.addWidget(self._detail)

    def show_call(self, call: ToolCall | None, shown: Shown | None) -> None:
        """Shows how far the call has come."""
        if call and call != self.call:
            self.call = call
            server, tool = wording.one_line(call.server), wording.one_line(call.tool)
            self._title.say(tr("{tool} of {server}", tool=tool, server=server) if server else tool)
            self.setAccessibleName(tr("Call of the tool {tool}", tool=tool))
            self.state.show_look(look_of_call(call.state))
            self.see_button.setVisible(call.state is CallState.ASKED)
            self._detail.say("\n".join(filter(None, (call.detail, *call.noticed))))
        if shown is not None and shown is not self._shown:
            self._shown = shown
            self._column.addWidget(self._result(shown))

    def show_request(self, change: RequestChanged) -> None:
        """Shows what the tool asks a model for on the way, inside the call."""
        if change.request not in self._nested:
            line = self._nested[change.request] = NestedRequest(change.request)
            line.record_requested.connect(self.record_requested)
            self._requests.addWidget(line)
        self._nested[change.request].show_change(change)

    @property
    def requests(self) -> list[NestedRequest]:
        """What the tool asked for on the way."""
        return list(self._nested.values())

    def _result(self, shown: Shown) -> QWidget:
        alone = shown.parts[0] if len(shown.parts) == 1 else None
        if isinstance(alone, TextPart) and len(alone.text) <= _SHORT:
            view = inline_text(tr("Result"), 8)
            view.show_text(alone.text)
            return view
        if isinstance(alone, TextPart):
            return Disclosure(tr("Result"), TextBlock(tr("Result"), shortened(alone.text)))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        if not shown.parts:
            column.addWidget(PlainLabel(tr("The result is empty.")))
        for part in shown.parts:
            one = PartView(part)
            one.read_requested.connect(self._read)
            column.addWidget(one)
        return Disclosure(tr("Result ({n} part(s))", "", len(shown.parts)), body)

    def _read(self, address: str) -> None:
        if self.call:
            self.read_requested.emit(self.call.server, address)


class NestedRequest(QWidget):
    """A request that stands in a call: who answers it, and how far it is."""

    record_requested = Signal(str)

    def __init__(self, request: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = PlainLabel()
        self._state = StateLabel()
        self.button = SymbolButton(Symbol.ACTIVITY, tr("Show in Activity"))
        self.button.setFlat(True)
        self.button.clicked.connect(lambda: self.record_requested.emit(request))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.em(self), 0, 0, 0)
        row.addWidget(self._state)
        row.addWidget(self._said, 1)
        row.addWidget(self.button)

    def show_change(self, change: RequestChanged) -> None:
        """Shows how it stands now."""
        self._state.show_look(look_of(change.phase))
        if change.asks_person:
            self._said.say(tr("The tool asked you something."))
        else:
            model = wording.one_line(change.model)
            said = tr("The tool asked {model}.", model=model) if model else ""
            self._said.say(said or tr("The tool asked a model."))


def _arguments(use: ToolUseContent) -> QWidget:
    """Returns all of the arguments: in a line where they are short, else unfolded by a press."""
    told = json.dumps(use.input, ensure_ascii=False, default=str)
    if len(told) <= _SHORT:
        view = inline_text(tr("Arguments"), 8)
        in_monospace(view)
        view.show_text(told if use.input else tr("without arguments"))
        return view
    block = TextBlock(tr("Arguments"), wording.as_json(use.input), is_json=True)
    in_monospace(block.view)
    return Disclosure(tr("Arguments"), block)
