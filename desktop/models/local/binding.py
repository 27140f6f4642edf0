"""llama.cpp's C interface, as llama-cpp-python binds it, without the rest of that package.

The package's own start loads NumPy and 180 modules more for a class that is not used here: that
takes nine tenths of the time and half of the memory of a worker's start, and 39 MB of an installer.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec, module_from_spec
from typing import Any

if (spec := find_spec("llama_cpp")) and "llama_cpp" not in sys.modules:
    # Known by its folder, so that its parts are found, and never run itself.
    sys.modules["llama_cpp"] = module_from_spec(spec)

from llama_cpp import llama_cpp as llama

__all__ = ["eyes", "llama"]


@cache
def eyes() -> Any:
    """Returns the same of the part that takes images; None where that was not built."""
    try:
        from llama_cpp import mtmd_cpp  # noqa: PLC0415  (few requests hold images)
    except (ImportError, OSError, RuntimeError):  # which of them depends on the system
        return None
    return mtmd_cpp
