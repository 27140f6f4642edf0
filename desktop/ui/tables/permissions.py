"""The table of standing permissions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.gateway.consent import said
from desktop.language import tr
from desktop.models.context import Location
from desktop.ui import wording
from desktop.ui.looks import Look
from desktop.ui.tables.rows import Column, RowsModel
from desktop.ui.theme import Symbol, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from desktop.gateway.consent import Grant
    from desktop.gateway.request import Caller

GIVEN = 4


@dataclass(frozen=True, slots=True)
class Permission:
    """A grant, and whether it is of any use."""

    grant: Grant
    void: str = ""
    """Why it lets nothing pass; empty where it does."""


def permissions(grants: Iterable[Grant], callers: Iterable[Caller]) -> list[Permission]:
    """Returns every grant with why it lets nothing pass, where it does not."""
    known = {caller.name: caller for caller in callers}
    return [Permission(grant, _void(grant, known.get(grant.server))) for grant in grants]


def _void(grant: Grant, caller: Caller | None) -> str:
    if caller is None:
        return tr("server gone")
    if caller.fingerprint != grant.fingerprint:
        return tr("another token") if caller.is_program else tr("command changed")
    rules = caller.policy
    words = [rules.consent]
    if grant.location is Location.REMOTE:
        words.append(rules.remote)
    if grant.tools:
        words.append(rules.tools)
    return "" if rules.enabled and "never" not in words else tr("rules refuse")


def _answered(grant: Grant) -> str:
    """Returns where it lets the text go, in as few words as a column has room for."""
    if grant.location is Location.LOCAL:
        return tr("On this computer")
    return (
        tr("By {host}", host=wording.one_line(grant.host)) if grant.host else tr("Over the network")
    )


def line_of(row: Permission) -> str:
    """Returns a permission in one line: "On this computer, without tools: this session"."""
    tools = tr("with tools") if row.grant.tools else tr("without tools")
    void = tr(" (void: {void})", void=row.void) if row.void else ""
    return f"{_answered(row.grant)}, {tools}: {said(row.grant)}{void}"


def permission_rows(parent: QObject | None = None) -> RowsModel[Permission]:
    """Returns an empty table of permissions, keyed by the grant's id."""
    columns: tuple[Column[Permission], ...] = (
        Column(tr("Caller"), lambda row: wording.one_line(row.grant.server)),
        Column(tr("Answered"), lambda row: _answered(row.grant)),
        Column(
            tr("Requests"), lambda row: tr("With tools") if row.grant.tools else tr("Without tools")
        ),
        Column(tr("How long"), lambda row: wording.sentence(said(row.grant))),
        Column(
            tr("Given"),
            lambda row: wording.moment(row.grant.at, time.time()),
            sort=lambda row: row.grant.at,
        ),
        Column(tr("State"), lambda row: _look(row).word, look=_look),
    )
    return RowsModel(columns, lambda row: row.grant.id, parent)


def _look(row: Permission) -> Look:
    if row.void:
        return Look(Symbol.REFUSED, tr("Void: {void}", void=row.void), Tone.QUIET)
    return Look(Symbol.READY, tr("Holds"), Tone.LIVE)
