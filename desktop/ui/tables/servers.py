"""The list of servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.events import ServerStatus
from desktop.ui import wording
from desktop.ui.tables.rows import Column, RowsModel
from desktop.ui.theme import look_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.events import ServerChanged
    from desktop.ui.theme import Look


def server_rows(parent: QObject | None = None) -> RowsModel[ServerChanged]:
    """Returns an empty list of servers, keyed by name, each with three lines in one cell."""
    columns = (Column("Server", _lines, sort=_bundled_last, look=_look),)
    return RowsModel(columns, lambda row: row.server, parent)


def _lines(row: ServerChanged) -> str:
    name, target = wording.one_line(row.server), wording.one_line(row.target)
    why = ": its command may not run" if row.unconsented else ""
    why = ": it needs you to sign in" if row.needs_sign_in else why
    asks = row.status is ServerStatus.STARTING and row.detail
    why = ": it waits for you" if asks else why
    return f"{name}\n{look_of(row.status).word}{why}\n{target}"


def _look(row: ServerChanged) -> Look:
    return look_of(row.status)


def _bundled_last(row: ServerChanged) -> str:
    return f"{int(row.bundled)}{row.server.casefold()}"
