"""Where Parley keeps what it writes, and finds what it brings along."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from desktop.errors import StorageError
from desktop.language import tr
from desktop.storage.resources import RESOURCES


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one person's Parley; none need exist yet."""

    config: Path
    data: Path
    logs: Path
    resources: Path = RESOURCES
    """What comes with Parley and is only read."""

    @classmethod
    def from_environment(cls) -> Places:
        """Returns the folders under PARLEY_HOME where that is set, else the platform's own."""
        home = os.environ.get("PARLEY_HOME")
        if home:
            return cls.under(Path(home))
        dirs = platformdirs.PlatformDirs("parley", appauthor=False)
        return cls(dirs.user_config_path, dirs.user_data_path, dirs.user_log_path)

    @classmethod
    def under(cls, home: Path) -> Places:
        """Returns the folders of a Parley that keeps everything under one folder."""
        home = home.expanduser().absolute()
        return cls(home / "config", home / "data", home / "logs")

    def prepare(self) -> None:
        """Makes the folders, which nobody else on this computer may enter.

        Raises:
            StorageError: one of them cannot be made.
        """
        for folder in (self.config, self.data, self.logs, self.models):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise StorageError(
                    tr(
                        "Parley's folder {folder} cannot be made: {strerror}. Check its "
                        "permissions, or set PARLEY_HOME to a folder of yours.",
                        folder=folder,
                        strerror=error.strerror,
                    )
                ) from error

    @property
    def config_file(self) -> Path:
        """The list of servers, in the `mcpServers` notation."""
        return self.config / "mcp.json"

    @property
    def settings_file(self) -> Path:
        """What the person has set; it holds no secrets."""
        return self.config / "settings.toml"

    @property
    def providers_file(self) -> Path:
        """The list of providers; it holds no keys."""
        return self.config / "providers.json"

    @property
    def hub_file(self) -> Path:
        """The hubs for which a token is kept; it holds no token."""
        return self.config / "hub.json"

    @property
    def strategies_file(self) -> Path:
        """The list of models that answer together."""
        return self.config / "strategies.json"

    @property
    def env_file(self) -> Path:
        """Variables that hold keys, for a person who wants them in a file."""
        return self.config / ".env"

    @property
    def database(self) -> Path:
        """The journal, the grants and what was learned of servers."""
        return self.data / "parley.db"

    @property
    def paused(self) -> Path:
        """The file that is there while every request is refused."""
        return self.data / "paused"

    @property
    def view(self) -> Path:
        """How the window was left."""
        return self.data / "view.json"

    @property
    def window_lock(self) -> Path:
        """The file that is there while a window is open."""
        return self.data / "window.lock"

    @property
    def running(self) -> Path:
        """What tells the next start which servers ran; see `servers/processes/leftovers.py`."""
        return self.data / "running"

    @property
    def states(self) -> Path:
        """What models knew of conversations; see `storage/states.py`."""
        return self.data / "states"

    @property
    def server_homes(self) -> Path:
        """The folders that servers in a sandbox find as their homes."""
        return self.data / "servers"

    @property
    def removed(self) -> Path:
        """Notes of servers that were removed, and can be had back for a moment."""
        return self.data / "removed"

    @property
    def bundles(self) -> Path:
        """The folders into which bundles are unpacked, each named by what the bundle hashes to."""
        return self.data / "bundles"

    @property
    def models(self) -> Path:
        """The folder in which every GGUF file is found by itself."""
        return self.data / "models"

    @property
    def discarded(self) -> Path:
        """What was put aside of the models: beside them, so that no bytes are moved."""
        return self.models / ".discarded"

    @property
    def starter(self) -> Path:
        """The model that comes with Parley."""
        return self.resources / "models" / "parley-starter.gguf"


def persons_folders() -> dict[str, Path]:
    """Returns the person's own folders, by the names that bundles have for them."""
    return {
        "HOME": Path.home(),
        "DESKTOP": platformdirs.user_desktop_path(),
        "DOCUMENTS": platformdirs.user_documents_path(),
        "DOWNLOADS": platformdirs.user_downloads_path(),
    }
