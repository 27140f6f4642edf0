"""What the screening found in a text, and whether the person has had it in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.gateway.screening.finding import Rule
from desktop.language import tr
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolLabel
from desktop.ui.widgets.texts import PlainLabel, heading, inline_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QTextCursor

    from desktop.gateway.screening.finding import Finding
    from desktop.ui.dialogs.transcript import Transcript
    from desktop.ui.widgets.texts import TextView

    Mark = tuple[Finding, TextView, QTextCursor]

_MOST_LINES = 6
PAUSE_MS = 300
"""A text is screened again once nobody has typed in it for so long."""


class Findings(QWidget):
    """A line for each finding; tells when the places come into view, and which one is wanted.

    What a person changes is screened again, so that the lines are about what would be sent.
    """

    changed = Signal()
    wanted = Signal(QPoint)
    """The place on the screen that the person wants to see."""

    def __init__(
        self,
        found: Sequence[Finding],
        transcript: Transcript,
        screening: Callable[[], Sequence[Finding]],
        reason: str = "",
        waits_for: str = tr("Allow"),
    ) -> None:
        """Shows what was found already.

        Args:
            found: that.
            transcript: the texts in which it was found.
            screening: returns what is to be found in them as they stand.
            reason: why it is asked although a rule would let it pass: what was found, or else its
                price, of which no change of a text takes anything away.
            waits_for: the button that stays asleep meanwhile.
        """
        super().__init__()
        self._waits_for = waits_for
        self._reason = reason
        self._transcript = transcript
        self._screening = screening
        self._lasting = [one for one in found if one.rule is Rule.SHADOW]
        """What is in no text that can be changed, and takes the host's own tools to be found."""
        self._marks: list[Mark] = []
        self._seen: set[Finding] = set()
        self._heading = heading("-", 1.0)
        self._why = PlainLabel("-")
        self._of_findings = bool(found)  # Else the price is why it is asked.
        self._lines = inline_text(tr("What was noticed"), _MOST_LINES)
        self.foot = QWidget()
        """What leads from place to place, for where it is always in view."""
        self._left = PlainLabel("-")
        self._next = QPushButton(tr("Show the &next place"))
        self._lay_out()
        self._look_soon = self._timer(0, self._look)
        self._screen_soon = self._timer(PAUSE_MS, self._screen)
        transcript.changed.connect(self._wait)
        self._show(found)

    @property
    def seen(self) -> bool:
        """Whether each flagged place of the texts as they stand was in view."""
        return not self._unseen and not self._screen_soon.isActive()

    @property
    def _unseen(self) -> list[Mark]:
        return [mark for mark in self._marks if mark[0] not in self._seen]

    def show_next(self) -> None:
        """Scrolls to the next flagged place, those first that were not in view yet."""
        mark = (self._unseen or self._marks)[0]
        self._marks.remove(mark)
        self._marks.append(mark)
        _, view, cursor = mark
        beginning = view.textCursor()
        beginning.setPosition(cursor.selectionStart())
        view.setTextCursor(beginning)
        view.ensureCursorVisible()
        self.wanted.emit(view.viewport().mapToGlobal(view.cursorRect(beginning).center()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks what is in view after a text was drawn, which scrolling and showing lead to."""
        if event.type() == QEvent.Type.Paint and self._unseen:
            self._look_soon.start()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        in_view = {mark[0] for mark in self._unseen if _is_in_view(mark[1], mark[2])}
        if in_view:
            self._seen |= in_view
            self._tell()
            self.changed.emit()

    def _wait(self) -> None:
        self._screen_soon.start()
        self.changed.emit()

    def _screen(self) -> None:
        self._show([*self._lasting, *self._screening()])
        self.changed.emit()

    def _show(self, findings: Sequence[Finding]) -> None:
        for text in self._transcript.texts:
            text.view.viewport().installEventFilter(self)
        placed = [(finding, finding.place) for finding in findings if finding.place]
        marks = self._transcript.mark([place for _, place in placed])
        self._marks = [(finding, *mark) for (finding, _), mark in zip(placed, marks, strict=True)]
        self._heading.say(tr("Look closely") if findings else "")
        alone = len(self._transcript.texts) == 1
        told = [finding.says if alone else finding.line for finding in findings]
        self._lines.show_text("\n".join(told))
        why = self._reason if findings or not self._of_findings else ""
        self._why.say(why)
        self._tell()
        _set_shown(self, shown=bool(findings or why))
        _set_shown(self.foot, shown=bool(marks))

    def _tell(self) -> None:
        left = len(self._unseen)
        waits = tr(
            "{waits_for} wakes once {n} more flagged (place was|places were) in view.",
            "",
            left,
            waits_for=self._waits_for,
        )
        self._left.say(waits if left else tr("Each flagged place was in view."))

    def _timer(self, pause: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(run)
        return timer

    def _lay_out(self) -> None:
        self._next.setAutoDefault(False)
        self._next.clicked.connect(self.show_next)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        symbol = SymbolLabel(Symbol.FAILED)
        symbol.enlarge(2)
        row.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        row.addLayout(column, 1)
        column.addWidget(self._heading)
        column.addWidget(self._why)
        column.addWidget(self._lines)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._next)
        foot.addWidget(self._left, 1)


def _set_shown(part: QWidget, *, shown: bool) -> None:
    # Without a parent it would be shown as a window.
    if not shown:
        part.hide()
    elif part.parent() is not None:
        part.show()


def _is_in_view(view: TextView, cursor: QTextCursor) -> bool:
    beginning = view.textCursor()
    beginning.setPosition(cursor.selectionStart())
    return view.viewport().visibleRegion().contains(view.cursorRect(beginning).center())
