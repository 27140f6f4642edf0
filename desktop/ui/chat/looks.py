"""How the states of a conversation look and read, and what a person can do about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.gateway.limits import money
from desktop.inbound.chat.conversation import CallState, TurnStatus
from desktop.language import number, tr
from desktop.ui.looks import Look
from desktop.ui.theme import Symbol, Tone

if TYPE_CHECKING:
    from desktop.models.backend import Usage

_TURNS = {
    TurnStatus.WAITING: Look(Symbol.WAITING, tr("Waiting for you"), Tone.LIVE),
    TurnStatus.WRITING: Look(Symbol.ANSWERING, tr("Writing…"), Tone.LIVE),
    TurnStatus.CALLING: Look(Symbol.STARTING, tr("Running tools…"), Tone.LIVE),
    TurnStatus.DONE: Look(Symbol.ANSWERED, tr("Done")),
    TurnStatus.STOPPED: Look(Symbol.WITHDRAWN, tr("Stopped"), Tone.QUIET),
    TurnStatus.DECLINED: Look(Symbol.DECLINED, tr("Declined")),
    TurnStatus.FAILED: Look(Symbol.FAILED, tr("Failed")),
    TurnStatus.TOO_LONG: Look(Symbol.FAILED, tr("Too long")),
}
_CALLS = {
    CallState.QUEUED: Look(Symbol.WAITING, tr("Waits its turn"), Tone.QUIET),
    CallState.ASKED: Look(Symbol.WAITING, tr("Waiting for you"), Tone.LIVE),
    CallState.RUNNING: Look(Symbol.STARTING, tr("Running…"), Tone.LIVE),
    CallState.DONE: Look(Symbol.ANSWERED, tr("Done")),
    CallState.FAILED: Look(Symbol.FAILED, tr("Failed")),
    CallState.DECLINED: Look(Symbol.DECLINED, tr("Declined")),
    CallState.STOPPED: Look(Symbol.WITHDRAWN, tr("Stopped"), Tone.QUIET),
}
_REMEDIES = {
    TurnStatus.STOPPED: tr("“Again” asks once more."),
    TurnStatus.DECLINED: tr("Nothing was answered. “Again” asks once more."),
    TurnStatus.FAILED: tr("“Again” asks once more; you can choose another model below first."),
    TurnStatus.TOO_LONG: tr("“Again” asks once more; you can choose another model below first."),
}


def look_of_turn(status: TurnStatus) -> Look:
    """Returns the icon, the word and the tone of a turn."""
    return _TURNS[status]


def look_of_call(state: CallState) -> Look:
    """Returns the icon, the word and the tone of a call."""
    return _CALLS[state]


def remedy(status: TurnStatus) -> str:
    """Returns what can be done about a turn that has no whole answer; empty where it has one."""
    return _REMEDIES.get(status, "")


def said_usage(usage: Usage) -> str:
    """Returns what an answer took."""
    told = tr(
        "{read} + {written} tokens, {seconds} s",
        "read and written",
        read=number(usage.input_tokens),
        written=number(usage.output_tokens),
        seconds=number(usage.seconds, ".1f"),
    )
    return f"{told}, {money(usage.cost)}" if usage.cost else told


def said_place(host: str) -> str:
    """Returns where a model is, after its name."""
    return tr("at {host}", host=host) if host else tr("on this computer")
