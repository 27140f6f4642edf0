"""What this computer has free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil

from desktop.models.hardware import free_memory

if TYPE_CHECKING:
    from pathlib import Path


def test_the_free_memory_is_a_part_of_all_there_is() -> None:
    free = free_memory(())
    assert free is not None
    assert 0 < free < psutil.virtual_memory().total


def test_beside_a_card_with_memory_of_its_own_nobody_can_say(tmp_path: Path) -> None:
    assert free_memory(((str(tmp_path), "card*"), (str(tmp_path / "none"), "*"))) is not None
    (tmp_path / "card0").touch()
    assert free_memory(((str(tmp_path), "card*"),)) is None
