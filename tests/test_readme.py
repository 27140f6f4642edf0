"""The README tells the truth."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from desktop.cli.main import main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="argparse words its help anew in 3.12")
def test_the_help_in_the_readme_is_the_commands_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = re.search(r"<!-- parley --help -->\n```\n(.*?)```", README.read_text("utf-8"), re.S)
    assert shown is not None
    assert shown[1] == capsys.readouterr().out


def test_every_file_that_the_readme_names_is_there() -> None:
    links = re.findall(r"\]\(([^):]+)\)", README.read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_room_in_the_picture_of_the_house_is_there() -> None:
    picture = README.read_text("utf-8").split("```\ndesktop/\n")[1].split("```")[0]
    named = set(re.findall(r"[a-z_]+\.py", picture)) - {"__main__.py"}
    there = {path.name for path in (ROOT / "desktop").rglob("*.py")}
    assert named - there == set()
