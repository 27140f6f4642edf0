"""What is odd about an address to which a person is asked to go."""

from __future__ import annotations

import pytest

from desktop.gateway.screening.hosts import odd_address

ODD = {
    "https://example.org/sign-in": [],
    "https://аpple.com/": ["The address"],  # noqa: RUF001  # its first letter is Cyrillic
    "https://example.org/\u200bhidden": ["It has hidden characters"],
    "https://аpple.com/\u202e": ["The address", "It has hidden characters"],  # noqa: RUF001
}


@pytest.mark.parametrize(("address", "begins"), ODD.items(), ids=map(ascii, ODD))
def test_each_oddity_of_an_address_is_a_sentence(address: str, begins: list[str]) -> None:
    told = odd_address(address)
    assert len(told) == len(begins)
    for sentence, begin in zip(told, begins, strict=True):
        assert sentence.startswith(begin)
