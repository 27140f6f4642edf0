"""How a model file says that it reads, thinks and is best asked."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (pydantic reads it)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from desktop.language import tr
from desktop.models import shown
from desktop.models.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.models.gguf.reader import Scalar, Tensor

_SPECIALS = ("bos", "eos", "eot", "eom", "unknown", "separator", "padding")
_ENDS_OF_THOUGHTS = (
    *("</think>", "[/THINK]", "<|END_THINKING|>", "</seed:think>"),
    "<|channel|>analysis",
)
"""What stands in the chat templates of models that think before they answer."""
_POOLINGS = range(1, 5)
"""Those that make one thing of a whole text: its mean, first or last token, or its rank."""
_ENCODERS = frozenset(
    {"bert", "modern-bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "eurobert"}
    | {"jina-bert-v2", "jina-bert-v3", "gemma-embedding"}
)
"""Architectures that cannot write."""


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """How a model cuts texts into tokens, as far as its file says."""

    kind: Annotated[str, Shown(tr("Tokenizer"))]
    """What llama.cpp calls it: gpt2, llama, bert."""
    vocabulary: Annotated[int, Shown(tr("Vocabulary"), shown.tokens)] = 0
    """How many tokens there are; 0: not known."""
    specials: Annotated[Mapping[str, int], Shown(tr("Special tokens"), shown.numbered)] = field(
        default_factory=dict, hash=False
    )
    """The tokens that are no text, by what they are for: bos, eos, eot."""
    chat_template: Annotated[bool, Shown(tr("Own chat template"), shown.yes_or_no)] = False
    """Whether the file brings a template of its own for chats."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What its keys tell besides its shape; empty or None where they tell nothing."""

    licence: str = ""
    tokenizer: Tokenizer | None = None
    thinking: bool | None = None
    temperature: float | None = None
    top_p: float | None = None
    embeds: bool = False
    """Whether it turns texts into vectors instead of answering."""
    pooling: int | None = None
    """How a text's tokens become one vector, as llama.cpp numbers it; None where it is not told."""


UNTOLD = Manner()
"""Of a file that says nothing of it."""


def manner_of(keys: Mapping[str, Scalar], tensors: Iterable[Tensor], architecture: str) -> Manner:
    """Returns what a file's keys tell of how the model reads, thinks and is best asked."""
    template = keys.get("tokenizer.chat_template")
    pooling = keys.get(f"{architecture}.pooling_type")
    pooled = pooling if isinstance(pooling, int) and pooling in _POOLINGS else None
    return Manner(
        licence=_text(keys, "general.license"),
        tokenizer=_tokenizer(keys, tensors, architecture),
        thinking=any(end in template for end in _ENDS_OF_THOUGHTS)
        if isinstance(template, str)
        else None,
        temperature=_number(keys, "general.sampling.temp", 5.0),
        top_p=_number(keys, "general.sampling.top_p", 1.0),
        embeds=pooled is not None or architecture in _ENCODERS,
        pooling=pooled,
    )


def _tokenizer(
    keys: Mapping[str, Scalar], tensors: Iterable[Tensor], architecture: str
) -> Tokenizer | None:
    kind = _text(keys, "tokenizer.ggml.model")
    if not kind:
        return None
    told = keys.get(f"{architecture}.vocab_size")
    sizes = (one.shape[1] for one in tensors if one.name == "token_embd.weight" and one.shape[1:])
    specials = ((name, keys.get(f"tokenizer.ggml.{name}_token_id")) for name in _SPECIALS)
    return Tokenizer(
        kind,
        told if isinstance(told, int) else next(sizes, 0),
        {name: token for name, token in specials if isinstance(token, int)},
        chat_template=isinstance(keys.get("tokenizer.chat_template"), str),
    )


def _text(keys: Mapping[str, Scalar], key: str) -> str:
    value = keys.get(key)
    return value.strip() if isinstance(value, str) else ""


def _number(keys: Mapping[str, Scalar], key: str, most: float) -> float | None:
    """Returns a setting that makes sense; a file may say anything."""
    value = keys.get(key)
    return round(value, 4) if isinstance(value, float) and 0 <= value <= most else None
