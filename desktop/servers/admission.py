"""What must be so before a server runs: its variables known, its command consented to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from desktop.errors import KeyStoreFailed, NotConsented
from desktop.servers.trust import command_of
from desktop.servers.variables import filled, with_inputs

if TYPE_CHECKING:
    from pydantic import SecretStr

    from desktop.servers.config import ServerSpec
    from desktop.servers.eras import Rerun
    from desktop.servers.trust import Command, Trust
    from desktop.servers.variables import Input
    from desktop.storage.secrets import Secrets


class Attendant(Protocol):
    """Who is asked about servers; the window and the terminal each have one."""

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        """Returns whether a tool that stopped halfway may run again."""

    async def confirm_command(self, command: Command) -> bool:
        """Returns whether a command may run, now and later, as long as it stays the same.

        Raises:
            NotConsented: there is nobody to ask; nothing is kept of that.
        """

    async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
        """Returns what a server's entry asks for, or None where the person gives nothing.

        Raises:
            NotConsented: there is nobody to ask.
        """


class Admission:
    """The one door through which a server's command comes to be run."""

    def __init__(self, trust: Trust, secrets: Secrets, attendant: Attendant) -> None:
        self._trust = trust
        self._secrets = secrets
        self._attendant = attendant

    async def admit(self, spec: ServerSpec, *, again: bool) -> ServerSpec:
        """Returns a server as it is to be run, with every variable filled in.

        Args:
            spec: the server as its entry has it.
            again: whether to ask about a command that the person declined before.

        Raises:
            NotConsented: the person does not let its command run, or does not give what it needs.
            StartFailed: a variable of its entry has no value.
        """
        shown = filled(spec, self._secrets.variable)
        if not await self._consents(command_of(shown), again=again):
            # As its entry has it: what is filled in may be a secret, and this is kept.
            raise NotConsented(
                f"{spec.name} is not run, since you did not let its command run: {spec.target}"
            )
        if not spec.inputs:
            return shown
        inputs = {one.id: await self._input(spec.name, one) for one in spec.inputs}
        return with_inputs(shown, inputs)

    async def trust(self, spec: ServerSpec) -> None:
        """Keeps that the person typed a command themself, which is a consent to it.

        Raises:
            StartFailed: a variable of its entry has no value, so that what it runs is not known.
        """
        command = command_of(filled(spec, self._secrets.variable))
        await self._trust.keep(command, allowed=True)

    async def ask_anew(self, spec: ServerSpec) -> None:
        """Forgets what the person gave for a server's inputs, so that the next start asks.

        Raises:
            KeyStoreFailed: what is in the system's store may still be there.
        """
        for one in spec.inputs:
            await self._secrets.forget(_account(one))

    async def _consents(self, command: Command, *, again: bool) -> bool:
        said = await self._trust.said(command)
        if said is None or (again and not said):
            changed = await self._trust.knows(command.server)
            said = await self._attendant.confirm_command(replace(command, changed=changed))
            await self._trust.keep(command, allowed=said)
        return bool(said)

    async def _input(self, server: str, wanted: Input) -> str:
        """Returns what was given once, asking for it where it was not."""
        account = _account(wanted)
        try:
            kept = await self._secrets.get(account)
        except KeyStoreFailed:
            kept = None  # Without a store it is asked for once in each run.
        if kept is None:
            kept = await self._attendant.give_input(server, wanted)
            if kept is None:
                raise NotConsented(
                    f"{server} is not run, since it needs {wanted.description or wanted.id}, "
                    "which was not given."
                )
            try:
                await self._secrets.keep(account, kept)
            except KeyStoreFailed:
                self._secrets.keep_for_this_run(account, kept)
        return kept.get_secret_value()


def _account(wanted: Input) -> str:
    """Returns the name under which what was given is kept."""
    return f"input {wanted.id}"
