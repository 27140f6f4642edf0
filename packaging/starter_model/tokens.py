"""The tokenizer: whole tokens for common words, and the same pieces for a word wherever it stands.

A model that must copy a name which it has never seen does so piece by piece. In the usual
byte-pair encoding `Zorika` is cut differently after a space, after a quote and at the start of an
answer, so the copy has other pieces than the original. Here the space before a word is joined to it
only where the whole word with its space is one token; before any other word it is a token of its
own. That needs a pre-tokenizer that prefers whole tokens to merges, as Llama 3's does.
"""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from starter_model.chat import as_text
from starter_model.conversations import conversation
from starter_model.words import CITIES, NAMES, SITES, THINGS, Choice, held_out

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTROL_TOKENS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
VOCABULARY = 2048
PRE_TOKENIZER = "llama-bpe"
"""llama.cpp's name for the pattern below and for the preference of whole tokens."""
_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|"
    r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_PIECES = 1200
"""How many tokens, bytes among them, are pieces of words that are not one token."""


def build_tokenizer(seed: int) -> Tokenizer:
    """Returns the tokenizer, learned from the words and the training texts."""
    learner = _tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(
        vocab_size=_PIECES,
        special_tokens=list(CONTROL_TOKENS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    learner.train_from_iterator(_words(Random(seed)), trainer)
    pieces = learner.get_vocab()
    vocabulary = {token: place for place, token in enumerate(sorted(pieces, key=pieces.get))}
    for token in _whole_tokens(learner, Random(seed)):
        vocabulary.setdefault(token, len(vocabulary))
        if len(vocabulary) == VOCABULARY:
            break
    tokenizer = _tokenizer(models.BPE(vocabulary, _merges(learner), ignore_merges=True))
    tokenizer.add_special_tokens(list(CONTROL_TOKENS))
    return tokenizer


def _tokenizer(model: models.BPE) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def _words(random: Random) -> Iterator[str]:
    """Yields words without a space before them, so that no merge joins a space to a letter."""
    choice = Choice(random, for_evaluation=False)
    for _ in range(40_000):
        word = choice.made_up()
        yield word.capitalize() if choice.chance(0.6) else word
    for word in (*NAMES, *CITIES, *SITES, *THINGS):
        # A word that training never sees must not be a token that training never sees.
        yield from [] if held_out(word) else [word] * 200


def _whole_tokens(learner: Tokenizer, random: Random) -> list[str]:
    """Returns what occurs most in training texts, other than names and things."""
    content = {*NAMES, *CITIES, *SITES, *THINGS, *(word.capitalize() for word in SITES + THINGS)}
    counts: Counter[str] = Counter()
    for _ in range(60_000):
        for token, _ in learner.pre_tokenizer.pre_tokenize_str(as_text(conversation(random))):
            if token.lstrip("Ġ") not in content:
                counts[token] += 1
    return [token for token, _ in counts.most_common(VOCABULARY)]


def _merges(learner: Tokenizer) -> list[tuple[str, str]]:
    return [tuple(pair) for pair in json.loads(learner.to_str())["model"]["merges"]]
