"""One of the person's own settings: its name, its control, what it does, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QWidget,
)

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.theme import Symbol, Tone
from desktop.ui.widgets.choice import Choice
from desktop.ui.widgets.steady import steadied
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, label_for
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.storage.setting import Setting, Value

_PAUSE_MS = 300
"""So long after the last step is a number taken for what is meant."""


class SettingControl(QWidget):
    """Says what is chosen as soon as it is; whoever heeds it says what holds then."""

    changed = Signal(str, object)
    """A key, and a value."""

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._words = words = setting.words
        self._shown: Value = setting.default
        self.control = self._made()
        self.control.setAccessibleName(words.label)
        self.help = PlainLabel(words.help)
        self.help.setForegroundRole(Tone.QUIET.value)
        self.problem = PlainLabel()
        self._symbol = SymbolLabel(Symbol.FAILED)
        self._symbol.hide()
        self._lay_out()
        self.say("")
        self.show_value(setting.default)

    def show_value(self, value: Value) -> None:
        """Shows what holds, and says nothing of it."""
        self._shown = value
        self.control.blockSignals(True)  # noqa: FBT003 - Qt's own
        match self.control:
            case QCheckBox() as box:
                box.setChecked(bool(value))
            case Choice() as choice:
                choice.choose(value)
            case QSpinBox() | QSlider() as number:
                number.setValue(int(value))
            case QLineEdit() as line:
                line.setText(str(value))
        self.control.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._tell_place()

    def say(self, problem: str) -> None:
        """Says beside the control what is wrong; an empty text is nothing."""
        self.problem.say(problem)
        self._symbol.setVisible(bool(problem))
        told = f"{problem} {self._words.help}" if problem else self._words.help
        self.control.setAccessibleDescription(told.strip())

    def has(self, words: Sequence[str]) -> bool:
        """Returns whether all these words stand in what is read of the setting."""
        said = " ".join((self._words.label, self._words.help, *self._words.choices.values()))
        return all(word in said.casefold() for word in words)

    def _made(self) -> QWidget:
        words, bounds = self._words, self.setting.bounds
        if isinstance(self.setting.default, bool):
            box = Tick(words.label.replace("&", "&&"))
            box.clicked.connect(self._emit)
            return box
        if words.choices:
            longest = max(map(len, words.choices.values()))
            choice = steadied(Choice(words.label, words.choices.items(), longest))
            choice.activated.connect(lambda _: self._emit(choice.chosen()))
            return choice
        if bounds is None:
            line = QLineEdit()
            line.setPlaceholderText(tr("as it is usual"))
            line.setMinimumWidth(theme.em(self, 14))
            line.editingFinished.connect(lambda: self._emit(line.text().strip()))
            return line
        return self._slider() if bounds.slides else self._number()

    def _number(self) -> QSpinBox:
        box, words, bounds = steadied(QSpinBox()), self._words, self.setting.bounds
        if bounds:
            box.setRange(bounds.low, bounds.high)
            box.setSingleStep(bounds.step)
        box.setGroupSeparatorShown(True)
        box.setSuffix(f" {words.unit}" if words.unit else "")
        box.setSpecialValueText(words.zero)
        box.setKeyboardTracking(False)
        self._settle(box)
        return box

    def _slider(self) -> QSlider:
        slider, bounds = steadied(QSlider(Qt.Orientation.Horizontal)), self.setting.bounds
        if bounds:
            slider.setRange(bounds.low, bounds.high)
            slider.setSingleStep(bounds.step)
            slider.setPageStep(2 * bounds.step)
            slider.setTickInterval(2 * bounds.step)
        slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        slider.setTracking(False)  # What is being dragged must not move away under the mouse.
        slider.sliderMoved.connect(self._tell_place)
        slider.setMinimumWidth(theme.em(self, 10))
        self._settle(slider)
        return slider

    def _settle(self, number: QSpinBox | QSlider) -> None:
        settled = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        settled.timeout.connect(lambda: self._emit(self._rounded(number.value())))
        number.valueChanged.connect(self._tell_place)
        number.valueChanged.connect(lambda _: settled.start())

    def _rounded(self, value: int) -> int:
        bounds = self.setting.bounds
        if bounds is None or not bounds.slides:
            return value
        return bounds.low + round((value - bounds.low) / bounds.step) * bounds.step

    def _emit(self, value: object) -> None:
        try:
            fits = self.setting.checked(value)
        except ConfigError:
            self.say(tr("This must be {what}. What held before holds.", what=self.setting.fits))
            return
        self.say("")
        if fits != self._shown:
            self._shown = fits
            self.changed.emit(self.setting.key, fits)

    def _tell_place(self, value: int | None = None) -> None:
        """Says in numbers where the slider is."""
        if isinstance(self.control, QSlider):
            at = self._rounded(self.control.value() if value is None else value)
            self._place.setText(f"{at:,} {self._words.unit}")

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.em(self, 0.1))
        grid.setHorizontalSpacing(theme.em(self, 0.5))
        self._place = label_for("", self.control)
        self._place.setWordWrap(False)
        if isinstance(self.control, QCheckBox):
            grid.addWidget(self.control, 0, 0, 1, 2)
        else:
            name = label_for(self._words.label.replace("&", "&&"), self.control)
            name.setWordWrap(True)
            grid.addWidget(name, 0, 0)
            beside = QHBoxLayout()
            beside.addWidget(self.control, 1)
            if isinstance(self.control, QSlider):
                beside.addWidget(self._place)
            fixed = QSizePolicy.Policy.Fixed
            self.control.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, fixed)
            grid.addLayout(beside, 0, 1)
        grid.addWidget(self.help, 1, 0, 1, 2)
        wrong = QHBoxLayout()
        wrong.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self.problem, 1)
        grid.addLayout(wrong, 2, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
