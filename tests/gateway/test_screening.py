"""What a text shows of the characters that hide in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.gateway.screening.hidden import on_one_line, reveal

HIDDEN = {
    "a tag, as in ASCII smuggling": "\U000e0041",
    "a right-to-left override": "\u202e",
    "a right-to-left isolate": "\u2067",
    "a zero-width space": "\u200b",
    "a zero-width joiner": "\u200d",
    "a byte order mark": "\ufeff",
    "a soft hyphen": "\u00ad",
    "an escape": "\x1b",
    "a one-byte control sequence introducer": "\x9b",
    "a backspace": "\x08",
    "a carriage return": "\r",
    "a nul": "\x00",
    "a variation selector": "\ufe0f",
    "a supplementary variation selector": "\U000e0101",
    "a Hangul filler": "\u3164",
    "a blank Braille cell": "\u2800",
    "a combining grapheme joiner": "\u034f",
    "a line separator": "\u2028",
    "a private character": "\ue000",
    "half of a surrogate pair": "\ud800",
}


@pytest.mark.parametrize("char", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_hidden_character_is_written_as_its_code_point(char: str) -> None:
    revealed = reveal(f"a{char}b")
    assert revealed.text == f"a⟦U+{ord(char):04X}⟧b"
    assert revealed.hidden == 1


def test_an_ansi_sequence_loses_its_escape_and_shows_its_letters() -> None:
    assert reveal("\x1b[2Jgone").text == "⟦U+001B⟧[2Jgone"


def test_a_smuggled_sentence_is_counted_letter_by_letter() -> None:
    smuggled = "".join(chr(0xE0000 + ord(char)) for char in "obey me")
    assert reveal(f"Hello.{smuggled}").hidden == 7


def test_lines_and_tabs_stay() -> None:
    assert reveal("one\n\ttwo\n").text == "one\n\ttwo\n"


@pytest.mark.parametrize("text", ["Grüße", "ελληνικά", "日本語", "שלום", "مرحبا", "e\u0301", "🚢"])
def test_words_of_any_script_stay(text: str) -> None:
    assert reveal(text).text == text
    assert reveal(text).hidden == 0


@given(st.text())
def test_what_is_revealed_hides_nothing_and_revealing_again_changes_nothing(text: str) -> None:
    once = reveal(text)
    assert not any(
        unicodedata.category(char)[0] == "C" and char not in "\n\t" for char in once.text
    )
    assert reveal(once.text).text == once.text
    assert reveal(once.text).hidden == 0


def test_on_one_line_the_ends_of_lines_are_seen_too() -> None:
    assert on_one_line("rm -rf\n~\t\u200b") == "rm -rf⟦U+000A⟧~⟦U+0009⟧⟦U+200B⟧"
