"""The README tells the truth."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def test_every_file_that_the_readme_names_is_there() -> None:
    links = re.findall(r"\]\(([^):]+)\)", README.read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_room_in_the_picture_of_the_house_is_there() -> None:
    picture = README.read_text("utf-8").split("```\ndesktop/\n")[1].split("```")[0]
    named = set(re.findall(r"[a-z_]+\.py", picture)) - {"__main__.py"}
    there = {path.name for path in (ROOT / "desktop").rglob("*.py")}
    assert named - there == set()
