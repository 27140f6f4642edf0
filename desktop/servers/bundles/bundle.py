"""Bundles: a server in one file, read, looked at, and turned into an entry of mcp.json."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.errors import BundleRefused
from desktop.language import tr
from desktop.servers.bundles import unpacking
from desktop.servers.bundles.manifest import MOST_BYTES, read_manifest
from desktop.servers.bundles.signatures import UNSIGNED, signed, split
from desktop.servers.forms import Unfit
from desktop.storage.places import persons_folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from desktop.servers.bundles.manifest import Given, Manifest, Option
    from desktop.servers.bundles.signatures import Signature

MOST = 512 << 20
"""Bytes of a bundle as a file."""
ENDINGS = (".mcpb", ".dxt")

_END = b"PK\x05\x06"
_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_SETTING = "user_config."
_RUNTIMES = {"python": ("python3", "python"), "node": ("node",), "uv": ("uv",)}
_WORDS = {"python": "Python", "node": "Node.js", "uv": "uv"}
_SYSTEMS = {"win32": "Windows", "darwin": "macOS", "linux": "Linux"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a file was found to be; nothing of it was unpacked or run."""

    path: Path
    sha256: str
    """Of the whole file, its signature included."""
    manifest: Manifest
    files: int
    size: int
    """Bytes, once it is unpacked."""
    signature: Signature | None = None

    @property
    def signed_words(self) -> str:
        """What is known of who made it."""
        return self.signature.words if self.signature else UNSIGNED

    @property
    def needs(self) -> tuple[str, ...]:
        """What it needs of this computer, and whether that is there, in sentences."""
        return tuple(_needs(self.manifest))


def read(path: Path) -> Bundle:
    """Returns what a bundle is.

    Raises:
        BundleRefused: it cannot be read, is none, or is not safe.
    """
    try:
        return _looked_at(path)
    except BundleRefused as error:
        raise BundleRefused(
            tr("{name} was refused. {error}", name=path.name, error=error)
        ) from error


def _looked_at(path: Path) -> Bundle:
    content = _content(path)
    front, signature = split(content)
    with unpacking.opened(io.BytesIO(front)) as archive:
        _check_end(front)
        told = unpacking.member(archive, "manifest.json", MOST_BYTES)
        if told is None:
            raise BundleRefused(tr("It has no manifest.json, so it is no bundle of an MCP server."))
        manifest = read_manifest(told)
        infos = archive.infolist()
    _check_variables(manifest)
    return Bundle(
        path,
        hashlib.sha256(content).hexdigest(),
        manifest,
        len([one for one in infos if not one.is_dir()]),
        sum(one.file_size for one in infos),
        None if signature is None else signed(front, signature),
    )


def unpack(bundle: Bundle, bundles: Path) -> Path:
    """Returns the folder in which all of a bundle lies then; nothing of it is run.

    Raises:
        BundleRefused: it is another file than was looked at, or cannot be written.
    """
    folder = bundles / bundle.sha256
    content = _content(bundle.path)
    if hashlib.sha256(content).hexdigest() != bundle.sha256:
        raise BundleRefused(tr("The file is another one than you looked at. Look at it again."))
    fresh = bundles / f"{bundle.sha256}.new"
    try:
        bundles.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in (fresh, folder):
            if left.exists():
                shutil.rmtree(left)
        with unpacking.opened(io.BytesIO(split(content)[0])) as archive:
            unpacking.unpack(archive, fresh)
        fresh.rename(folder)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise BundleRefused(
            tr(
                "It cannot be unpacked into {bundles}: {strerror}.",
                bundles=bundles,
                strerror=error.strerror,
            )
        ) from error
    except BundleRefused:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return folder


def entry_of(
    manifest: Manifest, folder: Path, values: Mapping[str, Given], secrets: Mapping[str, str]
) -> dict[str, Any]:
    """Returns the entry of mcp.json that runs a bundle's server.

    Args:
        manifest: the bundle's.
        folder: where it lies, or will.
        values: what was given for its settings.
        secrets: the ids of the inputs that stand for what is secret, by the settings' names.
    """
    run = manifest.server.mcp_config.on(sys.platform)
    words = _Filling(folder, values, secrets)
    command, args = run.command, run.args or ()
    if not command:
        command = "uv"
        args = (
            "run",
            "--directory",
            "${__dirname}",
            f"${{__dirname}}/{manifest.server.entry_point}",
        )
    if command == "python" and shutil.which("python") is None:
        command = "python3"  # Debian has no other; elsewhere it is the other way round.
    entry: dict[str, Any] = {"command": words.text(command), "args": [*words.each(args)]}
    env = {name: words.text(text) for name, text in (run.env or {}).items() if words.has(text)}
    return entry | ({"env": env} if env else {}) | {"cwd": str(folder)}


def default_of(option: Option) -> Given | None:
    """Returns what a setting is proposed to be; None where nothing is, or it does not fit."""
    if option.sensitive or option.default is None:
        return None
    default = option.default
    if isinstance(default, str) and option.multiple:
        default = [default]
    if isinstance(default, str):
        default = _places(default)
    elif isinstance(default, list):
        default = [_places(one) for one in default]
    try:
        return option.check(default)
    except Unfit:
        return None


class _Filling:
    """Puts what is known in the place of a manifest's variables."""

    def __init__(
        self, folder: Path, values: Mapping[str, Given], secrets: Mapping[str, str]
    ) -> None:
        self._folder = folder
        self._values = values
        self._secrets = secrets

    def text(self, text: str) -> str:
        """Returns a text with its variables filled in; one without a value is nothing."""
        return _VARIABLE.sub(self._value, text)

    def each(self, args: tuple[str, ...]) -> Iterator[str]:
        """Yields arguments; one that is a setting of several values becomes several."""
        for one in args:
            match = _VARIABLE.fullmatch(one)
            value = self._values.get(match[1].removeprefix(_SETTING)) if match else None
            if isinstance(value, list):
                yield from value
            elif self.has(one):
                yield self.text(one)

    def has(self, text: str) -> bool:
        """Whether a text is more than a setting for which nothing was given."""
        match = _VARIABLE.fullmatch(text)
        if match is None or not match[1].startswith(_SETTING):
            return True
        name = match[1].removeprefix(_SETTING)
        return name in self._values or name in self._secrets

    def _value(self, match: re.Match[str]) -> str:
        name = match[1]
        if name == "__dirname":
            return str(self._folder)
        if not name.startswith(_SETTING):
            return _places(match[0])
        setting = name.removeprefix(_SETTING)
        if setting in self._secrets:
            return f"${{input:{self._secrets[setting]}}}"
        return _as_text(self._values.get(setting))


def _as_text(value: Given | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return os.pathsep.join(value)
        case _:
            return str(value)


def _places(text: str) -> str:
    """Returns a text with the person's folders filled in."""
    known = persons_folders()

    def value(match: re.Match[str]) -> str:
        if match[1] in ("/", "pathSeparator"):
            return os.sep
        return str(known[match[1]]) if match[1] in known else match[0]

    return _VARIABLE.sub(value, text)


def _check_variables(manifest: Manifest) -> None:
    """Passes a manifest that names no variable but a bundle's own.

    One such as ${input:X} would be given what another server was told.
    """
    run = manifest.server.mcp_config
    runs = (run, *run.platform_overrides.values())
    texts = [text for one in runs for text in (one.command, *(one.args or ()))]
    texts += [text for one in runs for text in (one.env or {}).values()]
    settings = {f"{_SETTING}{name}" for name in manifest.user_config}
    known = {"__dirname", "HOME", "DESKTOP", "DOCUMENTS", "DOWNLOADS", "pathSeparator", "/"}
    left = [
        _VARIABLE.sub(lambda one: "" if one[1] in known | settings else one[0], text)
        for text in texts
    ]
    for text in left:
        if "${" in text:
            raise BundleRefused(
                tr(
                    "Its command has a variable that bundles do not have, in {words!r}.",
                    words=text[:80],
                )
            )


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except OSError as error:
        raise BundleRefused(
            tr("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror)
        ) from error
    if len(content) > MOST:
        raise BundleRefused(tr("It is larger than {value} MB.", value=MOST >> 20))
    return content


def _check_end(content: bytes) -> None:
    """Passes an archive behind whose end nothing stands, where another one could begin."""
    at = content.rfind(_END)
    if int.from_bytes(content[at + 20 : at + 22], "little") != len(content) - at - 22:
        raise BundleRefused(tr("Something stands behind its end, which no signature accounts for."))


def _needs(manifest: Manifest) -> Iterator[str]:
    platforms = manifest.compatibility.platforms
    if platforms and sys.platform not in platforms:
        named = ", ".join(_SYSTEMS.get(one, one) for one in platforms)
        yield tr("It is made for {named}, and not for this system. It may not run.", named=named)
    kind = manifest.server.type
    if kind not in _RUNTIMES:
        return
    wanted = getattr(manifest.compatibility.runtimes, kind, "")
    version = f" {wanted}" if wanted else ""
    found = next(filter(None, map(shutil.which, _RUNTIMES[kind])), None)
    if found is None:
        yield tr(
            "It needs {words}{version}, which is not installed here. Install it first.",
            words=_WORDS[kind],
            version=version,
        )
    else:
        unchecked = tr(" Which version that is was not looked at.") if wanted else ""
        yield tr(
            "It needs {words}{version}; this computer has {found}.{unchecked}",
            words=_WORDS[kind],
            version=version,
            found=found,
            unchecked=unchecked,
        )
