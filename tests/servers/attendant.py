"""A person whose answers about servers are written down beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import SecretStr

from desktop.servers.admission import Admission
from desktop.servers.trust import Trust
from desktop.storage.secrets import Secrets

if TYPE_CHECKING:
    from desktop.servers.eras import Rerun
    from desktop.servers.trust import Command
    from desktop.servers.variables import Input
    from desktop.storage.database import Database
    from desktop.storage.places import Places


@dataclass
class ScriptedAttendant:
    """Says yes to commands unless told otherwise, and remembers what was asked."""

    rerun: bool = True
    consent: bool = True
    inputs: dict[str, str] = field(default_factory=dict)
    reruns: list[Rerun] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    wanted: list[Input] = field(default_factory=list)

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        self.reruns.append(rerun)
        return self.rerun

    async def confirm_command(self, command: Command) -> bool:
        self.commands.append(command)
        return self.consent

    async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
        self.wanted.append(wanted)
        given = self.inputs.get(wanted.id)
        return SecretStr(given) if given else None


def admission(places: Places, database: Database, attendant: ScriptedAttendant) -> Admission:
    """Returns the door through which servers pass, with a person beside it."""
    return Admission(Trust(database), Secrets(places.env_file), attendant)
