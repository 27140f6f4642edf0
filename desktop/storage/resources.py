"""The folder of what comes with Parley: its icons and its starter model."""

from __future__ import annotations

from pathlib import Path

_HOUSE = Path(__file__).resolve().parents[1]
RESOURCES = next(
    (room for room in (_HOUSE / "resources", _HOUSE.parent / "resources") if room.is_dir()),
    _HOUSE / "resources",
)
"""In an installed wheel inside the package; in a source checkout beside it."""
