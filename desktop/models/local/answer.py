"""An answer while it is written: text goes out as it comes, calls and thoughts are kept apart."""

from __future__ import annotations

import codecs
from enum import Enum
from typing import TYPE_CHECKING

from desktop.models.local.stops import StopMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.local.calling import Calling
    from desktop.models.local.thinking import Thinking


_NOTHING_HELD = (b"", 0)


class Step(Enum):
    """What a token does to an answer."""

    GO_ON = "it belongs to the answer"
    STOP = "it completes a stop sequence"
    CALL = "a call of a tool begins with it"
    REFUSED = "a call would begin with it, and none may; it was not taken"


class Answer:
    """Takes the bytes of token after token."""

    def __init__(
        self,
        stop_sequences: Sequence[str],
        calling: Calling | None,
        thinking: Thinking,
    ) -> None:
        self._triggers = calling.form.triggers if calling else ()
        self._may_call = calling is not None and calling.choice != "none"
        self._matcher = StopMatcher([*stop_sequences, *self._triggers])
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._thinking = thinking
        self._called: bytearray | None = None
        self.trigger = ""
        """What began the call."""
        self.replaced = ""
        """What stands in the place of the token with which the call began."""
        self.spent = 0
        """How many tokens were thought, and not answered."""
        if calling and calling.choice == "required":
            self._called = bytearray()

    @property
    def calls(self) -> str | None:
        """What was written after a call's opening; None while there is no call."""
        return None if self._called is None else self._called.decode("utf-8", "replace")

    @property
    def is_call(self) -> bool:
        """Whether what comes now belongs to a call."""
        return self._called is not None

    def shows(self, control_token: str) -> bool:
        """Returns whether a control token is read as text: where calls are spelled with it."""
        if self.is_call or self._thinking.awaits(control_token):
            return True
        return any(control_token in trigger for trigger in self._triggers)

    def take(self, data: bytes) -> Step:
        """Takes a token; text that is now certain goes out."""
        if self._called is not None:
            self._called += data
            return Step.GO_ON
        before = self._decoder.getstate() if self._triggers else _NOTHING_HELD
        piece = text = self._decoder.decode(data)
        if self._thinking.thinks:
            text = self._thinking.think(piece)
            self.spent += 1
        if self._thinking.thinks:
            return Step.GO_ON
        met = self._matcher.meets(text)
        if met in self._triggers and not self._may_call:
            self._decoder.setstate(before)
            return Step.REFUSED
        self._give(self._matcher.feed(text))
        if met is None:
            return Step.GO_ON
        if met not in self._triggers:
            return Step.STOP
        self._begin_call(met, piece)
        return Step.CALL

    def finish(self) -> None:
        """Lets out what was held back, now that nothing follows."""
        if self._called is None and self._matcher.stopped is None:
            last = self._decoder.decode(b"", final=True)
            thinks = self._thinking.thinks
            self._give(self._matcher.feed(self._thinking.think(last) if thinks else last))
            self._give(self._matcher.flush())
        self._thinking.finish()

    def _begin_call(self, trigger: str, piece: str) -> None:
        beyond = self._matcher.beyond
        self.trigger = trigger
        self.replaced = piece[: len(piece) - len(beyond)]
        self._called = bytearray()

    def _give(self, text: str) -> None:
        if not text:
            return
        self._thinking.answer(text)
        if self._thinking.thinks:  # what the matcher held back is no beginning of anything any more
            self._thinking.think(self._matcher.flush())
