"""Every case in which a request passes, is asked about, or is refused."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product

import pytest

from desktop.gateway.consent import Allow, Ask, Case, Grant, Refuse, decide, said
from desktop.gateway.policy import Policy, Word
from desktop.gateway.request import Caller
from desktop.models.context import Location

LOCAL, REMOTE = Location.LOCAL, Location.REMOTE
BY_FILE = Allow("mcp.json says always")
NEVER = Refuse("mcp.json says never")
NOW = 1_800_000_000.0

WORDS: tuple[Word, ...] = ("ask", "always", "never")
COVERING = Grant("g", "notes", "f1", LOCAL)
GRANTS = {
    "no grant": (),
    "a grant for here": (COVERING,),
    "a grant for the network": (replace(COVERING, location=REMOTE),),
    "a grant for another command": (replace(COVERING, fingerprint="f0"),),
    "another server's grant": (replace(COVERING, server="mail"),),
    "a grant with tools": (replace(COVERING, tools=True),),
}


def caller(**policy: object) -> Caller:
    return Caller("notes", "notes --serve", "f1", Policy(**policy))  # type: ignore[arg-type]


@pytest.mark.parametrize(("word", "grant"), list(product(WORDS, GRANTS)))
def test_the_policy_and_the_grants_decide(word: Word, grant: str) -> None:
    decision = decide(caller(consent=word), Case(LOCAL), GRANTS[grant])
    if word == "never":
        assert decision == NEVER
    elif word == "always":
        assert decision == BY_FILE
    elif grant == "a grant for here":
        assert decision == Allow("allowed by you, always", COVERING)
    else:
        assert decision == Ask()


@pytest.mark.parametrize(
    ("consent", "remote", "expected"),
    [
        ("always", "ask", Ask()),
        ("always", "always", BY_FILE),
        ("always", "never", NEVER),
        ("ask", "always", Ask()),
        ("ask", "never", NEVER),
        ("never", "always", NEVER),
    ],
)
def test_what_leaves_this_computer_passes_only_where_both_words_let_it(
    consent: Word, remote: Word, expected: object
) -> None:
    assert decide(caller(consent=consent, remote=remote), Case(REMOTE)) == expected


@pytest.mark.parametrize(
    ("consent", "tools", "expected"),
    [("always", "ask", Ask()), ("always", "always", BY_FILE), ("always", "never", NEVER)],
)
def test_requests_with_tools_are_allowed_apart(
    consent: Word, tools: Word, expected: object
) -> None:
    assert decide(caller(consent=consent, tools=tools), Case(LOCAL, tools=True)) == expected
    assert decide(caller(consent=consent, tools=tools), Case(LOCAL)) == BY_FILE


def test_a_server_whose_sampling_is_off_is_refused_whatever_was_granted() -> None:
    decision = decide(caller(enabled=False, consent="always"), Case(LOCAL), [COVERING])
    assert decision == Refuse("mcp.json turns sampling off for notes")


def test_what_comes_outside_a_tool_call_can_be_refused() -> None:
    strict = caller(outside="never", consent="always")
    assert isinstance(decide(strict, Case(LOCAL)), Refuse)
    assert decide(strict, Case(LOCAL, call="c1")) == BY_FILE


@pytest.mark.parametrize(
    ("bounds", "case", "covers"),
    [
        ({"call": "c1"}, {"call": "c1"}, True),
        ({"call": "c1"}, {"call": "c2"}, False),
        ({"call": "c1"}, {}, False),
        ({"left": 1}, {}, True),
        ({"left": 0}, {}, False),
        ({"until": NOW + 1}, {}, True),
        ({"until": NOW}, {}, False),
        ({"tools": True}, {"tools": True}, True),
        ({}, {"tools": True}, False),
    ],
)
def test_a_grant_covers_what_it_was_given_for(
    bounds: dict[str, object], case: dict[str, object], covers: bool
) -> None:
    grant = replace(COVERING, **bounds)  # type: ignore[arg-type]
    there = replace(Case(LOCAL, at=NOW), **case)  # type: ignore[arg-type]
    assert isinstance(decide(caller(), there, [grant]), Allow) is covers


def test_a_grant_that_is_counted_is_spared_where_another_covers() -> None:
    counted = replace(COVERING, id="counted", kind="times", left=3)
    decision = decide(caller(), Case(LOCAL), [counted, COVERING])
    assert decision == Allow("allowed by you, always", COVERING)


@pytest.mark.parametrize(("word", "grant"), list(product(WORDS, GRANTS)))
def test_what_was_flagged_passes_by_no_rule_and_the_reason_is_said(word: Word, grant: str) -> None:
    who = caller(consent=word)
    without = decide(who, Case(LOCAL), GRANTS[grant])
    decision = decide(who, Case(LOCAL, flagged=True), GRANTS[grant])
    if isinstance(without, Allow):
        assert isinstance(decision, Ask)
        assert without.rule in decision.reason
    else:
        assert decision == without


def test_what_no_limit_of_money_can_hold_passes_by_no_rule() -> None:
    decision = decide(caller(consent="always", remote="always"), Case(REMOTE, unpriced=True))
    assert decision == Ask(
        "It would have passed without a question (mcp.json says always), but for its price, which "
        "is not known."
    )


@pytest.mark.parametrize("flagged", [False, True])
def test_not_now_means_not_now(flagged: bool) -> None:
    quiet = Case(LOCAL, at=NOW, quiet_until=NOW + 600, flagged=flagged)
    decision = decide(caller(), quiet)
    assert isinstance(decision, Refuse)
    assert "not to be asked about notes until" in decision.rule
    assert decide(caller(), replace(quiet, at=NOW + 600)) == Ask()


def test_a_quiet_time_takes_no_permission_away_but_flagged_requests_are_refused() -> None:
    quiet = Case(LOCAL, at=NOW, quiet_until=NOW + 600)
    assert isinstance(decide(caller(), quiet, [COVERING]), Allow)
    assert isinstance(decide(caller(), replace(quiet, flagged=True), [COVERING]), Refuse)


def test_where_a_grant_lets_the_text_go_is_said() -> None:
    assert COVERING.place == "on this computer"
    away = replace(COVERING, location=REMOTE, host="api.example.org")
    assert away.place == "sent over the network to api.example.org"


def test_a_grant_for_one_host_is_none_for_another() -> None:
    away = replace(COVERING, location=REMOTE, host="api.example.org")
    assert isinstance(decide(caller(), Case(REMOTE, host="api.example.org"), [away]), Allow)
    assert decide(caller(), Case(REMOTE, host="api.example.com"), [away]) == Ask()


def test_how_long_a_grant_holds_is_said() -> None:
    later = time.strftime("%H:%M", time.localtime(NOW))
    told = [
        said(replace(COVERING, kind="once")),
        said(replace(COVERING, kind="call", call="c1")),
        said(replace(COVERING, kind="times", left=1)),
        said(replace(COVERING, kind="times", left=12)),
        said(replace(COVERING, kind="minutes", until=NOW)),
        said(replace(COVERING, kind="session")),
        said(COVERING),
    ]
    assert told == [
        "once",
        "for this tool call",
        "for 1 more request",
        "for 12 more requests",
        f"until {later}",
        "until Parley ends",
        "always",
    ]
