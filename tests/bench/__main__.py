"""Every bench in turn, and a table of what is promised and what is kept."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench import (
    at_rest,
    copying,
    first_window,
    gateway_cost,
    grammar_cost,
    grants_count,
    journal_size,
    llama_bench,
    llama_server,
    schemas,
    shared_cores,
    two_conversations,
    window_held,
    window_stalls,
    worker_stream,
)
from tests.bench.llama_programs import PROGRAMS

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
    Bench("valid answers, of 4,000 schemas", schemas.main, schemas.TARGET, at_least=True),
    Bench("after another chat, of in the same", two_conversations.main, two_conversations.TARGET),
    Bench("worker, of the engine's own rate", worker_stream.main, 0.95, at_least=True),
    Bench("a copy with look-up, of without", copying.copying, copying.COPYING, at_least=True),
    Bench("no copy with look-up, of without", copying.seeming, copying.OTHER, at_least=True),
    Bench(
        "beside others, of the best threads", shared_cores.main, shared_cores.TARGET, at_least=True
    ),
    Bench("window held by a model, of 16 ms", window_held.main, window_held.TARGET),
    Bench("window stalled by all, of what may be", window_stalls.main, window_stalls.TARGET),
    Bench("idle, % of a processor", at_rest.idle, at_rest.IDLE),
    Bench("memory over an empty window's, MB", at_rest.memory, at_rest.MEMORY),
    Bench("first window, of an empty one's time", first_window.main, first_window.TARGET),
)

BESIDE_LLAMA_CPP = (
    Bench("decoding, of llama-bench", llama_bench.decoding, llama_bench.DECODING, at_least=True),
    Bench("reading, of llama-bench", llama_bench.reading, llama_bench.READING, at_least=True),
    Bench("first token, of llama-server", llama_server.same, llama_server.TARGET),
    Bench("two in turn, of llama-server", llama_server.alternating, llama_server.TARGET),
)
"""What needs llama.cpp's own programs."""


def main() -> int:
    """Runs every bench, prints the table, and returns 1 where a target is missed."""
    benches = [*BENCHES, *(BESIDE_LLAMA_CPP if PROGRAMS.exists() else ())]
    measured = [(bench, bench.run()) for bench in benches]
    sys.stdout.write(f"\n{'ratio of':<40} {'found':>6}  {'target':>7}\n")
    for bench, ratio in measured:
        bound = f"{'≥' if bench.at_least else '≤'} {bench.target:.2f}"
        verdict = "pass" if bench.keeps(ratio) else "FAIL"
        sys.stdout.write(f"{bench.name:<40} {ratio:>6.3f}  {bound:>7}  {verdict}\n")
    return 0 if all(bench.keeps(ratio) for bench, ratio in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
