"""What must be so before a server runs: variables known, command consented to, signed in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from desktop.errors import ConfigError, KeyStoreFailed, NotConsented, StartFailed
from desktop.language import tr
from desktop.servers.entries import set_part
from desktop.servers.sandbox.bounds import held, missing
from desktop.servers.trust import command_of
from desktop.servers.variables import filled, with_inputs

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Mapping
    from contextlib import AbstractAsyncContextManager

    from pydantic import SecretStr

    from desktop.servers.config import ServerSpec
    from desktop.servers.elicitation import Elicitation, Reply
    from desktop.servers.eras import Rerun
    from desktop.servers.signing_in.oauth import SignedRequests, SignIn
    from desktop.servers.trust import Command, Trust
    from desktop.servers.variables import Input
    from desktop.storage.places import Places
    from desktop.storage.secrets import Secrets


class Attendant(Protocol):
    """Who is asked about servers; the window and the terminal each have one."""

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        """Returns whether a tool that stopped halfway may run again."""

    async def confirm_command(self, command: Command) -> Command | None:
        """Returns a command as it may run, now and later, as long as it stays the same.

        That is with what the person lets it touch, which may be more or less; None is a no.

        Raises:
            NotConsented: there is nobody to ask; nothing is kept of that.
        """

    async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
        """Returns what a server's entry asks for, or None where the person gives nothing.

        Raises:
            NotConsented: there is nobody to ask.
        """

    async def confirm_sign_in(self, asked: SignIn) -> bool:
        """Returns whether the person signs in, and has the page for it before them.

        Raises:
            SignInNeeded: there is nobody to ask.
        """

    async def elicit(self, question: Elicitation) -> Reply:
        """Returns what the person did with a server's question.

        Cancelling the awaiting task takes the question back.

        Raises:
            Unattended: nobody is there to be asked.
        """


Lend = Callable[[str], "AbstractAsyncContextManager[Mapping[str, str]]"]
"""Returns, for a server's name, what it finds in its environment while the context is open."""


@dataclass(frozen=True, slots=True)
class Heed:
    """Who is told what happens while a server is admitted."""

    waits: Callable[[str], None] = lambda _: None
    """For what the person is waited for, in a sentence."""
    secret: Callable[[Iterable[str]], None] = lambda _: None
    """What must never be shown."""


class Admission:
    """The one door through which a server's command comes to be run."""

    def __init__(
        self, trust: Trust, secrets: Secrets, attendant: Attendant, places: Places
    ) -> None:
        self._trust = trust
        self._secrets = secrets
        self._attendant = attendant
        self._places = places
        self.lend: Lend | None = None
        """Gives a server a token for the endpoint, where there is one in this run."""

    async def admit(self, spec: ServerSpec, *, again: bool, heed: Heed | None = None) -> ServerSpec:
        """Returns a server as it is to be run: as `consented`, and in its sandbox.

        Args:
            spec: the server as its entry has it.
            again: whether to ask about a command that the person declined before.
            heed: is told what is waited for, and what must never be shown.

        Raises:
            NotConsented: the person does not let its command run, or does not give what it needs.
            StartFailed: a variable of its entry has no value, or its command is not there.
        """
        consented = await self.consented(spec, again=again, heed=heed)
        return await asyncio.to_thread(held, consented, self._places)

    @asynccontextmanager
    async def lent(self, spec: ServerSpec, heed: Heed) -> AsyncGenerator[ServerSpec]:
        """Yields a server that was admitted with a token, if its entry has it so, while it runs.

        Raises:
            StartFailed: there is no endpoint, or it cannot reach one.
        """
        if not spec.endpoint:
            yield spec
            return
        if spec.sandbox and not spec.sandbox.network and not await asyncio.to_thread(missing):
            raise StartFailed(
                tr(
                    "{name} is to ask models by the endpoint, which is a port of this computer, "
                    "but its sandbox has no network. Let its sandbox have the network, or take the "
                    "endpoint away from it, and start it again.",
                    name=spec.name,
                )
            )
        if self.lend is None:
            raise StartFailed(
                tr("{name} is to have the endpoint, which is not here.", name=spec.name)
            )
        try:
            async with self.lend(spec.name) as given:
                heed.secret([value for name, value in given.items() if name.endswith("_KEY")])
                yield spec.model_copy(update={"env": spec.env | dict(given)})
        except ConfigError as error:
            raise StartFailed(
                tr("{name} could not be started. {error}", name=spec.name, error=error)
            ) from error

    async def consented(
        self, spec: ServerSpec, *, again: bool, heed: Heed | None = None
    ) -> ServerSpec:
        """Returns a server that may run, with every variable filled in and what it may touch.

        Where the person lets it touch something else than its entry says, the entry says that now.

        Args:
            spec: the server as its entry has it.
            again: whether to ask about a command that the person declined before.
            heed: is told what is waited for, and what must never be shown.

        Raises:
            NotConsented: the person does not let its command run, or does not give what it needs.
            StartFailed: a variable of its entry has no value.
        """
        shown = filled(spec, self._secrets.variable)
        heed = heed or Heed()
        command = await self._consents(await _command(shown), heed, again=again)
        if command is None:
            # As its entry has it: what is filled in may be a secret, and this is kept.
            raise NotConsented(
                tr(
                    "{name} is not run, since you did not let its command run: {target}",
                    name=spec.name,
                    target=spec.target,
                )
            )
        if command.sandbox != shown.sandbox:
            told = command.sandbox.entry() if command.sandbox else None
            set_part(self._places.config_file, spec.name, "sandbox", told)
            shown = shown.model_copy(update={"sandbox": command.sandbox})
        inputs = {one.id: await self._input(spec.name, one, heed) for one in spec.inputs}
        whole = with_inputs(shown, inputs) if inputs else shown
        heed.secret([*inputs.values(), *whole.env.values(), *whole.headers.values()])
        return whole

    async def trust(self, spec: ServerSpec) -> None:
        """Keeps that the person typed a command themself, which is a consent to it.

        Raises:
            StartFailed: a variable of its entry has no value, so that what it runs is not known.
        """
        command = await _command(filled(spec, self._secrets.variable))
        await self._trust.keep(command, allowed=True)

    async def carry_over(self, before: ServerSpec, after: ServerSpec) -> None:
        """Lets a consent hold for a command that the person themself holds in otherwise now.

        Where there was none, there is none.

        Raises:
            StartFailed: a variable of its entry has no value, so that what it runs is not known.
        """
        if await self._trust.said(await _command(filled(before, self._secrets.variable))):
            await self.trust(after)

    async def ask_anew(self, spec: ServerSpec) -> None:
        """Forgets what the person gave for a server's inputs, so that the next start asks.

        Raises:
            KeyStoreFailed: what is in the system's store may still be there.
        """
        for one in spec.inputs:
            await self._secrets.forget(_account(one))

    async def keep_input(self, wanted: str, value: SecretStr | None) -> None:
        """Keeps what the person gave for an input before it was asked for, or forgets it.

        Raises:
            KeyStoreFailed: what was there before may still be in the system's store.
        """
        account = _account_of(wanted)
        if value is None:
            await self._secrets.forget(account)
            return
        try:
            await self._secrets.keep(account, value)
        except KeyStoreFailed:
            self._secrets.keep_for_this_run(account, value)

    def signed_requests(
        self, spec: ServerSpec, waits: Callable[[str], None], *, may_ask: bool
    ) -> SignedRequests | None:
        """Returns what signs the requests to a server as it is to be reached, where that is done.

        Args:
            spec: the server, with its variables filled in.
            waits: is told while its start waits for the person.
            may_ask: whether the person is to be asked where it wants them to sign in.
        """
        if not spec.url:
            return None
        from desktop.servers.signing_in.oauth import SignedRequests, signs  # noqa: PLC0415

        if not signs(spec):
            return None
        signed = SignedRequests(spec, self._secrets, self._attendant)
        signed.may_ask, signed.waits = may_ask, waits
        return signed

    async def sign_out(self, spec: ServerSpec) -> None:
        """Forgets what a sign-in to a server has given.

        Raises:
            KeyStoreFailed: what is in the system's store may still be there.
        """
        from desktop.servers.signing_in.credentials import account_of, forget_long  # noqa: PLC0415

        await forget_long(self._secrets, account_of(spec.name))

    async def _consents(self, command: Command, heed: Heed, *, again: bool) -> Command | None:
        """Returns the command as it may run; None where it may not."""
        said = await self._trust.said(command)
        if said or (said is False and not again):
            return command if said else None
        changed = await self._trust.knows(command.server)
        heed.waits(tr("It waits for you to say whether its command may run."))
        chosen = await self._attendant.confirm_command(replace(command, changed=changed))
        await self._trust.keep(chosen or command, allowed=chosen is not None)
        return chosen

    async def _input(self, server: str, wanted: Input, heed: Heed) -> str:
        """Returns what was given once, asking for it where it was not."""
        account = _account(wanted)
        try:
            kept = await self._secrets.get(account)
        except KeyStoreFailed:
            kept = None  # Without a store it is asked for once in each run.
        if kept is None:
            heed.waits(
                tr("It waits for you to give {value}.", value=wanted.description or wanted.id)
            )
            kept = await self._attendant.give_input(server, wanted)
            if kept is None:
                raise NotConsented(
                    tr(
                        "{server} is not run, since it needs {value}, which was not given.",
                        server=server,
                        value=wanted.description or wanted.id,
                    )
                )
            try:
                await self._secrets.keep(account, kept)
            except KeyStoreFailed:
                self._secrets.keep_for_this_run(account, kept)
        return kept.get_secret_value()


async def _command(spec: ServerSpec) -> Command:
    """Returns what would be run for a server, on this computer."""
    return command_of(spec, unsandboxed=await asyncio.to_thread(missing))


def _account(wanted: Input) -> str:
    """Returns the name under which what was given is kept."""
    return _account_of(wanted.id)


def _account_of(wanted: str) -> str:
    return f"input {wanted}"
