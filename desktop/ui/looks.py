"""What states look like: an icon, a word and a tone, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.events import ModelStatus, RequestPhase, ServerStatus
from desktop.language import tr
from desktop.ui.theme import Symbol, Tone


@dataclass(frozen=True, slots=True)
class Look:
    """What a state looks like: an icon, a word and a tone, never a colour alone."""

    symbol: Symbol
    word: str
    tone: Tone = Tone.PLAIN


_PHASES = {
    RequestPhase.WAITING: Look(Symbol.WAITING, tr("Waiting for you"), Tone.LIVE),
    RequestPhase.ANSWERING: Look(Symbol.ANSWERING, tr("Answering"), Tone.LIVE),
    RequestPhase.REVIEWING: Look(Symbol.REVIEW, tr("Answer waits for you"), Tone.LIVE),
    RequestPhase.ANSWERED: Look(Symbol.ANSWERED, tr("Answered")),
    RequestPhase.DECLINED: Look(Symbol.DECLINED, tr("Declined")),
    RequestPhase.REFUSED: Look(Symbol.REFUSED, tr("Refused")),
    RequestPhase.FAILED: Look(Symbol.FAILED, tr("Failed")),
    RequestPhase.WITHDRAWN: Look(Symbol.WITHDRAWN, tr("Withdrawn"), Tone.QUIET),
}
_SERVERS = {
    ServerStatus.STOPPED: Look(Symbol.STOPPED, tr("Stopped"), Tone.QUIET),
    ServerStatus.STARTING: Look(Symbol.STARTING, tr("Starting"), Tone.LIVE),
    ServerStatus.READY: Look(Symbol.READY, tr("Ready"), Tone.LIVE),
    ServerStatus.WAITING: Look(Symbol.RESTART, tr("Waiting to restart")),
    ServerStatus.FAILED: Look(Symbol.FAILED, tr("Failed")),
}
_MODELS = {
    ModelStatus.UNLOADED: Look(Symbol.UNLOADED, tr("Not loaded"), Tone.QUIET),
    ModelStatus.LOADING: Look(Symbol.STARTING, tr("Loading"), Tone.LIVE),
    ModelStatus.LOADED: Look(Symbol.LOADED, tr("Loaded"), Tone.LIVE),
    ModelStatus.FAILED: Look(Symbol.FAILED, tr("Failed")),
}


def look_of(state: RequestPhase | ServerStatus | ModelStatus) -> Look:
    """Returns the icon, the word and the tone of a state."""
    match state:
        case RequestPhase():
            return _PHASES[state]
        case ServerStatus():
            return _SERVERS[state]
        case ModelStatus():
            return _MODELS[state]
