"""Parley in other hosts' settings, in the window: looked for, ticked, shown, written."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import ConfigError
from desktop.events import Notice
from desktop.language import tr
from desktop.ui.dialogs.other_hosts import HostOffer, OtherHostsDialog

if TYPE_CHECKING:
    from desktop.servers.host_files import Change, Host
    from desktop.ui.main_window import MainWindow
    from desktop.ui.tasks import TaskOwner


class Hosting:
    """Opens the dialog, fills it, and writes what was ticked."""

    def __init__(self, window: MainWindow, tasks: TaskOwner) -> None:
        self._window = window
        self._tasks = tasks
        window.hosts_requested.connect(self._open)

    def _open(self) -> None:
        dialog = OtherHostsDialog(self._window)
        dialog.write_requested.connect(
            lambda changes: self._tasks.start(self._write(dialog, changes), "write settings")
        )
        dialog.open()
        dialog.wait(tr("Looking for other programs…"))
        self._tasks.start(self._fill(dialog), "look for other hosts")

    async def _fill(self, dialog: OtherHostsDialog) -> None:
        dialog.show_offers(await asyncio.to_thread(_offers))

    async def _write(self, dialog: OtherHostsDialog, changes: list[Change]) -> None:
        from desktop.servers.host_files import carry_out  # noqa: PLC0415  (as below)

        try:
            for change in changes:
                await asyncio.to_thread(carry_out, change)
        except ConfigError as error:
            await self._fill(dialog)  # What was written before it is, and is ticked so.
            dialog.say(str(error))
            return
        dialog.finish()
        names = ", ".join(change.host.name for change in changes)
        self._window.show_notice(
            Notice(tr("Written for {names}. Start it anew, if it runs.", names=names))
        )


def _offers() -> list[HostOffer]:
    # Imported only here: the window is on the screen before the MCP library is.
    from desktop.servers.host_files import hosts  # noqa: PLC0415

    found = hosts(Path.home(), os.environ, sys.platform)
    return [_offer(host) for host in found if host.is_there]


def _offer(host: Host) -> HostOffer:
    from desktop.servers.host_files import is_installed, planned  # noqa: PLC0415  (as above)

    try:
        return HostOffer(host, is_installed(host), planned(host), planned(host, remove=True))
    except ConfigError as error:
        return HostOffer(host, installed=False, add=None, remove=None, problem=str(error))
