"""Calls of tools as models write them, held against the tools that the request offers."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from jsonschema.exceptions import SchemaError, ValidationError, best_match
from jsonschema.validators import Draft202012Validator, validator_for
from mcp_types import ToolUseContent
from referencing import Registry
from referencing.exceptions import Unresolvable

from desktop.errors import ModelError
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jsonschema.protocols import Validator
    from mcp_types import CreateMessageRequestParams, Tool

    from desktop.models.chat_format import ToolCall

_LONGEST_PATTERN = 500
_NESTED = re.compile(r"\((?:[^()\\]|\\.)*(?<!\\)[*+{|](?:[^()\\]|\\.)*\)[*+{]")
"""A group that repeats or chooses, and is repeated: matching it can take for ever."""
_IN_A_ROW = re.compile(
    r"(?:(?:\\.|\[(?:[^\]\\]|\\.)*\]|[^\\()\[\]{}|*+?^$])(?:[*+]|\{\d*,\})\??){4}"
)
"""Four repeated characters side by side: which of them takes what can be tried for minutes."""
_LONGEST_QUOTE = 200


def check_tools(params: CreateMessageRequestParams) -> None:
    """Makes sure that calls of the request's tools can be told right from wrong.

    Raises:
        ModelError: two tools have one name, or a schema is none, or cannot be checked safely.
    """
    tools = params.tools or []
    for name, count in Counter(tool.name for tool in tools).items():
        if count > 1:
            raise ModelError(
                tr(
                    "The request offers {count} tools of the name {name!r}, so a call would not "
                    "say which one. Nothing was asked. Whoever made the server can mend this.",
                    count=count,
                    name=name,
                )
            )
    for tool in tools:
        if wrong := unfit(tool.input_schema):
            raise ModelError(
                tr(
                    "The schema of the tool {name!r} cannot be enforced: {wrong}. Nothing was "
                    "asked. Whoever made the server can mend this; a request without it works.",
                    name=tool.name,
                    wrong=wrong,
                )
            )


def checked_calls(
    params: CreateMessageRequestParams, calls: Sequence[ToolCall], model: str
) -> list[ToolUseContent]:
    """Returns calls that name a tool of the request and keep its schema, with ids of their own.

    Args:
        params: the request, which `check_tools` has passed.
        calls: what the model wrote; an id that is empty or comes twice is replaced.
        model: the model's name, for people.

    Raises:
        ModelError: a call is wrong; none of them is to be passed on.
    """
    tools = {tool.name: tool for tool in params.tools or []}
    blocks: list[ToolUseContent] = []
    for call in calls:
        name, arguments = call["function"]["name"], _read(call)
        wrong = _wrong(tools.get(name), arguments)
        if wrong or not isinstance(arguments, dict):
            raise ModelError(
                tr(
                    "{model} called the tool {name!r} wrongly: {wrong}. The call was not passed "
                    "on. Try again, or choose another model.",
                    model=model,
                    name=name,
                    wrong=wrong,
                )
            )
        taken = {block.id for block in blocks}
        fresh = call["id"] if call["id"] and call["id"] not in taken else f"call_{uuid4().hex}"
        blocks.append(ToolUseContent(type="tool_use", id=fresh, name=name, input=arguments))
    return blocks


def _read(call: ToolCall) -> Any:
    try:
        return json.loads(call["function"]["arguments"] or "{}")
    except (ValueError, RecursionError):
        return None


def _wrong(tool: Tool | None, arguments: Any) -> str:
    """Returns what is wrong with a call; empty where nothing is."""
    if tool is None:
        return tr("the request offers no such tool")
    if not isinstance(arguments, dict):
        return tr("its arguments are not a JSON object")
    return broken(tool.input_schema, arguments, "argument")


def broken(schema: dict[str, Any], value: Any, what: str = "answer") -> str:
    """Returns how a value breaks a schema that `unfit` has passed; empty where it does not.

    Args:
        schema: the schema.
        value: what was written.
        what: what that is, for people.
    """
    try:
        error = best_match(_validator(schema).iter_errors(value))
    except Unresolvable as reference:
        return tr("its schema refers to {ref}, which is not part of it", ref=reference.ref)
    except RecursionError:
        return tr("its schema goes round in a circle")
    return _told(error, what) if error else ""


def _told(error: ValidationError, what: str) -> str:
    place = "".join(f"[{key!r}]" for key in error.absolute_path)
    whole = tr("the {what}s", what=what) if what == "argument" else tr("the {what}", what=what)
    where = tr("the {what} {place}", what=what, place=place) if place else whole
    message = error.message
    if len(message) > _LONGEST_QUOTE:
        message = f"{message[:_LONGEST_QUOTE]}…"
    return tr(
        "{where} breaks {validator!r} of its schema ({message})",
        where=where,
        validator=error.validator,
        message=message,
    )


def unfit(schema: dict[str, Any]) -> str:
    """Returns why a schema is not fit to hold a value against; empty where it is."""
    try:
        validator_for(schema, default=Draft202012Validator).check_schema(schema)
        patterns = list(_patterns(schema))
    except SchemaError as error:
        return tr("it is no JSON Schema ({message})", message=error.message[:_LONGEST_QUOTE])
    except OverflowError:  # of a pattern that repeats something more often than `re` can count
        return tr("it is no JSON Schema ({message})", message="pattern")
    except RecursionError:
        return tr("it is nested too deeply")
    return next(filter(None, map(_unfit_pattern, patterns)), "")


def _unfit_pattern(pattern: str) -> str:
    """Returns why a regular expression is not fit to be matched; empty where it is."""
    slow = _NESTED.search(pattern) or _IN_A_ROW.search(pattern)
    if len(pattern) > _LONGEST_PATTERN or slow:
        return tr(
            "the pattern {pattern!r} could take for ever to match",
            pattern=pattern[:_LONGEST_QUOTE],
        )
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return tr("it is no JSON Schema ({message})", message=f"{pattern!r}: {error}")
    return ""


def _patterns(schema: Any) -> Iterator[str]:
    """Yields every regular expression in a schema."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            if key == "patternProperties" and isinstance(value, dict):
                yield from value
            yield from _patterns(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _patterns(value)


def _validator(schema: dict[str, Any]) -> Validator:
    # Its own registry, which fetches nothing: the usual one would go to the network.
    kind = validator_for(schema, default=Draft202012Validator)
    return kind(schema, registry=Registry())
