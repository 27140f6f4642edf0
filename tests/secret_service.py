"""A session bus, and on it a real Secret Service that keeps what it is given in a test's folder."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import time
import warnings
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = b"the keyring's own password"
SECONDS = 20.0

_BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/>
<allow own="*"/></policy></busconfig>"""
"""A bus that starts nothing by itself: a second keyring might else come before the test's own."""


@pytest.fixture
def session_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Gives the folder in which what runs on the bus keeps things."""
    _only_on_linux()
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("there is no dbus-daemon (apt install dbus)")
    folder = tmp_path / "session"
    for name in ("run", "data", "config", "cache"):
        (folder / name).mkdir(mode=0o700, parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    config = folder / "bus.conf"
    config.write_text(_BUS, "utf-8")
    command = [program, f"--config-file={config}", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        assert bus.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().strip())
        try:
            yield folder
        finally:
            bus.terminate()
            _close_what_was_left_open()


@pytest.fixture
def secret_service(session_bus: Path) -> Iterator[Path]:
    """Gives the folder of a GNOME Keyring that is running and unlocked."""
    program = shutil.which("gnome-keyring-daemon")
    if program is None:
        pytest.skip("there is no gnome-keyring-daemon (apt install gnome-keyring)")
    command = [program, "--foreground", "--unlock", "--components=secrets"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as daemon:
        assert daemon.stdin is not None
        daemon.stdin.write(PASSWORD)
        daemon.stdin.close()
        try:
            _wait_until_unlocked()
            yield session_bus
        finally:
            daemon.terminate()


@pytest.fixture
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves no bus to find a store on."""
    _only_on_linux()
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", os.devnull)


def _only_on_linux() -> None:
    """Skips a test elsewhere: it would meet the store of a real person."""
    if sys.platform != "linux":
        pytest.skip("needs a system whose store for keys is found by a session bus")


def lock() -> None:
    """Locks the keyring; nobody is there to unlock it again."""
    import secretstorage  # noqa: PLC0415

    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()


def _close_what_was_left_open() -> None:
    """Closes the sockets that keyring leaves open where it cannot open a collection."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def _wait_until_unlocked() -> None:
    import secretstorage  # noqa: PLC0415
    from jeepney.wrappers import (  # type: ignore[import-untyped]  # noqa: PLC0415
        DBusErrorResponse,
    )

    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with closing(secretstorage.dbus_init()) as bus:
            try:
                if not secretstorage.get_default_collection(bus).is_locked():
                    return
            except (secretstorage.SecretStorageException, DBusErrorResponse):
                pass  # It is not there yet.
        time.sleep(0.02)
    pytest.fail("the keyring was not unlocked in time")
