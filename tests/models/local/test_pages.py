from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from desktop.models.local.pages import asking_for_large_pages, belongs_on_large_pages

if TYPE_CHECKING:
    from pathlib import Path

ASKING = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")
@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("[always] madvise never\n", True),
        ("always [madvise] never\n", True),
        ("always madvise [never]\n", False),
        (None, False),
    ],
)
def test_large_pages_are_asked_for_where_the_system_has_them(
    tmp_path: Path, said: str | None, *, asks: bool
) -> None:
    switch = tmp_path / "enabled"
    if said is not None:
        switch.write_text(said)
    assert asking_for_large_pages(switch) == (ASKING if asks else {})


def test_only_weights_that_leave_much_memory_free_are_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GLIBC_TUNABLES", ASKING["GLIBC_TUNABLES"])
    assert belongs_on_large_pages(1_000_000)
    assert not belongs_on_large_pages(10**15)


def test_nothing_is_copied_where_there_are_no_large_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    assert not belongs_on_large_pages(1_000_000)
