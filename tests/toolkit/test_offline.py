"""What the bundled server does without a model."""

from __future__ import annotations

import pytest

from desktop.toolkit import offline
from desktop.toolkit.bundled_server import CODE, TEXT


def test_a_summary_is_a_sentence_of_the_text_and_short() -> None:
    assert offline.summary(TEXT) == TEXT.split(". ", maxsplit=1)[0] + "."
    assert offline.summary("word " * 10_000).split() == [*["word"] * offline.MOST_WORDS, "…"]
    assert offline.summary("") == ""


def test_the_passage_that_answers_is_found_or_nothing_is_said() -> None:
    assert offline.passage("How long did the work take?", TEXT) == "The work took 14 months."
    with pytest.raises(ValueError, match="says nothing"):
        offline.passage("Which colour has the ferry?", TEXT)


def test_a_linters_findings_name_their_lines() -> None:
    assert offline.findings(CODE) == [
        "Line 1: 'os' imported but unused",
        "Line 5: local variable 'sum' defined as a builtin referenced before assignment",
    ]
    assert offline.findings("def f(:\n    pass\n") == ["Line 1: invalid syntax"]
    assert offline.findings("print('well')\n") == []


@pytest.mark.parametrize(
    ("text", "felt"),
    [(TEXT, "positive"), ("A terrible, broken thing.", "negative"), ("A ferry.", "neutral")],
)
def test_the_sentiment_is_counted(text: str, felt: str) -> None:
    assert offline.sentiment(text) == felt
