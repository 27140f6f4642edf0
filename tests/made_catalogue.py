"""A catalogue whose models all have the content that a test puts on its hub."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.models.hub import catalogue
from desktop.storage.resources import RESOURCES
from tests.programs.hub_server import COMMIT, sha

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def know(monkeypatch: pytest.MonkeyPatch, folder: Path, content: bytes) -> None:
    """Puts this content behind every name of Parley's own catalogue, for one test."""
    told = json.loads((RESOURCES / catalogue.FILE).read_text("utf-8"))
    for one in told["models"]:
        one |= {"commit": COMMIT, "sha256": sha(content), "size": None, "projector": None}
    made = folder / "made-catalogue.json"
    made.write_text(json.dumps(told), "utf-8")
    monkeypatch.setattr(catalogue, "FILE", str(made))
