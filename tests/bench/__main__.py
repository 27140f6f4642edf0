"""Every bench in turn, and a table of what is promised and what is kept."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench import (
    first_window,
    gateway_cost,
    grammar_cost,
    grants_count,
    journal_size,
    two_conversations,
    worker_stream,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Bench:
    """One ratio, and the bound that it must keep."""

    name: str
    run: Callable[[], float]
    target: float
    at_least: bool = False
    """Whether the target is a lower bound; otherwise it is an upper one."""

    def keeps(self, ratio: float) -> bool:
        return ratio >= self.target if self.at_least else ratio <= self.target


BENCHES = (
    Bench("gateway, of a bare client's time", gateway_cost.main, gateway_cost.TARGET),
    Bench("beside a million rows, of none", journal_size.main, journal_size.TARGET),
    Bench("by one of 10,000 permissions, of one", grants_count.main, grants_count.TARGET),
    Bench("a bound token, of a free one's time", grammar_cost.main, grammar_cost.TARGET),
    Bench("after another chat, of in the same", two_conversations.main, two_conversations.TARGET),
    Bench("worker, of the engine's own rate", worker_stream.main, 0.95, at_least=True),
    Bench("first window, of an empty one's time", first_window.main, first_window.TARGET),
)


def main() -> int:
    """Runs every bench, prints the table, and returns 1 where a target is missed."""
    measured = [(bench, bench.run()) for bench in BENCHES]
    sys.stdout.write(f"\n{'ratio of':<40} {'found':>6}  {'target':>7}\n")
    for bench, ratio in measured:
        bound = f"{'≥' if bench.at_least else '≤'} {bench.target:.2f}"
        verdict = "pass" if bench.keeps(ratio) else "FAIL"
        sys.stdout.write(f"{bench.name:<40} {ratio:>6.3f}  {bound:>7}  {verdict}\n")
    return 0 if all(bench.keeps(ratio) for bench, ratio in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
