"""The window's menus: with them every action that is always there, each made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtWidgets import QMenu, QMenuBar

    from desktop.ui.main_window import MainWindow, Page

    Words = Iterable[tuple[Page, str]]


def titled(bar: QMenuBar) -> list[QMenu]:
    """Returns the menus, empty: what stands in them comes when the window is there."""
    return [bar.addMenu(word) for word in (tr("&File"), tr("&Edit"), tr("&View"), tr("&Help"))]


class Menus:
    """What stands in the menus; the palette of all actions reads it from them."""

    def __init__(self, window: MainWindow, menus: list[QMenu], pages: Words) -> None:
        """Fills the four menus."""
        self._window, self._menus = window, menus
        self._waiting: list[QAction] = []
        """What needs the app's services."""
        file, edit, view, about = menus
        self._fill_file(file)
        self._fill_edit(edit)
        self._fill_view(view, pages)
        self._fill_help(about)
        for action in self._waiting:
            action.setEnabled(False)
            action.setStatusTip(tr("Parley is still starting."))

    @property
    def is_ready(self) -> bool:
        """Whether the app's services are there."""
        return not self._waiting

    def set_ready(self) -> None:
        """Offers what needs the app's services, which are there now."""
        for action in self._waiting:
            action.setEnabled(True)
            action.setStatusTip("")
        self._waiting.clear()

    def actions(self) -> Iterator[QAction]:
        """Gives every action that can be seen in a menu, in their order."""
        for menu in self._menus:
            for action in menu.actions():
                if action.isVisible() and not action.isSeparator():
                    yield action

    def show_undo(self, text: str) -> None:
        """Offers to undo what a text tells, or nothing where it is empty."""
        self.undo.setEnabled(bool(text))
        self.undo.setStatusTip(text or tr("There is nothing to undo."))

    def _fill_file(self, menu: QMenu) -> None:
        window = self._window
        self._needing(menu, tr("Add a &server…"), window.add_server)
        self._needing(menu, tr("Add a &bundle…"), window.add_bundle)
        self._needing(menu, tr("&Get a model…"), window.get_model, "Ctrl+G")
        self._needing(menu, tr("Add a &model file…"), window.add_model)
        self._needing(menu, tr("Add a p&rovider…"), window.add_provider)
        hosts = window.hosts_requested.emit
        self._needing(menu, tr("&Use Parley from other programs…"), hosts)
        self._needing(menu, tr("&Export the record…"), window.export_requested.emit)
        menu.addSeparator()
        self.pause = self._needing(menu, tr("&Pause every request"), None, "Ctrl+Shift+P")
        self.pause.triggered.connect(window.pause_requested)
        menu.addSeparator()
        self.stay = menu.addAction(tr("&Keep running when the window is closed"))
        self.stay.triggered.connect(window.stay_requested)
        self.at_login = menu.addAction(tr("Start in the background when I &log in"))
        self.at_login.triggered.connect(window.login_requested)
        for action in (self.pause, self.stay, self.at_login):
            action.setCheckable(True)
        menu.addSeparator()
        leave = menu.addAction(tr("&Quit"), QKeySequence("Ctrl+Q"), window.quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_edit(self, menu: QMenu) -> None:
        window = self._window
        undo = window.undo_requested.emit
        self.undo = menu.addAction(tr("&Undo"), QKeySequence("Ctrl+Z"), undo)
        self.show_undo("")
        menu.addSeparator()
        menu.addAction(tr("&Find on this page"), QKeySequence("Ctrl+F"), window.search_page)
        find = window.find_request
        menu.addAction(tr("Find a &request…"), QKeySequence("Ctrl+Shift+F"), find)

    def _fill_view(self, menu: QMenu, pages: Words) -> None:
        window, pages = self._window, list(pages)
        palette = tr("&All actions…")
        for (page, _), text in zip(pages, keyed([word for _, word in pages], palette), strict=True):
            action = menu.addAction(text)
            action.setShortcut(QKeySequence(f"Ctrl+{page + 1}"))
            action.triggered.connect(lambda _=False, page=page: window.show_page(page))
        menu.addSeparator()
        menu.addAction(palette, QKeySequence("Ctrl+K"), window.open_palette)

    def _fill_help(self, menu: QMenu) -> None:
        window = self._window
        self.look = menu.addAction(tr("&Look for a newer release…"), window.look_requested.emit)
        self.look.setVisible(False)
        steps = window.first_steps_requested.emit
        self._needing(menu, tr("Show the first &steps again"), steps)
        menu.addSeparator()
        self._needing(menu, tr("&Diagnostics…"), window.diagnostics_requested.emit)
        self._needing(menu, tr("L&og…"), window.log_requested.emit)
        self._needing(menu, tr("L&icences…"), window.licences_requested.emit)
        menu.addSeparator()
        about = self._needing(menu, tr("&About Parley"), window.about_requested.emit)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _needing(
        self, menu: QMenu, text: str, do: Callable[[], object] | None, key: str = ""
    ) -> QAction:
        action = menu.addAction(text)
        if do:
            action.triggered.connect(lambda _=False: do())
        if key:
            action.setShortcut(QKeySequence(key))
        self._waiting.append(action)
        return action


def keyed(words: Iterable[str], beside: str) -> list[str]:
    """Returns texts with a letter of each marked as its key, the first one that is still free.

    Args:
        words: what is in a menu, in any language.
        beside: what is in it too, with its key.
    """
    taken = {QKeySequence.mnemonic(beside)}
    marked = []
    for word in words:
        texts = (f"{word[:at]}&{word[at:]}" for at, letter in enumerate(word) if letter.isalpha())
        text = next((one for one in texts if QKeySequence.mnemonic(one) not in taken), word)
        taken.add(QKeySequence.mnemonic(text))
        marked.append(text)
    return marked
