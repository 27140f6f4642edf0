"""The tools that a request offers to the model, each with the whole of its description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.widgets.disclosure import Disclosure
from desktop.ui.widgets.texts import (
    FittingText,
    PlainLabel,
    heading,
    in_monospace,
    inline_heading,
    inline_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_types import CreateMessageRequestParams, Tool

_LINES = 14
_WHOLE = 5000
"""So many lines of a schema are seen at once."""
_CHOICES = {
    "auto": tr("The model decides whether it asks for one of them."),
    "required": tr("The model must ask for one of them."),
    "none": tr("The model may ask for none of them."),
}
_RUN_BY = tr("What it asks for, the server runs, not Parley.")


class OfferedTools(QWidget):
    """A heading, what the model may do, and for each tool its name, purpose and schema."""

    def __init__(self, params: CreateMessageRequestParams, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tools: Sequence[Tool] = params.tools or ()
        mode = params.tool_choice.mode if params.tool_choice else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        title = tr("It brings {tools} for the model", tools=tr("{n} tool(s)", "", len(tools)))
        column.addWidget(heading(title, 1.0))
        column.addWidget(PlainLabel(f"{_CHOICES[mode or 'auto']} {_RUN_BY}"))
        for tool in tools:
            column.addWidget(_shown(tool))


def _shown(tool: Tool) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, theme.em(part, 0.25), 0, 0)
    column.setSpacing(theme.em(part, 0.25))
    name = inline_heading(tr("Tool"), 1.0)
    name.show_text(tool.name if not tool.title else f"{tool.name} · {tool.title}")
    column.addWidget(name)
    if tool.description:
        purpose = inline_text(tr("What {name} does", name=wording.one_line(tool.name)), _LINES)
        purpose.show_text(tool.description)
        column.addWidget(purpose)
    whole = wording.as_json(tool.model_dump(mode="json", by_alias=True, exclude_none=True))
    view = FittingText(tr("Schema of {name}", name=wording.one_line(tool.name)), _WHOLE)
    in_monospace(view)
    view.show_text(whole)
    title = tr(
        "The whole of {name} as JSON · {characters}",
        name=tool.name,
        characters=tr("{n} character(s)", "", len(whole)),
    )
    column.addWidget(Disclosure(title, view))
    return part
