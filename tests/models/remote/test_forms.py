"""Answers in JSON from a provider: asked for in its own words, and held against the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.errors import BadAnswer, ModelError
from tests.programs.openai_server import said

if TYPE_CHECKING:
    from desktop.models.remote.provider import RemoteModel
    from tests.programs.openai_server import Provider

pytestmark = pytest.mark.anyio

SCHEMA = {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"]}
FORM = {"type": "json_schema", "json_schema": {"name": "form", "schema": SCHEMA}}


def asked(form: dict[str, Any]) -> CreateMessageRequestParams:
    message = SamplingMessage(role="user", content=TextContent(type="text", text="Is it?"))
    metadata = {"response_format": form, "user": "a name"}
    return CreateMessageRequestParams(messages=[message], max_tokens=50, metadata=metadata)


async def test_the_form_is_passed_on_and_nothing_else_of_the_metadata(
    provider: Provider, model: RemoteModel
) -> None:
    provider.will(said('{"ok": true}'))
    await model.complete(asked(FORM), lambda _: None)
    assert provider.wishes[0]["response_format"] == FORM
    assert "user" not in provider.wishes[0]


@pytest.mark.parametrize("text", ['{"ok": 1}', "{}", "Yes.", "[" * 5000])
async def test_an_answer_in_another_form_is_not_passed_on(
    provider: Provider, model: RemoteModel, text: str
) -> None:
    provider.will(said(text))
    with pytest.raises(BadAnswer, match="did not answer in the form"):
        await model.complete(asked(FORM), lambda _: None)


@pytest.mark.parametrize(
    "form",
    [
        {"type": "json_schema", "json_schema": {"name": "x"}},
        {"type": "json_schema", "json_schema": {"schema": {"type": 7}}},
        {"type": "verse"},
    ],
)
async def test_a_form_that_is_none_is_not_sent(
    provider: Provider, model: RemoteModel, form: dict[str, Any]
) -> None:
    with pytest.raises(ModelError, match="cannot be enforced"):
        await model.complete(asked(form), pytest.fail)
    assert provider.wishes == []
