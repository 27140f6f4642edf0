"""What a worker gives up before it opens a model: other files, the network, other programs."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.language import tr
from desktop.models.gguf.parts import parts_of
from desktop.storage import landlock, seccomp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.models.local.wire import Load

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/opt",
    "/nix/store",
    "/etc/ld.so.cache",
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/sys/devices/system",
    "/dev/urandom",
)
_OF_GPUS = (
    "/sys",
    "/etc/vulkan",
    "/etc/OpenCL",
    "/etc/nvidia",
    "/run/opengl-driver",
    "/proc/driver/nvidia",
    "/proc/devices",
    "/proc/modules",
)
_GPUS = ("dri", "kfd", "dxg", "shm", "nvidia*")
"""What GPUs are under /dev, and the memory that is shared with them."""
_CACHES = (".cache/mesa_shader_cache", ".cache/mesa_shader_cache_db", ".cache/nvidia", ".nv")
"""Where drivers keep what they compiled; without it each load takes seconds longer."""

_KEPT = re.compile(
    # The system's own, and Python's.
    r"PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|DYLD_.*|PYTHON.*|_PYI_.*"
    r"|XDG_(CACHE|DATA|CONFIG)_(HOME|DIRS)|SYSTEM(ROOT|DRIVE)|WINDIR|COMSPEC|USERPROFILE"
    r"|(LOCAL)?APPDATA|PROGRAM(DATA|FILES).*|NUMBER_OF_PROCESSORS|PROCESSOR_.*"
    # How llama.cpp and drivers are set.
    r"|GGML_.*|LLAMA_.*|OMP_.*|CUDA_.*|NVIDIA_.*|HIP_.*|ROCR?_.*|HSA_.*|AMD_.*|VK_.*|MESA_.*"
    r"|DRI_PRIME|LIBGL_.*|LVP_.*|LP_.*|RADV_.*|INTEL_.*|ZES?_.*|MTL_.*|METAL_.*|LIBVA_.*",
    re.IGNORECASE,
)
_LIBRARIES = ("LLAMA_CPP_LIB_PATH", "GGML_BACKEND_PATH")
"""Variables that would make llama-cpp-python, or llama.cpp, load any library they name."""


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Returns what is a model's business of an environment: no key, no address, no session."""
    return {
        name: value
        for name, value in environment.items()
        if _KEPT.fullmatch(name) and name not in _LIBRARIES
    }


def isolate(load: Load) -> None:
    """Leaves this process its model and the system's libraries, where the system can do that.

    It must have one thread: what is given up holds for that one and those that it begins. What
    the system cannot take away is kept, and `in_force` tells it; a model is not refused for it.
    """
    try:
        if landlock.version():
            drivers = _existing("/", _OF_GPUS) if load.gpu else []
            devices = _devices() if load.gpu else []
            landlock.restrict(
                [*_files(load), *_programs(), *_existing("/", _SYSTEM), *drivers],
                [Path("/dev/null"), *map(Path, filter(None, [load.states])), *devices],
            )
        if seccomp.known():
            seccomp.forbid_calls()
    except OSError as error:
        sys.stderr.write(tr("This process could not be isolated further: {error}\n", error=error))


def in_force() -> tuple[str, str]:
    """Returns what keeps a worker in on this computer, in words, and what does not."""
    kept, lacks = [tr("a clean environment")], list[str]()
    files = tr("only its own model and the system's libraries")
    calls = tr("no network, no other program")
    for has, words in ((landlock.version() > 0, files), (seccomp.known(), calls)):
        (kept if has else lacks).append(words)
    return ", ".join(kept), ", ".join(lacks)


def _files(load: Load) -> list[Path]:
    """Returns the file of a model, with its other parts, and with what it sees."""
    beside = [Path(load.projector)] if load.projector else []
    return [*parts_of(Path(load.path)), *beside]


def _programs() -> list[Path]:
    """Returns where Python and Parley are, of which parts are read only when they are needed."""
    beside = Path(sys.executable).parent
    return [Path(sys.prefix), Path(sys.base_prefix), beside, *map(Path, filter(None, sys.path))]


def _devices() -> list[Path]:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    caches = [Path.home() / name for name in _CACHES] + [home / Path(name).name for name in _CACHES]
    return [device for name in _GPUS for device in Path("/dev").glob(name)] + caches


def _existing(root: str, names: Iterable[str]) -> list[Path]:
    return [path for name in names if (path := Path(root, name)).exists()]
