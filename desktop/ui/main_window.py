"""The window: a list of pages on the left, the chosen page, and notices above it."""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.language import tr
from desktop.ui import theme
from desktop.ui.menus import Menus, titled
from desktop.ui.theme import Symbol
from desktop.ui.widgets.navigation import Navigation

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.events import Notice
    from desktop.ui.pages.activity import ActivityPage
    from desktop.ui.pages.callers import CallersPage
    from desktop.ui.pages.chat import ChatPage
    from desktop.ui.pages.models import ModelsPage
    from desktop.ui.pages.permissions import PermissionsPage
    from desktop.ui.pages.servers import ServersPage
    from desktop.ui.pages.settings import SettingsPage
    from desktop.ui.widgets.notices import NoticeStrip
    from desktop.ui.widgets.page_area import PageArea
    from desktop.ui.widgets.pause_banner import PauseBanner
    from desktop.ui.widgets.undo_strip import UndoStrip

    _AnyPage = (
        ActivityPage
        | ChatPage
        | ServersPage
        | ModelsPage
        | CallersPage
        | PermissionsPage
        | SettingsPage
    )


class Page(IntEnum):
    """The pages, in the order of the list; each is the window's attribute of that name."""

    ACTIVITY = 0
    CHAT = 1
    SERVERS = 2
    MODELS = 3
    CALLERS = 4
    PERMISSIONS = 5
    SETTINGS = 6


_PAGES = (
    (Page.ACTIVITY, tr("Activity"), Symbol.ACTIVITY),
    (Page.CHAT, tr("Chat"), Symbol.CHAT),
    (Page.SERVERS, tr("Servers"), Symbol.SERVERS),
    (Page.MODELS, tr("Models"), Symbol.MODELS),
    (Page.CALLERS, tr("Callers"), Symbol.CALLERS),
    (Page.PERMISSIONS, tr("Permissions"), Symbol.PERMISSIONS),
    (Page.SETTINGS, tr("Settings"), Symbol.SETTINGS),
)


@runtime_checkable
class Searchable(Protocol):
    """A page with a search of its own."""

    def focus_search(self) -> None:
        """Brings the keyboard to the search."""


class MainWindow(QMainWindow):
    """Shows; knows no service. Closing it is a wish, so that servers can be stopped first."""

    close_requested = Signal()
    pause_requested = Signal(bool)
    """Whether every request is to be refused from now on."""
    look_requested = Signal()
    """Whether there is a newer release is to be found out."""
    about_requested = Signal()
    diagnostics_requested = Signal()
    log_requested = Signal()
    licences_requested = Signal()
    first_steps_requested = Signal()
    stay_requested = Signal(bool)
    """Whether Parley is to go on when the window is closed."""
    login_requested = Signal(bool)
    """Whether Parley is to start at the person's login."""
    bundles_dropped = Signal(list)
    """The paths of files that are to be looked at."""
    hosts_requested = Signal()
    """Parley is to be put into the settings of other programs, or taken out."""
    export_requested = Signal()
    """The record of what was asked is to be written into a file."""
    undo_requested = Signal()
    """What was done away with last is to come back."""
    undo_declined = Signal()
    """It need not come back."""

    def __init__(self) -> None:
        super().__init__()
        self.leaving = False
        """Whether the person has wished the app to end."""
        self.put_away: Callable[[], bool] = lambda: False
        """Puts the window away, where closing it is no wish to end; returns whether that is so."""
        self.setWindowTitle("Parley")
        self.navigation = Navigation([(word, symbol) for _, word, symbol in _PAGES])
        self._pages = QStackedWidget()
        self._areas: dict[_AnyPage, PageArea] = {}
        self._lay_out()
        self._titled = titled(self.menuBar())
        self.navigation.setCurrentRow(Page.ACTIVITY)
        self.navigation.currentRowChanged.connect(self._open)
        self.setAcceptDrops(True)
        self.resize(theme.em(self, 72), theme.em(self, 48))
        self.show_busy(tr("Starting…"))

    @cached_property
    def _menus(self) -> Menus:
        return Menus(self, self._titled, [(page, word) for page, word, _ in _PAGES])

    @cached_property
    def activity(self) -> ActivityPage:
        """The page of requests, made when the window is painted for the first time."""
        from desktop.ui.pages.activity import ActivityPage  # noqa: PLC0415

        page = ActivityPage()
        page.try_requested.connect(self._try_a_tool)
        return page

    @cached_property
    def servers(self) -> ServersPage:
        """The page of servers, made when it is first wanted: after the window is on the screen."""
        from desktop.ui.pages.servers import ServersPage  # noqa: PLC0415

        page = ServersPage()
        page.permissions_requested.connect(lambda: self.show_page(Page.PERMISSIONS))
        return page

    @cached_property
    def permissions(self) -> PermissionsPage:
        """The page of standing permissions, made when it is first wanted too."""
        from desktop.ui.pages.permissions import PermissionsPage  # noqa: PLC0415

        return PermissionsPage()

    @cached_property
    def models(self) -> ModelsPage:
        """The page of models, made when it is first wanted too."""
        from desktop.ui.pages.models import ModelsPage  # noqa: PLC0415

        return ModelsPage()

    @cached_property
    def callers(self) -> CallersPage:
        """The page of all that may ask, made when it is first wanted too."""
        from desktop.ui.pages.callers import CallersPage  # noqa: PLC0415

        page = CallersPage()
        page.permissions_requested.connect(lambda: self.show_page(Page.PERMISSIONS))
        return page

    @cached_property
    def chat(self) -> ChatPage:
        """The page of conversations, made when it is first wanted too."""
        from desktop.ui.pages.chat import ChatPage  # noqa: PLC0415

        page = ChatPage()
        page.set_ready(ready=self._menus.is_ready)
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """The page of settings, made when it is first wanted too."""
        from desktop.ui.pages.settings import SettingsPage  # noqa: PLC0415

        return SettingsPage()

    @cached_property
    def notices(self) -> NoticeStrip:
        """What says what belongs to no row, made when there is something to say."""
        from desktop.ui.widgets.notices import NoticeStrip  # noqa: PLC0415

        strip = NoticeStrip()
        self._column.insertWidget(self._column.indexOf(self._pages), strip)
        return strip

    @cached_property
    def pause_banner(self) -> PauseBanner:
        """What says that everything is paused, made when that first comes about."""
        from desktop.ui.widgets.pause_banner import PauseBanner  # noqa: PLC0415

        banner = PauseBanner()
        banner.resume_requested.connect(lambda: self.pause_requested.emit(False))  # noqa: FBT003
        self._column.insertWidget(0, banner)
        return banner

    @cached_property
    def undo_strip(self) -> UndoStrip:
        """What offers to undo something, made when that first comes about."""
        from desktop.ui.widgets.undo_strip import UndoStrip  # noqa: PLC0415

        strip = UndoStrip()
        strip.undo_requested.connect(self.undo_requested)
        strip.undo_declined.connect(self.undo_declined)
        self._column.addWidget(strip)
        return strip

    @property
    def is_undo_heeded(self) -> bool:
        """Whether the person is about to undo something."""
        return "undo_strip" in self.__dict__ and self.undo_strip.is_heeded

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return Page(self.navigation.currentRow())

    def fill(self) -> None:
        """Shows what the frame of the window is for: it is there sooner without all that.

        The first mention of Qt's own enums, as by a shortcut, takes 14 ms, and an editor as long.
        """
        self._menus.show_undo("")
        self.navigation.draw()
        self.show_page(self.page)

    def show_page(self, page: Page) -> None:
        """Brings a page to the front and the keyboard to its list."""
        self.navigation.setCurrentRow(page)
        self._open(page)
        self._widget(page).focus_list()

    def search_page(self) -> None:
        """Brings the keyboard to the search of the page that is shown."""
        page = self._widget(self.page)
        if isinstance(page, Searchable):
            page.focus_search()

    def open_palette(self) -> None:
        """Opens the list of all actions: those of the menus, and what the pages offer."""
        from desktop.ui.palette import Palette  # noqa: PLC0415

        made = [page for page in Page if page.name.lower() in vars(self)]
        pages = [(self._widget(page), partial(self.show_page, page)) for page in made]
        Palette(self, self._menus.actions(), pages).open()

    def show_requests_of(self, caller: str) -> None:
        """Shows what one that may ask has asked."""
        self.show_page(Page.ACTIVITY)
        self.activity.show_requests_of(caller)

    def show_request(self, request: str) -> None:
        """Shows one request."""
        self.show_page(Page.ACTIVITY)
        self.activity.show_request(request)

    def show_habits(self, *, stays: bool, at_login: bool) -> None:
        """Says whether Parley goes on without the window, and whether it starts at the login."""
        self._menus.stay.setChecked(stays)
        self._menus.at_login.setChecked(at_login)

    def show_notice(self, notice: Notice) -> None:
        """Says what belongs to no row."""
        self.notices.show_notice(notice)

    def show_undo(self, text: str) -> None:
        """Says what was done away with and can come back; an empty text takes the offer away."""
        self._menus.show_undo(text)
        if text or "undo_strip" in self.__dict__:
            self.undo_strip.say(text)

    def show_pause(self, *, paused: bool) -> None:
        """Says whether every request is refused, for as long as it is so."""
        self._menus.pause.setChecked(paused)
        self.setWindowTitle(tr("Parley (paused)") if paused else "Parley")
        if paused or "pause_banner" in self.__dict__:
            self.pause_banner.setVisible(paused)

    def show_busy(self, text: str) -> None:
        """Says what is going on at the foot of the window; an empty text takes the foot away."""
        self.statusBar().setVisible(bool(text))
        self.statusBar().showMessage(text)

    def set_ready(self) -> None:
        """Offers what needs the app's services, which are there now."""
        self.show_busy("")
        self.servers.set_ready(ready=True)
        self.models.set_ready(ready=True)
        self.callers.set_ready(ready=True)
        self._menus.set_ready()
        if "chat" in self.__dict__:
            self.chat.set_ready(ready=True)

    def offer_look(self) -> None:
        """Offers to look for a newer release, where it is known where to look."""
        self._menus.look.setVisible(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own name
        """Lets bundles in, once there is what can look at them."""
        names = [url.toLocalFile().lower() for url in event.mimeData().urls()]
        if self._menus.is_ready and names and all(map(_is_bundle, names)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own name
        """Wishes bundles looked at."""
        event.acceptProposedAction()
        self.bundles_dropped.emit([url.toLocalFile() for url in event.mimeData().urls()])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Puts the window away, or wishes the app to end."""
        event.ignore()
        if not self.put_away():
            self.quit()

    def quit(self) -> None:
        """Hides the window and wishes the app to end; the loop ends once all is stopped."""
        self.leaving = True
        self.hide()
        self.close_requested.emit()

    def _open(self, row: int) -> None:
        from desktop.ui.widgets.page_area import PageArea  # noqa: PLC0415

        widget = self._widget(Page(row))
        if widget not in self._areas:
            self._areas[widget] = PageArea(widget)
            self._pages.addWidget(self._areas[widget])
        self._pages.setCurrentWidget(self._areas[widget])

    def _widget(self, page: Page) -> _AnyPage:
        widget: _AnyPage = getattr(self, page.name.lower())
        return widget

    def _lay_out(self) -> None:
        right = self._column = QVBoxLayout()
        right.setContentsMargins(*[theme.em(self, 0.75)] * 4)
        right.setSpacing(theme.em(self, 0.75))
        right.addWidget(self._pages, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.statusBar().setSizeGripEnabled(False)

    def add_server(self) -> None:
        """Asks for a server on its page."""
        self.show_page(Page.SERVERS)
        self.servers.ask_for_server()

    def add_bundle(self) -> None:
        """Asks for a bundle on the page of servers."""
        self.show_page(Page.SERVERS)
        self.servers.bundle_requested.emit()

    def get_model(self) -> None:
        """Shows the models that can be fetched."""
        self.show_page(Page.MODELS)
        self.models.open_get()

    def add_model(self) -> None:
        """Asks for a model file on the page of models."""
        self.show_page(Page.MODELS)
        self.models.ask_for_file()

    def add_provider(self) -> None:
        """Asks for a provider on the page of models."""
        self.show_page(Page.MODELS)
        self.models.add_provider_requested.emit()

    def find_request(self) -> None:
        """Leads to the search for requests."""
        self.show_page(Page.ACTIVITY)
        self.activity.focus_search()

    def _try_a_tool(self) -> None:
        self.show_page(Page.SERVERS)
        self.servers.try_bundled()


def _is_bundle(name: str) -> bool:
    return name.endswith((".mcpb", ".dxt"))
