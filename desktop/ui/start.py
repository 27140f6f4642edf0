"""The first thing that runs of the window: its language, and only then everything with words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.places import Places
from desktop.ui.translation import speak_as_wished

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(argv: Sequence[str], *, background: bool = False, target: str = "") -> int:
    """Shows the window in the person's language, and returns the exit code when it is closed.

    Args:
        argv: the name of the program, and what is meant for Qt.
        background: whether Parley starts in the tray.
        target: a file or a link to look at once the window is ready.
    """
    speak_as_wished(Places.from_environment())
    from desktop.ui import application  # noqa: PLC0415

    return application.run(argv, background=background, target=target)
