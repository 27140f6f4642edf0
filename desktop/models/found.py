"""Model files that other programs hold on this computer, to be used where they lie."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.models.gguf.parts import is_later_part, parts_of, plain_stem
from desktop.models.gguf.projectors import looks_like_projector
from desktop.models.other_programs import model_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LAYER = "application/vnd.ollama.image.model"
_DEEPEST = 6
_MOST = 10_000
"""Files that are looked at in one folder; more are no collection of models."""


@dataclass(frozen=True, slots=True)
class Found:
    """A model file of another program."""

    path: Path
    program: str
    name: str
    """What it is called there, fit for an id."""
    size: int


def found_models(
    home: Path | None = None,
    environment: Mapping[str, str] | None = None,
    platform: str = sys.platform,
) -> list[Found]:
    """Returns the GGUF files in the usual folders of other programs; none of them is opened.

    Args:
        home: the person's folder, if not the real one.
        environment: the variables that move those folders, if not the real ones.
        platform: as `sys.platform` names it.
    """
    home = home or Path.home()
    names = os.environ if environment is None else environment
    found: dict[Path, Found] = {}
    for program, folders in model_folders(home, names, platform).items():
        look = _ollama if program == "Ollama" else _plain
        for folder in folders:
            for path, name in look(folder):
                _take(found, path, program, name)
    return sorted(found.values(), key=lambda one: (one.program, one.name))


def _take(found: dict[Path, Found], path: Path, program: str, name: str) -> None:
    try:
        whole = path.resolve(strict=True)
        size = sum(part.stat().st_size for part in parts_of(path))
    except OSError:
        return
    found.setdefault(whole, Found(path, program, name, size))


def _plain(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yields the model files under a folder; Jan calls each of them model.gguf."""
    for path in _files(folder):
        if not _is_model(path.name):
            continue
        stem = plain_stem(path.name)
        yield path, path.parent.name if stem == "model" else stem


def _files(folder: Path) -> Iterator[Path]:
    count = 0
    deepest = len(folder.parts) + _DEEPEST
    for where, folders, names in os.walk(folder):
        if len(Path(where).parts) >= deepest:
            folders.clear()
        for name in names:
            count += 1
            if count > _MOST:
                return
            yield Path(where) / name


def _is_model(name: str) -> bool:
    plain = name.lower()
    if not plain.endswith(".gguf") or plain.startswith("."):
        return False
    return not (looks_like_projector(plain) or is_later_part(plain))


def _ollama(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yields the models in Ollama's store, which has files without names, and lists of them."""
    manifests = folder / "manifests"
    for manifest in _files(manifests):
        *_, owner, model, tag = ("", *manifest.parts)
        try:
            layers = json.loads(manifest.read_text("utf-8"))["layers"]
            digests = [one["digest"] for one in layers if one.get("mediaType") == _LAYER]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        prefix = "" if owner == "library" else f"{owner}-"
        yield from _blobs(folder / "blobs", digests, f"{prefix}{model}-{tag}")


def _blobs(folder: Path, digests: Iterable[object], name: str) -> Iterator[tuple[Path, str]]:
    for digest in digests:
        kind, _, number = str(digest).partition(":")
        if kind == "sha256" and number.isalnum():
            yield folder / f"sha256-{number}", name
