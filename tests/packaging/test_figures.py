"""What a release weighs and how fast it starts, as it is told and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import figures
from figures import Figure, against_source, last_release, megabytes, record, table

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MEASURED = [
    megabytes("package", 62_136_868, 100),
    Figure("self-test", 33.0, "s", 30),
    against_source("start", [(0.4, 0.2), (0.24, 0.21)], bound=1.3),
]


def test_each_figure_is_a_ratio_to_its_bound_and_to_the_last_release() -> None:
    last = {"version": "0.0.9", "figures": {"package": 31.05, "gone": 1}}
    assert table(MEASURED, last).splitlines() == [
        "           now           of its bound  of release 0.0.9",
        "package    62.1 MB       0.62 of 100   2.00 of 31.05",
        "self-test  33 s          1.10 of 30                      OVER ITS BOUND",
        "start      1.2 x source  0.92 of 1.3                     "
        "0.24 s packaged, 0.20 s from source",
    ]
    assert [one.name for one in MEASURED if one.exceeds] == ["self-test"]


def test_before_the_first_release_there_is_nothing_to_compare_with() -> None:
    assert table(MEASURED, {}).splitlines()[1] == "package    62.1 MB       0.62 of 100"


def test_what_is_recorded_is_the_last_release_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "LAST_RELEASE", tmp_path / "last-release.json")
    assert last_release() == {}
    record("0.1.0", MEASURED)
    assert last_release() == {
        "version": "0.1.0",
        "figures": {"package": 62.1, "self-test": 33.0, "start": 1.2},
    }
