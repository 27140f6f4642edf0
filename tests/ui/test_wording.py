"""Times and languages in words."""

from __future__ import annotations

import pytest

from desktop.ui import wording


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 second"),
        (89.4, "89 seconds"),
        (90, "2 minutes"),
        (3600, "60 minutes"),
        (7200, "2 hours"),
    ],
)
def test_a_time_is_told_as_finely_as_one_cares(seconds: float, words: str) -> None:
    assert wording.duration(seconds) == words


def test_languages_have_their_english_names() -> None:
    assert wording.languages(("en", "de", "zh")) == "English, German, Chinese"
    assert wording.languages(()) == ""
