"""Texts in the window that are as high as their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFormLayout, QScrollArea, QWidget

from desktop.ui.widgets.texts import inline_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_text_that_is_made_narrower_bit_by_bit_is_seen_whole(qtbot: QtBot) -> None:
    view, area, inner = inline_text("Used"), QScrollArea(), QWidget()
    qtbot.addWidget(area)
    view.show_text("1 of 25 requests this hour, 0 of 20,000 tokens, 0 of 3,600 seconds. " * 2)
    QFormLayout(inner).addRow("Used", view)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.resize(720, 200)
    area.show()
    for width in range(720, 540, -3):
        area.resize(width, 200)
        QApplication.processEvents()
        needed = view.lines * view.fontMetrics().lineSpacing()
        assert view.viewport().height() >= needed, f"its last line is hidden at {width} pixels"
