"""A model of this computer loaded ahead of its first question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.models.vectors import ASKING

if TYPE_CHECKING:
    from desktop.models.library import Library


async def load(library: Library, model_id: str) -> None:
    """Loads a model in its turn, where there is room for it, as a first question would.

    It reads one word, so that it is ready and not only there; it stays as long as after an answer.

    Raises:
        ModelError: it is not here, or cannot be loaded.
    """
    model = library.model(model_id)
    if model.loaded:
        return
    word = SamplingMessage(role="user", content=TextContent(text="Hello"))
    wish = ASKING if model.context.embeds else None
    params = CreateMessageRequestParams(messages=[word], max_tokens=1, metadata=wish)
    await library.complete(model, params, lambda _: None)
