"""What counts as a yes at the terminal."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.cli import terminal
from desktop.cli.approver import TerminalApprover
from desktop.errors import NotConfirmed, NotConsented, SignInNeeded, Unattended
from desktop.events import ToolSummary
from desktop.gateway.approval import TIMED_OUT, AnswerApproved, Approved, Declined, Offer
from desktop.gateway.policy import Policy
from desktop.servers.config import ServerSpec
from desktop.servers.eras import Era, Rerun
from desktop.servers.signing_in.oauth import SignIn
from desktop.servers.trust import command_of
from desktop.servers.variables import Input
from tests.cli.reviewed import ORDER, make_answer_review, make_review

if TYPE_CHECKING:
    from desktop.cli.approver import Approval
    from desktop.gateway.approval import AnswerReview, Review
    from tests.cli.conftest import Keyboard

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]

Captured = pytest.CaptureFixture[str]

RERUN = Rerun("notes", "sum", Era.LEGACY, "It sends requests of its own.")


async def until_asked(capsys: Captured, question: str = "[y/N]", times: int = 1) -> str:
    """Returns what was said up to a question, once it has been asked so many times."""
    said = ""
    with anyio.fail_after(10):
        while said.count(question) < times:
            await asyncio.sleep(0)
            said += capsys.readouterr().err
    return said


async def test_the_option_yes_allows_what_was_asked_and_names_itself() -> None:
    review = make_review()
    verdict = await TerminalApprover("yes", quiet=True).review(review)
    assert verdict == Approved(review.request.params, "tiny", by="--approve yes")


async def test_the_option_no_declines_and_names_itself() -> None:
    verdict = await TerminalApprover("no", quiet=True).review(make_review())
    assert verdict == Declined(by="--approve no")


async def test_without_a_terminal_nobody_is_asked_and_it_is_said_what_to_do(
    capsys: Captured,
) -> None:
    with pytest.raises(Unattended, match="no terminal to ask at; use --approve yes or") as refused:
        await TerminalApprover("ask", quiet=True).review(make_review())
    assert refused.value.by == "unattended"
    assert "notes wants to use a language model" in capsys.readouterr().err


@pytest.mark.parametrize(("approval", "quiet"), [("yes", True), ("no", True)])
async def test_a_quiet_approver_says_nothing(
    capsys: Captured, approval: Approval, quiet: bool
) -> None:
    await TerminalApprover(approval, quiet=quiet).review(make_review())
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("typed", ["y\n", "Y\n", "yes\n", "  yes \n"])
async def test_a_typed_yes_allows(capsys: Captured, keyboard: Keyboard, typed: str) -> None:
    review = make_review()
    verdict = asyncio.create_task(TerminalApprover("ask").review(review))
    await until_asked(capsys)
    keyboard.type(typed)
    assert await verdict == Approved(review.request.params, "tiny")


@pytest.mark.parametrize("typed", ["\n", "n\n", "no\n", "yesterday\n", "ja\n", "\x04"])
async def test_anything_else_declines(capsys: Captured, keyboard: Keyboard, typed: str) -> None:
    verdict = asyncio.create_task(TerminalApprover("ask").review(make_review()))
    await until_asked(capsys)
    keyboard.type(typed)
    assert await verdict == Declined()


async def test_two_requests_are_asked_about_one_after_the_other(
    capsys: Captured, keyboard: Keyboard
) -> None:
    approver = TerminalApprover("ask")
    first = asyncio.create_task(approver.review(make_review(text="first")))
    second = asyncio.create_task(approver.review(make_review(text="second")))
    assert "second" not in await until_asked(capsys)
    keyboard.type("n\n")
    assert await first == Declined()
    assert "second" in await until_asked(capsys)
    keyboard.type("y\n")
    assert isinstance(await second, Approved)


async def test_after_a_withdrawn_question_the_next_line_answers_the_next_one(
    capsys: Captured, keyboard: Keyboard
) -> None:
    approver = TerminalApprover("ask")
    first = asyncio.create_task(approver.review(make_review()))
    await until_asked(capsys)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    second = asyncio.create_task(approver.review(make_review()))
    await until_asked(capsys)
    keyboard.type("y\n")
    with anyio.fail_after(10):
        assert isinstance(await second, Approved)


async def test_what_was_typed_before_the_question_is_no_answer_to_it(
    capsys: Captured, keyboard: Keyboard
) -> None:
    keyboard.type("y\n")
    verdict = asyncio.create_task(TerminalApprover("ask").review(make_review()))
    await until_asked(capsys)
    keyboard.type("n\n")
    assert await verdict == Declined()


async def test_a_yes_that_comes_too_soon_to_have_been_read_is_asked_for_again(
    capsys: Captured, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "READING_SECONDS", 60.0)
    verdict = asyncio.create_task(TerminalApprover("ask").review(make_review()))
    await until_asked(capsys)
    keyboard.type("y\n")
    assert "came too soon" in await until_asked(capsys)
    monkeypatch.setattr(terminal, "READING_SECONDS", 0.0)
    keyboard.type("n\n")
    assert await verdict == Declined()


async def test_an_input_that_ends_at_once_declines_and_is_not_asked_again(
    capsys: Captured, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "READING_SECONDS", 60.0)
    verdict = asyncio.create_task(TerminalApprover("ask").review(make_review()))
    await until_asked(capsys)
    keyboard.type("\x04")
    with anyio.fail_after(10):
        assert await verdict == Declined()


async def test_a_closed_input_is_no_terminal_to_ask_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Unattended):
        await TerminalApprover("ask").review(make_review())
    with pytest.raises(Unattended):
        await TerminalApprover("ask").review_answer(make_answer_review())
    assert await TerminalApprover("ask").confirm_rerun(RERUN) is False


@pytest.mark.parametrize(("approval", "again"), [("yes", True), ("no", False), ("ask", False)])
async def test_a_second_run_needs_a_yes_too(
    capsys: Captured, approval: Approval, again: bool
) -> None:
    assert await TerminalApprover(approval).confirm_rerun(RERUN) is again
    said = capsys.readouterr().err
    assert "sum of notes stopped halfway" in said
    assert "It sends requests of its own." in said


async def test_a_second_run_is_asked_about_at_the_terminal(
    capsys: Captured, keyboard: Keyboard
) -> None:
    answer = asyncio.create_task(TerminalApprover("ask").confirm_rerun(RERUN))
    await until_asked(capsys, "Run it again? [y/N]")
    keyboard.type("y\n")
    assert await answer is True


def impatient() -> Review:
    review = make_review()
    caller = replace(review.request.caller, policy=Policy(timeout=0.05))
    return replace(review, request=replace(review.request, caller=caller))


async def test_a_question_that_nobody_answers_in_time_is_declined(
    capsys: Captured, keyboard: Keyboard
) -> None:
    assert await TerminalApprover("ask").review(impatient()) == Declined(by=TIMED_OUT)
    assert "Allow this? [y/N] (no in 0.05 s, unless you type w to wait) \n" in (
        capsys.readouterr().err
    )


async def test_a_person_who_is_still_reading_gets_as_much_time_again(
    capsys: Captured, keyboard: Keyboard
) -> None:
    verdict = asyncio.create_task(TerminalApprover("ask").review(make_review()))
    await until_asked(capsys)
    keyboard.type("w\n")
    await until_asked(capsys)
    keyboard.type("y\n")
    assert isinstance(await verdict, Approved)


async def test_an_answer_is_shown_whole_and_sent_after_a_typed_yes(
    capsys: Captured, keyboard: Keyboard
) -> None:
    review = make_answer_review("In \x1b[31mred.", ORDER, name="no\ntes")
    verdict = asyncio.create_task(TerminalApprover("ask").review_answer(review))
    said = await until_asked(capsys, "Send this answer? [y/N]")
    assert "── An answer for no tes ──" in said
    assert "Answered by   Tiny, sent over the network\n" in said
    assert "It stopped    toolUse\n" in said
    assert "[assistant]\n  In ⟦U+001B⟧[31mred.\n" in said
    assert f"[assistant]\n  ⟦!{ORDER}!⟧\n" in said
    assert "[assistant asks for the tool look (t1)]\n" in said
    keyboard.type("y\n")
    assert await verdict == AnswerApproved(review.result)


async def test_an_answer_is_kept_back_by_anything_else(
    capsys: Captured, keyboard: Keyboard
) -> None:
    verdict = asyncio.create_task(TerminalApprover("ask").review_answer(make_answer_review()))
    await until_asked(capsys)
    keyboard.type("\n")
    assert await verdict == Declined()


def compared() -> AnswerReview:
    review = make_answer_review("One.")
    results = (review.result, make_answer_review("Two.").result)
    offers = tuple(Offer(review.model, result) for result in results)
    return replace(review, offers=offers, required=False)


@pytest.mark.parametrize(("typed", "chosen"), [("1", 0), ("2", 1)])
async def test_of_several_answers_the_number_that_is_typed_is_sent(
    capsys: Captured, keyboard: Keyboard, typed: str, chosen: int
) -> None:
    review = compared()
    verdict = asyncio.create_task(TerminalApprover("ask").review_answer(review))
    said = await until_asked(capsys, "Which one is to be sent? [1/2, or none]")
    assert "── Answer 1 for notes ──" in said
    assert "[assistant]\n  Two.\n" in said
    assert "(the first in 30 s" in said
    keyboard.type(f"{typed}\n")
    assert await verdict == AnswerApproved(review.offers[chosen].result, chosen=chosen)


async def test_no_number_keeps_all_answers_back(capsys: Captured, keyboard: Keyboard) -> None:
    verdict = asyncio.create_task(TerminalApprover("ask").review_answer(compared()))
    await until_asked(capsys, "Which one is to be sent?")
    keyboard.type("none\n")
    assert await verdict == Declined()


async def test_the_option_yes_sends_the_first_of_several_answers() -> None:
    review = compared()
    verdict = await TerminalApprover("yes").review_answer(review)
    assert verdict == AnswerApproved(review.result, by="--approve yes")


async def test_the_options_answer_for_answers_too() -> None:
    review = make_answer_review()
    sent = await TerminalApprover("yes", quiet=True).review_answer(review)
    assert sent == AnswerApproved(review.result, by="--approve yes")
    kept = await TerminalApprover("no", quiet=True).review_answer(review)
    assert kept == Declined(by="--approve no")


def test_the_tests_have_no_terminal_of_their_own() -> None:
    assert not sys.stdin.isatty()


COMMAND = command_of(ServerSpec(name="my notes", command="npx", args=("a\nb",), env={"K": "v"}))


async def test_a_command_is_let_run_by_its_own_option_and_not_by_approve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert await TerminalApprover("no", trust=True).confirm_command(COMMAND)
    with pytest.raises(NotConsented, match=r"with: parley servers trust 'my notes'$"):
        await TerminalApprover("yes").confirm_command(COMMAND)
    with pytest.raises(NotConsented, match="needs the key, and there is no terminal"):
        await TerminalApprover("yes").give_input("notes", Input(id="k", description="the key"))


@pytest.mark.parametrize(("typed", "allowed"), [("y\n", True), ("\n", False)])
async def test_a_command_is_shown_whole_and_asked_about(
    capsys: Captured, keyboard: Keyboard, typed: str, allowed: bool
) -> None:
    asked = asyncio.create_task(TerminalApprover("yes").confirm_command(COMMAND))
    said = await until_asked(capsys)
    assert "npx 'a⟦U+000A⟧b'" in said
    assert "environment  K" in said
    keyboard.type(typed)
    assert await asked == (COMMAND if allowed else None)


@pytest.mark.parametrize(
    ("wanted", "typed", "given"),
    [
        (Input(id="k", description="the key"), "sesame\n", "sesame"),
        (Input(id="k", default="usual"), "\n", "usual"),
        (Input(id="k"), "\n", None),
        (Input(id="k", options=("s", "l")), "l\n", "l"),
        (Input(id="k", options=("s", "l")), "x\n", None),
    ],
)
async def test_what_an_entry_needs_is_typed_unseen(
    capsys: Captured, keyboard: Keyboard, wanted: Input, typed: str, given: str | None
) -> None:
    asked = asyncio.create_task(TerminalApprover("yes").give_input("notes", wanted))
    await until_asked(capsys, "(not shown)")
    keyboard.type(typed)
    got = await asked
    assert (got.get_secret_value() if got else None) == given


async def test_the_page_to_sign_in_at_is_shown_with_who_wants_it_and_what_for(
    capsys: Captured, keyboard: Keyboard
) -> None:
    del keyboard  # There is a terminal.
    link = "https://login.example/authorize?state=s"
    asked = SignIn("far", "https://far.example/mcp", "login\u200b.example", ("read", "write"), link)

    assert await TerminalApprover("yes").confirm_sign_in(asked)
    said = capsys.readouterr().err
    for shown in ("far (https://far.example/mcp)", "login⟦U+200B⟧.example", "read, write", link):
        assert shown in said


async def test_without_a_terminal_nobody_can_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    asked = SignIn("my server", "https://far.example/mcp", "login.example", (), "https://x.example")

    with pytest.raises(SignInNeeded, match="parley servers sign-in 'my server'"):
        await TerminalApprover("yes").confirm_sign_in(asked)


@pytest.mark.parametrize(("typed", "runs"), [("y\n", True), ("\n", False)])
async def test_a_tool_that_may_destroy_something_is_asked_about_whoever_approves(
    capsys: Captured, keyboard: Keyboard, typed: str, runs: bool
) -> None:
    burn = ToolSummary("burn\u202e", "Burn", "", "{}", destructive=True)
    asked = asyncio.create_task(TerminalApprover("yes").confirm_tool("notes", burn))
    said = await until_asked(capsys, "Run it? [y/N]")
    assert "burn⟦U+202E⟧ of notes says of itself that it may destroy what is there." in said
    keyboard.type(typed)
    if runs:
        await asked
    else:
        with pytest.raises(NotConfirmed, match="since you said no"):
            await asked
