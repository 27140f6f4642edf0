"""A small stand-in for the frozen app, with real binaries in it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.storage.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECOND = 1_800_000_000
"""When every package of these tests was made."""


def freeze(dist: Path) -> Path:
    """Makes a folder laid out as PyInstaller does, by a builder whose umask is tight."""
    inside = dist / "_internal"
    (inside / "llama_cpp").mkdir(parents=True)
    shutil.copytree(RESOURCES / "linux", inside / "resources" / "linux")
    for name, tool in {
        "parley": "true",
        "parley-window": "cat",
        "_internal/libown.so.1": "true",
        "_internal/llama_cpp/libggml-vulkan.so": "bash",  # It needs more than the C library.
    }.items():
        found = shutil.which(tool)
        assert found is not None
        shutil.copyfile(found, dist / name)
        (dist / name).chmod(0o700)
    (inside / "libown.so").symlink_to("libown.so.1")
    (inside / "libdropped.so").symlink_to("libdropped.so.1")
    for folder in (inside, dist):
        folder.chmod(0o700)
    return dist


@pytest.fixture(autouse=True, scope="package")
def moment() -> Iterator[None]:
    """Makes every package at the same second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(SECOND))
        yield
