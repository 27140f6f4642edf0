"""Which names of tools are those of others."""

from __future__ import annotations

import pytest

from desktop.gateway.screening.shadows import shadowed

OTHERS = {"read_file": "files", "天気": "weather"}


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("read_file", "files"),
        ("Read-File", "files"),
        ("readFile", "files"),
        ("天気", "weather"),
        ("地図", ""),
        ("read_files", ""),
        ("bash", "the host itself"),
        ("ask_model", "the host itself"),
        ("add", ""),
    ],
)
def test_a_tool_is_told_to_have_the_name_of_another(name: str, whose: str) -> None:
    assert shadowed(name, OTHERS) == whose
