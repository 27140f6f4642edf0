"""Whether a request may pass, must be asked about, or is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from desktop.models.context import Location

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from desktop.gateway.request import Caller


@dataclass(frozen=True, slots=True)
class Grant:
    """A standing yes to one server, as long as its command and the place of the answer hold."""

    server: str
    fingerprint: str
    location: Location


@dataclass(frozen=True, slots=True)
class Allow:
    """Let it pass, by this rule."""

    rule: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the person."""

    reason: str = ""
    """Why, where a rule would let it pass but for what was found in it."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Turn it down, by this rule."""

    rule: str


def decide(
    caller: Caller, location: Location, grants: AbstractSet[Grant], *, flagged: bool = False
) -> Allow | Ask | Refuse:
    """Returns what is to be done with a caller's request that would be answered at a place.

    "always" in mcp.json holds for models on this computer only: what leaves it is asked about.
    No rule lets a request pass unseen that the screening flagged.
    """
    match caller.policy:
        case "never":
            return Refuse("mcp.json says never")
        case "always" if location is Location.LOCAL:
            return _allow("mcp.json says always", flagged=flagged)
        case "always" | "ask":
            grant = Grant(caller.name, caller.fingerprint, location)
            return _allow("always allowed by you", flagged=flagged) if grant in grants else Ask()
        case _:
            assert_never(caller.policy)


def _allow(rule: str, *, flagged: bool) -> Allow | Ask:
    if flagged:
        return Ask(f"It would have passed without a question ({rule}), but for what was noticed.")
    return Allow(rule)
