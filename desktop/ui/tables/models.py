"""The table of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.looks import Look, look_of
from desktop.ui.tables.rows import Column, RowsModel
from desktop.ui.theme import Symbol

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.events import ModelChanged


_READY = Look(Symbol.READY, tr("Ready"))
_NOT_READY = Look(Symbol.REFUSED, tr("Not ready"))
_NO_KEY = Look(Symbol.REFUSED, tr("No key"))
_SET_ASIDE = Look(Symbol.REFUSED, tr("Set aside"))
_HERE, _AWAY = Look(Symbol.HERE, tr("This computer")), Symbol.AWAY


def model_rows(parent: QObject | None = None) -> RowsModel[ModelChanged]:
    """Returns an empty table of models, keyed by the model's id."""
    columns: tuple[Column[ModelChanged], ...] = (
        Column(tr("Name"), lambda row: wording.one_line(row.name)),
        Column(tr("Where"), lambda row: _where(row).word, look=_where),
        Column(
            tr("Price"),
            lambda row: wording.prices(row.input_price, row.output_price),
            sort=lambda row: -1.0 if row.output_price is None else row.output_price,
        ),
        Column(tr("Size"), lambda row: wording.size(row.size), sort=lambda row: row.size),
        Column(
            tr("Context"),
            lambda row: tr("{n} token(s)", "", row.context_length) if row.context_length else "",
            sort=lambda row: row.context_length,
        ),
        Column(
            tr("State"),
            lambda row: _state(row).word,
            look=_state,
        ),
    )
    return RowsModel(columns, lambda row: row.model, parent)


def _where(row: ModelChanged) -> Look:
    """Returns where a request's text goes."""
    if not row.remote:
        return _HERE
    return Look(_AWAY, wording.one_line(row.host))


def _state(row: ModelChanged) -> Look:
    """Returns whether it is in memory, or for a provider's model whether it can be asked."""
    if row.unready and row.team:
        return _NOT_READY
    if row.unready:
        return _NO_KEY if row.remote else _SET_ASIDE
    return _READY if row.host or row.team else look_of(row.status)
