"""The settings that a bundle asks for, each with what is wrong in it right beneath."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.servers.forms import Unfit
from desktop.ui import theme, wording
from desktop.ui.theme import Symbol
from desktop.ui.widgets.symbols import SymbolButton
from desktop.ui.widgets.texts import PlainLabel, inline_text, label_for
from desktop.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.servers.bundles.manifest import Given, Option

_KEPT = tr("unchanged if it stays empty")
_LINES = 3.5


class SettingRow(QWidget):
    """One setting: its name, what it is about, where it is entered, and what is wrong in it."""

    def __init__(
        self, name: str, option: Option, value: Given | None = None, *, kept: bool = False
    ) -> None:
        """Makes a row.

        Args:
            name: the setting's in the manifest.
            option: what it is.
            value: what it is at first.
            kept: whether something secret was given before and may stay.
        """
        super().__init__()
        self.name, self.option, self._kept = name, option, kept
        self.problem = PlainLabel()
        self.field, self._read = _field(option, value, kept=kept)
        title = wording.one_line(option.title)
        needed = option.required and not kept
        self.field.setAccessibleName(wording.wanted(title, needed=needed))
        self.field.setAccessibleDescription(wording.one_line(option.description))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.em(self, 0.4))
        column.setSpacing(theme.em(self, 0.2))
        column.addWidget(
            label_for(f"{wording.unmarked(title)}{' *' if needed else ''}", self.field)
        )
        if option.description:
            about = inline_text(tr("About {title}", title=title))
            about.show_text(option.description)
            column.addWidget(about)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        if option.type in ("directory", "file"):
            choose = SymbolButton(Symbol.FOLDER, tr("Choose…"))
            choose.setAccessibleName(tr("Choose {title}", title=title))
            choose.clicked.connect(self._choose)
            row.addWidget(choose)
        column.addLayout(row)
        column.addWidget(self.problem)

    def value(self) -> Given | None:
        """Returns what is entered, or None where it is left out; says what is wrong.

        Raises:
            Unfit: it does not fit.
        """
        try:
            value = self._entered()
        except Unfit as error:
            self.problem.say(str(error))
            raise
        self.problem.say("")
        return value

    def look_again(self) -> None:
        """Says what is wrong now, or nothing."""
        with suppress(Unfit):
            self.value()

    def _entered(self) -> Given | None:
        typed = self._read()
        if typed in ("", None) and self._kept:
            return None
        return self.option.parse(typed) if isinstance(typed, str) else self.option.check(typed)

    def _choose(self) -> None:
        dialog = QFileDialog(self, wording.one_line(self.option.title), str(Path.home()))
        if self.option.type == "directory":
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, path: str) -> None:
        if isinstance(self.field, QPlainTextEdit):
            self.field.appendPlainText(path)
        elif isinstance(self.field, QLineEdit):
            self.field.setText(path)
        self.look_again()


def _field(
    option: Option, value: Given | None, *, kept: bool
) -> tuple[QWidget, Callable[[], str | bool | None]]:
    if option.type == "boolean":
        box = Tick(tr("Yes"))
        box.setChecked(value is True)
        return box, box.isChecked
    if option.multiple:
        lines = QPlainTextEdit()
        lines.setTabChangesFocus(True)
        lines.setPlaceholderText(tr("one on each line"))
        lines.setPlainText("\n".join(value if isinstance(value, list) else []))
        lines.setFixedHeight(theme.em(lines, _LINES))
        return lines, lines.toPlainText
    edit = QLineEdit("" if value is None else str(value))
    if option.sensitive:
        edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setPlaceholderText(_KEPT if kept else "" if option.required else tr("may stay empty"))
    return edit, edit.text
