"""How the window was left: its place, its page, and the widths in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QHeaderView, QWidget


class Remembered:
    """A few values by their names, in a file; what cannot be read there is as if it never was."""

    def __init__(self, file: Path | None = None) -> None:
        """Takes the file; without one nothing is remembered."""
        self._file = file
        self._values: dict[str, Any] = _read(file) if file else {}

    def get(self, name: str) -> Any:
        """Returns what was kept under a name, of whatever kind it is, or None."""
        return self._values.get(name)

    def keep(self, name: str, value: object) -> None:
        """Keeps a value; it is written with the others by `save`."""
        if self._file is not None:
            self._values[name] = value

    def save(self) -> None:
        """Writes the file in one step; that it cannot be written costs only this memory."""
        if self._file is None:
            return
        # Only here, as below: the first window is on the screen before that.
        import json  # noqa: PLC0415
        import logging  # noqa: PLC0415

        fresh = self._file.with_name(f"{self._file.name}.new")
        try:
            fresh.touch(0o600)
            fresh.write_text(json.dumps(self._values, indent=1), "utf-8")
            fresh.replace(self._file)
        except OSError as error:
            logging.getLogger(__name__).warning("How the window was left is not kept: %s", error)

    def keep_place(self, window: QWidget) -> None:
        """Keeps where a window is, and how large."""
        self.keep("geometry", window.saveGeometry().toBase64().toStdString())

    def restore_place(self, window: QWidget) -> None:
        """Puts a window where it was; Qt moves it to a screen that is there."""
        if isinstance(kept := self.get("geometry"), str):
            window.restoreGeometry(QByteArray.fromBase64(kept.encode()))


def remembered() -> Remembered:
    """Returns what this program remembers of its window."""
    found = getattr(QApplication.instance(), "remembered", None)
    return found if isinstance(found, Remembered) else Remembered()


def kept_sizes(name: str, count: int) -> list[int]:
    """Returns so many sizes that were kept under a name; none where there are not so many."""
    sizes = remembered().get(name)
    return sizes if _are_sizes(sizes, count) else []


def remember_columns(header: QHeaderView, name: str) -> None:
    """Gives the columns of a table the widths that the person gave them."""
    memory, key = remembered(), f"columns {name}"
    for section, width in enumerate(kept_sizes(key, header.count())):
        if _is_free(header, section) and width > 0:
            header.resizeSection(section, width)

    def keep(section: int, *_: int) -> None:
        if _is_free(header, section):
            memory.keep(key, [header.sectionSize(one) for one in range(header.count())])

    header.sectionResized.connect(keep)


def _is_free(header: QHeaderView, section: int) -> bool:
    from PySide6.QtWidgets import QHeaderView  # noqa: PLC0415

    return header.sectionResizeMode(section) == QHeaderView.ResizeMode.Interactive


def _are_sizes(value: object, count: int) -> bool:
    return (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(one, int) and 0 <= one < 100_000 for one in value)
    )


def _read(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    import json  # noqa: PLC0415

    try:
        values = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
