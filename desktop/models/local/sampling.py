"""The choice of the next token, free or bound by a grammar.

A grammar is checked lazily: the model chooses freely, that one token is tested, and only a
refused one costs a second choice among tokens that fit. The grammar is told of no token that it
refuses, and none that breaks UTF-8: llama.cpp would end the process.
"""

from __future__ import annotations

import array
import codecs
import ctypes
import re
from contextlib import ExitStack
from math import inf
from typing import TYPE_CHECKING

from desktop.errors import ModelError
from desktop.language import tr
from desktop.models.local.binding import llama

if TYPE_CHECKING:
    from desktop.models.local.vocabulary import Vocabulary

_TOP_K, _TOP_P, _MIN_P = 40, 0.95, 0.05
_SHORTLIST = 256
"""So many likely tokens are tested at once before all of them are."""
_SURROGATE = re.compile(b"\xed[\xa0-\xbf]")
"""Bytes that begin what is no character; the decoder sees that only with the next one."""


class Sampler:
    """Chooses token after token of one answer; close it afterwards."""

    def __init__(self, context: int, vocabulary: Vocabulary, temperature: float) -> None:
        """Takes a model's context, as llama.cpp has made it, and its vocabulary."""
        self._context = context
        self._vocabulary = vocabulary
        self._owned = ExitStack()
        self._chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
        self._owned.callback(llama.llama_sampler_free, self._chain)
        self._stages = _stages(temperature)
        for stage in self._stages:
            llama.llama_sampler_chain_add(self._chain, stage)
        self._grammar: int | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._row = -1
        self._refused: list[int] = []
        self._candidates: _Candidates | None = None
        self._one = _Candidates(1)

    def close(self) -> None:
        """Gives its memory back."""
        self._owned.close()

    def constrain(self, grammar: str) -> None:
        """Lets only this grammar's texts follow, and the end of the turn after one.

        Raises:
            ModelError: llama.cpp does not take the grammar.
        """
        made = llama.llama_sampler_init_grammar(self._vocabulary.handle, grammar.encode(), b"root")
        if not made:
            raise ModelError(
                tr(
                    "The form of the answer, or of a tool's arguments, is beyond what this version "
                    "can enforce. Nothing was answered. Choose a model of a provider for this "
                    "request."
                )
            )
        self._owned.callback(llama.llama_sampler_free, made)
        self._grammar = made

    def choose(self, row: int = -1) -> int:
        """Returns the next token.

        Args:
            row: which of the last batch's results says how likely each is; -1: the last.

        Raises:
            ModelError: none fits the grammar.
        """
        self._row = row
        token: int = 0
        if not self._refused:
            token = llama.llama_sampler_sample(self._chain, self._context, row)
        if self._refused or not self._fits(token):
            token = self._again()
        self._refused.clear()
        if self._grammar is not None:
            self._decoder.decode(self._spelled(token))
            llama.llama_sampler_accept(self._grammar, token)
        return token

    def refuse(self, token: int) -> None:
        """Rules a token out of the next choice."""
        self._refused.append(token)

    def _fits(self, token: int) -> bool:
        if self._grammar is None:
            return True
        self._one.only(token)
        llama.llama_sampler_apply(self._grammar, self._one.pointer)
        return self._one.logit(0) > -inf and self._is_text(token)

    def _is_text(self, token: int) -> bool:
        """Returns whether the text stays UTF-8 with this token."""
        data = self._spelled(token)
        if b"\0" in data:
            return False
        state = self._decoder.getstate()
        try:
            self._decoder.decode(data)
            return not _SURROGATE.match(self._decoder.getstate()[0])
        except UnicodeDecodeError:
            return False
        finally:
            self._decoder.setstate(state)

    def _spelled(self, token: int) -> bytes:
        ends = self._vocabulary.ends(token)
        return b"" if ends else self._vocabulary.spelled(token, special=True)

    def _again(self) -> int:
        """Returns another token, out of the likeliest that fit, or else out of all."""
        ruled_out = list(self._refused)
        while (token := self._best(ruled_out, _SHORTLIST) or self._best(ruled_out)) is not None:
            if self._fits(token):
                return token
            ruled_out.append(token)
        raise ModelError(
            tr(
                "The model has no word with which its answer could go on in the form that it must "
                "have. This answer is lost; the model stays loaded. Try again, or choose another "
                "model."
            )
        )

    def _best(self, ruled_out: list[int], shortlist: int | None = None) -> int | None:
        """Returns the chain's choice among tokens that the grammar allows; None without one."""
        if self._candidates is None:
            self._candidates = _Candidates(self._vocabulary.size)
        candidates: _Candidates = self._candidates
        candidates.fill(llama.llama_get_logits_ith(self._context, self._row), ruled_out)
        if shortlist is not None:
            self._apply_shortlist(candidates, shortlist)
        if self._grammar is not None:
            llama.llama_sampler_apply(self._grammar, candidates.pointer)
            candidates.unsorted()
        for stage in self._stages:
            llama.llama_sampler_apply(stage, candidates.pointer)
            if candidates.best() == -inf:
                return None
        return candidates.selected()

    def _apply_shortlist(self, candidates: _Candidates, length: int) -> None:
        stage = llama.llama_sampler_init_top_k(length)
        llama.llama_sampler_apply(stage, candidates.pointer)
        llama.llama_sampler_free(stage)


class _Candidates:
    """llama.cpp's list of tokens to choose from."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._data = (llama.llama_token_data * size)()
        self._list = llama.llama_token_data_array(data=self._data, size=size)
        self.pointer = ctypes.byref(self._list)
        # Both fields of every entry at once: NumPy is no part of the app.
        self._ids = memoryview(self._data).cast("B").cast("i")[0::3]
        self._logits = memoryview(self._data).cast("B").cast("f")[1::3]
        self._numbers = memoryview(array.array("i", range(size)))

    def fill(self, logits: ctypes._Pointer[ctypes.c_float], ruled_out: list[int]) -> None:
        """Takes all tokens with these values, but for those that are ruled out."""
        values = (ctypes.c_float * self._size).from_address(ctypes.addressof(logits.contents))
        self._ids[:] = self._numbers
        self._logits[:] = memoryview(values).cast("B").cast("f")
        for token in ruled_out:
            self._logits[token] = -inf
        self._list.size = self._size
        self.unsorted()

    def only(self, token: int) -> None:
        """Takes a single token."""
        self._ids[0], self._logits[0] = token, 1.0
        self._list.size = 1
        self.unsorted()

    def unsorted(self) -> None:
        """Forgets any order and choice."""
        self._list.sorted, self._list.selected = False, -1

    def logit(self, place: int) -> float:
        return float(self._logits[place])

    def best(self) -> float:
        """Returns the value of the chosen token, or of the first in order."""
        return self.logit(max(0, self._list.selected))

    def selected(self) -> int:
        return int(self._ids[self._list.selected])


def _stages(temperature: float) -> list[int]:
    if temperature <= 0:
        return [llama.llama_sampler_init_greedy()]
    return [
        llama.llama_sampler_init_top_k(_TOP_K),
        llama.llama_sampler_init_top_p(_TOP_P, 1),
        llama.llama_sampler_init_min_p(_MIN_P, 1),
        llama.llama_sampler_init_temp(temperature),
        llama.llama_sampler_init_dist(llama.LLAMA_DEFAULT_SEED),
    ]
