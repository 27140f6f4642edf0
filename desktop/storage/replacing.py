"""A person's own file, replaced in one step."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from desktop.errors import ConfigError
from desktop.language import tr

if TYPE_CHECKING:
    from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Replaces a file, which nobody else may read unless that was allowed before.

    The version before stays beside it as .bak.

    Raises:
        ConfigError: it cannot be written; nothing was changed.
    """
    file = path.resolve()  # A link, as dotfiles have it, stays one.
    fresh = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(0o700, parents=True, exist_ok=True)
        fresh.touch(0o600)
        if file.exists():
            shutil.copymode(file, fresh)
            shutil.copy2(file, file.with_name(f"{file.name}.bak"))
        fresh.write_bytes(text.encode())
        fresh.replace(file)
    except OSError as error:
        raise ConfigError(
            tr("{path} cannot be written: {error}. Nothing was changed.", path=path, error=error)
        ) from error
