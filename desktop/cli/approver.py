"""The person at the terminal, asked on the error stream so that the output stays clean."""

from __future__ import annotations

import asyncio
from shlex import quote
from typing import TYPE_CHECKING, Literal, assert_never

from pydantic import SecretStr

from desktop.cli.filling import answered, fill_in
from desktop.cli.hidden_line import hidden_line
from desktop.cli.output import say
from desktop.cli.reviews import show_answer, show_request
from desktop.cli.terminal import Terminal, has_terminal
from desktop.errors import NotConfirmed, NotConsented, SignInNeeded, Unattended
from desktop.gateway.approval import TIMED_OUT, AnswerApproved, Approved, Declined
from desktop.gateway.context import added_to
from desktop.gateway.screening.hidden import on_one_line
from desktop.servers.elicitation import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.events import ToolSummary
    from desktop.gateway.approval import AnswerReview, Review
    from desktop.servers.elicitation import Elicitation
    from desktop.servers.eras import Rerun
    from desktop.servers.signing_in.oauth import SignIn
    from desktop.servers.trust import Command
    from desktop.servers.variables import Input

Approval = Literal["ask", "yes", "no"]

NO_ANSWERS = "there is no terminal to ask at; use --answers"
NO_TERMINAL = "there is no terminal to ask at; use --approve yes or --approve no"


class TerminalApprover:
    """Shows a whole request or answer and asks, or answers as the command's options say."""

    def __init__(self, approval: Approval, *, quiet: bool = False, trust: bool = False) -> None:
        self._approval = approval
        self.answers: Mapping[str, object] | None = None
        """What is entered into the forms of servers; None where the person is asked."""
        self._trust = trust
        self._quiet = quiet
        self._one_at_a_time = asyncio.Lock()
        self._terminal = Terminal()

    async def review(self, review: Review) -> Approved | Declined:
        """Asks about one request.

        Raises:
            Unattended: there is no terminal to ask at.
        """
        async with self._one_at_a_time:
            offered = review.context if self._approval == "ask" and has_terminal() else None
            if self._shows:
                show_request(review, offered)
            params = review.request.params
            if offered:
                unwanted = await self._answered("Add it? [y/N] ", review.timeout)
                if unwanted and unwanted.by == TIMED_OUT:
                    return unwanted
                params = params if unwanted else added_to(params, offered)
            declined, by = await self._asked("Allow this? [y/N] ", review.timeout)
            return declined or Approved(params, review.route.choice.id, by=by)

    async def review_answer(self, review: AnswerReview) -> AnswerApproved | Declined:
        """Asks about one answer.

        Raises:
            Unattended: there is no terminal to ask at.
        """
        async with self._one_at_a_time:
            if self._shows:
                show_answer(review)
            if review.offers and self._approval == "ask" and has_terminal():
                return await self._chosen(review)
            declined, by = await self._asked("Send this answer? [y/N] ", review.timeout)
            return declined or AnswerApproved(review.result, by=by, chosen=review.chosen)

    async def _chosen(self, review: AnswerReview) -> AnswerApproved | Declined:
        """Returns which of several answers the person types the number of."""
        numbers = [str(number) for number in range(1, len(review.offers) + 1)]
        question = f"Which one is to be sent? [{'/'.join(numbers)}, or none] "
        try:
            silence = "none" if review.required else "the first"
            typed = await self._terminal.answer_to(question, review.timeout, silence)
        except TimeoutError:
            say("")  # The question's line ends here.
            return Declined(by=TIMED_OUT)
        if typed not in numbers:
            return Declined()
        number = numbers.index(typed)
        return AnswerApproved(review.offers[number].result, chosen=number)

    async def confirm_rerun(self, rerun: Rerun) -> bool:
        """Asks whether a tool that stopped halfway may run again."""
        say(
            f"{rerun.tool} of {rerun.server} stopped halfway and would have to run a second time."
            f"\n{rerun.reason}"
        )
        match self._approval:
            case "yes":
                return True
            case "no":
                return False
            case "ask":
                return has_terminal() and await self._terminal.confirmed("Run it again? [y/N] ")
            case _:
                assert_never(self._approval)

    async def confirm_tool(self, server: str, tool: ToolSummary) -> None:
        """Asks before a tool runs that may destroy something; `--approve` is no answer to that.

        Raises:
            NotConfirmed: the person said no, or there is no terminal to ask at.
        """
        what = f"{on_one_line(tool.name)} of {server}"
        word = "may destroy what is there" if tool.destructive else "changes things"
        if not has_terminal():
            raise NotConfirmed(
                f"{what} was not run: it says of itself that it {word}, and there is no terminal "
                "to ask at. Run it all the same with --destructive."
            )
        async with self._one_at_a_time:
            say(f"{what} says of itself that it {word}.")
            if not await self._terminal.confirmed("Run it? [y/N] "):
                raise NotConfirmed(f"{what} was not run, since you said no. Nothing was changed.")

    async def confirm_command(self, command: Command) -> Command | None:
        """Asks whether a server's command may run, unless the command line said so.

        Raises:
            NotConsented: there is no terminal to ask at.
        """
        if self._trust:
            return command
        if not has_terminal():
            raise NotConsented(
                f"{command.server} was not run: nobody has let its command run yet, and there is "
                f"no terminal to ask at. See it and let it run with: parley servers trust "
                f"{quote(command.server)}"
            )
        async with self._one_at_a_time:
            show_command(command)
            let = await self._terminal.confirmed("Let it run, now and later? [y/N] ")
            return command if let else None

    async def confirm_sign_in(self, asked: SignIn) -> bool:
        """Shows the page at which to sign in; to open it is to agree.

        Raises:
            SignInNeeded: there is no terminal to show it at.
        """
        if not has_terminal():
            raise SignInNeeded(
                f"{asked.server} needs you to sign in, and there is no terminal to show the page "
                f"at. Do it with: parley servers sign-in {quote(asked.server)}"
            )
        async with self._one_at_a_time:
            show_sign_in(asked)
        return True

    async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
        """Asks for something that a server's entry needs.

        Raises:
            NotConsented: there is no terminal to ask at.
        """
        if not has_terminal():
            raise NotConsented(
                f"{server} was not run: it needs {wanted.description or wanted.id}, and there is "
                f"no terminal to ask at. Give it with: parley servers trust {quote(server)}"
            )
        async with self._one_at_a_time:
            say(f"{server} needs {wanted.description or wanted.id}.")
            if wanted.options:
                say(f"One of: {', '.join(wanted.options)}")
            told = f" [{wanted.default}]" if wanted.default else ""
            typed = (await hidden_line(f"{wanted.id} (not shown){told}: ")).strip()
            given = typed or wanted.default
            right = bool(given) and (not wanted.options or given in wanted.options)
            return SecretStr(given) if right else None

    async def elicit(self, question: Elicitation) -> Reply:
        """Asks what a server wants to know, unless the command line says it.

        Raises:
            Unattended: there is no terminal to ask at.
        """
        if self.answers is not None:
            return answered(question, self.answers)
        if self._approval == "no":
            return Reply("decline", by="--approve no")
        if not has_terminal():
            raise Unattended(NO_ANSWERS)
        async with self._one_at_a_time:
            try:
                return await fill_in(question, self._terminal)
            except TimeoutError:
                say("")  # The question's line ends here.
                return Reply("cancel", by=TIMED_OUT, why="Nobody answered in time.")

    @property
    def _shows(self) -> bool:
        return self._approval == "ask" or not self._quiet

    async def _asked(self, question: str, seconds: float) -> tuple[Declined | None, str]:
        """Returns a no, or nothing, and by whom it was decided."""
        match self._approval:
            case "yes":
                return None, "--approve yes"
            case "no":
                return Declined(by="--approve no"), ""
            case "ask":
                return await self._answered(question, seconds), "person"
            case _:
                assert_never(self._approval)

    async def _answered(self, question: str, seconds: float) -> Declined | None:
        if not has_terminal():
            raise Unattended(NO_TERMINAL)
        try:
            return None if await self._terminal.confirmed(question, seconds) else Declined()
        except TimeoutError:
            say("")  # The question's line ends here.
            return Declined(by=TIMED_OUT)


def show_sign_in(asked: SignIn) -> None:
    """Shows who wants a sign-in, where it is done, what it gives, and the page for it."""
    wants = "further rights from you" if asked.more else "you to sign in"
    say(f"{asked.server} ({on_one_line(asked.address)}) wants {wants}.\n")
    say(f"  at      {on_one_line(asked.host)}")
    say(f"  rights  {on_one_line(', '.join(asked.scopes)) or 'it does not say which'}\n")
    say(
        "If you know that place, open this page in a browser on this computer. Parley goes on once "
        f"the browser comes back; Ctrl+C gives up.\n\n    {on_one_line(asked.link)}\n"
    )


def show_command(command: Command) -> None:
    """Shows all that a server's command is, and what it can do."""
    changed = " It is another one than you let run before." if command.changed else ""
    verb = "reached at this address" if command.url else "run with this command"
    say(f"{command.server} is to be {verb}.{changed}\n\n    {on_one_line(command.line)}\n")
    if command.folder:
        say(f"  folder       {on_one_line(command.folder)}")
    if command.bundle:
        say(f"  bundle       SHA-256 {command.bundle}")
    if command.variables:
        say(f"  environment  {on_one_line(', '.join(command.variables))}")
    say(f"{command.touches}\n")
    if not (command.url or command.unsandboxed):
        say(f"Less or more of that: parley servers sandbox {quote(command.server)} --help\n")
