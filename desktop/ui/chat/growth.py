"""How what is in a conversation grows without what stands above it being laid out again."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def grow_first(layout: QLayout) -> None:
    """Has a layout's widget grow before its parts are placed.

    Else they are squeezed into the old height until the widget above has made room, and then take
    their height back: each of them is laid out twice for every piece of an answer that comes.
    """
    layout.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
