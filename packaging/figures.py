"""What a release weighs and how fast it starts, against its bounds and against the last release."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LAST_RELEASE = Path(__file__).with_name("last-release.json")
"""What was measured of the last release, written by `prove_deb.py --record`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    """What it may be at most; none where it is only told."""
    note: str = ""

    @property
    def exceeds(self) -> bool:
        """Whether it is over its bound."""
        return self.bound is not None and self.value > self.bound


def megabytes(name: str, size: int, bound: float) -> Figure:
    """Returns a size in bytes as a figure, whose bound is in megabytes."""
    return Figure(name, round(size / 1e6, 1), "MB", bound)


def against_source(
    name: str, pairs: list[tuple[float, float]], bound: float | None = None
) -> Figure:
    """Returns how many times as long as from source something takes: alike on every computer.

    The shortest time of each is taken: what else the computer does can only make it longer.

    Args:
        name: what takes long.
        pairs: the seconds that it took when packaged and from source, one after the other.
        bound: the ratio that is allowed.
    """
    packaged, source = (min(seconds) for seconds in zip(*pairs, strict=True))
    note = f"{packaged:.2f} s packaged, {source:.2f} s from source"
    return Figure(name, round(packaged / source, 2), "x source", bound, note)


def table(figures: list[Figure], last: dict[str, Any]) -> str:
    """Returns the figures as lines, each as a ratio to its bound and to the last release."""
    version, before = last.get("version", ""), last.get("figures", {})
    lines = [("", "now", "of its bound", f"of release {version}" if version else "", "")]
    for one in figures:
        then = before.get(one.name)
        lines.append(
            (
                one.name,
                f"{one.value:g} {one.unit}",
                f"{one.value / one.bound:.2f} of {one.bound:g}" if one.bound else "",
                f"{one.value / then:.2f} of {then:g}" if then else "",
                "  ".join(filter(None, [one.note, "OVER ITS BOUND" if one.exceeds else ""])),
            )
        )
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rows = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )
    return "\n".join(row.rstrip() for row in rows)


def last_release() -> dict[str, Any]:
    """Returns the last release's version and figures; nothing before there was one."""
    if not LAST_RELEASE.exists():
        return {}
    told: dict[str, Any] = json.loads(LAST_RELEASE.read_text("utf-8"))
    return told


def record(version: str, figures: list[Figure]) -> None:
    """Keeps the figures as those of the last release."""
    told = {"version": version, "figures": {one.name: one.value for one in figures}}
    LAST_RELEASE.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
