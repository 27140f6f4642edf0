"""What can be done with a server, as the palette of all actions offers it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.events import ServerStatus
from desktop.language import tr

if TYPE_CHECKING:
    from desktop.events import ServerChanged
    from desktop.ui.pages.servers import ServersPage
    from desktop.ui.palette import Offer

_RUNNING = (ServerStatus.STARTING, ServerStatus.READY, ServerStatus.WAITING)


def offer_actions_of(server: ServerChanged, page: ServersPage, offer: Offer) -> None:
    """Offers what can be done with a server now, its tools first."""
    name = server.server
    for tool in server.tools:
        offer(
            tr("Run {tool} of {server}…", tool=tool.title or tool.name, server=name),
            partial(page.show_tool, name, tool.name),
            "",
        )
    runs = tr("It runs already.") if server.status in _RUNNING else ""
    rests = "" if server.status in _RUNNING else tr("It is not running.")
    offer(tr("Start {server}", server=name), lambda: page.start_requested.emit(name), runs)
    offer(tr("Stop {server}", server=name), lambda: page.stop_requested.emit(name), rests)
    offer(tr("Restart {server}", server=name), lambda: page.restart_requested.emit(name), rests)
    offer(tr("Show the log of {server}", server=name), lambda: page.show_log(name), "")
    kept = tr("It comes with Parley and stays in the list.") if server.bundled else ""
    offer(
        tr("Remove {server} from the list", server=name),
        lambda: page.remove_requested.emit(name),
        kept,
    )
