"""The context that can be added at the terminal: shown whole, and added only by a typed yes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.cli.approver import TerminalApprover
from desktop.errors import Unattended
from desktop.gateway.approval import TIMED_OUT, Approved, Declined
from desktop.gateway.context import Context
from desktop.gateway.policy import Policy
from tests.cli.reviewed import ORDER, make_review
from tests.cli.test_approver import until_asked

if TYPE_CHECKING:
    from desktop.cli.approver import Approval
    from desktop.gateway.approval import Review
    from tests.cli.conftest import Keyboard

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]

Captured = pytest.CaptureFixture[str]

TEXT = f"What tools were asked.\n\nServer: notes\nAnswer: {ORDER}"


def offering(seconds: float = 60.0) -> Review:
    review = make_review(include_context="thisServer", system_prompt="Be brief.")
    caller = replace(review.request.caller, policy=Policy(timeout=seconds))
    request = replace(review.request, caller=caller)
    return replace(review, request=request, context=Context(TEXT, 1, ("notes",)))


async def answered(
    capsys: Captured, keyboard: Keyboard, *typed: str
) -> tuple[Approved | Declined, str]:
    """Returns what became of a request, and everything that was said."""
    verdict = asyncio.create_task(TerminalApprover("ask").review(offering()))
    said = ""
    for line in typed:
        said += await until_asked(capsys)
        keyboard.type(line)
    return await verdict, said


async def test_a_typed_yes_adds_what_was_shown_and_a_second_one_allows_it(
    capsys: Captured, keyboard: Keyboard
) -> None:
    verdict, said = await answered(capsys, keyboard, "y\n", "y\n")
    assert isinstance(verdict, Approved)
    assert verdict.params.system_prompt == f"Be brief.\n\n{TEXT}"
    assert "Context       thisServer was asked for; it is only given where you add it\n" in said
    assert "[can be added to the system prompt]\n  What tools were asked.\n  \n" in said
    assert f"  Answer: ⟦!{ORDER}!⟧\n" in said
    assert "! What can be added: Asks to set instructions aside" in said
    assert said.index("! What can be added") < said.index("Add it?") < said.index("Allow this?")


@pytest.mark.parametrize("typed", ["\n", "n\n", "maybe\n"])
async def test_anything_else_adds_nothing(capsys: Captured, keyboard: Keyboard, typed: str) -> None:
    verdict, _ = await answered(capsys, keyboard, typed, "y\n")
    assert verdict == Approved(offering().request.params, "tiny")


async def test_what_was_added_can_still_be_declined(capsys: Captured, keyboard: Keyboard) -> None:
    verdict, _ = await answered(capsys, keyboard, "y\n", "n\n")
    assert verdict == Declined()


async def test_a_question_that_nobody_answers_in_time_declines_the_request(
    capsys: Captured, keyboard: Keyboard
) -> None:
    verdict = await TerminalApprover("ask").review(offering(0.05))
    assert verdict == Declined(by=TIMED_OUT)
    assert "Allow this?" not in capsys.readouterr().err


@pytest.mark.parametrize(("approval", "by"), [("yes", "--approve yes"), ("no", "")])
async def test_no_option_of_the_command_adds_it(
    capsys: Captured, keyboard: Keyboard, approval: Approval, by: str
) -> None:
    verdict = await TerminalApprover(approval).review(offering())
    if by:
        assert verdict == Approved(offering().request.params, "tiny", by=by)
    said = capsys.readouterr().err
    assert "thisServer was asked for; it is not given" in said
    assert not any(words in said for words in ("Add it?", "can be added", ORDER))


async def test_without_a_terminal_it_is_neither_shown_nor_added(capsys: Captured) -> None:
    with pytest.raises(Unattended):
        await TerminalApprover("ask").review(offering())
    assert "it is not given" in capsys.readouterr().err
