"""The dialog of the first run: three short steps, each of which can be skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
)

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.dialogs.first_run_steps import (
    PROVIDER,
    STARTER,
    AboutStep,
    LastStep,
    ModelStep,
    ServersStep,
    Step,
)
from desktop.ui.widgets.texts import PlainLabel, heading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SHARE_OF_SCREEN = 0.9


class FirstRunDialog(QDialog):
    """Stands beside the window and holds nothing up; closing it leaves all as it is then."""

    import_requested = Signal(list)
    """Servers of other programs are to be added; `go_on` says that they are."""
    get_requested = Signal(object)
    """A model of the catalogue is to be fetched."""
    provider_requested = Signal()
    models_shown = Signal()
    """The person has come to the choice of a model."""
    try_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(tr("First steps"))
        self.about, self.servers, self.models = AboutStep(), ServersStep(), ModelStep()
        self.last = LastStep()
        self._steps: tuple[Step, ...] = (self.about, self.servers, self.models, self.last)
        self._place, self._title = PlainLabel("-"), heading("-")
        self._pages = QStackedWidget()
        self._views = [_scrolling(step) for step in self._steps]
        for step, view in zip(self._steps, self._views, strict=True):
            self._pages.addWidget(view)
            step.changed.connect(self._show_action)
        self.leave, self.back = QPushButton(tr("&Close")), QPushButton(tr("&Back"))
        self.skip, self.action = QPushButton(tr("&Skip")), QPushButton()
        self.leave.clicked.connect(self.reject)
        self.back.clicked.connect(lambda: self._go(self._at - 1))
        self.skip.clicked.connect(self.go_on)
        self.action.clicked.connect(self._act)
        self._lay_out()
        self._go(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._at]

    def go_on(self) -> None:
        """Goes to the next step."""
        self._go(self._at + 1)

    @property
    def _at(self) -> int:
        return self._pages.currentIndex()

    def _go(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        count = len(self._steps) - 1
        is_last = at == count
        self._place.say("" if is_last else tr("Step {at} of {count}", at=at + 1, count=count))
        self._title.say(self.step.title)
        self.back.setVisible(0 < at < count)
        self.skip.setVisible(0 < at < count)
        self._show_action()
        (self.step.first() or self.action).setFocus()
        if self.step is self.models:
            self.models_shown.emit()

    def _act(self) -> None:
        """Does what the main button says."""
        if self.step is self.last:
            self.try_requested.emit()
            self.accept()
        elif self.step is self.models:
            self._choose_model()
        elif self.step is self.servers and (ticked := self.servers.found.ticked()):
            self.import_requested.emit(ticked)
        else:
            self.go_on()

    def _choose_model(self) -> None:
        chosen = self.models.chosen
        if chosen == PROVIDER:
            self.provider_requested.emit()
        elif chosen != STARTER:
            self.get_requested.emit(chosen)
        self.go_on()

    def _show_action(self) -> None:
        self.action.setText(self.step.action)
        if first := self.step.first():
            self._views[self._at].ensureWidgetVisible(first)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addStretch()
        for button in (self.back, self.skip, self.action):
            foot.addWidget(button)
        for button in (self.leave, self.back, self.skip):
            button.setAutoDefault(False)
        self.action.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.em(self, 1)] * 4)
        column.setSpacing(theme.em(self, 0.5))
        column.addWidget(self._place)
        column.addWidget(self._title)
        column.addSpacing(theme.em(self, 0.5))
        column.addWidget(self._pages, 1)
        column.addSpacing(theme.em(self, 0.5))
        column.addLayout(foot)
        room = self.screen().availableSize() * _SHARE_OF_SCREEN
        self.resize(QSize(theme.em(self, 42), theme.em(self, 34)).boundedTo(room))


def _scrolling(step: Step) -> QScrollArea:
    """Returns a step in a view that scrolls it where the text is large or the window small."""
    area = QScrollArea()
    area.setAccessibleName(step.title)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(step)
    return area
