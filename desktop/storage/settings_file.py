"""settings.toml: read, and changed line by line, so that it stays as its person wrote it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.storage.replacing import replace_text
from desktop.storage.settings import Settings, all_settings, groups, settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.storage.setting import Setting, Value

_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?")
_VALUE = r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'\[{]+)"""


@dataclass(frozen=True, slots=True)
class Told:
    """What the file says."""

    values: Mapping[str, Value]
    """Each by its key; what is left out holds as it is usual."""
    problems: tuple[str, ...] = ()


def read_settings(path: Path) -> Told:
    """Returns what the file says, and what is wrong with it; nothing without a file.

    Raises:
        ConfigError: it cannot be read, or is no TOML.
    """
    known = {key: one for key, one in all_settings().items() if not one.elsewhere}
    values: dict[str, Value] = {}
    problems, strange = list[str](), list[str]()
    for key, value in _flat(_document(_text(path), path)).items():
        if key not in known:
            strange.append(key)
            continue
        try:
            values[key] = known[key].checked(value)
        except ConfigError as error:
            problems.append(
                tr(
                    "{path}: {error} Until that is mended, it is as if it were left out.",
                    path=path,
                    error=error,
                )
            )
    if strange:
        names = ", ".join(strange)
        problems.append(
            tr(
                "{path}: Parley knows no {names}. They are kept, and do nothing.",
                path=path,
                names=names,
            )
        )
    return Told(values, tuple(problems))


def change_settings(path: Path, changes: Mapping[str, Value | None]) -> None:
    """Writes values into the file in one step; None takes one out, so that the usual one holds.

    Everything else stays as it stands there, comments and unknown keys too. The version before
    stays beside it as .bak.

    Raises:
        ConfigError: the file cannot be written, or is no TOML; nothing was changed.
    """
    if not changes:
        return
    before = _text(path)
    document, known = _document(before, path), all_settings()
    text = before or whole(Settings(), ())
    for key, value in changes.items():
        text = _changed(text, known[key], value)
    wanted = {**_flat(document), **changes}
    if _flat(_document(text, path)) != {k: v for k, v in wanted.items() if v is not None}:
        raise ConfigError(
            tr(
                "{names} cannot be changed in {path}: it is written there in a way that only you "
                "can change. Nothing was changed; open the file, and change it by hand.",
                names=", ".join(changes),
                path=path,
            )
        )
    if text != before:
        replace_text(path, text)


def whole(settings: Settings, told: tuple[str, ...] | frozenset[str]) -> str:
    """Returns a whole file: each setting after what it is for, as a comment where it is usual.

    Args:
        settings: the values.
        told: the keys of those that are written as values; the others are comments.
    """
    first = tr("Parley's settings, heeded as soon as this file is saved.")
    second = tr("A line that begins with # only shows what holds anyway.")
    lines = [f"# {first}", f"# {second}"]
    for group, words in groups().items():
        lines += ["", f"# {words.label}", f"[{group}]"]
        for one in settings_of(group):
            if one.elsewhere:
                continue
            written = f"{one.name} = {_literal(settings.value(one))}"
            lines += _about(one)
            lines += [written if one.key in told else f"# {written}", ""]
        lines.pop()
    return "\n".join((*lines, ""))


def _about(one: Setting) -> list[str]:
    words = one.words
    return [f"# {words.label} ({one.fits})", f"# {words.help}"]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            tr("{path} cannot be read: {error}. It was left as it is.", path=path, error=error)
        ) from error


def _document(text: str, path: Path) -> dict[str, Any]:
    if not text:
        return {}
    import tomllib  # noqa: PLC0415  # most people have no such file, and a start is short

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            tr(
                "{path} is not valid TOML: {error}. It was left as it is, and nothing in it holds "
                "until it is mended.",
                path=path,
                error=error,
            )
        ) from error


def _flat(document: dict[str, Any]) -> dict[str, Any]:
    """Returns every value by its key, as "group.name"."""
    flat: dict[str, Any] = {}
    for group, part in document.items():
        if isinstance(part, dict):
            flat |= {f"{group}.{name}": value for name, value in part.items()}
        else:
            flat[group] = part
    return flat


def _changed(text: str, one: Setting, value: Value | None) -> str:
    """Returns the text with a setting's line replaced, uncommented, added or commented out."""
    lines = text.splitlines(keepends=True)
    start, end = _section(lines, one.group)
    if start is None:
        if value is None:
            return text
        gap = "" if not text or text.endswith("\n") else "\n"
        added = ["", f"[{one.group}]", *_about(one), f"{one.name} = {_literal(value)}", ""]
        return text + gap + "\n".join(added)
    live = re.compile(rf"(\s*{one.name}\s*=\s*){_VALUE}(\s*(?:#.*)?)$")
    usual = re.compile(rf"\s*#\s*{one.name}\s*=")
    for at in range(start, end):
        if found := live.match(lines[at].rstrip("\r\n")):
            if value is None:
                lines[at] = f"# {one.name} = {_literal(one.default)}\n"
            else:
                lines[at] = f"{found[1]}{_literal(value)}{found[3]}\n"
            return "".join(lines)
    if value is None:
        return text
    written = f"{one.name} = {_literal(value)}\n"
    for at in range(start, end):
        if usual.match(lines[at]):
            lines[at] = written
            return "".join(lines)
    last = max((at for at in range(start - 1, end) if _tells(lines[at])), default=start - 1)
    if not lines[last].endswith("\n"):
        lines[last] += "\n"
    lines[last + 1 : last + 1] = [*(f"{line}\n" for line in _about(one)), written]
    return "".join(lines)


def _tells(line: str) -> bool:
    """Returns whether a line is more than a comment, which may belong to the next table."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _section(lines: list[str], group: str) -> tuple[int | None, int]:
    """Returns the first line of a table, and the one after its last."""
    start = None
    for at, line in enumerate(lines):
        if start is not None and line.lstrip().startswith("["):
            return start, at
        found = _HEADER.fullmatch(line.rstrip("\r\n"))
        if found and found[1] == group:
            start = at + 1
    return start, len(lines)


def _literal(value: Value) -> str:
    """Returns a value as TOML has it; of what is set here, JSON writes the same."""
    return json.dumps(value, ensure_ascii=False)
