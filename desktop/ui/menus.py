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


class Menus:
    """The bar's menus; the palette of all actions reads them from it."""

    def __init__(self, window: MainWindow, pages: Words) -> None:
        self._window = window
        self._bar: QMenuBar = window.menuBar()
        self._waiting: list[QAction] = []
        """What needs the app's services."""
        self._add_file_menu()
        self._add_edit_menu()
        self._add_view_menu(pages)
        self._add_help_menu()
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
        for menu in self._bar.actions():
            for action in menu.menu().actions():  # type: ignore[attr-defined]  # PySide's stubs
                if action.isVisible() and not action.isSeparator():
                    yield action

    def show_undo(self, text: str) -> None:
        """Offers to undo what a text tells, or nothing where it is empty."""
        self.undo.setEnabled(bool(text))
        self.undo.setStatusTip(text or tr("There is nothing to undo."))

    def _add_file_menu(self) -> None:
        window, menu = self._window, self._bar.addMenu(tr("&File"))
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

    def _add_edit_menu(self) -> None:
        window, menu = self._window, self._bar.addMenu(tr("&Edit"))
        undo = window.undo_requested.emit
        self.undo = menu.addAction(tr("&Undo"), QKeySequence("Ctrl+Z"), undo)
        self.show_undo("")
        menu.addSeparator()
        menu.addAction(tr("&Find on this page"), QKeySequence("Ctrl+F"), window.search_page)
        find = window.find_request
        menu.addAction(tr("Find a &request…"), QKeySequence("Ctrl+Shift+F"), find)

    def _add_view_menu(self, pages: Words) -> None:
        window, menu = self._window, self._bar.addMenu(tr("&View"))
        for page, word in pages:
            action = menu.addAction(f"&{word}")
            action.setShortcut(QKeySequence(f"Ctrl+{page + 1}"))
            action.triggered.connect(lambda _=False, page=page: window.show_page(page))
        menu.addSeparator()
        menu.addAction(tr("&All actions…"), QKeySequence("Ctrl+K"), window.open_palette)

    def _add_help_menu(self) -> None:
        window, menu = self._window, self._bar.addMenu(tr("&Help"))
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
