"""The pages under docs/ tell the truth: of commands, files, tests, and the picture of rooms."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from desktop.cli.main import main
from desktop.cli.words import parse

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SHELL = re.compile(r"^( *)```sh\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    blocks = [block for _, block in SHELL.findall(page.read_text("utf-8"))]
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line.split(" > ")[0] for line in lines if line.startswith("parley ")]


def told(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def test_every_command_on_a_page_is_one_that_parley_understands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [(page, command) for page in PAGES for command in commands(page)]
    for page, command in found:
        try:
            parse(shlex.split(command)[1:])
        except SystemExit:
            pytest.fail(f"{page.name}: {command}: {capsys.readouterr().err}")
    assert len(found) > 60


def test_the_guide_has_ten_tasks_which_all_tell_the_same_four_things() -> None:
    tasks = [page for page in PAGES if page.parent.name == "guide" and page.stem != "index"]
    titles = ["What you do and see", "Keys", "In the terminal", "What can go wrong"]
    found = {page.stem: re.findall(r"^## (.*)$", page.read_text("utf-8"), re.M) for page in tasks}
    assert len(tasks) == 10
    assert {stem: told for stem, told in found.items() if told != titles} == {}


def test_every_defence_names_code_and_tests_that_are_there() -> None:
    named = set(re.findall(r"`((?:desktop|tests)/[\w/]+\.py)(?:::(\w+))?`", told("security.md")))
    texts = {file: (ROOT / file).read_text("utf-8") for file, _ in named if (ROOT / file).exists()}
    assert {file for file, _ in named} - texts.keys() == set()
    assert [test for file, test in named if test and f"def {test}(" not in texts[file]] == []
    assert len(named) > 60


def test_every_room_of_the_architecture_is_there() -> None:
    named = set(re.findall(r"`([a-z_/]+\.py)`", told("architecture.md")))
    there = [path.as_posix() for path in (ROOT / "desktop").rglob("*.py")]
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in there)] == []


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="argparse words its help anew in 3.12")
def test_the_help_on_the_page_of_the_terminal_is_the_commands_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = re.search(r"<!-- parley --help -->\n```text\n(.*?)```", told("terminal.md"), re.DOTALL)
    assert shown is not None
    assert shown[1] == capsys.readouterr().out
