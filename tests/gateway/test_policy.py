"""What a person lays down for one server."""

from __future__ import annotations

from itertools import product

import pytest

from desktop.gateway.policy import Policy, ReviewOf, Word
from desktop.models.context import Location

LOCAL, REMOTE = Location.LOCAL, Location.REMOTE
WORDS: tuple[Word, ...] = ("never", "ask", "always")


@pytest.mark.parametrize(("consent", "remote", "tools"), list(product(WORDS, repeat=3)))
def test_the_strictest_word_holds(consent: Word, remote: Word, tools: Word) -> None:
    policy = Policy(consent=consent, remote=remote, tools=tools)
    assert policy.word(LOCAL, tools=False) == consent
    for location, with_tools, words in (
        (REMOTE, False, {consent, remote}),
        (LOCAL, True, {consent, tools}),
        (REMOTE, True, {consent, remote, tools}),
    ):
        strictest = next(word for word in WORDS if word in words)
        assert policy.word(location, tools=with_tools) == strictest


@pytest.mark.parametrize(
    ("review", "seen"),
    [
        ("off", set[tuple[Location, bool]]()),
        ("remote", {(REMOTE, False), (REMOTE, True)}),
        ("tools", {(LOCAL, True), (REMOTE, True)}),
        ("always", set(product(Location, (False, True)))),
    ],
)
def test_the_rule_says_which_answers_are_seen_first(
    review: ReviewOf, seen: set[tuple[Location, bool]]
) -> None:
    policy = Policy(review=review)
    cases = product(Location, (False, True))
    assert {case for case in cases if policy.reviews(case[0], tools=case[1])} == seen
