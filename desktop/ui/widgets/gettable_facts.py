"""What is known of a model that can be fetched, and which of its files is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.language import tr
from desktop.models.suited import best, likely_of
from desktop.ui import wording
from desktop.ui.tables.gettable import fit_in_words
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.texts import label_for

if TYPE_CHECKING:
    from desktop.models.hub.catalogue import Entry
    from desktop.models.hub.client import Offer
    from desktop.models.hub.origins import Origin
    from desktop.models.suited import Suited
    from desktop.ui.tables.gettable import Gettable

_FACTS = (
    tr("On this computer"),
    tr("Disk"),
    tr("Good at"),
    tr("Context"),
    tr("Licence"),
    tr("Terms"),
    tr("From"),
)


@dataclass(frozen=True, slots=True)
class Room:
    """What there is for one more model."""

    memory: int | None
    """Bytes that are free; None where nobody can say."""
    disk: int
    folder: str
    """Where models go."""
    hub: str
    """The address of the hub."""


class GettableFacts(QWidget):
    """The facts of the chosen row, and for a repository the choice between its files."""

    changed = Signal()
    """Another file was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = Choice(tr("File"), narrowest=28)
        self.file.currentIndexChanged.connect(self._show_file)
        self._label = label_for(tr("F&ile"), self.file)
        self._facts = Facts(_FACTS)
        self._row: Gettable | None = None
        self._offer: Offer | None = None
        self._room = Room(None, 0, "", "")
        choose, column = QHBoxLayout(), QVBoxLayout(self)
        choose.addWidget(self._label)
        choose.addWidget(self.file)
        choose.addStretch()
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(choose)
        column.addWidget(self._facts)

    def show_room(self, room: Room) -> None:
        """Takes how much memory and disk is free."""
        self._room = room
        self._show()

    def show_row(self, row: Gettable | None, offer: Offer | None) -> None:
        """Shows a row; the files of a repository only once they are known."""
        if (row, offer) == (self._row, self._offer):
            return
        self._row, self._offer = row, offer
        files = offer.files if offer else ()
        self.file.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.file.only((one, f"{one.file}, {wording.size(one.size)}") for one in files)
        if usual := best(files, self._room.memory):
            self.file.choose(usual)
        self.file.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        for part in (self._label, self.file):
            part.setVisible(bool(files))
        self._show()

    def wish(self) -> Entry | Origin | None:
        """Returns what is to be fetched; None while that is not clear."""
        if self._row and self._row.entry:
            return self._row.entry
        return self._chosen()

    def told(self, title: str) -> str:
        """Returns what is shown under a title."""
        return self._facts.told(title)

    def _chosen(self) -> Origin | None:
        if self._offer is None or not self._offer.files:
            return None
        return self._offer.files[self.file.currentIndex()]

    def _show_file(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for title in _FACTS:
            self._facts.tell(title, "")
        if self._row and self._row.suited:
            self._show_suited(self._row.suited)
        elif self._row:
            self._show_repository(self._row)

    def _show_suited(self, one: Suited) -> None:
        entry = one.entry
        tell = self._facts.tell
        speed = f"{one.speed:.0f}" if one.speed >= 1 else tr("less than one")
        fit = fit_in_words(one.fit, about=True)
        tell(
            tr("On this computer"),
            tr("{fit} It is likely to write {speed} tokens a second.", fit=fit, speed=speed),
        )
        tell(tr("Disk"), self._disk(one.size, about=not entry.size))
        languages = wording.languages(entry.languages)
        tell(
            tr("Good at"),
            tr(
                "{strengths}. Languages: {languages}.",
                strengths=wording.sentence(entry.strengths),
                languages=languages,
            ),
        )
        tell(tr("Context"), tr("{n} token(s)", "", entry.context))
        tell(tr("Licence"), entry.licence)
        tell(
            tr("From"),
            tr(
                "{file} of {repo}. What it must be is known from {source}.",
                file=entry.file,
                repo=entry.repo,
                source=entry.source,
            ),
        )

    def _show_repository(self, row: Gettable) -> None:
        tell, file = self._facts.tell, self._chosen()
        if file:
            fit = likely_of(file, self._room.memory)
            tell(tr("On this computer"), fit_in_words(fit, about=True))
            tell(tr("Disk"), self._disk(file.size, about=False))
            tell(tr("From"), tr("{repo}, commit {commit}", repo=row.repo, commit=file.commit))
        elif self._offer:
            left = ", ".join(self._offer.left_out) or tr("none at all")
            tell(
                tr("From"),
                tr(
                    "{repo} has no model file that Parley can use, only: {left}",
                    repo=row.repo,
                    left=left,
                ),
            )
        if row.gated:
            page = f"{self._room.hub}/{row.repo}"
            tell(
                tr("Terms"),
                tr(
                    "It is given only to people who agreed to its terms. Do that on {page}, give "
                    "Parley your token for the hub, and get it.",
                    page=page,
                ),
            )

    def _disk(self, size: int, *, about: bool) -> str:
        takes = tr(
            "It takes {value}{size}", value="about " if about else "", size=wording.size(size)
        )
        free = tr(
            "{value} are free in {folder}",
            value=wording.size(self._room.disk) or "nothing",
            folder=self._room.folder,
        )
        short = size > self._room.disk
        return tr("{takes}, and {free}.", takes=takes, free=free) + (
            tr(" Make room before you get it.") if short else ""
        )
