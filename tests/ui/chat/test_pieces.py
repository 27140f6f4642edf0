"""A model's Markdown as it is cut into pieces."""

from __future__ import annotations

import pytest

from desktop.ui.chat.pieces import MOST, MOST_ROWS, Code, Pieces, Prose

PROSE = "A line of words that say nothing.\n\n"
TEXT = (
    "Do this:\n\n1. First:\n    ```py\n    x = 1\n      y = 2\n    ```\n    and then\n2. rest\n\n"
    "| a | b |\n|---|---|\n"
    + "| 1 | 2 |\n" * (2 * MOST_ROWS)
    + "\n~~~\n```\nnot closed\n~~~\n"
    + PROSE * 120
    + "- item\n" * 900
    + "```sh\nls"
)


def test_code_is_apart_from_prose_and_stands_to_the_letter() -> None:
    found = Pieces().of("See:\n```py title\nif a:\n    b\n\n```\nDone.\n````\n```\n````")
    assert found == [
        Prose("See:"),
        Code("py", "if a:\n    b\n"),
        Prose("Done."),
        Code("", "```"),
    ]


def test_code_in_an_item_of_a_list_loses_the_items_indent_as_does_what_follows() -> None:
    found = Pieces().of("1. One:\n    ```\n    x\n      y\n    ```\n    after\n2. Two")
    assert found == [Prose("1. One:"), Code("", "x\n  y"), Prose("after\n2. Two")]


def test_code_that_is_not_closed_yet_goes_to_the_end() -> None:
    assert Pieces().of("```py\nprint(") == [Code("py", "print(")]


@pytest.mark.parametrize("step", [1, 7, 400])
def test_a_text_that_grows_is_cut_as_the_whole_and_only_the_last_piece_changes(step: int) -> None:
    cutter = Pieces()
    before = cutter.of("")
    for end in range(step, len(TEXT) + step, step):
        now = cutter.of(TEXT[:end])
        assert now[: len(before[:-1])] == before[:-1]
        before = now
    assert before == Pieces().of(TEXT)
    assert before[-1] == Code("sh", "ls")


def test_another_text_is_cut_anew() -> None:
    cutter = Pieces()
    cutter.of("One.\n\nTwo.")
    assert cutter.of("Other.") == [Prose("Other.")]


def test_no_piece_is_longer_than_can_be_laid_out_at_once() -> None:
    cut = Pieces().of("word " * 9_000 + "\n" + "- item\n" * 4_000)
    assert max(len(piece.text) for piece in cut) < 2 * MOST


def test_a_table_that_is_too_wide_to_be_laid_out_stays_text() -> None:
    [cut] = Pieces().of("|a" * 50 + "|\n" + "|-" * 50 + "|\n|1")
    assert cut.text.splitlines()[1].startswith("\\|-|-")


def test_a_long_table_is_cut_into_tables_with_the_same_head() -> None:
    tables = Pieces().of("|a|b|\n|-|-|\n" + "|1|2|\n" * (MOST_ROWS + 5))
    assert [table.text.splitlines()[:2] for table in tables] == [["|a|b|", "|-|-|"]] * 2
    assert [len(table.text.splitlines()) - 2 for table in tables] == [MOST_ROWS, 5]
