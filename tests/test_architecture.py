"""The house rules that a program can check; each failure names the file and the line."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = ROOT / "desktop"
MODULES = sorted(DESKTOP.rglob("*.py"))
UI_MODULES = [path for path in MODULES if path.is_relative_to(DESKTOP / "ui")]
VAGUE_NAMES = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
HEX_COLOUR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b", re.IGNORECASE)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), path)


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(tree(path))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """The place and the full name of everything that a module imports from elsewhere."""
    for node in nodes(path):
        match node:
            case ast.Import(names=names):
                yield from ((at(path, node), alias.name) for alias in names)
            case ast.ImportFrom(module=str() as module, level=0, names=names):
                yield from ((at(path, node), f"{module}.{alias.name}") for alias in names)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def at(path: Path, node: ast.AST) -> str:
    return f"{relative(path)}:{getattr(node, 'lineno', 0)}"


def is_colour_literal(node: ast.AST) -> bool:
    """Whether a node writes a colour down: in hexadecimal, or as numbers or a name to QColor."""
    match node:
        case ast.Constant(value=str() as text):
            return HEX_COLOUR.search(text) is not None
        case ast.Call(func=ast.Name(id="QColor"), args=arguments):
            return any(isinstance(argument, ast.Constant) for argument in arguments)
        case _:
            return False


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("module", ["desktop.cli.main", "desktop.app"])
def test_the_terminal_needs_no_qt(module: str) -> None:
    program = f"import sys, {module}; print([m for m in sys.modules if m.startswith('PySide6')])"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


def test_the_app_loads_nothing_that_only_the_worker_needs() -> None:
    heavy = {
        "llama_cpp",
        "numpy",
        "gguf",
        "jinja2",
        "psutil",
        "openai",
        "keyring",
        "huggingface_hub",
    }
    program = f"import sys, desktop.app; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


@pytest.mark.parametrize(
    ("room", "foreign"),
    [("servers", r"mcp\.server\b"), ("toolkit", r"mcp\.([Cc]lient|stdio_client)")],
)
def test_servers_have_the_mcp_client_and_the_toolkit_has_its_server(
    room: str, foreign: str
) -> None:
    """What import-linter cannot see: it knows a library from outside only as a whole."""
    assert not [
        f"{place} imports {name}"
        for path in sorted((DESKTOP / room).rglob("*.py"))
        for place, name in imports(path)
        if re.match(foreign, name)
    ]


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {relative(path): len(path.read_text().splitlines()) for path in MODULES}
    assert not {name: length for name, length in lengths.items() if length > 400}


def test_no_function_is_longer_than_40_lines() -> None:
    assert not [
        f"{at(path, node)} {node.name} has {length} lines"
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, FUNCTION)
        for length in [(node.end_lineno or node.lineno) - node.lineno + 1]
        if length > 40
    ]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_says_in_one_sentence_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(tree(path)) or ""
    sentence = " ".join(docstring.split("\n\n")[0].split())
    assert sentence.endswith(".")
    assert not re.search(r"(?<!e\.g)(?<!i\.e)[.!?] [A-Z]", sentence)


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [relative(path) for path in MODULES if path.stem in VAGUE_NAMES]


def test_no_dialog_blocks_the_loop() -> None:
    assert not [
        at(path, node)
        for path in UI_MODULES
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in {"exec", "exec_"}
    ]


def test_colours_come_from_the_palette() -> None:
    assert not [
        at(path, node) for path in UI_MODULES for node in nodes(path) if is_colour_literal(node)
    ]


def test_no_widget_has_a_coroutine() -> None:
    folders = {"dialogs", "pages", "tables", "widgets"}
    assert not [
        at(path, method)
        for path in UI_MODULES
        if path.parent.name in folders
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.AsyncFunctionDef)
    ]
