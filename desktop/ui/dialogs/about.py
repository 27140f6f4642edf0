"""What Parley says of itself: its version, its licence, and where it keeps a person's things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from desktop import __version__
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
        self.setWindowTitle("About Parley")
        licences = places.resources.parent / "licences"
        told = {
            "Licence": f"MIT; Qt {qVersion()}, which draws the window, is under the LGPL 3",
            "Licences of all parts": str(licences) if licences.is_dir() else "",
            "Your servers": str(places.config_file),
            "Your models and journal": str(places.data),
            "Logs": str(places.logs),
        }
        self.facts = Facts(told)
        self.facts.setMinimumWidth(theme.em(self, 36))
        for title, text in told.items():
            self.facts.tell(title, text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading(f"Parley {__version__}"))
        column.addWidget(
            PlainLabel("Where you see and decide what programs ask of language models.")
        )
        column.addWidget(self.facts)
        column.addWidget(buttons)
