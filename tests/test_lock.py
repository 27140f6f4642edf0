"""The two doors to one set of versions: `make setup` by the locks, `uv run` by the pins."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = {
    "requirements.lock": [
        *PYPROJECT["project"]["dependencies"],
        *PYPROJECT["dependency-groups"]["dev"],
    ],
    "build.lock": [
        *PYPROJECT["build-system"]["requires"],
        *PYPROJECT["dependency-groups"]["build"],
    ],
    "uv.lock": PYPROJECT["dependency-groups"]["setup"],
}
PINS = {
    "requirements.lock": "constraint-dependencies",
    "build.lock": "build-constraint-dependencies",
}
REGISTRY = re.compile(
    r"index-url[ =]+\S+://|https?://\S*(pypi|pythonhosted|npmjs|npmmirror|yarnpkg)", re.IGNORECASE
)


def entries(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Each requirement of a lock, with its hashes."""
    text = (ROOT / "packaging" / lock).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [
        (Requirement(requirement), hashes)
        for line in lines
        for requirement, *hashes in [re.split(r"\s+--hash=", line.strip())]
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_exact_and_hashed(lock: str) -> None:
    for requirement, hashes in entries(lock):
        assert [clause.operator for clause in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_gives_what_the_project_asks_for(lock: str) -> None:
    pinned = [requirement for requirement, _ in entries(lock)]
    for wanted in map(Requirement, LOCKS[lock]):
        name = canonicalize_name(wanted.name)
        versions = [next(iter(pin.specifier)).version for pin in pinned if pin.name == name]
        assert versions, f"{wanted} is not locked: run make lock"
        assert all(map(wanted.specifier.contains, versions)), f"{wanted}: run make lock"


@pytest.mark.parametrize("lock", PINS)
def test_both_doors_give_the_same_versions(lock: str) -> None:
    pins = {str(Requirement(pin)) for pin in PYPROJECT["tool"]["uv"][PINS[lock]]}
    assert pins == {str(requirement) for requirement, _ in entries(lock)}


def test_the_node_servers_are_exact_and_hashed() -> None:
    folder = ROOT / "tests" / "node"
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    assert packages.pop("")["dependencies"] == wanted
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not [name for name, package in packages.items() if "resolved" in package]


def test_no_tracked_file_names_a_package_registry() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a clone, so there is no list of tracked files")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    texts = {path: path.read_bytes().decode(errors="ignore") for path in paths}
    assert not {
        str(path): found[0] for path, text in texts.items() if (found := REGISTRY.search(text))
    }
