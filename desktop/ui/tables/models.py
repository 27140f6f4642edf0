"""The table of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui import wording
from desktop.ui.tables.rows import Column, RowsModel
from desktop.ui.theme import look_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.events import ModelChanged


def model_rows(parent: QObject | None = None) -> RowsModel[ModelChanged]:
    """Returns an empty table of models, keyed by the model's id."""
    columns: tuple[Column[ModelChanged], ...] = (
        Column("Name", lambda row: wording.one_line(row.name)),
        Column("Size", lambda row: wording.size(row.size), sort=lambda row: row.size),
        Column(
            "Context",
            lambda row: wording.count(row.context_length, "token") if row.context_length else "",
            sort=lambda row: row.context_length,
        ),
        Column(
            "State",
            lambda row: look_of(row.status).word,
            look=lambda row: look_of(row.status),
        ),
    )
    return RowsModel(columns, lambda row: row.model, parent)
