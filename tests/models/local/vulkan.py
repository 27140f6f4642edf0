"""Mesa's software driver, on which the way to a GPU is tested where there is none."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

_SPEC = find_spec("llama_cpp")
_MODULE = Path(_SPEC.origin if _SPEC and _SPEC.origin else "").parent / "lib/libggml-vulkan.so"
_DRIVER = Path("/usr/share/vulkan/icd.d/lvp_icd.x86_64.json")
_NEEDED = {
    _MODULE: "llama.cpp's Vulkan module (packaging/vulkan.sh)",
    _DRIVER: "Mesa's software driver (Debian's mesa-vulkan-drivers)",
}
_MISSING = [what for path, what in _NEEDED.items() if not path.exists()]

ENVIRONMENT = {
    "VK_ICD_FILENAMES": str(_DRIVER),
    # Without it, llama.cpp passes a driver over that computes on the processor.
    "GGML_VK_VISIBLE_DEVICES": "0",
}
on_software_driver = pytest.mark.skipif(bool(_MISSING), reason=f"missing: {', '.join(_MISSING)}")
