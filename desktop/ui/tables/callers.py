"""The table of all that may ask: servers and programs, each with what it has used and may."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.looks import Look
from desktop.ui.tables.rows import Column, RowsModel
from desktop.ui.theme import Symbol

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.gateway.limits import Standing
    from desktop.servers.rules import SamplingRules

_SERVER = Look(Symbol.SERVERS, tr("Server"))
_PROGRAM = Look(Symbol.CALLERS, tr("Program"))
_HOST = Look(Symbol.CALLERS, tr("Host"))


@dataclass(frozen=True, slots=True)
class CallerRow:
    """One that may ask."""

    name: str
    target: str
    """What it is: its complete command line or address, or that it is a program."""
    standing: Standing
    rules: SamplingRules
    is_program: bool = False
    """Whether it is none of the servers that Parley runs."""
    has_token: bool = True
    """Whether it is a program with a token, which can be revoked; another is a host that asks by
    Parley's own server."""
    fixed: bool = False
    """Whether its rules cannot be changed."""
    by_endpoint: bool = False
    """Whether it may ask by the endpoint."""
    permissions: int = 0
    """How many stand."""
    last: float = 0.0
    """When it asked last, in seconds since the epoch; 0 where that is not known."""


def caller_rows(parent: QObject | None = None) -> RowsModel[CallerRow]:
    """Returns an empty table of callers, keyed by their names."""
    columns: tuple[Column[CallerRow], ...] = (
        Column(tr("Name"), lambda row: wording.one_line(row.name)),
        Column(tr("Kind"), lambda row: _kind(row).word, look=_kind),
        Column(tr("Asks by"), asks_by),
        Column(tr("Used today"), _used, sort=lambda row: row.standing.tokens),
        Column(
            tr("Permissions"),
            lambda row: tr("{n} permission(s)", "", row.permissions) if row.permissions else "",
            sort=lambda row: row.permissions,
        ),
        Column(
            tr("Asked last"),
            lambda row: wording.moment(row.last, time.time()) if row.last else "",
            sort=lambda row: row.last,
        ),
    )
    return RowsModel(columns, lambda row: row.name, parent)


def asks_by(row: CallerRow) -> str:
    """Returns the ways in which it may ask."""
    if row.is_program:
        return tr("Endpoint") if row.has_token else "ask_model"
    return tr("Sampling, endpoint") if row.by_endpoint else tr("Sampling")


def _kind(row: CallerRow) -> Look:
    if row.is_program:
        return _PROGRAM if row.has_token else _HOST
    return _SERVER


def _used(row: CallerRow) -> str:
    return tr(
        "{tokens:,} of {tokens_per_day:,} tokens",
        tokens=row.standing.tokens,
        tokens_per_day=row.standing.limits.tokens_per_day,
    )
