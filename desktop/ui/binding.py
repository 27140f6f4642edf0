"""PySide6 without its search through the source of every module that is imported after it.

It looks there for its own name, in case one of its optional spellings is wished for: each file is
read and split into lines, which are kept, more than 20 MB of them. Nothing here wishes for one.
"""

from __future__ import annotations

from contextlib import suppress


def _ignore(module: object) -> None:
    """Takes a module for one that uses no optional spelling."""


with suppress(ImportError):  # A later PySide6 may have no such search.
    from PySide6.support import feature  # type: ignore[attr-defined]

    feature.feature_imported = _ignore
