"""Texts in the person's language, also those that another process makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.errors import LoadFailed
from desktop.language import english, from_parts, in_english, parts, speak, speak_for_another, tr

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    speak()


def loudly(text: str, comment: str, n: int) -> str:
    """A language of its own."""
    return f"{english(text, comment, n)}!"


def test_a_text_of_another_process_is_said_in_the_language_spoken_here() -> None:
    speak_for_another()
    why = LoadFailed(tr("it is {n} byte(s) long", "", 1000))
    told = json.dumps(parts(tr("{name} fails: {why}.", name=Path("a/b"), why=why)))
    speak(loudly, ".", ",")
    said = from_parts(json.loads(told))
    assert said == "a/b fails: it is 1.000 bytes long!.!"
    assert in_english(said) == "a/b fails: it is 1,000 bytes long."


def test_a_text_that_knows_nothing_of_its_making_passes_as_it_is() -> None:
    assert from_parts(parts(tr("{name} fails.", name="a"))) == "a fails."
    speak_for_another()
    assert tr("{name} fails.", name="a") == "a fails."
    assert from_parts("ModelError: {no places}") == "ModelError: {no places}"


def test_an_error_within_a_text_is_english_in_its_english() -> None:
    speak(loudly)
    text = tr("{name} fails: {why}", name="a", why=LoadFailed(tr("It is broken.")))
    assert (text, in_english(text)) == ("a fails: It is broken.!!", "a fails: It is broken.")
