"""What a model thinks before it answers, kept apart from the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.models.local.stops import StopMatcher

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands around a thought."""

    opening: str
    closing: str


USUAL = Marks("<think>", "</think>")
_KNOWN = (
    Marks("[THINK]", "[/THINK]"),
    Marks("<|START_THINKING|>", "<|END_THINKING|>"),
    Marks("<seed:think>", "</seed:think>"),
    Marks("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
    Marks("<|channel>thought", "<channel|>"),
    Marks("<|inner_prefix|>", "<|inner_suffix|>"),
    Marks("<mm:think>", "</mm:think>"),
)


def marks(template: str | None) -> Marks:
    """Returns what stands around the thoughts of a model with this chat template."""
    return next((one for one in _KNOWN if one.closing in (template or "")), USUAL)


def without_thought(text: str, around: Marks) -> str:
    """Returns what follows the thought with which a text begins, or the text as it is."""
    head, ended, answer = text.partition(around.closing)
    begun = head.lstrip().startswith(around.opening)
    return answer.lstrip() if begun and ended else text


class Thinking:
    """Parts the beginning of an answer from the rest, however it is cut into pieces.

    A thought is only what stands first: a mark later on is part of the answer.
    """

    def __init__(
        self, around: Marks, on_answer: Callable[[str], None], *, begun: bool = False
    ) -> None:
        """Takes what stands around a thought, and where the rest goes.

        Args:
            around: the marks.
            on_answer: receives each piece of the answer.
            begun: whether the prompt ends with the opening.
        """
        self.marks = around
        self.thinks = begun
        """Whether what comes now belongs to the thought."""
        self.thought = ""
        """What was thought so far."""
        self._closing = StopMatcher([around.closing])
        self._on_answer = on_answer
        self._held: str | None = "" if not begun else None
        self._bare = False

    def think(self, text: str) -> str:
        """Takes a piece of the thought; returns what comes after its end."""
        self.thought += self._closing.feed(text)
        if self._closing.stopped is None:
            return ""
        self.thinks, self._bare = False, True
        return self._closing.beyond

    def answer(self, text: str) -> None:
        """Takes a piece that is no thought, unless one begins with it."""
        if self._held is not None:
            text, self._held = self._held + text, None
            start = text.lstrip()
            if start.startswith(self.marks.opening):
                self._begin(start.removeprefix(self.marks.opening))
                return
            if self.marks.opening.startswith(start):
                self._held = text
                return
        if self._bare:
            text = text.lstrip()
            self._bare = not text
        if text:
            self._on_answer(text)

    def awaits(self, control_token: str) -> bool:
        """Returns whether a control token may belong to the mark that could come now."""
        if self.thinks:
            return control_token in self.marks.closing
        return self._held is not None and control_token in self.marks.opening

    def finish(self) -> None:
        """Lets out what was held back, now that nothing follows."""
        if self.thinks:
            self.thought += self._closing.flush()
        elif self._held:
            self._on_answer(self._held)
        self._held = None

    def _begin(self, text: str) -> None:
        self.thinks, self._held = True, None
        if rest := self.think(text):
            self.answer(rest)
