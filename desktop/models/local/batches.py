"""Tokens in the form in which llama.cpp computes them."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

from desktop.models.local.binding import llama

if TYPE_CHECKING:
    from collections.abc import Sequence


class Batches:
    """Makes batches; the one of a single token, which most are, is made once."""

    def __init__(self) -> None:
        self._single = llama.llama_batch(1, (llama.llama_token * 1)())

    def of(
        self, tokens: Sequence[int], drafted: Sequence[int] = (), place: int | None = None
    ) -> llama.llama_batch:
        """Returns tokens as a batch, which is good until the next one is made.

        Args:
            tokens: what was chosen or read.
            drafted: what may come next; each token then has a result, and not the last one only.
            place: the position of the first token; None where they follow all that was computed.
        """
        count = len(tokens) + len(drafted)
        if count == 1 and place is None:
            self._single.token[0] = tokens[0]
            return self._single
        return llama.llama_batch(
            n_tokens=count,
            token=(llama.llama_token * count)(*tokens, *drafted),
            pos=(llama.llama_pos * count)(*range(place, place + count))
            if place is not None
            else None,
            logits=(ctypes.c_int8 * count)(*[1] * count) if drafted else None,
        )
