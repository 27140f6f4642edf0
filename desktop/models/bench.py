"""How fast a model reads a request and writes an answer on this computer."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.models.speed import Stopwatch

if TYPE_CHECKING:
    from desktop.models.backend import Backend
    from desktop.models.library import Library

_TEXT = "The tide takes some sand from every shore, and gives it back to others in its own time. "
_REPEATED = 12
_WRITTEN = 64
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Tokens a second, the median of several rounds."""

    model: str
    read: float
    """Of a request."""
    written: float | None
    """Of an answer; None where every answer was too short to tell."""
    device: str
    """What computed it."""


async def bench(library: Library, model_id: str) -> Measured:
    """Returns how fast a model is; the library remembers the speed of its answers.

    Raises:
        ModelError: the model is not here, or cannot answer.
    """
    model = library.model(model_id)
    await _round(library, model, tokens=1)  # It is loaded, and its pages are read.
    rounds = [await _round(library, model, tokens=_WRITTEN) for _ in range(_ROUNDS)]
    written = [rate for _, rate in rounds if rate is not None]
    return Measured(
        model_id,
        median(rate for rate, _ in rounds),
        median(written) if written else None,
        model.device,
    )


async def _round(library: Library, model: Backend, tokens: int) -> tuple[float, float | None]:
    """Returns the tokens a second of one request, and of its answer."""
    first: list[float] = []

    def note(_: str) -> None:
        if not first:
            first.append(time.perf_counter())

    # No two begin alike: what was read before would not be read again.
    text = f"{uuid.uuid4().hex} {_TEXT * _REPEATED} Tell this again, in many words."
    message = SamplingMessage(role="user", content=TextContent(text=text))
    params = CreateMessageRequestParams(messages=[message], max_tokens=tokens, temperature=0.0)
    watch = Stopwatch(note)
    began = time.perf_counter()
    usage = (await library.complete(model, params, watch)).usage
    reading = (first[0] if first else time.perf_counter()) - began
    written = usage.output_tokens - usage.thought_tokens
    return usage.input_tokens / reading, watch.rate(written, model.context.location)
