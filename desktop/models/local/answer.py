"""An answer while it is written: text goes out as it comes, calls of tools are kept apart."""

from __future__ import annotations

import codecs
from enum import Enum
from typing import TYPE_CHECKING

from desktop.models.local.stops import StopMatcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.models.local.calling import Calling


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
        on_text: Callable[[str], None],
    ) -> None:
        self._triggers = calling.form.triggers if calling else ()
        self._may_call = calling is not None and calling.choice != "none"
        self._matcher = StopMatcher([*stop_sequences, *self._triggers])
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._on_text = on_text
        self._called: bytearray | None = None
        self.trigger = ""
        """What began the call."""
        self.replaced = ""
        """What stands in the place of the token with which the call began."""
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
        return self.is_call or any(control_token in trigger for trigger in self._triggers)

    def take(self, data: bytes) -> Step:
        """Takes a token; text that is now certain goes out."""
        if self._called is not None:
            self._called += data
            return Step.GO_ON
        before = self._decoder.getstate()
        piece = self._decoder.decode(data)
        met = self._matcher.meets(piece)
        if met in self._triggers and not self._may_call:
            self._decoder.setstate(before)
            return Step.REFUSED
        self._give(self._matcher.feed(piece))
        if met is None:
            return Step.GO_ON
        if met not in self._triggers:
            return Step.STOP
        self._begin_call(met, piece)
        return Step.CALL

    def finish(self) -> None:
        """Lets out what was held back, now that nothing follows."""
        if self._called is None and self._matcher.stopped is None:
            self._give(self._matcher.feed(self._decoder.decode(b"", final=True)))
            self._give(self._matcher.flush())

    def _begin_call(self, trigger: str, piece: str) -> None:
        beyond = self._matcher.beyond
        self.trigger = trigger
        self.replaced = piece[: len(piece) - len(beyond)]
        self._called = bytearray()

    def _give(self, text: str) -> None:
        if text:
            self._on_text(text)
