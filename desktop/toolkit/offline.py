"""What the bundled server does by itself, where no model does it: by rule, and honestly so."""

from __future__ import annotations

import re
from collections import Counter
from io import StringIO

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_GOOD = frozenset(
    [
        "best",
        "good",
        "great",
        "happy",
        "joy",
        "love",
        "lovely",
        "nice",
        "pleased",
        "superb",
        "wonderful",
    ]
)
_BAD = frozenset(
    [
        "angry",
        "awful",
        "bad",
        "broken",
        "hate",
        "poor",
        "sad",
        "terrible",
        "worse",
        "worst",
        "wrong",
    ]
)

MOST_WORDS = 40
"""A summary is not longer than this."""


def summary(text: str) -> str:
    """Returns the sentence of a text whose words are the most frequent in it."""
    sentences = _SENTENCE.split(" ".join(text.split()))
    counts = Counter(_words(text))

    def weight(sentence: str) -> float:
        words = _words(sentence)
        return sum(counts[word] for word in words) / (len(words) + 3)  # Else the shortest wins.

    words = max(sentences, key=weight, default="").split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")


def passage(question: str, text: str) -> str:
    """Returns the sentence of a text that has most words in common with a question."""
    wanted = set(_words(question))
    sentences = _SENTENCE.split(" ".join(text.split()))
    best = max(sentences, key=lambda one: len(wanted & set(_words(one))), default="")
    if not wanted & set(_words(best)):
        raise ValueError("The text says nothing that the question asks for.")
    return best


def sentiment(text: str) -> str:
    """Returns positive, negative or neutral, by counting a few words."""
    words = _words(text)
    balance = sum(word in _GOOD for word in words) - sum(word in _BAD for word in words)
    return "neutral" if balance == 0 else "positive" if balance > 0 else "negative"


def findings(code: str) -> list[str]:
    """Returns what pyflakes finds in Python code, each with its line."""
    from pyflakes.api import check  # noqa: PLC0415
    from pyflakes.reporter import Reporter  # noqa: PLC0415

    found, unreadable = StringIO(), StringIO()
    check(code, "code", Reporter(found, unreadable))
    lines = (found.getvalue() + unreadable.getvalue()).splitlines()
    return [_told(line) for line in lines if line.startswith("code:")]


def _told(line: str) -> str:
    _, number, rest = line.split(":", 2)
    column, _, says = rest.partition(" ")
    del column
    return f"Line {number}: {says}"


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) > 3]
