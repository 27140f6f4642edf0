"""Every text of the window can be translated, and is; a failure names the file and the line."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import translations
from PySide6.QtCore import QTranslator

from desktop.language import in_english, speak, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
GERMAN = ROOT / "resources" / "translations" / "parley_de.ts"

# names, forms, and what is looked for in other texts
NOT_FOR_PEOPLE = {
    "QKeySequence", "cast", "compile", "decode", "encode", "endswith", "find", "get",
    "getLogger", "getattr", "import_module", "invokeMethod", "join", "partition", "pop",
    "removeprefix", "removesuffix", "replace", "rpartition", "setObjectName", "setProperty",
    "split", "startswith", "strftime", "strip", "sub", "toString",
}  # fmt: skip
# Tasks are named for the log, and these are faults of the program's own.
NOT_FOR_PEOPLE |= {
    "start",
    "_start",
    "_start_for",
    "_run",
    "AssertionError",
    "KeyError",
    "RuntimeError",
}
NOT_FOR_PEOPLE |= {"NotImplementedError", "TypeError", "ValueError"}
# Words of the system's bus, keys of what is remembered, names of types.
NOT_FOR_PEOPLE |= {"_ask", "TypeVar", "keep", "kept_sizes", "warning"}
KEYS = {"screen_lock.py", "remembered.py"}
LOGS = {"logger", "logging", "re"}
NAMES = {"Parley", "JSON", "Markdown", "English", "Deutsch", "Ollama", "OpenRouter", "OpenAI"}


def is_text(words: str) -> bool:
    """Whether a literal reads like something that is said to a person."""
    words = re.sub(r"&(?=\w)", "", words.strip())
    if words in NAMES or re.fullmatch(r"[\w.+-]+/[\w.+*-]+\S*", words):
        return False
    return bool(
        re.search(r"[A-Za-z,;:.…)] +[(\w&“]", words)
        or re.fullmatch(r"&?[A-Z][a-z]+\w*[…:.]?", words)
    )


def untranslated(node: ast.AST) -> Iterator[ast.AST]:
    """The literals under a node that read like texts and do not go through `tr`."""
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_exempt(node, name, child):
                yield from in_child(child)


def in_child(child: ast.AST) -> Iterator[ast.AST]:
    match child:
        case ast.Constant(value=str() as words):
            if is_text(words):
                yield child
        case ast.JoinedStr(values=values):
            said = "".join(str(v.value) if isinstance(v, ast.Constant) else "0" for v in values)
            if is_text(said) and re.search("[a-z]{3}", said):
                yield child
        case _:
            yield from untranslated(child)


def is_exempt(parent: ast.AST, field: str, child: ast.AST) -> bool:
    match parent, child:
        case _, ast.Expr(value=ast.Constant()):
            return True  # a docstring
        case ((ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name))), _):
            logs = isinstance(parent.func, ast.Attribute) and named(parent.func.value) in LOGS
            quiet = name in NOT_FOR_PEOPLE or name == "tr" or logs
            return quiet and isinstance(child, ast.Constant | ast.JoinedStr)
        case ast.ClassDef(bases=bases), ast.Assign():
            return any("Enum" in named(base) for base in bases)
        case ast.Compare() | ast.MatchValue(), _:
            return True
    return field in {"annotation", "returns", "slice"}


def named(node: ast.AST) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


@cache
def messages() -> list[ElementTree.Element]:
    return list(ElementTree.parse(GERMAN).iter("message"))  # our own file


def source(message: ElementTree.Element) -> str:
    return message.findtext("source") or ""


def translated(message: ElementTree.Element) -> list[str]:
    found = message.find("translation")
    assert found is not None
    forms = [form.text or "" for form in found.iter("numerusform")]
    return forms or [found.text or ""]


def places(text: str) -> set[str]:
    """What is filled in; the number is left out in some plural forms."""
    return set(re.findall(r"(?<!\{)\{(\w*)", text)) - {"n"}


def test_every_text_of_the_window_goes_through_the_translation() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        for path in sorted((ROOT / "desktop/ui").rglob("*.py"))
        if path.name not in KEYS
        for node in untranslated(ast.parse(path.read_text("utf-8")))
    ]
    assert not found


def test_texts_to_translate_are_literals() -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name in translations.sources()
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8")))
        if isinstance(node, ast.Call) and named(node.func) == "tr"
        if not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
    ]
    assert not wrong


def test_the_translation_has_every_text_and_no_other(tmp_path: Path) -> None:
    fresh = tmp_path / "parley_de.ts"
    shutil.copy(GERMAN, fresh)
    translations.update(fresh)
    assert fresh.read_text("utf-8") == GERMAN.read_text("utf-8"), "`make translations` mends this"


def test_german_is_complete() -> None:
    assert not [source(one) for one in messages() if not all(translated(one))]


def test_what_the_window_loads_is_made_of_the_translation(tmp_path: Path) -> None:
    fresh = tmp_path / "parley_de.qm"
    translations.release(GERMAN, fresh)
    assert fresh.read_bytes() == GERMAN.with_suffix(".qm").read_bytes()


def test_translations_keep_what_is_filled_in_and_the_keys() -> None:
    wrong = [
        (source(one), text)
        for one in messages()
        for text in translated(one)
        if places(source(one)) != places(text) or keys(source(one)) != keys(text)
    ]
    assert not wrong


def keys(text: str) -> int:
    """How many letters are marked as keys."""
    return len(re.findall(r"&\w", text))


def test_what_programs_read_stays_english_whatever_the_person_speaks() -> None:
    translator = QTranslator()
    assert translator.load(str(GERMAN.with_suffix(".qm")))
    speak(
        lambda text, comment, n: translator.translate("", text, comment or None, n) or "", ".", ","
    )
    try:
        told = tr("{n} second(s)", "", 1500)
        about = tr("It frees in {duration}.", duration=told)
    finally:
        speak()
    assert (told, in_english(told)) == ("1.500 Sekunden", "1,500 seconds")
    assert (about[:3], in_english(about)) == ("Sie", "It frees in 1,500 seconds.")


def test_the_window_speaks_german_to_a_person_who_reads_it(tmp_path: Path) -> None:
    look = (
        "from desktop.storage.places import Places\n"
        "from desktop.ui.translation import speak_as_wished\n"
        "speak_as_wished(Places.from_environment())\n"
        "from desktop.ui import application, wording\n"
        "from PySide6.QtWidgets import QDialogButtonBox\n"
        "app = application.Application(['parley'])\n"
        "window = application.MainWindow()\n"
        "box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)\n"
        "pages = window.navigation\n"
        "print(*(pages.item(row).text() for row in range(pages.count())))\n"
        "print(box.buttons()[0].text(), wording.size(1_500_000_000), wording.duration(600))\n"
    )
    german = {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"}
    run = subprocess.run(
        [sys.executable, "-c", look],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, **german, "PARLEY_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert "Einstellungen" in run.stdout
    assert "1,5 GB 10 Minuten" in run.stdout
    assert "Abbrechen" in run.stdout
