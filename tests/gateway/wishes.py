"""Models, and requests that prefer some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcp_types import (
    AudioContent,
    ImageContent,
    ModelHint,
    ModelPreferences,
    SamplingMessage,
    TextContent,
)

from desktop.models.context import Candidate, Location, ModelContext
from tests.fakes import make_params

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

GB = 10**9

SMALL = ModelContext("qwen3-0.6b", "Qwen3 0.6B", family="qwen", size=GB, parameters=6 * 10**8)
LARGE = ModelContext("gemma-3-12b", "Gemma 3 12B", family="gemma", size=9 * GB, parameters=12 * GB)
CLOUD = ModelContext(
    "gpt-5",
    "GPT 5",
    location=Location.REMOTE,
    host="api.openai.com",
    family="gpt",
    input_price=2.0,
    output_price=10.0,
)
STARTER = ModelContext("parley-starter", "Parley starter", size=5, parameters=5, starter=True)
ALL = (STARTER, CLOUD, LARGE, SMALL)

IMAGE = ImageContent(data="aGk=", mime_type="image/png")
AUDIO = AudioContent(data="aGk=", mime_type="audio/wav")


def hinting(*names: str | None, **priorities: float) -> CreateMessageRequestParams:
    hints = [ModelHint(name=name) for name in names]
    return make_params(model_preferences=ModelPreferences(hints=hints, **_named(priorities)))


def wanting(**priorities: float) -> CreateMessageRequestParams:
    return make_params(model_preferences=ModelPreferences(**_named(priorities)))


def asking(*blocks: Any) -> CreateMessageRequestParams:
    content = [TextContent(text="What is this?"), *blocks]
    return make_params(messages=[SamplingMessage(role="user", content=content)])


def of(*contexts: ModelContext) -> list[Candidate]:
    return [Candidate(context) for context in contexts]


def _named(priorities: dict[str, float]) -> dict[str, Any]:
    return {f"{name}_priority": weight for name, weight in priorities.items()}
