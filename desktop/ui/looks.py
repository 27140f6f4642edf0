"""What states look like: an icon, a word and a tone, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.events import ModelStatus, RequestPhase, ServerStatus
from desktop.ui.theme import Symbol, Tone


@dataclass(frozen=True, slots=True)
class Look:
    """What a state looks like: an icon, a word and a tone, never a colour alone."""

    symbol: Symbol
    word: str
    tone: Tone = Tone.PLAIN


_PHASES = {
    RequestPhase.WAITING: Look(Symbol.WAITING, "Waiting for you", Tone.LIVE),
    RequestPhase.ANSWERING: Look(Symbol.ANSWERING, "Answering", Tone.LIVE),
    RequestPhase.REVIEWING: Look(Symbol.REVIEW, "Answer waits for you", Tone.LIVE),
    RequestPhase.ANSWERED: Look(Symbol.ANSWERED, "Answered"),
    RequestPhase.DECLINED: Look(Symbol.DECLINED, "Declined"),
    RequestPhase.REFUSED: Look(Symbol.REFUSED, "Refused"),
    RequestPhase.FAILED: Look(Symbol.FAILED, "Failed"),
    RequestPhase.WITHDRAWN: Look(Symbol.WITHDRAWN, "Withdrawn", Tone.QUIET),
}
_SERVERS = {
    ServerStatus.STOPPED: Look(Symbol.STOPPED, "Stopped", Tone.QUIET),
    ServerStatus.STARTING: Look(Symbol.STARTING, "Starting", Tone.LIVE),
    ServerStatus.READY: Look(Symbol.READY, "Ready", Tone.LIVE),
    ServerStatus.WAITING: Look(Symbol.RESTART, "Waiting to restart"),
    ServerStatus.FAILED: Look(Symbol.FAILED, "Failed"),
}
_MODELS = {
    ModelStatus.UNLOADED: Look(Symbol.UNLOADED, "Not loaded", Tone.QUIET),
    ModelStatus.LOADING: Look(Symbol.STARTING, "Loading", Tone.LIVE),
    ModelStatus.LOADED: Look(Symbol.LOADED, "Loaded", Tone.LIVE),
    ModelStatus.FAILED: Look(Symbol.FAILED, "Failed"),
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
