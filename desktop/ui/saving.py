"""Something that Parley shows, kept in a file of the person's choice."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.language import tr
from desktop.ui import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def ask_where(parent: QWidget, name: str, octets: bytes, say: Callable[[str], None]) -> QFileDialog:
    """Opens the dialog that asks for a file, writes it once it is chosen, and says how that went.

    Args:
        parent: what the dialog belongs to.
        name: what the file is called unless the person calls it otherwise.
        octets: what is written.
        say: is told how it went.
    """
    dialog = QFileDialog(parent, tr("Save"), name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: say(_written(Path(path), octets)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def named(stem: str, mime_type: str) -> str:
    """Returns a file's name with the ending that belongs to its kind."""
    return (
        f"{stem}{mimetypes.guess_extension(mime_type.split(';', maxsplit=1)[0].strip()) or '.bin'}"
    )


def _written(path: Path, octets: bytes) -> str:
    try:
        path.touch(0o600)  # It may hold what people wrote.
        path.write_bytes(octets)
    except OSError as error:
        return tr(
            "{path} could not be written: {strerror}.",
            path=wording.one_line(str(path)),
            strerror=error.strerror,
        )
    return tr("Saved as {path}.", path=wording.one_line(str(path)))
