"""The folders that a person shares with a server, listed and changed at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.output import tell
from desktop.errors import ConfigError, UnknownServer
from desktop.servers.config import read_servers
from desktop.servers.requests import set_roots

if TYPE_CHECKING:
    import argparse

    from desktop.storage.places import Places


def share(options: argparse.Namespace, places: Places) -> None:
    """Lists a server's folders, or adds or removes one.

    Raises:
        ConfigError: there is no such folder, or mcp.json cannot be written.
        UnknownServer: there is no such server.
    """
    servers = {spec.name: spec for spec in read_servers(places.config_file).servers}
    if options.name not in servers:
        known = ", ".join(sorted(servers))
        raise UnknownServer(f"There is no server named {options.name!r}. There are: {known}.")
    roots = list(servers[options.name].roots)
    if options.change:
        if not options.folder:
            raise ConfigError(f"Say which folder to {options.change}.")
        folder = str(Path(options.folder).expanduser().absolute())
        if options.change == "add":
            roots += [folder] if folder not in roots else []
        elif folder in roots:
            roots.remove(folder)
        else:
            raise ConfigError(f"{options.name} is not told of {folder}.")
        set_roots(places.config_file, options.name, roots)
    if roots:
        tell(f"{options.name} may know of:\n" + "\n".join(f"  {root}" for root in roots))
    else:
        tell(f"{options.name} is told of no folder.")
