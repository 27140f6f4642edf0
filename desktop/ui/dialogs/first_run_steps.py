"""The first steps one by one: what Parley is, the person's servers, a model, and what comes now."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.tables.gettable import fit_in_words
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.found_servers import FoundServers
from desktop.ui.widgets.symbols import SymbolButton, SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, heading, inline_text
from desktop.ui.widgets.tick import Pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.models.hub.catalogue import Entry
    from desktop.models.suited import Suited
    from desktop.servers.importers import Found

STARTER = "starter"
PROVIDER = "provider"

_WHAT = tr(
    "Parley stands between the programs that want a language model's answer and the models that "
    "can give one. You see, bound and approve what passes."
)
_NOT_YET = tr("Looking for the servers of other programs…")
_NONE_FOUND = tr(
    "No server was found in Claude Desktop, VS Code, Cursor or LM Studio. The page Servers adds "
    "them by their command or address at any time."
)
_TICK = tr(
    "Tick what Parley is to have too. Nothing is run: each server asks first whether its command "
    "may run. The other programs' files stay as they are."
)
_SUITS = tr("These suit this computer best. What you choose is fetched in the background.")
_TOO_SMALL = tr("None of the models that Parley knows of has room on this computer.")


class Step(QWidget):
    """What is shown, what stands over it, and what its main button says."""

    changed = Signal()
    """The main button says something else now."""
    title = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, theme.em(self, 0.5), 0)
        self.column.setSpacing(theme.em(self, 0.75))

    @property
    def action(self) -> str:
        """What the main button says."""
        return tr("&Next")

    def first(self) -> QWidget | None:
        """Returns what gets the keyboard first; None stands for the main button."""
        return None


class AboutStep(Step):
    """What Parley is, in three sentences."""

    title = tr("Welcome to Parley")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        drawing, row = QLabel(), QHBoxLayout()
        drawing.setPixmap(theme.application_icon().pixmap(theme.em(self, 2.3)))
        row.setSpacing(theme.em(self))
        row.addWidget(drawing)
        row.addWidget(PlainLabel(_WHAT), 1)
        self.column.addLayout(row)
        for symbol, title, text in (
            (
                Symbol.SERVERS,
                tr("Tools ask"),
                tr(
                    "An MCP server's tool, or another program, asks for an answer. You see who "
                    "asks, every word of it, and which model it would go to."
                ),
            ),
            (
                Symbol.REVIEW,
                tr("You decide"),
                tr(
                    "You allow a request, change it or decline it. Nothing is sent before that, "
                    "unless you have given a permission, which you can take back."
                ),
            ),
            (
                Symbol.HERE,
                tr("It stays with you"),
                tr(
                    "Models answer on this computer, unless you add a provider. What was asked "
                    "and answered is kept in a record that never leaves it."
                ),
            ),
        ):
            self.column.addLayout(_point(symbol, title, text))
        self.column.addStretch()


class ServersStep(Step):
    """The servers that other programs have, each with a tick."""

    title = tr("Bring your servers")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = PlainLabel(_NOT_YET)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.found = FoundServers()
        self.found.changed.connect(self.changed)
        self.found.list.setMinimumHeight(theme.em(self, 8))
        self._all = SymbolButton(Symbol.READY, tr("Tick &all"))
        self._all.clicked.connect(self.found.list.tick_all)
        self._problem = inline_text(tr("What went wrong"), 6)
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        row.addWidget(self._all, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(row)
        self.column.addWidget(self.found, 1)
        self.column.addWidget(self._problem)
        for part in (self.found, self._all, self._problem):
            part.hide()

    @property
    def action(self) -> str:
        """Says how many are added."""
        number = len(self.found.ticked())
        return tr("&Add {n} server(s)", "", number) if number else tr("&Next")

    def first(self) -> QWidget | None:
        """Returns the list, where there is anything in it."""
        return self.found.list if self.found.number else None

    def show_found(self, found: Iterable[Found], problems: Iterable[str]) -> None:
        """Shows what there is to choose from, and which files could not be read."""
        there = [*found]
        self._told.say(_TICK if there else _NONE_FOUND)
        for part in (self.found, self._all):
            part.setVisible(bool(there))
        self.found.show_found(there)
        self.complain("\n".join(problems))

    def complain(self, text: str) -> None:
        """Says what went wrong, or nothing."""
        self._problem.show_text(text)
        self._problem.setVisible(bool(text))


class _Offer(NamedTuple):
    """Something that can be chosen, and what is to be known of it."""

    thing: Entry | str
    name: str
    why: str
    action: str


class ModelStep(Step):
    """Three models, the one that is here already, or those of a provider."""

    title = tr("Choose a model")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = PlainLabel(tr("Looking at what this computer has…"))
        self._problem = inline_text(tr("What went wrong"), 6)
        self._problem.hide()
        self._choices = QWidget()
        self._group = QButtonGroup(self)
        self._offers: list[_Offer] = []
        self._touched = False
        """Whether the person chose; nothing is chosen for them after that."""
        self._offline = False
        for part in (self._told, self._problem, self._choices):
            self.column.addWidget(part)
        self.column.addStretch()
        self._show([])

    @property
    def chosen(self) -> Entry | str:
        """A model of the catalogue, `STARTER` or `PROVIDER`."""
        return self._offers[self._group.checkedId()].thing

    @property
    def action(self) -> str:
        """Says what becomes of the choice."""
        return self._offers[self._group.checkedId()].action

    def first(self) -> QWidget | None:
        """Returns what is chosen."""
        return self._group.checkedButton()

    def show_models(self, found: Sequence[Suited]) -> None:
        """Shows models that suit this computer, the best first, which is chosen."""
        if not self._offline:
            self._told.say(_SUITS if found else _TOO_SMALL)
        self._show([_offer_of(one) for one in found])

    def show_offline(self, why: str) -> None:
        """Says that nothing can be fetched now, and chooses what is here."""
        self._offline = True
        self._told.say(
            tr(
                "You can go on without the network: the model that comes with Parley answers "
                "meanwhile. The page Models fetches another one at any time."
            )
        )
        self._problem.show_text(why)
        self._problem.show()
        if not self._touched:
            self._choose(STARTER)

    def _show(self, models: list[_Offer]) -> None:
        """Shows these models and the two other ways, in one group of which one is chosen."""
        kept = self.chosen if self._touched else STARTER if self._offline else None
        had_keyboard = any(button.hasFocus() for button in self._group.buttons())
        self._offers = [*models, *_others()]
        for button in self._group.buttons():
            self._group.removeButton(button)
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for at, offer in enumerate(self._offers):
            button = Pick(wording.unmarked(wording.one_line(offer.name)))
            button.setAccessibleDescription(offer.why)
            button.clicked.connect(self._touch)
            self._group.addButton(button, at)
            column.addWidget(button)
            column.addLayout(_indented(PlainLabel(offer.why)))
        self.column.replaceWidget(self._choices, fresh)
        self._choices.hide()
        self._choices.deleteLater()
        self._choices = fresh
        fresh.show()  # At once, else it could not have the keyboard yet.
        for before, after in pairwise([self._problem, *self._group.buttons()]):
            QWidget.setTabOrder(before, after)
        self._choose(kept if kept is not None else self._offers[0].thing)
        if had_keyboard and (checked := self.first()):
            checked.setFocus()

    def _choose(self, thing: Entry | str) -> None:
        things = [offer.thing for offer in self._offers]
        self._group.button(things.index(thing)).setChecked(True)
        self.changed.emit()

    def _touch(self) -> None:
        self._touched = True
        self.changed.emit()


class LastStep(Step):
    """What was done, and what happens next."""

    title = tr("Parley is ready")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = QVBoxLayout()
        self.column.addLayout(self._done)
        self.column.addWidget(
            PlainLabel(
                tr(
                    "Next comes a trial: a tool of the server that comes with Parley wants a "
                    "model's answer, and you are asked before anything is sent."
                )
            )
        )
        self.column.addStretch()

    @property
    def action(self) -> str:
        """Says that the tool is run."""
        return tr("&Try it")

    def tell(self, text: str) -> None:
        """Says what was done in one of the steps before."""
        row = QHBoxLayout()
        row.addWidget(SymbolLabel(Symbol.READY, Tone.LIVE))
        row.addWidget(PlainLabel(text), 1)
        self._done.addLayout(row)


def _point(symbol: Symbol, title: str, text: str) -> QHBoxLayout:
    drawing = SymbolLabel(symbol, Tone.LIVE)
    drawing.enlarge(2)
    words, row = QVBoxLayout(), QHBoxLayout()
    words.setSpacing(0)
    words.addWidget(heading(title, 1.0))
    words.addWidget(PlainLabel(text))
    row.setSpacing(theme.em(drawing))
    row.addWidget(drawing)
    row.addLayout(words, 1)
    return row


def _indented(label: PlainLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(theme.em(label, 1.4), 0, 0, theme.em(label, 0.6))
    row.addWidget(label)
    return row


def _offer_of(one: Suited) -> _Offer:
    entry, size = one.entry, wording.size(one.size)
    name = (
        tr("{model}, {size}", model=entry.name, size=size)
        if entry.size
        else tr("{model}, about {size}", model=entry.name, size=size)
    )
    why = tr(
        "{strengths}. {fit} It is likely to write {speed} tokens a second.",
        strengths=wording.sentence(entry.strengths),
        fit=fit_in_words(one.fit, about=True),
        speed=f"{max(one.speed, 1):.0f}",
    )
    return _Offer(entry, name, why, tr("&Get it"))


def _others() -> tuple[_Offer, _Offer]:
    """Returns the two ways that need nothing fetched."""
    return (
        _Offer(
            STARTER,
            tr("The model that comes with Parley"),
            tr(
                "It is here already and needs no network. It is tiny: good for trying things "
                "out, too small for real work."
            ),
            tr("&Use it"),
        ),
        _Offer(
            PROVIDER,
            tr("A provider's models, with your key"),
            tr(
                "OpenAI, Anthropic, Google and others, or an address of your own. A request "
                "leaves this computer only when you allow that."
            ),
            tr("Add a &provider…"),
        ),
    )
