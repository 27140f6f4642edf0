"""Settings files in JSON that people edit too: read whole, and replaced in one step.

They may have comments and trailing commas, as in VS Code, and keep them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.storage import jsonc
from desktop.storage.replacing import replace_text

if TYPE_CHECKING:
    from pathlib import Path


def read_entries(path: Path, key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns a file's whole object, and the object of entries in it; both empty without a file.

    Raises:
        ConfigError: the file cannot be read, or is not JSON of the expected shape.
    """
    document = read_document(path)
    entries = document.get(key, {})
    if not isinstance(entries, dict):
        raise ConfigError(
            tr(
                "{key} in {path} must be an object, with an entry for each name.",
                key=key,
                path=path,
            )
        )
    return document, entries


def write_document(path: Path, document: dict[str, Any]) -> None:
    """Replaces the file in one step; the version before stays beside it as .bak.

    What has not changed stands in it as the person wrote it, comments included.

    Raises:
        ConfigError: it cannot be written; nothing was changed.
    """
    replace_text(path, jsonc.rewritten(_text(path), document))


def _text(file: Path) -> str:
    """Returns what can be read of a file, the ends of its lines as they are."""
    with suppress(OSError, UnicodeDecodeError):
        return file.read_bytes().decode("utf-8-sig")
    return ""


def read_document(path: Path) -> dict[str, Any]:
    """Returns a file's whole object, which is empty without a file.

    Raises:
        ConfigError: the file cannot be read, or holds something else.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(tr("{path} cannot be read: {error}.", path=path, error=error)) from error
    try:
        document = jsonc.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(
            tr(
                "{path} is not valid JSON: {error}. The file was left as it is; mend it and "
                "start again.",
                path=path,
                error=error,
            )
        ) from error
    if not isinstance(document, dict):
        raise ConfigError(tr("{path} must hold an object, with its entries in it.", path=path))
    return document
