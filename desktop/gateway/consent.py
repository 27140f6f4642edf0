"""Whether a request may pass, must be asked about, or is refused."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.gateway.request import Caller
    from desktop.models.context import Location

Kind = Literal["once", "call", "times", "minutes", "session", "always"]


@dataclass(frozen=True, slots=True)
class Span:
    """How long a yes holds."""

    kind: Kind = "once"
    amount: int = 0
    """How many more requests, or how many minutes; nothing for the others."""


ONCE = Span()
CALL = Span("call")
"""Until the tool call of ours has ended: the rounds of one loop."""
SESSION = Span("session")
"""Until Parley ends."""
ALWAYS = Span("always")


@dataclass(frozen=True, slots=True)
class Grant:
    """A standing yes to one server; another command, place or kind of request needs its own."""

    id: str
    server: str
    fingerprint: str
    location: Location
    tools: bool = False
    """Whether it holds for requests that bring tools, or for those that do not."""
    host: str = ""
    """To where the text may be sent; empty where it stays on this computer."""
    kind: Kind = "always"
    left: int | None = None
    """How many more requests it holds for, where that is bounded."""
    until: float | None = None
    """When it ends, in seconds since the epoch, where that is bounded."""
    call: str | None = None
    """The one tool call that it holds for, where it is for one."""
    at: float = 0.0
    """When it was given."""

    @property
    def place(self) -> str:
        """Where it lets the text go, in words."""
        if not self.host:
            return self.location.value
        return tr("sent over the network to {host}", host=self.host)

    def covers(self, caller: Caller, case: Case) -> bool:
        """Whether it holds for a request."""
        return (
            (self.server, self.fingerprint) == (caller.name, caller.fingerprint)
            and (self.location, self.tools) == (case.location, case.tools)
            and self.host == case.host
            and (self.left is None or self.left > 0)
            and (self.until is None or case.at < self.until)
            and (self.call is None or self.call == case.call)
        )


@dataclass(frozen=True, slots=True)
class Case:
    """What there is to decide on, apart from who asks."""

    location: Location
    tools: bool = False
    host: str = ""
    """To where the text would be sent; empty where it stays on this computer."""
    call: str | None = None
    """The tool call of ours that caused it, where that is certain."""
    flagged: bool = False
    """Whether the screening found anything."""
    unpriced: bool = False
    """Whether nobody knows what the answer costs, so that no limit of money can hold it."""
    at: float = 0.0
    """Now, in seconds since the epoch."""
    quiet_until: float = 0.0
    """Until when the person does not want to be asked about this server."""


@dataclass(frozen=True, slots=True)
class Allow:
    """Let it pass, by this rule."""

    rule: str
    grant: Grant | None = None
    """The grant by which it passes, where it is one."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the person."""

    reason: str = ""
    """Why, where a rule would let it pass but for what was found in it or its unknown price."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Turn it down, by this rule."""

    rule: str


def decide(caller: Caller, case: Case, grants: Iterable[Grant] = ()) -> Allow | Ask | Refuse:
    """Returns what is to be done with a request: refusals first, then what lets it pass.

    No rule lets a request pass unseen that the screening flagged, or whose price is unknown.
    """
    if refused := _refused(caller, case):
        return refused
    allowed = _allowed(caller, case, grants)
    if allowed and not (case.flagged or case.unpriced):
        return allowed
    if case.at < case.quiet_until:
        clock = time.strftime("%H:%M", time.localtime(case.quiet_until))
        return Refuse(
            tr(
                "you wished not to be asked about {name} until {clock}",
                name=caller.name,
                clock=clock,
            )
        )
    if allowed:
        but = tr("what was noticed") if case.flagged else tr("its price, which is not known")
        return Ask(
            tr(
                "It would have passed without a question ({rule}), but for {but}.",
                rule=allowed.rule,
                but=but,
            )
        )
    return Ask()


def _refused(caller: Caller, case: Case) -> Refuse | None:
    policy = caller.policy
    if not policy.enabled:
        return Refuse(tr("mcp.json turns sampling off for {name}", name=caller.name))
    if policy.outside == "never" and case.call is None:
        return Refuse(tr("mcp.json refuses what comes outside a tool call of yours"))
    if policy.word(case.location, tools=case.tools) == "never":
        return Refuse(tr("mcp.json says never"))
    return None


def _allowed(caller: Caller, case: Case, grants: Iterable[Grant]) -> Allow | None:
    if caller.policy.word(case.location, tools=case.tools) == "always":
        by_person = caller.is_person
        return Allow(tr("you wrote it yourself") if by_person else tr("mcp.json says always"))
    held = [grant for grant in grants if grant.covers(caller, case)]
    unbounded = [grant for grant in held if grant.left is None]
    if not held:
        return None
    grant = (unbounded or held)[0]  # One that is counted is not spent in vain.
    return Allow(tr("allowed by you, {said}", said=said(grant)), grant)


def said(grant: Grant) -> str:
    """Returns for how long a grant holds, in words."""
    match grant.kind:
        case "once":
            return tr("once")
        case "call":
            return tr("for this tool call")
        case "times":
            return tr("for {n} more request(s)", "", grant.left or 0)
        case "minutes":
            return tr(
                "until {strftime}", strftime=time.strftime("%H:%M", time.localtime(grant.until))
            )
        case "session":
            return tr("until Parley ends")
        case "always":
            return "always"
        case _:
            assert_never(grant.kind)
