"""Everything that this copy of Parley is made of, and the licence that each part is under."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import Distribution

    from desktop.storage.places import Places

QT = """\
Qt and PySide6 are used as they are, under the LGPL 3. Their sources, and those of the parts that \
Qt brings along in turn, are at https://download.qt.io/official_releases/ under the version that \
is named here; https://doc.qt.io/qt-6/licenses-used-in-qt.html lists those parts. The libraries of \
Qt lie in files of their own, so they can be replaced by others of the same version.
"""
_TEXT = re.compile(r"\.dist-info/(?:.*/)?[^/]*(?:licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_NEED = re.compile(r"(?P<name>[\w.-]+)\s*(?:\[(?P<extras>[^]]*)])?(?P<rest>.*)", re.DOTALL)
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w.-]+)["']""")
_WORDS = {"Apache Software License": "Apache-2.0", "MIT License": "MIT"}
_OF_QT = ("pyside6-essentials", "shiboken6", "qt")
_QT_TEXTS = ("LGPL-3.0-only.txt", "GPL-3.0-only.txt")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Component:
    """Parley itself, or something of somebody else's that is in it."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]

    def read(self) -> str:
        """Returns the whole text of its licence; blocks."""
        parts = [QT] if self.name in _OF_QT else []
        for path in self.texts:
            try:
                parts.append(path.read_text("utf-8", "replace"))
            except OSError as error:
                parts.append(tr("{path} cannot be read: {error}.", path=path, error=error.strerror))
        return "\n\n".join(parts)


def components(places: Places) -> list[Component]:
    """Returns Parley and then its parts by name; blocks.

    A frozen app brings a list of them along; elsewhere those are told that are installed.
    """
    folder = places.resources.parent / "licences"
    parts = _listed(folder) if (folder / "OVERVIEW.txt").is_file() else _installed(places)
    return [_parley(places), *sorted(parts, key=lambda part: part.name.casefold())]


def _parley(places: Places) -> Component:
    house = places.resources.parent
    texts = (house / "licences" / "Parley.txt", house / "LICENSE")
    found = tuple(path for path in texts if path.is_file())
    if not found:
        found = _texts(importlib.metadata.distribution("parley"))
    return Component("Parley", __version__, "MIT", found[:1])


def _listed(folder: Path) -> Iterator[Component]:
    """Yields what the list in a frozen app names, as packaging/licences.py writes it."""
    for line in (folder / "OVERVIEW.txt").read_text("utf-8").splitlines():
        told, _, licence = line.partition(": ")
        name, _, version = told.partition(" ")
        place = folder / f"{name}-{version}".replace(":", "_")
        if licence and place.is_dir():
            texts = tuple(sorted(path for path in place.iterdir() if path.is_file()))
            yield Component(name, version, licence, texts)


def _installed(places: Places) -> Iterator[Component]:
    """Yields what a copy that is no frozen app runs with, on this computer."""
    brought = next(
        (
            room
            for room in (
                places.resources / "licences",
                places.resources.parent / "packaging" / "licences",
            )
            if room.is_dir()
        ),
        places.resources,
    )
    of_qt = tuple(path for name in _QT_TEXTS if (path := brought / name).is_file())
    for one in needed("parley"):
        name = _canonical(one.name)
        texts = _texts(one) or (of_qt if name in _OF_QT else ())
        yield Component(name, one.version, _licence(one), texts)
        if name == "pyside6-essentials":
            yield Component("qt", one.version, "LGPL-3.0-only", of_qt)  # They are numbered alike.
        elif name == "llama-cpp-python":
            text = brought / "llama.cpp.txt"
            version = _version_of_llama(one)
            yield Component("llama.cpp", version, "MIT", (text,) if text.is_file() else ())
    near = (Path(os.__file__).parent / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    found = tuple(text for text in near if text.is_file())[:1]
    yield Component("python", platform.python_version(), "PSF-2.0", found)


def needed(name: str) -> Iterator[Distribution]:
    """Yields the installed distributions that one asks for, and that those ask for in turn."""
    done: set[tuple[str, str]] = set()
    told: set[str] = {_canonical(name)}
    todo = [(_canonical(name), "")]
    while todo:
        wanted = todo.pop()
        if wanted in done:
            continue
        done.add(wanted)
        try:
            one = importlib.metadata.distribution(wanted[0])
        except importlib.metadata.PackageNotFoundError:
            continue  # It is for other systems, or for other versions of Python.
        if wanted[0] not in told:
            told.add(wanted[0])
            yield one
        for need in one.requires or ():
            todo += _wanted(need, wanted[1])


def _wanted(need: str, extra: str) -> list[tuple[str, str]]:
    """Returns what a line of requirements asks for, as itself or for one of its extras."""
    found = _NEED.match(need)
    if found is None:
        return []
    of = _EXTRA.search(found["rest"])
    if (of[1] if of else "") != extra:
        return []
    name = _canonical(found["name"])
    extras = [part.strip() for part in (found["extras"] or "").split(",") if part.strip()]
    return [(name, kind) for kind in ("", *extras)]


def _texts(one: Distribution) -> tuple[Path, ...]:
    return tuple(
        Path(str(one.locate_file(file))) for file in one.files or () if _TEXT.search(f"{file}")
    )


def _licence(one: Distribution) -> str:
    """Returns what a distribution says of its licence: an expression, or words."""
    # Where `importlib_metadata` is loaded, it is its rule that holds: what is missing is an error.
    names = [name for name in ("License-Expression", "License") if name in one.metadata]
    told = next((text for name in names if (text := str(one.metadata[name]).strip())), "")
    if told and len(told) <= _LONGEST_NAME and "\n" not in told:
        return told
    kinds = one.metadata.get_all("Classifier") or []
    named = [kind.split(" :: ")[-1] for kind in kinds if kind.startswith("License ::")]
    return " AND ".join(_WORDS.get(name, name) for name in named) or "see its text"


def _version_of_llama(one: Distribution) -> str:
    for said in Path(str(one.locate_file("llama_cpp"))).rglob("llama-config-version.cmake"):
        if found := re.search(r'PACKAGE_VERSION "(.+?)"', said.read_text("utf-8", "replace")):
            return found[1]
    return one.version


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
