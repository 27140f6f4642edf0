"""What llama.cpp can compute on, each time in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.models.local.vulkan import ENVIRONMENT, on_software_driver

LOOK = """
import sys
from pathlib import Path
from desktop.models.local.devices import best_gpu, load_devices

load_devices(gpus=sys.argv[1] == "gpus")
gpu = best_gpu()
print(gpu and (gpu.description, gpu.integrated, gpu.free > 0))
print([name for name in ("ggml-cpu", "ggml-vulkan") if name in Path("/proc/self/maps").read_text()])
"""
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


def look(what: str, **environment: str) -> list[str]:
    """Returns the GPU that was found, and which of llama.cpp's libraries are in memory."""
    command = [sys.executable, "-c", LOOK, what]
    found = subprocess.run(
        command,
        env=os.environ | environment,
        capture_output=True,
        check=True,
        text=True,
        timeout=30,
    )
    return found.stdout.splitlines()


@linux_only
def test_where_no_gpu_may_be_used_its_library_is_not_even_loaded() -> None:
    assert look("none", **ENVIRONMENT) == ["None", "['ggml-cpu']"]


@linux_only
@on_software_driver
def test_a_gpu_is_found_with_its_name_and_free_memory() -> None:
    gpu, libraries = look("gpus", **ENVIRONMENT)
    assert gpu.startswith("('llvmpipe")
    assert gpu.endswith(", False, True)")
    assert libraries == "['ggml-cpu', 'ggml-vulkan']"


@linux_only
def test_a_driver_that_is_missing_is_no_matter() -> None:
    gpu, libraries = look("gpus", VK_ICD_FILENAMES="/nowhere.json")
    assert gpu == "None"
    assert "ggml-cpu" in libraries
