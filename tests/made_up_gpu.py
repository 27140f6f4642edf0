"""A GPU that does not exist, for tests of what Parley does with one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.models.local import child
from tests import programs

if TYPE_CHECKING:
    import pytest

_WORKER = Path(programs.__path__[0]) / "gpu_worker.py"


def use_made_up_gpu(monkeypatch: pytest.MonkeyPatch, behaviour: str) -> None:
    """Lets models run in workers that see a GPU which behaves as `gpu_worker` says."""
    command = (sys.executable, str(_WORKER), behaviour)
    monkeypatch.setattr(child, "own_program", lambda _module: command)
