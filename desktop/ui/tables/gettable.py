"""The table of models that can be fetched: the catalogue, or what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.models.gguf.fit import Verdict
from desktop.ui import wording
from desktop.ui.looks import Look
from desktop.ui.tables.rows import Column, RowsModel
from desktop.ui.theme import Symbol, Tone

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.models.gguf.fit import Fit
    from desktop.models.hub.catalogue import Entry
    from desktop.models.suited import Suited

RANK = 1
"""The column that is sorted by how well a model suits this computer."""
OF_CATALOGUE = (RANK, 2, 4)
"""The columns that are empty for what a search found."""

_FITS = {
    Verdict.WELL: Look(Symbol.READY, tr("Fits well"), Tone.LIVE),
    Verdict.TIGHT: Look(Symbol.WAITING, tr("Tight")),
    Verdict.TOO_BIG: Look(Symbol.REFUSED, tr("Too big")),
    Verdict.UNKNOWN: Look(Symbol.INFORMATION, tr("Not known yet")),
}
_SLOW = Look(Symbol.READY, tr("Fits, but slow"))
_HERE = Look(Symbol.HERE, tr("Here already"))


@dataclass(frozen=True, slots=True)
class Gettable:
    """A model that can be fetched, as a row."""

    repo: str
    name: str
    rank: int
    """Its place: the lower, the better it suits, or the more people fetched it."""
    about: str
    """What it is good at, or how many people fetched it."""
    suited: Suited | None = None
    """Of the catalogue; None for what a search found."""
    gated: bool = False
    here: bool = False
    """Whether a file of its name is in the list already."""

    @property
    def entry(self) -> Entry | None:
        """What the catalogue says of it."""
        return self.suited.entry if self.suited else None

    @property
    def key(self) -> str:
        """What no other row has."""
        return f"{self.repo}/{self.entry.file}" if self.entry else self.repo


def gettable_rows(parent: QObject | None = None) -> RowsModel[Gettable]:
    """Returns an empty table of models to fetch."""
    columns: tuple[Column[Gettable], ...] = (
        Column(tr("Model"), lambda row: wording.one_line(row.name)),
        Column(
            tr("On this computer"),
            lambda row: look_of(row).word if row.suited else "",
            sort=lambda row: row.rank,
            look=look_of,
        ),
        Column(
            tr("Size"),
            lambda row: _size(row.suited) if row.suited else "",
            sort=lambda row: row.suited.size if row.suited else 0,
        ),
        Column(tr("About"), lambda row: wording.one_line(row.about)),
        Column(tr("Licence"), lambda row: wording.one_line(row.entry.licence) if row.entry else ""),
    )
    return RowsModel(columns, lambda row: row.key, parent)


def look_of(row: Gettable) -> Look:
    """Returns how a model suits this computer."""
    if row.suited is None:
        return Look(Symbol.AWAY, tr("On the hub"), Tone.QUIET)
    if row.here:
        return _HERE
    fits = row.suited.fit.verdict is Verdict.WELL
    return _SLOW if fits and row.suited.slow else _FITS[row.suited.fit.verdict]


def fit_in_words(fit: Fit, *, about: bool) -> str:
    """Returns whether a model fits, with the figures.

    Args:
        fit: its demand, and what is free.
        about: whether the demand is only reckoned, since its header was not read.
    """
    size = wording.size(fit.demand.total)
    takes = tr("it takes about {size}", size=size) if about else tr("it takes {size}", size=size)
    if fit.free is None:
        return tr(
            "{takes} of memory. How much of it the graphics card has free is found out "
            "when it is loaded.",
            takes=wording.sentence(takes),
        )
    word = _FITS[fit.verdict].word
    return tr(
        "{word}: {takes} of memory, and {size} are free.",
        word=word,
        takes=takes,
        size=wording.size(fit.free),
    )


def _size(found: Suited) -> str:
    size = wording.size(found.size)
    return size if found.entry.size else tr("about {size}", size=size)
