"""What the tests of the models share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere" / "scripted.gguf"
    path.parent.mkdir()
    write_scripted_model(path, "Yes.")
    return path
