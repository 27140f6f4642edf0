"""How an answer is to be made, as far as a person may change it."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QSizePolicy

from desktop.gateway.screening.hidden import hidden_among
from desktop.language import tr
from desktop.ui.dialogs.blocks import Editable
from desktop.ui.widgets.steady import steadied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_HOTTEST = 2.0
_STEP = 0.1
_PRECISION = 6
_LINES = 4


class Temperature(QDoubleSpinBox):
    """The temperature that was asked for; the least value leaves it to the model."""

    def __init__(self, asked: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        is_number = asked is not None and math.isfinite(asked)
        shown = asked if is_number else None
        self.setAccessibleName(tr("Temperature"))
        self.setSingleStep(_STEP)
        self.setDecimals(_decimals(shown))
        self.setRange(min(0.0, shown or 0.0) - _STEP, max(_HOTTEST, shown or 0.0))
        odd = asked is not None and not is_number
        self.setSpecialValueText(
            tr("{asked:g}, which is no number", asked=asked) if odd else tr("left to the model")
        )
        self.setValue(self.minimum() if shown is None else shown)
        self._shown = self.value()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        steadied(self)

    @property
    def wanted(self) -> float | None:
        """What to ask for: what was asked for unless it was changed."""
        if self.value() == self._shown:
            return self._asked
        return None if self.value() == self.minimum() else self.value()


class StopSequences(Editable):
    """The texts at which an answer stops, as a JSON list, in which nothing is hidden."""

    def __init__(self, asked: list[str] | None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Stops at"), _LINES, parent)
        self._asked = asked
        self._shown = _as_list(asked) if asked else ""
        self.setPlaceholderText(tr('no text; a list such as ["END", "\\n\\n"]'))
        self.show_text(self._shown)
        self.allow_editing(allowed=False)

    @property
    def is_usable(self) -> bool:
        """Whether what stands there is a list of texts, or nothing."""
        return self._is_untouched or self._read() is not None

    @property
    def wanted(self) -> list[str] | None:
        """What to ask for: what was asked for unless it was changed."""
        return self._asked if self._is_untouched else self._read() or None

    def allow_editing(self, *, allowed: bool) -> None:
        """Lets the list be changed, or only read, when it looks like a label."""
        super().allow_editing(allowed=allowed)
        self.setFrameShape(QFrame.Shape.StyledPanel if allowed else QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(4 if allowed else 0)
        self.viewport().setAutoFillBackground(allowed)

    @property
    def _is_untouched(self) -> bool:
        return self.toPlainText() == self._shown

    def _read(self) -> list[str] | None:
        """Returns the texts; None where it is no list of them."""
        if not self.toPlainText().strip():
            return []
        try:
            value = json.loads(self.toPlainText())
        except ValueError:
            return None
        if isinstance(value, list) and all(isinstance(text, str) and text for text in value):
            return value
        return None


def _as_list(texts: Sequence[str]) -> str:
    shown = json.dumps(list(texts), ensure_ascii=False)
    return shown.translate({ord(char): json.dumps(char)[1:-1] for char in hidden_among(shown)})


def _decimals(number: float | None) -> int:
    written = f"{number or 0.0:.{_PRECISION}f}".rstrip("0")
    return max(2, len(written.partition(".")[2]))
