"""A question whose yes sleeps at first, and whose silence, however long, is a no."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.gateway.approval import TIMED_OUT, Declined
from desktop.language import tr
from desktop.ui import theme, wording
from desktop.ui.dialogs.countdown import Countdown
from desktop.ui.dialogs.guard import Guard
from desktop.ui.dialogs.question import Question
from desktop.ui.dialogs.touches import Touches
from desktop.ui.widgets.texts import PlainLabel
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton

    from desktop.gateway.approval import AnswerReview, Review
    from desktop.ui.dialogs.findings import Findings

QUIET_SECONDS = 600.0
"""For how long "do not ask" holds."""

_SHARE_OF_SCREEN = 0.9


class Words(NamedTuple):
    """What the buttons say, with their mnemonics, and what becomes of silence."""

    allow: str
    decline: str
    fate: str


class GuardedQuestion(Question):
    """No is the default, Esc, closing and silence; yes wakes after a moment and is never Enter."""

    all_declined = Signal()
    """The answer is no, to all the waiting questions of this server too."""

    def __init__(
        self,
        review: Review | AnswerReview,
        words: Words,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(Declined(), parent)
        self.caller = wording.one_line(review.request.caller.name)
        self._words = words
        self._place = PlainLabel()
        self._place.setWordWrap(False)
        self.countdown = Countdown(words.fate, review.timeout, review.gives_up_at, clock)
        self.countdown.ran_out.connect(lambda: self.decide(Declined(TIMED_OUT)))
        self.editing = Tick(tr("&Edit before it is sent"))
        self.editing.toggled.connect(lambda on: self.countdown.stand_still(still=on))
        self._touches = Touches(self)
        self._touches.touched.connect(self.countdown.touch)
        self._content = QWidget()
        self._buttons = QDialogButtonBox()
        self.decline_button, self.allow_button = self._add_buttons()
        self.more = self._add_more()
        self._guard = Guard(self)
        self._guard.changed.connect(self.wake)

    def show_place(self, place: int, waiting: int, alike: int = 1) -> None:
        """Says which of the waiting questions this is, where more than one waits."""
        said = tr("{place} of {of}", "questions", place=place, of=waiting)
        self._place.say(said if waiting > 1 else "")
        self._all.setText(
            tr(
                "Decline all {alike} waiting from {caller}",
                alike=alike,
                caller=wording.unmarked(self.caller),
            )
        )
        self._all.setVisible(alike > 1)

    @property
    def place(self) -> str:
        """What is said of its place among the waiting questions."""
        return self._place.text()

    @property
    def awake(self) -> bool:
        """Whether a keystroke or a click may count as a yes now."""
        return self._guard.awake

    def begin(self) -> None:
        """Lets its time run, although it is not on the screen yet."""
        self.countdown.begin()

    def allow(self) -> None:
        """Says yes to exactly what is shown, once that may count."""
        raise NotImplementedError

    def wake(self) -> None:
        """Lets the yes be pressed, or no longer."""
        self.allow_button.setEnabled(self.awake)

    def sizeHint(self) -> QSize:
        """Returns the size at which the text is seen whole."""
        wanted = self._content.sizeHint().height() + theme.em(self, 8)
        return QSize(theme.em(self, 50), max(theme.em(self, 28), min(wanted, theme.em(self, 46))))

    def minimumSizeHint(self) -> QSize:
        """Returns the least size at which it can be used."""
        return QSize(theme.em(self, 30), theme.em(self, 20))

    def showEvent(self, event: QShowEvent) -> None:
        """Begins the countdown, from the beginning: somebody asked to see it."""
        super().showEvent(event)
        self._touches.watch(self.windowHandle())
        self.countdown.begin()
        self.countdown.touch()

    def lay_out(self, parts: Sequence[QWidget], name: str, *findings: Findings) -> None:
        """Puts the parts of the question above each other, and the answers under them."""
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, theme.em(self, 0.5), 0)
        inside.setSpacing(theme.em(self, 0.75))
        for part in parts:
            inside.addWidget(part)
        inside.addStretch()
        area = QScrollArea()
        area.setAccessibleName(name)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._content)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        for one in findings:
            one.wanted.connect(
                lambda spot: area.ensureVisible(
                    0, self._content.mapFromGlobal(spot).y(), 0, theme.em(self, 2)
                )
            )
            column.addWidget(one.foot)
        foot = QHBoxLayout()
        foot.setSpacing(theme.em(self))
        foot.addWidget(self._place)
        foot.addWidget(self.countdown, 1)
        foot.addWidget(self._buttons)
        column.addLayout(foot)
        room = self.screen().availableSize() * _SHARE_OF_SCREEN
        self.resize(self.sizeHint().boundedTo(room))
        # A button becomes the window's lasting default only once it is in the window.
        self.decline_button.setDefault(True)
        self.decline_button.setFocus()

    def _add_buttons(self) -> tuple[QPushButton, QPushButton]:
        decline = self._buttons.addButton(
            self._words.decline, QDialogButtonBox.ButtonRole.RejectRole
        )
        allow = self._buttons.addButton(self._words.allow, QDialogButtonBox.ButtonRole.AcceptRole)
        allow.setAutoDefault(False)
        allow.setEnabled(False)
        allow.setAccessibleDescription(tr("Wakes a second after this window came up. Ctrl+Enter."))
        decline.clicked.connect(self.reject)
        allow.clicked.connect(self.allow)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(allow.click)
        return decline, allow

    def _add_more(self) -> QMenu:
        menu = QMenu(self)
        no = self._words.decline.replace("&", "")
        about = tr("do not ask about {caller}", caller=wording.unmarked(self.caller))
        self._quiet = menu.addAction(
            tr(
                "{no} and {about} for {value:.0f} minutes",
                no=no,
                about=about,
                value=QUIET_SECONDS / 60,
            )
        )
        self._quiet.triggered.connect(lambda: self._decline_all(QUIET_SECONDS))
        self._all = menu.addAction("-")
        self._all.triggered.connect(lambda: self._decline_all(0.0))
        self._all.setVisible(False)
        button = QToolButton()
        button.setArrowType(Qt.ArrowType.DownArrow)
        button.setAccessibleName(tr("More ways to decline"))
        button.setToolTip(tr("More ways to decline"))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        self._buttons.addButton(button, QDialogButtonBox.ButtonRole.RejectRole)
        return menu

    def _decline_all(self, quiet: float) -> None:
        self.all_declined.emit()
        self.decide(Declined(quiet=quiet))


def with_editing(title: QWidget, editing: QCheckBox) -> QHBoxLayout:
    """Returns a title with the wish to edit at its right."""
    row = QHBoxLayout()
    row.addWidget(title, 1)
    row.addWidget(editing)
    return row
