"""What a model knew of conversations, in files: what was read once outlives the process.

A file is never taken for anything but the same model, computed by the same build in the same
way, and holds the digest of what it should be. It says as much as the conversation itself does,
so nobody else may read it.
"""

from __future__ import annotations

import array
import ctypes
import hashlib
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.models.local.binding import llama
from desktop.models.local.snapshots import WORTH_WRITING, Snapshot, shared_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.local.snapshots import Tokens

_HEADER = struct.Struct("<8sQQ32s")
_MAGIC = b"parley 1"
_SHARE = 4
"""A file may take one part of so many of the budget."""
_BEGINNING = 1 << 20


class States:
    """The files of one model, the least recently used deleted first."""

    def __init__(self, folder: Path, identity: str, budget: int) -> None:
        """Takes a folder that is this model's alone.

        Args:
            folder: where the files are.
            identity: as `identity` gives it.
            budget: bytes that they may take together.
        """
        self._folder = folder
        self._identity = identity
        self._budget = budget
        self._known: dict[Tokens, Path] = {}
        for path in self._files():
            if path.name.startswith(f"{identity}-") and (tokens := _tokens(path)):
                self._known[tokens] = path

    def has(self, tokens: Sequence[int]) -> bool:
        """Returns whether nearly all of a conversation is here."""
        return any(len(tokens) - shared_length(tokens, one) < WORTH_WRITING for one in self._known)

    def read(self, wanted: Sequence[int], least: int) -> Snapshot | None:
        """Returns the conversation that begins like this for the longest.

        Args:
            wanted: the tokens of a prompt.
            least: how many must be the same.
        """
        nearest = max(self._known, key=lambda one: shared_length(one, wanted), default=())
        if not nearest or shared_length(wanted, nearest) < least:
            return None
        path = self._known[nearest]
        try:
            os.utime(path)
            return _read(path)
        except (OSError, ValueError, struct.error):
            self._drop(nearest)
            return None

    def write(self, snapshot: Snapshot) -> bool:
        """Keeps a conversation in the place of those that it goes on from; False where not."""
        if snapshot.size > self._budget // _SHARE:
            return False
        tokens = snapshot.tokens
        path = self._folder / f"{self._identity}-{_digest(_packed(tokens)).hex()[:32]}.state"
        try:
            _write(path, snapshot)
        except OSError as error:
            sys.stderr.write(f"A conversation could not be kept: {error}\n")
            path.with_suffix(".new").unlink(missing_ok=True)
            return False
        for earlier in [one for one in self._known if tokens[: len(one)] == one != tokens]:
            self._drop(earlier)
        self._known[tokens] = path
        self._keep_within_budget()
        return True

    def _keep_within_budget(self) -> None:
        files = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in self._files())
        excess = sum(size for _, size, _ in files) - self._budget
        for _, size, path in files:
            if excess <= 0:
                return
            excess -= size
            path.unlink(missing_ok=True)
            self._known = {one: kept for one, kept in self._known.items() if kept != path}

    def _files(self) -> list[Path]:
        return list(self._folder.glob("*.state"))

    def _drop(self, tokens: Tokens) -> None:
        with suppress(OSError):
            self._known.pop(tokens).unlink(missing_ok=True)


def identity(model: Path, way: str) -> str:
    """Returns what a state depends on, as a short name.

    Args:
        model: the model's file.
        way: what computes it, and how.
    """
    library = Path(llama._lib._name).stat()  # another build has another size or time
    file = model.stat()
    with model.open("rb") as opened:
        beginning = _digest(opened.read(_BEGINNING)).hex()
    facts = file.st_size, file.st_mtime_ns, beginning, library.st_size, library.st_mtime_ns, way
    return _digest(repr(facts).encode()).hex()[:16]


def _write(path: Path, snapshot: Snapshot) -> None:
    new = path.with_suffix(".new")
    tokens = _packed(snapshot.tokens)
    data = memoryview(snapshot.data).cast("B")[: snapshot.size]
    header = _HEADER.pack(_MAGIC, len(snapshot.tokens), snapshot.size, _digest(tokens, data))
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for part in (header, tokens, data):
            file.write(part)
    new.replace(path)


def _read(path: Path) -> Snapshot:
    """Returns what a file holds.

    Raises:
        ValueError: it is damaged.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        _, count, size, digest = _HEADER.unpack(file.read(_HEADER.size))
        tokens = file.read(count * 8)
        if path.stat().st_size != _HEADER.size + len(tokens) + size:
            raise ValueError("its length is wrong")
        data = (ctypes.c_uint8 * size)()
        file.readinto(data)
    if _digest(tokens, memoryview(data).cast("B")) != digest:
        raise ValueError("its contents have changed")
    return Snapshot(tuple(array.array("q", tokens)), data, size, keep=True)


def _tokens(path: Path) -> Tokens:
    """Returns a file's tokens; none where it is no such file."""
    try:
        with path.open("rb") as file:
            magic, count, size, _ = _HEADER.unpack(file.read(_HEADER.size))
            if magic != _MAGIC or path.stat().st_size != _HEADER.size + 8 * count + size:
                return ()
            return tuple(array.array("q", file.read(8 * count)))
    except (OSError, struct.error):
        return ()


def _packed(tokens: Sequence[int]) -> bytes:
    # Of eight bytes each: what stands for an image takes more than four.
    return array.array("q", tokens).tobytes()


def _digest(*parts: bytes | memoryview) -> bytes:
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part)
    return hashed.digest()
