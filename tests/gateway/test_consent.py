"""Every case in which a request passes, is asked about, or is refused."""

from __future__ import annotations

from itertools import product
from typing import Literal

import pytest

from desktop.gateway.consent import Allow, Ask, Grant, Refuse, decide
from desktop.gateway.request import Caller
from desktop.models.context import Location

LOCAL, REMOTE = Location.LOCAL, Location.REMOTE
BY_FILE = Allow("mcp.json says always")
BY_GRANT = Allow("always allowed by you")
NEVER = Refuse("mcp.json says never")

Policy = Literal["ask", "always", "never"]
GRANTS: dict[str, frozenset[Grant]] = {
    "no grant": frozenset(),
    "a grant for here": frozenset({Grant("notes", "f1", LOCAL)}),
    "a grant for the network": frozenset({Grant("notes", "f1", REMOTE)}),
    "a grant for another command": frozenset({Grant("notes", "f0", at) for at in Location}),
    "another server's grant": frozenset({Grant("mail", "f1", at) for at in Location}),
}


def expected(policy: Policy, location: Location, grant: str) -> Allow | Ask | Refuse:
    """Returns the table's cell, written down a second time and in another way."""
    covering = {LOCAL: "a grant for here", REMOTE: "a grant for the network"}[location]
    return {
        "never": NEVER,
        "ask": BY_GRANT if grant == covering else Ask(),
        "always": BY_FILE if location is LOCAL else BY_GRANT if grant == covering else Ask(),
    }[policy]


POLICIES: tuple[Policy, ...] = ("ask", "always", "never")


@pytest.mark.parametrize(("policy", "location", "grant"), list(product(POLICIES, Location, GRANTS)))
def test_policy_place_and_grant_decide(policy: Policy, location: Location, grant: str) -> None:
    caller = Caller("notes", "notes --serve", "f1", policy)
    assert decide(caller, location, GRANTS[grant]) == expected(policy, location, grant)


def test_always_in_the_file_does_not_cover_what_leaves_this_computer() -> None:
    assert decide(Caller("notes", "notes", "f1", "always"), REMOTE, frozenset()) == Ask()


def test_never_outweighs_a_grant() -> None:
    grants = frozenset({Grant("notes", "f1", LOCAL)})
    assert decide(Caller("notes", "notes", "f1", "never"), LOCAL, grants) == NEVER


@pytest.mark.parametrize(("policy", "location", "grant"), list(product(POLICIES, Location, GRANTS)))
def test_what_was_flagged_passes_by_no_rule_and_the_reason_is_said(
    policy: Policy, location: Location, grant: str
) -> None:
    caller = Caller("notes", "notes --serve", "f1", policy)
    decision = decide(caller, location, GRANTS[grant], flagged=True)
    without = expected(policy, location, grant)
    if isinstance(without, Allow):
        assert isinstance(decision, Ask)
        assert without.rule in decision.reason
    else:
        assert decision == without
