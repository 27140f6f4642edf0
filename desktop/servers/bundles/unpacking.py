"""Bundles unpacked: nothing outside their folder, nothing but plain files, nothing without end."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from desktop.errors import BundleRefused
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_FILES = 20_000
MOST_BYTES = 2 << 30
MOST_OF_ONE = 512 << 20
MOST_TIMES = 200
"""So many times as large as it was packed may a file come out, where it is large."""
_LARGE = 1 << 20
_STEP = 1 << 16
_DEEPEST = 40
_LONGEST = 255
"""Bytes of a name, of which systems take no more."""

_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"}
_DEVICES |= {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
_HIDDEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_LINKED = 0o100


@contextmanager
def opened(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Yields an archive in which every name and every size has been looked at.

    Raises:
        BundleRefused: it is none, or is not as a bundle has to be.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _check(archive.infolist())
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        # RuntimeError and the like are not expected: what is encrypted was refused before.
        raise BundleRefused(
            tr("It is damaged, or no zip archive: {error}.", error=error)
        ) from error


def member(archive: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """Returns what a file of the archive holds; None where there is none of that name.

    Raises:
        BundleRefused: it is larger than it may be.
    """
    if name not in archive.NameToInfo:
        return None
    with archive.open(name) as source:
        content = source.read(most + 1)
    if len(content) > most:
        raise BundleRefused(tr("Its {name} is larger than {most:,} bytes.", name=name, most=most))
    return content


def unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Writes every file below a folder, which must not be there yet; none of them is run.

    Raises:
        BundleRefused: a file is not what the archive said of it; what was written is still there.
    """
    folder.mkdir(mode=0o700, parents=True)
    total = 0
    for info in archive.infolist():
        target = folder.joinpath(*_parts(info.filename))
        if info.is_dir():
            _make(target, folder)
            continue
        _make(target.parent, folder)
        with archive.open(info) as source, target.open("xb") as file:
            target.chmod(0o700 if (info.external_attr >> 16) & _LINKED else 0o600)
            written = 0
            while piece := source.read(_STEP):
                written, total = written + len(piece), total + len(piece)
                if written > info.file_size or total > MOST_BYTES:
                    raise BundleRefused(
                        tr("{filename!r} in it is larger than it says.", filename=info.filename)
                    )
                file.write(piece)


def _make(folder: Path, root: Path) -> None:
    """Makes a folder and those around it, which nobody else may enter."""
    for one in reversed([folder, *folder.parents]):
        if one.is_relative_to(root):
            one.mkdir(mode=0o700, exist_ok=True)


def _check(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_FILES:
        raise BundleRefused(tr("It has more than {most_files:,} files.", most_files=MOST_FILES))
    kinds: dict[str, bool] = {}
    total = 0
    for info in infos:
        parts = _parts(info.orig_filename)
        # On some systems names are the same that differ in their case, or in how they are written.
        keys = [
            unicodedata.normalize("NFC", "/".join(parts[: at + 1])).casefold()
            for at in range(len(parts))
        ]
        for key in keys[:-1]:
            if kinds.setdefault(key, True) is False:
                raise BundleRefused(
                    tr("{filename!r} in it lies in a file.", filename=info.filename)
                )
        if keys[-1] in kinds and not (info.is_dir() and kinds[keys[-1]]):
            raise BundleRefused(
                tr("It has {filename!r} twice, or in another case as well.", filename=info.filename)
            )
        kinds[keys[-1]] = info.is_dir()
        _check_one(info)
        total += info.file_size
    if total > MOST_BYTES:
        raise BundleRefused(
            tr("It is larger than {value:,} MB when it is unpacked.", value=MOST_BYTES >> 20)
        )


def _check_one(info: zipfile.ZipInfo) -> None:
    name, kind = info.filename, stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG):
        raise BundleRefused(
            tr("{name!r} in it is a link or a device, and no plain file.", name=name)
        )
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _PACKINGS:
        raise BundleRefused(
            tr("{name!r} in it is packed in a way that bundles are not.", name=name)
        )
    bomb = info.file_size > _LARGE and info.file_size > MOST_TIMES * max(1, info.compress_size)
    if info.file_size > MOST_OF_ONE or bomb:
        raise BundleRefused(
            tr(
                "{name!r} in it would unpack to {file_size:,} bytes.",
                name=name,
                file_size=info.file_size,
            )
        )


def _parts(name: str) -> list[str]:
    """Returns the folders and the name that stand in a file's name."""
    parts = name.removesuffix("/").split("/")
    if len(parts) > _DEEPEST or not all(map(_is_plain, parts)):
        raise BundleRefused(
            tr("{name!r} in it is a name that leads out of its folder, or misleads.", name=name)
        )
    return parts


def _is_plain(part: str) -> bool:
    if part in ("", ".", "..") or any(sign in part for sign in '\\:*?"<>|'):
        return False
    if (
        part != part.strip()
        or part.endswith(".")
        or part.split(".", maxsplit=1)[0].lower() in _DEVICES
    ):
        return False
    if any(unicodedata.category(sign) in _HIDDEN for sign in part):
        return False
    return len(part.encode("utf-8", "replace")) <= _LONGEST
