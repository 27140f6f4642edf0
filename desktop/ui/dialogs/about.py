"""What Parley says of itself: its version, its licence, and where it keeps a person's things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from desktop import __version__
from desktop.language import tr
from desktop.ui import theme
from desktop.ui.widgets.facts import Facts
from desktop.ui.widgets.texts import PlainLabel, heading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.storage.places import Places


class AboutDialog(QDialog):
    """Facts that can be selected and copied."""

    def __init__(self, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About Parley"))
        licences = places.resources.parent / "licences"
        told = {
            tr("Licence"): tr(
                "MIT; Qt {qversion}, which draws the window, is under the LGPL 3",
                qversion=qVersion(),
            ),
            tr("Licences of all parts"): str(licences) if licences.is_dir() else "",
            tr("Your servers"): str(places.config_file),
            tr("Your models and journal"): str(places.data),
            tr("Logs"): str(places.logs),
        }
        self.facts = Facts(told)
        self.facts.setMinimumWidth(theme.room(self, 36))
        for title, text in told.items():
            self.facts.tell(title, text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading(tr("Parley {version}", version=__version__)))
        column.addWidget(
            PlainLabel(tr("Where you see and decide what programs ask of language models."))
        )
        column.addWidget(self.facts)
        column.addWidget(buttons)
