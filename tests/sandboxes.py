"""Computers with and without a sandbox for servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.servers import bubblewrap, sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_sandbox = pytest.mark.skipif(
    bool(sandbox.missing()), reason=f"no sandbox: {sandbox.missing()}"
)


def pretend(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """Makes this a computer where that is why servers cannot be held in; "" where they can."""
    sandbox.missing.cache_clear()
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(bubblewrap, "missing", lambda: missing)


@pytest.fixture
def a_sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer on which servers can be held in, as far as anybody asks."""
    pretend(monkeypatch, "")
    yield
    sandbox.missing.cache_clear()


@pytest.fixture
def no_sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer on which they cannot."""
    pretend(monkeypatch, "the program bubblewrap is not installed")
    yield
    sandbox.missing.cache_clear()
