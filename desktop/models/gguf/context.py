"""A GGUF file as a model that Parley could load: what its header says, and what follows of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.models.context import ModelContext, Source
from desktop.models.gguf.file import LONGEST_CONTEXT, read_header
from desktop.models.gguf.fit import demand
from desktop.models.gguf.parts import parts_of, plain_stem
from desktop.models.gguf.projectors import projector_for

if TYPE_CHECKING:
    from pathlib import Path

_SOURCES = {
    **dict.fromkeys(("id", "location", "path", "size", "loaded", "device", "ready"), Source.SEEN),
    **dict.fromkeys(
        (
            *("name", "family", "quantization", "parameters", "licence", "trained_context"),
            *("thinking", "tokenizer", "temperature", "top_p", "modalities", "embeds"),
        ),
        Source.HEADER,
    ),
    **dict.fromkeys(("context_length", "memory", "tools"), Source.ESTIMATED),
}
"""Where it comes from what is known of a file."""

_LONGEST_EMBEDDED = 2048
"""Tokens of a text that becomes a vector: it is read at once, which takes memory by the square."""


def model_context(path: Path) -> ModelContext:
    """Returns the file as a model that Parley could load.

    Raises:
        LoadFailed: as in `read_header`.
    """
    header = read_header(path)
    stem = plain_stem(path.name)
    name = header.name or stem
    embeds = header.manner.embeds
    most = _LONGEST_EMBEDDED if embeds else LONGEST_CONTEXT
    length = min(header.context_length or most, most)
    projector = projector_for(path, header.embedding)
    return ModelContext(
        id=stem,
        name=name,
        path=path,
        parts=parts_of(path)[1:],
        projector=projector.path if projector else None,
        family=header.basename or [*name.split(), stem][0].split("-")[0],
        quantization=header.quantization,
        size=header.size,
        parameters=header.parameters,
        context_length=length,
        memory=demand(header, length).total + (projector.memory if projector else 0),
        modalities=frozenset({"text", "image"} if projector else {"text"}),
        tools=not embeds,  # in the way of its own template, or else in Parley's
        embeds=embeds,
        loaded=False,
        licence=header.manner.licence,
        trained_context=header.context_length,
        thinking=header.manner.thinking,
        tokenizer=header.manner.tokenizer,
        temperature=header.manner.temperature,
        top_p=header.manner.top_p,
        sources=_SOURCES,
    )
