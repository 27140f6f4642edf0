"""The files that let a model see: each makes of an image what the model takes for words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import LoadFailed
from desktop.language import tr
from desktop.models.gguf.reader import HeaderError, explained, read_file, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.models.gguf.reader import Scalar

NO_MODEL = tr(
    "is no model, but what lets a model see images. It was left as it was. Put it beside its "
    "model, then add that one."
)
_MARK = "mmproj"
_LIBRARIES = ("libmtmd.so", "libmtmd.dylib", "mtmd.dll")
_BOUNDS = {  # beyond these llama.cpp divides by nothing, or takes all memory
    "image_size": (1, 8192),
    "patch_size": (1, 512),
    "embedding_length": (1, 1 << 16),
    "feed_forward_length": (0, 1 << 18),
    "block_count": (0, 512),
    "attention.head_count": (1, 512),
}
_STEPS = 8
"""Results of the size of an image that are there at once."""
_VALUE = 4
_SETTING = re.compile(r"i?q\d|[a-z]?f\d\d|ud|gguf|model|k|m|s|l|xl|xs|xxs|0|1", re.IGNORECASE)
"""A part of a name that says how a file is made, and not of what."""


@dataclass(frozen=True, slots=True)
class Projector:
    """A file that lets a model see."""

    path: Path
    embedding: int
    """Values that it makes of a piece of an image."""
    memory: int
    """Bytes that it takes while it works."""


def looks_like_projector(name: str) -> bool:
    """Returns whether a file is called as projectors are."""
    return _MARK in name.lower()


def is_projector(keys: Mapping[str, Scalar]) -> bool:
    """Returns whether a header is that of a projector."""
    return keys.get("general.architecture") == "clip"


def read_projector(path: Path) -> Projector:
    """Returns what a projector's header says.

    Raises:
        LoadFailed: it is none for images, or not a sound one.
    """
    contents = read_file(path)
    keys = contents.keys
    with explained(path):
        if not is_projector(keys) or keys.get("clip.has_vision_encoder") is not True:
            raise HeaderError(tr("nothing that lets a model see"))
        found = {key: whole_number(keys, f"clip.vision.{key}", *_BOUNDS[key]) for key in _BOUNDS}
        embedding = whole_number(keys, "clip.vision.projection_dim", 1, 1 << 20)
        if found["patch_size"] > found["image_size"]:
            raise HeaderError(tr("patches larger than the image"))
    pieces = (found["image_size"] // found["patch_size"]) ** 2
    values = pieces * (_STEPS * found["embedding_length"] + 2 * found["feed_forward_length"])
    return Projector(path, embedding, contents.size + _VALUE * values)


def projector_for(path: Path, embedding: int) -> Projector | None:
    """Returns what lets a model see, if that lies beside it and this build can use it.

    Args:
        path: the model.
        embedding: values of one of its tokens.
    """
    if not can_see():
        return None
    folder = sorted(path.parent.glob("*.[gG][gG][uU][fF]"))
    ours = subject(path.name)
    alone = all(subject(one.name) == ours for one in folder if not looks_like_projector(one.name))
    for one in folder:
        theirs = subject(one.name)
        if looks_like_projector(one.name) and (theirs == ours or (alone and not theirs)):
            found = _sound(one)
            if found is not None and found.embedding == embedding:
                return found
    return None


def subject(name: str) -> tuple[str, ...]:
    """Returns the parts of a file's name that say which model it is, or is for."""
    stem = re.sub(r"-\d{5}-of-\d{5}$", "", Path(name).stem.lower())
    parts = [part for part in re.split(r"[-_. ]+", stem) if part]
    return tuple(part for part in parts if part != _MARK and not _SETTING.fullmatch(part))


@cache
def can_see() -> bool:
    """Returns whether the part of llama.cpp that takes images is installed."""
    spec = find_spec("llama_cpp")
    folders = spec.submodule_search_locations or [] if spec else []
    places = (Path(folder, "lib", name) for folder in folders for name in _LIBRARIES)
    return any(place.exists() for place in places)


def _sound(path: Path) -> Projector | None:
    try:
        return read_projector(path)
    except LoadFailed:
        return None
