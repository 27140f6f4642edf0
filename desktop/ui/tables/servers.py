"""The list of servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.events import ServerChanged, ServerStatus, ServerUsage
from desktop.language import tr
from desktop.ui import wording
from desktop.ui.looks import look_of
from desktop.ui.tables.rows import Column, RowsModel

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.ui.looks import Look


class ServerRow(NamedTuple):
    """How a server stands, and what it uses of this computer where that is known."""

    server: ServerChanged
    usage: ServerUsage | None = None


def server_rows(parent: QObject | None = None) -> RowsModel[ServerRow]:
    """Returns an empty list of servers, keyed by name, each with four lines in one cell."""
    columns = (Column(tr("Server"), _lines, sort=_bundled_last, look=_look),)
    return RowsModel(columns, lambda row: row.server.server, parent)


def usage_of(usage: ServerUsage) -> str:
    """Returns what a server uses, in words: "3% CPU, 45 MB"."""
    return tr("{cpu:.0f}% CPU, {value:,.0f} MB", cpu=usage.cpu, value=usage.memory / 1e6)


def _lines(row: ServerRow) -> str:
    server = row.server
    name, target = wording.one_line(server.server), wording.one_line(server.target)
    told = [f"{look_of(server.status).word}{_why(server)}"]
    if server.status is ServerStatus.READY:
        told.append(tr("{n} tool(s)", "", len(server.tools)))
    lines = [name, " · ".join(told), target]
    if server.era:
        lines.append(f"{server.era} · {usage_of(row.usage)}" if row.usage else server.era)
    return "\n".join(lines)


def _why(server: ServerChanged) -> str:
    """Returns what a server waits for, or why it is worth a look."""
    if server.unconsented:
        return tr(": its command may not run")
    if server.needs_sign_in:
        return tr(": it needs you to sign in")
    if server.status is ServerStatus.STARTING and server.detail:
        return tr(": it waits for you")
    if server.status is ServerStatus.WAITING:
        when = server.detail.partition(". ")[0]
        return f": {when[:1].lower()}{when[1:]}"
    return tr(", with a remark") if server.status is ServerStatus.READY and server.detail else ""


def _look(row: ServerRow) -> Look:
    return look_of(row.server.status)


def _bundled_last(row: ServerRow) -> str:
    return f"{int(row.server.bundled)}{row.server.server.casefold()}"
