"""What a person has laid down for every request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.gateway.screening.shadows import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.gateway.budget import Budget
    from desktop.gateway.context import CallsOf
    from desktop.gateway.grants import Grants
    from desktop.gateway.pause import Pause


@dataclass(frozen=True, slots=True)
class Rules:
    """The standing permissions, the limits, the pause, and what else the gateway must know."""

    grants: Grants
    budget: Budget
    pause: Pause
    tools_of_others: Callable[[str], Mapping[str, str]] = lambda _: NONE
    """Returns the tools of all servers but one, by their names, each with whose it is."""
    calls_of: CallsOf = lambda _: ()
    """Returns the latest calls of one server's tools, or of all: whose, and in words."""
