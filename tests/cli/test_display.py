"""Whether a window could be opened: a display that is named must also be there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli.display import has_display

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux that names no display."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", [":9731", "unix:9731", ":9731.0", "nothing"])
def test_a_display_that_nobody_serves_is_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert not has_display()


def test_a_display_that_is_served_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9731.0")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X9731")
        server.listen()
        assert has_display()


def test_a_display_elsewhere_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "localhost:10.0")
    assert has_display()


def test_a_wayland_display_has_a_socket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert not has_display()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not has_display()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        assert has_display()


def test_a_platform_that_somebody_chose_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="other systems have one display for all")
def test_a_display_that_was_kept_from_a_server_is_found_at_its_host() -> None:
    child = "import os; from desktop.cli.display import find_display as f; f(); print(os.environ)"
    host = (
        "import os, subprocess, sys; del os.environ['DISPLAY']; "
        f"subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    )
    told = subprocess.run(
        [sys.executable, "-c", host],
        env={**os.environ, "DISPLAY": ":9732"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "'DISPLAY': ':9732'" in told.stdout
