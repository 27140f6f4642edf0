"""Other hosts as those that ask: by the name that they give, bound to the program that they are."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.gateway.limits import SERVER
from desktop.gateway.request import Caller
from desktop.gateway.screening.hidden import on_one_line
from desktop.inbound.sampling import limited, policy_of
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.servers.rules import SamplingRules

LONGEST_NAME = 60
NAMELESS = tr("a host without a name")


class Hosts:
    """The hosts that asked in this run, each bounded as a program with a token is."""

    def __init__(
        self, rules: Callable[[str], SamplingRules], taken: Callable[[], set[str]]
    ) -> None:
        """Takes what is needed.

        Args:
            rules: returns what a program of a name may ask for.
            taken: returns the names of those that may ask in other ways.
        """
        self._rules = rules
        self._taken = taken
        self._known: dict[str, tuple[str, Sequence[str]]] = {}
        """The version and the program of each host, by the name under which it asks."""

    def met(self, name: str, version: str, program: Sequence[str]) -> Caller:
        """Returns a host as one that asks.

        Args:
            name: as it gives it, which proves nothing.
            version: the same.
            program: the file that it runs, and its script, as far as the system tells.
        """
        name = on_one_line(name)[:LONGEST_NAME].strip() or NAMELESS
        if name in self._taken():
            name = tr(
                "{name} (host)", name=name
            )  # Else it would have the rules and the budget of the other.
        self._known[name] = (on_one_line(version)[:LONGEST_NAME], tuple(program))
        return self._caller(name)

    def known(self) -> list[Caller]:
        """Returns the hosts that asked in this run, as those that ask."""
        return [self._caller(name) for name in self._known]

    def _caller(self, name: str) -> Caller:
        version, program = self._known[name]
        rules = self._rules(name)
        runs = tr(", run as {program}", program=" ".join(program)) if program else ""
        # The version is left out: a new one of the same program keeps what the person allowed.
        told = "\0".join(["host", name, *program])
        return Caller(
            name,
            f"{name} {version}".strip() + tr(", a host that speaks MCP{runs}", runs=runs),
            hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest(),
            policy_of(rules),
            limited(SERVER, rules.limits),
            is_program=True,
        )


def host_of(pid: int | None) -> tuple[str, ...]:
    """Returns the program that started a process: its file, and its script where it runs one.

    Its other words are left out: they differ from one conversation to the next.
    """
    import psutil  # noqa: PLC0415  (nothing at the start needs it)

    if pid is None:
        return ()
    with suppress(psutil.Error, OSError):
        parent = psutil.Process(pid).parent()
        if parent is None:
            return ()
        _, *words = parent.cmdline()
        script = next((word for word in words if not word.startswith("-")), "")
        is_script = bool(script) and Path(parent.cwd(), script).is_file()
        return (parent.exe(), script) if is_script else (parent.exe(),)
    return ()
