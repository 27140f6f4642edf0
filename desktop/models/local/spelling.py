"""Texts that spell a model's control tokens, taken apart so that none of them becomes one."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAK = "\ufdd0"
"""A noncharacter of Unicode, for use inside a program; no text has a reason to hold it."""

_SCHEMA_WORDS = frozenset({
    "type", "function", "name", "description", "parameters", "arguments", "properties", "required",
    "items", "enum", "const", "default", "format", "title", "string", "number", "integer",
    "boolean", "array", "object", "null", "additionalProperties", "anyOf", "oneOf", "allOf",
    "$ref", "$defs", "definitions", "minimum", "maximum", "minItems", "maxItems",
})  # fmt: skip
"""What templates look for in a tool's schema, and so must find as it is."""


class Spelling:
    """The control tokens of a model, and what could become one."""

    def __init__(self, control: Iterable[str]) -> None:
        """Takes the texts of the control tokens."""
        self._control = frozenset(filter(None, control))
        self._longest = max(map(len, self._control), default=0)

    def broken(self, text: str) -> str:
        """Returns a text with a break inside all that spells a control token."""
        return self._spelled.sub(rf"\g<0>{BREAK}", text.replace(BREAK, ""))

    def scattered(self, text: str) -> str:
        """Returns a text with breaks wherever a control token could begin or go on.

        So none comes of it even where a template takes something out of the middle, or writes
        the beginning of a token before it and the end behind it.
        """
        text = text.replace(BREAK, "")
        apart = self._first.sub(rf"\g<0>{BREAK}", text)
        return f"{BREAK}{apart}{BREAK}" if self._completes(text) else apart

    def formed(self, rendered: str) -> list[str]:
        """Returns the control tokens of a rendered conversation, in their order."""
        return self._whole.findall(rendered)

    @cached_property
    def _spelled(self) -> re.Pattern[str]:
        texts = "|".join(map(re.escape, self._control))
        # A lookahead finds overlapping occurrences too. To look at the first character before
        # makes it thirty times faster.
        return re.compile(rf"(?={self._first.pattern})(?={texts or '(?!)'}).", re.DOTALL)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        longest_first = sorted(self._control, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    @cached_property
    def _first(self) -> re.Pattern[str]:
        first = "".join(sorted({re.escape(text[0]) for text in self._control}))
        return re.compile(f"[{first}]" if first else r"(?!)")

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(text[:end] for text in self._control for end in range(1, len(text)))

    @cached_property
    def _endings(self) -> frozenset[str]:
        return frozenset(text[start:] for text in self._control for start in range(1, len(text)))

    def _completes(self, text: str) -> bool:
        """Returns whether a control token could be made of this and of what stands around it."""
        if not text or text in _SCHEMA_WORDS:
            return False
        lengths = range(1, min(len(text), self._longest) + 1)
        return (
            any(text[:length] in self._endings for length in lengths)
            or any(text[-length:] in self._beginnings for length in lengths)
            or (len(text) <= self._longest and any(text in token for token in self._control))
        )
