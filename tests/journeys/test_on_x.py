"""The same journeys once more, on a real X server with a window manager."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_tray import display

__all__ = ["display"]

PROGRAMS = ("Xvfb", "openbox")
HERE = Path(__file__).resolve()


@pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason=f"needs {', '.join(PROGRAMS)}")
@pytest.mark.timeout(300)
def test_every_journey_can_be_made_under_a_window_manager(display: None) -> None:
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--ignore={HERE}")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(HERE.parent)],
        cwd=HERE.parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout[-8000:]
    assert "4 passed" in done.stdout
