"""What Parley has written for one person, and how it is all deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import StorageError
from desktop.language import tr
from desktop.storage.database import in_use
from desktop.storage.running import record_of
from desktop.storage.states import state_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.places import Places


def belongings(places: Places) -> list[Path]:
    """Returns every file that Parley wrote, or that lies among its models, in the person's folders.

    Each by its name: PARLEY_HOME may be a folder in which other things lie too.
    """
    return sorted(path for path in _known(places) if path.is_file() or path.is_symlink())


def erase(places: Places, files: list[Path]) -> None:
    """Deletes files, and the folders that are empty then; a link goes, and what it is to stays.

    Raises:
        StorageError: Parley is running, or something cannot be deleted.
    """
    must_be_idle(places)
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                tr(
                    "{path} cannot be deleted: {strerror}. What is listed before it is gone, the "
                    "rest is left. Check the permissions of its folder, and try again.",
                    path=path,
                    strerror=error.strerror,
                )
            ) from error
    for folder in _folders(places):
        try:
            folder.rmdir()
        except OSError:
            continue  # It is not there, or there is something of somebody else's in it.


def must_be_idle(places: Places) -> None:
    """Passes while no Parley of this person is running.

    Raises:
        StorageError: one is.
    """
    if in_use(places.database):
        raise StorageError(
            tr(
                "Parley is running. Close its window, end its commands, and try again. Nothing was "
                "deleted."
            )
        )


def remains(places: Places) -> list[Path]:
    """Returns the folders of Parley's that are still there."""
    return [folder for folder in _folders(places) if folder.exists()]


def _known(places: Places) -> Iterator[Path]:
    files = places.config_file, places.settings_file, places.providers_file, places.hub_file
    for file in (*files, places.strategies_file):
        for suffix in ("", ".bak", ".new"):
            yield file.with_name(file.name + suffix)
    for suffix in ("", "-wal", "-shm", "-journal"):
        yield places.database.with_name(places.database.name + suffix)
    yield places.paused
    yield from (places.view, places.view.with_name(f"{places.view.name}.new"))
    yield places.window_lock  # It is left where a window was killed, as is where to reach it.
    yield from (record_of(places), record_of(places).with_name(f"{record_of(places).name}.new"))
    yield from places.running.glob("*.json")
    yield from places.logs.glob("*.log")
    # What servers in a sandbox have fetched for themselves; a link in there is not followed.
    yield from places.server_homes.rglob("*")
    yield from places.bundles.rglob("*")
    yield from state_files(places.states)
    if places.models.is_symlink():  # To models that other programs may use as well.
        yield places.models
    else:
        yield from places.models.glob("*.gguf*")  # With what is not whole, or damaged.
        yield from places.discarded.glob("*/*")


def _folders(places: Places) -> list[Path]:
    states = [*places.states.glob("*/"), places.states]
    for kept in (places.server_homes, places.bundles):
        inside = [path for path in kept.rglob("*") if _is_folder(path)]
        states += [*sorted(inside, reverse=True), kept]
    if not places.models.is_symlink():
        states += [*places.discarded.glob("*/"), places.discarded]
    own = [*states, places.running, places.models, places.data, places.config, places.logs]
    above = [folder.parent for folder in own if folder.parent.name == "parley"]
    return list(dict.fromkeys([*own, *above]))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
