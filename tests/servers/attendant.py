"""A person whose answers about servers are written down beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from desktop.servers.admission import Admission
from desktop.servers.elicitation import Reply
from desktop.servers.trust import Trust
from desktop.storage.secrets import Secrets

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.servers.elicitation import Elicitation
    from desktop.servers.eras import Rerun
    from desktop.servers.signing_in.oauth import SignIn
    from desktop.servers.trust import Command
    from desktop.servers.variables import Input
    from desktop.storage.database import Database
    from desktop.storage.places import Places


CANCELLED = Reply("cancel")


@dataclass
class ScriptedAttendant:
    """Says yes to commands unless told otherwise, and remembers what was asked."""

    rerun: bool = True
    consent: bool = True
    changes: dict[str, Any] = field(default_factory=dict)
    """What is to be touched otherwise than a command says."""
    inputs: dict[str, str] = field(default_factory=dict)
    reruns: list[Rerun] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    wanted: list[Input] = field(default_factory=list)
    reply: Reply = CANCELLED
    questions: list[Elicitation] = field(default_factory=list)
    browser: Callable[[str], Awaitable[None]] | None = None
    """Visits the page at which to sign in; without it the person declines to."""
    sign_ins: list[SignIn] = field(default_factory=list)

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        self.reruns.append(rerun)
        return self.rerun

    async def confirm_command(self, command: Command) -> Command | None:
        self.commands.append(command)
        return replace(command, **self.changes) if self.consent else None

    async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
        self.wanted.append(wanted)
        given = self.inputs.get(wanted.id)
        return SecretStr(given) if given else None

    async def confirm_sign_in(self, asked: SignIn) -> bool:
        self.sign_ins.append(asked)
        if self.browser is None:
            return False
        await self.browser(asked.link)
        return True

    async def elicit(self, question: Elicitation) -> Reply:
        self.questions.append(question)
        return self.reply


def admission(
    places: Places,
    database: Database,
    attendant: ScriptedAttendant,
    secrets: Secrets | None = None,
) -> Admission:
    """Returns the door through which servers pass, with a person beside it."""
    secrets = secrets or Secrets(places.env_file)
    return Admission(Trust(database), secrets, attendant, places)
