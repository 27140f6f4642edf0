"""What a frozen app brings along, whose it is, and under which licence."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution

HERE = Path(__file__).parent
LICENCES = HERE / "licences"
"""The texts that do not come with what they are of."""
TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
BINARY = re.compile(r"\.(so|dll|dylib|pyd)(\.|$)")
_QT_TEXTS = (LICENCES / "LGPL-3.0-only.txt", LICENCES / "GPL-3.0-only.txt")
_TEXTS = {"pyside6-essentials": _QT_TEXTS, "shiboken6": _QT_TEXTS}
_INSIDE = {"pyside6-essentials": ("qt",), "llama-cpp-python": ("llama.cpp",)}
_LICENCE = {"pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception"}
_WORDS = {"Apache Software License": "Apache-2.0", "MIT License": "MIT"}
_DEBIAN = "/usr/share/doc/{}/copyright"


@dataclass(frozen=True, slots=True)
class Part:
    """Something of somebody else's that is in the app."""

    name: str
    version: str
    licence: str
    """An SPDX expression where its makers gave one, else their own words, if any."""
    purl: str
    texts: tuple[Path, ...]
    archives: tuple[str, ...] = ()
    """SHA-256 of each archive that the lock allows it to come from."""
    needs: tuple[str, ...] = ()


def parts(app: Path) -> list[Part]:
    """Returns all that a frozen app brings along, by name."""
    distributions = frozen(app)
    found = [of_distribution(one) for one in distributions]
    found += [_python(), _qt(), _llama()]
    found += _system_libraries(app, distributions)
    return sorted(found, key=lambda part: part.name.lower())


def frozen(app: Path) -> list[Distribution]:
    """Returns the distributions of which a module or a library is in the app."""
    owners = importlib.metadata.packages_distributions()
    names = {name.split(".")[0] for name in _modules(app)}
    found: set[str] = {canonicalize_name(one) for name in names for one in owners.get(name, ())}
    # Its own code starts each program, and reads the archive of modules.
    found = (found | {"pyinstaller"}) - {"parley"}
    return [importlib.metadata.distribution(name) for name in sorted(found)]


def strays(app: Path) -> list[str]:
    """Returns the distributions that are in the app although Parley does not ask for them."""
    names = {canonicalize_name(one.name) for one in frozen(app)}
    return sorted(names - needed() - {"pyinstaller"})


@cache
def needed() -> frozenset[str]:
    """Returns the names of all distributions that Parley asks for, and that those ask for."""
    found: set[tuple[str, str]] = set()
    todo = [("parley", "")]
    while todo:
        name, extra = todo.pop()
        if (name, extra) not in found:
            found.add((name, extra))
            for one in requirements(importlib.metadata.distribution(name), extra):
                todo += [(canonicalize_name(one.name), kind) for kind in ("", *one.extras)]
    return frozenset({name for name, _ in found} - {"parley"})


def requirements(distribution: Distribution, extra: str = "") -> list[Requirement]:
    """Returns what a distribution needs on this computer."""
    told = [Requirement(text) for text in distribution.requires or ()]
    return [one for one in told if one.marker is None or one.marker.evaluate({"extra": extra})]


def _modules(app: Path) -> Iterator[str]:
    """Yields the names of the modules in the programs' archives, and of what lies beside them."""
    for program in (path for path in app.iterdir() if path.is_file()):
        archive = CArchiveReader(str(program))
        yield from (name for name in archive.toc if not name.upper().startswith("PYZ"))
        for name in archive.toc:
            if name.upper().startswith("PYZ"):
                yield from archive.open_embedded_archive(name).toc
    yield from (path.name for path in (app / "_internal").iterdir())


def of_distribution(one: Distribution) -> Part:
    """Returns a distribution as a part."""
    name = canonicalize_name(one.name)
    texts = [Path(str(one.locate_file(file))) for file in one.files or () if _is_text(str(file))]
    needs = [canonicalize_name(need.name) for need in requirements(one)]
    return Part(
        name,
        one.version,
        _LICENCE.get(name) or _licence(one),
        f"pkg:pypi/{name}@{one.version}",
        tuple(texts) or _TEXTS.get(name, ()),
        locked().get((name, one.version), ()),
        (*needs, *_INSIDE.get(name, ())) if name != "pyinstaller" else (),
    )


def _is_text(file: str) -> bool:
    folder, _, rest = file.partition("/")
    return folder.endswith(".dist-info") and TEXT.search(rest) is not None


def _licence(one: Distribution) -> str:
    # Where `importlib_metadata` is loaded, it is its rule that holds: what is missing is an error.
    names = [name for name in ("License-Expression", "License") if name in one.metadata]
    told = next(filter(None, (one.metadata[name] for name in names)), "")
    try:
        return canonicalize_license_expression(told)
    except InvalidLicenseExpression:
        kinds = one.metadata.get_all("Classifier") or []
        named = [kind.split(" :: ")[-1] for kind in kinds if kind.startswith("License ::")]
        return " AND ".join(_WORDS.get(name, name) for name in named) or told


@cache
def locked() -> dict[tuple[str, str], tuple[str, ...]]:
    """Returns the hashes in the lock, by name and version."""
    text = (HERE / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    lines = re.findall(r"^([\w.-]+)==([\w.+!-]+)(.*)$", text, re.MULTILINE)
    hashes = {(name, version): re.findall(r"sha256:(\w+)", rest) for name, version, rest in lines}
    return {key: tuple(values) for key, values in hashes.items()}


def _python() -> Part:
    version = python_version()
    near = (Path(os.__file__).parent / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    debian = Path(_DEBIAN.format("python{}.{}".format(*sys.version_info)))
    texts = [text for text in (*near, debian) if text.exists()][:1]
    return Part("python", version, "PSF-2.0", f"pkg:generic/python@{version}", tuple(texts))


def _qt() -> Part:
    version = importlib.metadata.version("PySide6_Essentials")  # They are numbered alike.
    return Part("qt", version, "LGPL-3.0-only", f"pkg:generic/qt@{version}", _QT_TEXTS)


def _llama() -> Part:
    home = importlib.metadata.distribution("llama_cpp_python").locate_file("llama_cpp")
    [said] = Path(str(home)).rglob("llama-config-version.cmake")
    found = re.search(r'PACKAGE_VERSION "(.+?)"', said.read_text("utf-8"))
    version = found[1] if found else "unknown"
    texts = (LICENCES / "llama.cpp.txt",)
    return Part("llama.cpp", version, "MIT", f"pkg:generic/llama.cpp@{version}", texts)


def _system_libraries(app: Path, distributions: Iterable[Distribution]) -> list[Part]:
    """Returns the packages of this system from which libraries were taken into the app.

    Elsewhere than on Linux, all of them come with Python itself.
    """
    if not sys.platform.startswith("linux"):
        return []
    known = {Path(str(file)).name for one in distributions for file in one.files or ()}
    files = (path for path in (app / "_internal").rglob("*") if BINARY.search(path.name))
    names = {path.name for path in files} - known
    foreign = {name for name in names if not (_is_pythons(name) or name.startswith("libggml"))}
    return [_debian(package) for package in sorted({_debian_owner(name) for name in foreign})]


def _is_pythons(name: str) -> bool:
    module, _, _ = name.partition(".")
    return module in sys.stdlib_module_names or module.startswith(("libpython", "python"))


def _debian_owner(library: str) -> str:
    said = _said("dpkg-query", "--search", f"*/{library}")
    # Other folders than the linker's hold plug-ins of the same name.
    place = rf"(?:/usr)?/lib/[\w-]+/{re.escape(library)}"
    owners = re.findall(rf"^([\w.+-]+)(?::\w+)?: {place}$", said, re.MULTILINE)
    if not owners:
        sys.exit(f"It is not known where {library}, which is in the app, comes from.")
    return str(owners[0])


def _debian(package: str) -> Part:
    version = _said("dpkg-query", "--show", "--showformat=${Version}", package)
    system = re.findall(r"^ID=(.+)$", Path("/etc/os-release").read_text("utf-8"), re.MULTILINE)[0]
    purl = f"pkg:deb/{system}/{package}@{version}".replace("+", "%2B")
    text = Path(_DEBIAN.format(package))
    return Part(package, version, "", purl, (text,))


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout
    except FileNotFoundError:
        sys.exit(
            f"{command[0]} is missing: whose libraries are in the app is known on Debian only."
        )
