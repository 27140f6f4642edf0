"""What a person has laid down for every request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.gateway.budget import Budget
    from desktop.gateway.grants import Grants
    from desktop.gateway.pause import Pause


@dataclass(frozen=True, slots=True)
class Rules:
    """The standing permissions, the limits, and the pause."""

    grants: Grants
    budget: Budget
    pause: Pause
