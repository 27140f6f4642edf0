"""The files of a repository as models: parts are put together, and projectors to what sees."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from desktop.models.gguf.parts import is_later_part, part_names
from desktop.models.gguf.projectors import can_see, looks_like_projector, subject
from desktop.models.hub.origins import together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.models.hub.origins import Origin

_FINE_ENOUGH = ("q8", "f16", "f32")
"""How a projector should be quantized: coarser ones see badly, and are hardly ever made."""


def models_of(files: Mapping[str, Origin]) -> tuple[tuple[Origin, ...], tuple[Origin, ...]]:
    """Returns the models among files, and the projectors.

    Args:
        files: by their paths in the repository.
    """
    projectors = tuple(one for name, one in files.items() if looks_like_projector(_plain(name)))
    models = []
    for name, first in files.items():
        if first in projectors or is_later_part(_plain(name)):
            continue
        folder = PurePosixPath(name).parent
        parts = [files.get(str(folder / part)) for part in part_names(_plain(name))[1:]]
        whole = [part for part in parts if part is not None]
        if len(whole) == len(parts):
            models.append(with_projector(together(first, whole), projectors))
    return tuple(models), projectors


def with_projector(model: Origin, projectors: Sequence[Origin]) -> Origin:
    """Returns a model with the projector that is made for it, if this build can use one."""
    ours = subject(model.name)
    fitting = [one for one in projectors if subject(one.name) in ((), ours)] if can_see() else []
    fine = [one for one in fitting if any(mark in one.name.lower() for mark in _FINE_ENOUGH)]
    best = min(fine or fitting, key=lambda one: one.size, default=None)
    return together(model, [best] if best else [])


def local_names(origin: Origin, mark: str = "") -> list[str]:
    """Returns what the files of a model are called in Parley's folder.

    Args:
        origin: the model.
        mark: tells it from another one of its name.
    """
    names = []
    for one in origin.files:
        if looks_like_projector(one.name):
            of = "" if subject(one.name) and not mark else f"-{_marked(origin.name, mark)[:-5]}"
            names.append(one.name if not of else f"mmproj{of}.gguf")
        else:
            names.append(_marked(one.name, mark))
    return names


def _marked(name: str, mark: str) -> str:
    if not mark:
        return name
    parts = part_names(name)
    place = len(name) - len("-00001-of-00001.gguf" if parts else ".gguf")
    return f"{name[:place]}-{mark}{name[place:]}"


def _plain(name: str) -> str:
    return PurePosixPath(name).name
