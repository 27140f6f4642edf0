"""A language with longer words has room as well."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.storage.settings import Appearance
from tests.ui.layout import cut_off
from tests.ui.test_accessibility import IDS, LEAST, WINDOWS, dispose

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.ui.application import Application

ROUNDS = 20
"""What wraps asks for its height once it has its width, and each thing around it after that."""
IN_GERMAN = """
from desktop.storage.places import Places
from desktop.ui.translation import speak_as_wished

speak_as_wished(Places.from_environment())
from desktop.ui.application import Application
from tests.ui.test_german import all_that_is_cut

print(*all_that_is_cut(Application(["parley", "-style", "fusion"])), sep="\\n")
"""


def all_that_is_cut(application: Application) -> list[str]:
    """What of all windows is cut, and last a word, so that one sees in what language they were."""
    application.look.take(Appearance(text_size=200))
    found = []
    for make, name in zip(WINDOWS, IDS, strict=True):
        window = make()
        window.resize(LEAST)
        window.show()
        found += [f"{name}: {problem}" for problem in settled(window, application)]
        if window.size() != LEAST:
            found.append(f"{name}: it needs {window.size().toTuple()}")
        dispose()
    return [*found, tr("Settings")]


def settled(window: QWidget, application: Application) -> list[str]:
    """What is cut once everything has found its place."""
    cut = ["It was never laid out."]
    for _ in range(ROUNDS):
        window.resize(LEAST)
        application.processEvents()
        cut = cut_off(window)
        if not cut:
            break
    return cut


def test_nothing_is_cut_in_german_in_the_least_window_at_200_percent(tmp_path: Path) -> None:
    german = {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}
    run = subprocess.run(
        [sys.executable, "-c", IN_GERMAN],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **german, "PARLEY_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert run.stdout.splitlines() == ["Einstellungen"], run.stderr[-3000:]
