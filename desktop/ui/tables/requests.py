"""The table of requests for a completion."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop.ui import wording
from desktop.ui.tables.rows import Column, RowsModel
from desktop.ui.theme import look_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.events import RequestChanged

WHEN, SERVER, TOOL, MODEL, STATE = range(5)


def request_rows(parent: QObject | None = None) -> RowsModel[RequestChanged]:
    """Returns an empty table of requests, keyed by the request's id."""
    columns: tuple[Column[RequestChanged], ...] = (
        Column("When", lambda row: wording.moment(row.at, time.time()), sort=lambda row: row.at),
        Column("Server", lambda row: wording.one_line(row.server)),
        Column("Tool", lambda row: wording.one_line(row.tool)),
        Column("Model", lambda row: wording.one_line(row.model)),
        Column(
            "State",
            lambda row: look_of(row.phase).word,
            look=lambda row: look_of(row.phase),
        ),
    )
    return RowsModel(columns, lambda row: row.request, parent)
