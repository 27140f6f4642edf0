"""A model's tokens, and texts as tokens."""

from __future__ import annotations

import ctypes
import re
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.models.local.binding import llama

if TYPE_CHECKING:
    from collections.abc import Sequence


_MARK = re.compile(r"[<\[].*[>\]]", re.DOTALL)
_STEERING = re.compile(r"[|\uff5c]")


class Vocabulary:
    """The tokens of a loaded model."""

    def __init__(self, model: int) -> None:
        """Takes a model that llama.cpp has loaded, and that outlives this."""
        self._model = model
        self.handle: int = llama.llama_model_get_vocab(model)
        self.size: int = llama.llama_vocab_n_tokens(self.handle)
        self._piece = ctypes.create_string_buffer(64)

    @property
    def chat_template(self) -> str | None:
        """The template that the file holds; None where it holds none."""
        template = llama.llama_model_chat_template(self._model, None)
        return template.decode("utf-8", "replace") if template else None

    def control_tokens(self) -> frozenset[str]:
        """Returns the texts that steer the model where the tokenizer takes them for its tokens.

        Some files call the marks of a conversation tokens that somebody has added, like words.
        """
        template = self.chat_template or ""
        added = (self.text(token) for token in self._of_kind(llama.LLAMA_TOKEN_ATTR_USER_DEFINED))
        marks = {
            text
            for text in added
            if _MARK.fullmatch(text) and (_STEERING.search(text) or text in template)
        }
        return frozenset(self.text(token) for token in self.control) | marks

    def end_tokens(self) -> frozenset[str]:
        """Returns the texts of the tokens that end an answer."""
        ends = (token for token in self.control if self.ends(token))
        return frozenset(self.text(token) for token in ends)

    @cached_property
    def control(self) -> frozenset[int]:
        """The tokens that steer, and are no part of a text."""
        return self._of_kind(llama.LLAMA_TOKEN_ATTR_CONTROL | llama.LLAMA_TOKEN_ATTR_UNKNOWN)

    def _of_kind(self, kind: int) -> frozenset[int]:
        kind_of, handle = llama.llama_vocab_get_attr, self.handle
        return frozenset(token for token in range(self.size) if kind_of(handle, token) & kind)

    def bos(self) -> str:
        """Returns the text of the token that begins a prompt; empty where there is none."""
        return self.text(llama.llama_vocab_bos(self.handle))

    def eos(self) -> str:
        """Returns the text of the token that ends an answer; empty where there is none."""
        return self.text(llama.llama_vocab_eos(self.handle))

    def ends(self, token: int) -> bool:
        """Returns whether a token ends an answer."""
        return bool(llama.llama_vocab_is_eog(self.handle, token))

    def text(self, token: int) -> str:
        """Returns a token as text, control tokens too."""
        return self.spelled(token, special=True).decode("utf-8", "replace")

    def tokenize(self, pieces: Sequence[str]) -> list[int]:
        """Returns the tokens of a prompt; control tokens form inside pieces, never across."""
        tokens = []
        for place, piece in enumerate(pieces):
            tokens += self._tokenize(piece) if place == 0 else self.continued(piece)
        bos = llama.llama_vocab_bos(self.handle)
        if llama.llama_vocab_get_add_bos(self.handle) and tokens[:1] != [bos]:
            return [bos, *tokens]
        return tokens

    def whole(self, text: str) -> list[int]:
        """Returns a text's tokens with those that the model has around one; none in it steers."""
        return self._tokenize(text, add_special=True, parse_special=False)

    def _tokenize(
        self, text: str, *, add_special: bool = False, parse_special: bool = True
    ) -> list[int]:
        data = text.encode("utf-8", "replace")
        room = len(data) + 4
        tokens = (llama.llama_token * room)()
        count: int = llama.llama_tokenize(
            self.handle, data, len(data), tokens, room, add_special, parse_special
        )
        return tokens[:count]

    def continued(self, piece: str) -> list[int]:
        """Returns a later piece's tokens without the space that some tokenizers put first."""
        newline = self._tokenize("\n")
        tokens = self._tokenize(f"\n{piece}")
        if len(newline) == 1 or tokens[: len(newline)] != newline:
            return self._tokenize(piece)
        return tokens[len(newline) :]

    def spelled(self, token: int, *, special: bool) -> bytes:
        """Returns a token's bytes; a control token has some only where `special` says so."""
        if token < 0:
            return b""
        length = self._spell(token, special=special)
        if length < 0:
            self._piece = ctypes.create_string_buffer(-length)
            length = self._spell(token, special=special)
        return self._piece.raw[:length]

    def _spell(self, token: int, *, special: bool) -> int:
        """Writes a token into the buffer; returns its length, negated where it does not fit."""
        length: int = llama.llama_token_to_piece(
            self.handle, token, self._piece, len(self._piece), 0, special
        )
        return length
