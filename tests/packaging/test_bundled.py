"""What a frozen app brings along: found, named in the bill of materials, and with its licence."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bundled import Part, frozen, locked, needed, of_distribution, parts, strays
from licences import collect
from packaging.licenses import canonicalize_license_expression
from sbom import OWN, bill

PROGRAM = "import h11, psutil, sortedcontainers\nprint(h11.__version__, psutil.cpu_count())\n"
SECOND = 1_800_000_000


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small program, frozen, that asks for what Parley needs, and for one thing more."""
    folder = tmp_path_factory.mktemp("frozen")
    (folder / "small.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", "dist", "small.py"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=100, check=False
    )
    if "Python shared library" in done.stderr and done.returncode:
        pytest.skip("PyInstaller needs Python's shared library: apt-get install libpython3-dev")
    assert done.returncode == 0, done.stderr
    return folder / "dist" / "small"


@pytest.fixture(scope="module")
def found(app: Path) -> list[Part]:
    return parts(app)


def told(found: list[Part]) -> dict[str, Any]:
    return json.loads(json.dumps(bill(found, SECOND)))  # type: ignore[no-any-return]


def test_what_is_frozen_is_found_and_nothing_else(app: Path) -> None:
    names = {one.name for one in frozen(app)}
    assert {"h11", "psutil", "pyinstaller", "sortedcontainers"} <= names
    assert not {"mcp", "pytest", "setuptools"} & names


def test_what_parley_does_not_ask_for_is_told(app: Path) -> None:
    assert strays(app) == ["sortedcontainers"]


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="only Debian tells whose")
def test_the_systems_own_libraries_are_found_by_their_package(found: list[Part]) -> None:
    from_system = {part.name: part for part in found if part.purl.startswith("pkg:deb/")}
    assert "zlib1g" in from_system
    assert all(text.exists() for part in from_system.values() for text in part.texts)


def test_all_that_parley_needs_has_a_licence_a_text_and_a_lock() -> None:
    for name in needed():
        part = of_distribution(importlib.metadata.distribution(name))
        assert part.licence, name
        assert part.texts, name
        assert all(text.stat().st_size > 100 for text in part.texts), name
        assert part.archives == locked()[name, part.version], name
        assert all(len(value) == 64 for value in part.archives), name


def test_most_licences_are_in_the_words_of_spdx() -> None:
    odd = set()
    for name in needed():
        said = of_distribution(importlib.metadata.distribution(name)).licence
        try:
            canonicalize_license_expression(said)
        except ValueError:
            odd.add(name)
    assert odd <= {"jinja2"}, "Their makers say less than they could; name their licences by hand."


def test_the_bill_names_each_part_once_with_what_it_is_known_by(found: list[Part]) -> None:
    components = {one["name"]: one for one in told(found)["components"]}
    assert len(components) == len(found)
    h11 = components["h11"]
    assert h11["licenses"] == [{"expression": "MIT"}]
    assert h11["purl"] == f"pkg:pypi/h11@{h11['version']}"
    [archive] = h11["externalReferences"]
    assert {one["content"] for one in archive["hashes"]} == set(locked()["h11", h11["version"]])
    for fixed in ("python", "qt", "llama.cpp", "pyinstaller"):
        assert components[fixed]["version"][0].isdigit()
    assert components["pyinstaller"]["licenses"] == [
        {"expression": "GPL-2.0-or-later WITH Bootloader-exception"}
    ]


def test_the_bill_hangs_together_and_is_the_same_each_time(found: list[Part]) -> None:
    first = told(found)
    assert told(found) == first
    assert (first["bomFormat"], first["specVersion"]) == ("CycloneDX", "1.6")
    assert first["metadata"]["timestamp"] == "2027-01-15T08:00:00+00:00"
    refs = {OWN, *(one["bom-ref"] for one in first["components"])}
    lines = {one["ref"]: one["dependsOn"] for one in first["dependencies"]}
    assert set(lines) == refs
    # From Parley, everything can be reached.
    reached, todo = {OWN}, [OWN]
    while todo:
        new = set(lines[todo.pop()]) - reached
        reached |= new
        todo += new
    assert reached == refs


def test_every_part_has_its_texts_in_the_folder_and_its_line_in_the_overview(
    found: list[Part], tmp_path: Path
) -> None:
    folder = tmp_path / "licences"
    collect(found, folder)
    overview = (folder / "OVERVIEW.txt").read_text()
    for part in found:
        assert f"\n{part.name} {part.version}: " in overview
        places = list(folder.glob(f"{part.name}-*"))
        assert any(len(list(place.iterdir())) == len(part.texts) for place in places), part.name
    assert (folder / "Parley.txt").read_text().startswith("MIT License")
    assert [path.name for path in folder.glob("qt-*/*")] != []


def test_a_part_without_a_text_is_not_passed_over(tmp_path: Path) -> None:
    part = Part("odd", "1.0", "MIT", "pkg:generic/odd@1.0", ())
    with pytest.raises(SystemExit, match="The licence text of odd is missing"):
        collect([part], tmp_path / "licences")
