"""Answers in JSON, where a request asks for one: in its metadata, as `response_format`.

These are the words of chat completions, and MCP leaves a request's metadata to the provider: so
the wish passes through every consent and every record like the rest of the request.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.errors import BadAnswer, ModelError
from desktop.language import tr

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

FORMAT = "response_format"
_ANY_OBJECT: dict[str, Any] = {"type": "object"}


def response_format(params: CreateMessageRequestParams) -> dict[str, Any] | None:
    """Returns the form that an answer is to have, as it was written; None where it is free."""
    wish = (params.metadata or {}).get(FORMAT)
    if wish is None or (isinstance(wish, dict) and wish.get("type") == "text"):
        return None
    return wish if isinstance(wish, dict) else {}


def asking_for(schema: dict[str, Any] | None) -> dict[str, Any] | None:
    """Returns the metadata of a request whose answer must obey a schema; None without one."""
    if schema is None:
        return None
    return {FORMAT: {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}}


def malformed(params: CreateMessageRequestParams) -> str:
    """Returns what is wrong with the wish for a form; empty where nothing is, or there is none."""
    wish = response_format(params)
    if wish is None or answer_schema(params) is not None:
        return ""
    if wish.get("type") == "json_schema":
        return tr("{format} has no json_schema.schema, which must be an object", format=FORMAT)
    return tr("{format} must have the type text, json_object or json_schema", format=FORMAT)


def answer_schema(params: CreateMessageRequestParams) -> dict[str, Any] | None:
    """Returns the schema of the answer's JSON; None where the answer is free."""
    wish = response_format(params) or {}
    if wish.get("type") == "json_object":
        return _ANY_OBJECT
    told = wish.get("json_schema")
    schema = told.get("schema") if isinstance(told, dict) else None
    return schema if wish.get("type") == "json_schema" and isinstance(schema, dict) else None


def check_format(params: CreateMessageRequestParams) -> None:
    """Makes sure that an answer's form can be told right from wrong.

    Raises:
        ModelError: it is none, or no schema that can be checked safely.
    """
    if response_format(params) is None:
        return
    from desktop.models.tool_calls import unfit  # noqa: PLC0415  (it takes a tenth of a second)

    schema = answer_schema(params)
    if wrong := malformed(params) or unfit(schema or {}):
        raise ModelError(
            tr(
                "The form of the answer that is asked for cannot be enforced: {wrong}. Nothing "
                "was asked. Whoever made the program that asks can mend this.",
                wrong=wrong,
            )
        )


def check_answer(
    params: CreateMessageRequestParams, text: str, stop_reason: str, model: str
) -> None:
    """Passes an answer that has the form which was asked for.

    Args:
        params: the request, which `check_format` has passed.
        text: what the model wrote, where it called no tool.
        stop_reason: why it stopped, in MCP's words.
        model: its name, for people.

    Raises:
        BadAnswer: it has not.
    """
    schema = answer_schema(params)
    if schema is None:
        return
    from desktop.models.tool_calls import broken  # noqa: PLC0415  (as above)

    try:
        wrong = broken(schema, json.loads(text))
    except (ValueError, RecursionError):
        wrong = tr("it is no JSON")
    if wrong and stop_reason != "endTurn":
        raise _cut_short(model, params.max_tokens)
    if wrong:
        raise BadAnswer(
            tr(
                "{model} did not answer in the form that was asked for: {wrong}. The answer "
                "was given up. Try again, or choose another model.",
                model=model,
                wrong=wrong,
            )
        )


def _cut_short(model: str, tokens: int) -> BadAnswer:
    return BadAnswer(
        tr(
            "{model} was to answer in JSON, and its answer ended before that was complete, after "
            "{tokens} tokens or at a stop sequence. The answer was given up. Ask again with a "
            "higher limit.",
            model=model,
            tokens=tokens,
        )
    )
