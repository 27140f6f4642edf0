"""Which of the letters that are marked as keys lead to more than one thing, in each language."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QMenu, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "translations"


def shared_keys(window: QWidget, language: str) -> list[list[str]]:
    """Returns the texts that have one letter, in each menu, and in a dialog as a whole.

    A page of the main window is left out: it may have more parts than the alphabet has letters,
    and Qt goes from one to the next then.
    """
    places = [_in_menu(menu) for menu in window.findChildren(QMenu)]
    if not isinstance(window, QMainWindow):
        places.append(_in_dialog(window))
    return [some for texts in places for some in _of_one_key(texts, language)]


def _in_menu(menu: QMenu) -> Iterator[str]:
    return (action.text() for action in menu.actions() if action.isVisible())


def _in_dialog(dialog: QWidget) -> Iterator[str]:
    parts: list[QAbstractButton | QLabel] = list(dialog.findChildren(QAbstractButton))
    parts += [label for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    for part in parts:
        if part.isVisibleTo(dialog) and part.isEnabled():
            yield part.text()


def _of_one_key(texts: Iterable[str], language: str) -> list[list[str]]:
    found = defaultdict[str, set[str]](set)
    for text in texts:
        said = text if language == "en" else _translated(text, language)
        found[QKeySequence.mnemonic(said).toString()].add(said)
    return [sorted(some) for key, some in found.items() if key and len(some) > 1]


def _translated(text: str, language: str) -> str:
    """Returns a text in another language, as far as its key goes; nothing if it is made here."""
    return next((to for source, to in _marked(language) if source.fullmatch(text)), "")


@cache
def _marked(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Returns every text with a key, as what it looks like with its places filled in."""
    marked = []
    for message in ElementTree.parse(_FOLDER / f"parley_{language}.ts").iter("message"):  # ours
        source = message.findtext("source") or ""
        if re.search(r"&\w", source):
            parts = map(re.escape, re.split(r"\{\w*\}", re.sub(r"\(s\)", "{}", source)))
            found = message.find("translation")
            assert found is not None
            to = found.findtext("numerusform") or found.text or ""
            marked.append((re.compile(".*".join(parts), re.DOTALL), to))
    return marked
