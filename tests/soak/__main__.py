"""The soak from the command line: `python -m tests.soak --servers 50 --calls 5000`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from desktop.storage.places import Places
from tests.soak.running import Plan, Report, Soak

MOST_MEMORY = 1.1


def main() -> int:
    """Runs it, prints the figures, and returns 1 where something was lost or is left."""
    parser = argparse.ArgumentParser(prog="make soak")
    parser.add_argument("--servers", type=int, default=50)
    parser.add_argument("--calls", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    plan = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(Soak(Places.under(Path(folder)), plan).run())
    sys.stdout.write(_told(plan, report))
    return 1 if report.faults or report.memory > MOST_MEMORY else 0


def _told(plan: Plan, report: Report) -> str:
    lines = [
        f"{plan.servers} servers, {plan.calls:,} calls, {report.kills} kills, seed {plan.seed}: "
        f"{report.seconds:.0f} s, the slowest call {report.slowest:.1f} s",
        *(f"{count:>7,} calls {fate.value}" for fate, count in report.fates.most_common()),
        *(f"{count:>7,} requests {phase}" for phase, count in report.phases.most_common()),
    ]
    for name, half in zip(("first", "second"), report.halves, strict=True):
        lines.append(
            f"{name} half: at most {half.most_bytes / 2**20:.0f} MB; then {half.files} files, "
            f"{half.tasks} tasks, {half.threads} threads, {half.processes} processes of servers"
        )
    lines.append(f"memory of the second half, of the first: {report.memory:.3f}")
    lines += [f"FAULT: {fault}" for fault in report.faults] or ["nothing lost, nothing left"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
