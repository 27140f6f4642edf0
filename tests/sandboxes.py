"""Computers with and without a sandbox for servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.servers.sandbox import bounds, bubblewrap

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_sandbox = pytest.mark.skipif(bool(bounds.missing()), reason=f"no sandbox: {bounds.missing()}")


def pretend(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Makes this a computer where that is why servers cannot be held in; "" where they can."""
    bounds.missing.cache_clear()
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(bubblewrap, "missing", lambda: missing)


@pytest.fixture
def a_sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer on which servers can be held in, as far as anybody asks."""
    pretend(monkeypatch, "")
    yield
    bounds.missing.cache_clear()


@pytest.fixture
def no_sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer on which they cannot."""
    pretend(monkeypatch, "the program bubblewrap is not installed")
    yield
    bounds.missing.cache_clear()
