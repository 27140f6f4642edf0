"""What every test has: no screen, no GPU, no home of a real person, one event loop plugin."""

from __future__ import annotations

import gc
import os
import signal
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Models compute on the CPU, whatever the computer has; the tests of GPUs ask for one.
os.environ.setdefault("GGML_VK_VISIBLE_DEVICES", "")
# No notification of a test comes up on the desktop of whoever runs it.
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from desktop.storage.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

# The same examples in every run: a test that fails now and then tells nobody anything.
settings.register_profile("parley", derandomize=True, deadline=None)
settings.load_profile("parley")

# Hundreds of processes start here: what one of them compiles is kept for the others.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What starts the tests may ignore these (nohup, a shell's &), and so would all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


LONGEST = (
    "ui/test_session",
    "cli/test_self_test",
    "e2e/test_tray",
    "models/gguf/test_fit",
    "servers/test_supervisor",
    "journeys/test_on_x",
    "packaging/test_bundled",
    "e2e/test_window",
    "e2e/test_main_job",
    "e2e/test_peers",
    "cli/test_replay",
)
"""The modules that take ten seconds or more, by the processes that they start."""
FIRST = tuple(f"tests/{module}.py" for module in LONGEST)


def pytest_configure(config: pytest.Config) -> None:
    """Keeps the order of the files: xdist would put those with few tests last."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts what takes longest first, since the last file of all decides when a run is over."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


@pytest.fixture(scope="module", autouse=True)
def garbage_is_found_here() -> Iterator[None]:
    """Lets no thread of a test find an earlier test's window among its garbage, and end it."""
    gc.disable()
    yield
    if "PySide6.QtWidgets" in sys.modules:
        gc.collect()
        gc.freeze()  # What is left now is left for good: the next search need not go through it.


@pytest.fixture
def anyio_backend() -> str:
    """The loop that the app runs on."""
    return "asyncio"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """The folders of a Parley that nobody used before."""
    home = tmp_path / "home"
    monkeypatch.setenv("PARLEY_HOME", str(home))
    return Places.under(home)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The app's own kind of QApplication, of which a process can have but one."""
    from PySide6.QtCore import QLocale  # noqa: PLC0415  (most tests need no Qt)

    from desktop.ui.application import Application  # noqa: PLC0415

    QLocale.setDefault(QLocale("en_GB"))
    return Application
