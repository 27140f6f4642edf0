"""The rules of MCP's sampling page that the SDK leaves to its user."""

from __future__ import annotations

import time
from typing import Any

import pytest
from mcp_types import (
    CreateMessageRequestParams,
    SamplingMessage,
    TextContent,
    Tool,
    ToolChoice,
    ToolResultContent,
    ToolUseContent,
)

from desktop.errors import InvalidRequest
from desktop.gateway.validity import check
from tests.attacks.malformed import MALFORMED
from tests.fakes import make_params, make_request

MISSING = "Tool result missing in request"
MIXED = "Tool results mixed with other content"
WRONG_ROLE = "Tool content in a message of the wrong role"

LOOK = Tool(name="look", input_schema={"type": "object"})
TEXT = TextContent(text="Hello")


def use(name: str) -> ToolUseContent:
    return ToolUseContent(id=name, name="look", input={})


def result(name: str) -> ToolResultContent:
    return ToolResultContent(tool_use_id=name, content=[TEXT])


def user(*blocks: Any) -> SamplingMessage:
    return SamplingMessage(role="user", content=list(blocks))


def assistant(*blocks: Any) -> SamplingMessage:
    return SamplingMessage(role="assistant", content=list(blocks))


PASSING = {
    "one message": [user(TEXT)],
    "one block that is no list": [SamplingMessage(role="user", content=TEXT)],
    "only the assistant speaks": [assistant(TEXT)],
    "a use and its result": [user(TEXT), assistant(use("a")), user(result("a"))],
    "text beside a use": [assistant(TEXT, use("a")), user(result("a"))],
    "two uses, results in another order": [
        assistant(use("a"), use("b")),
        user(result("b"), result("a")),
    ],
    "two rounds": [
        assistant(use("a")),
        user(result("a")),
        assistant(use("b")),
        user(result("b")),
    ],
}

BREAKING = {
    "nothing at all": ([], "messages must not be empty"),
    "no result": ([user(TEXT), assistant(use("a"))], MISSING),
    "text in the place of the result": ([assistant(use("a")), user(TEXT)], MISSING),
    "another use's result": ([assistant(use("a")), user(result("b"))], MISSING),
    "one result of two": ([assistant(use("a"), use("b")), user(result("a"))], MISSING),
    "a result too many": ([assistant(use("a")), user(result("a"), result("b"))], MISSING),
    "a result without a use": ([user(result("a"))], MISSING),
    "a result that comes late": (
        [assistant(use("a")), user(TEXT), user(result("a"))],
        MISSING,
    ),
    "a result beside text": ([assistant(use("a")), user(result("a"), TEXT)], MIXED),
    "a use by the user": ([user(use("a")), user(result("a"))], WRONG_ROLE),
    "a result by the assistant": ([assistant(use("a")), assistant(result("a"))], WRONG_ROLE),
}

BREAKING_FIELDS: dict[str, tuple[dict[str, Any], str]] = {
    "no tokens": ({"max_tokens": 0}, "maxTokens must be a positive number"),
    "fewer than none": ({"max_tokens": -5}, "maxTokens must be a positive number"),
    "two tools of one name": ({"tools": [LOOK, LOOK]}, "two tools have the same name"),
    "a tool must be called, but there is none": (
        {"tools": [], "tool_choice": ToolChoice(mode="required")},
        "toolChoice is required, but there are no tools",
    ),
}


SCHEMAS: dict[str, dict[str, Any]] = {
    "a tree": {"properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}},
    "one after the other": {
        "properties": {"a": {"$ref": "#/$defs/b"}, "c": {"$ref": "#/$defs/b"}},
        "$defs": {"b": {"$ref": "#/$defs/d~1e"}, "d/e": {"type": "string"}},
    },
    "elsewhere": {"properties": {"a": {"$ref": "https://example.org/schema.json"}}},
    "nowhere": {"properties": {"a": {"$ref": "#/type/b"}}},
    "a property of that name": {"properties": {"$ref": {"type": "string"}}},
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
def test_a_schema_that_refers_to_something_passes(schema: dict[str, Any]) -> None:
    check(make_params(tools=[Tool(name="look", input_schema={"type": "object", **schema})]))


def test_a_schema_of_very_many_references_is_read_in_no_time() -> None:
    many = {f"a{number}": {"$ref": f"#/$defs/a{number + 1}"} for number in range(20_000)}
    began = time.perf_counter()
    check(make_params(tools=[Tool(name="look", input_schema={"type": "object", "$defs": many})]))
    assert time.perf_counter() - began < 2


BROKEN = {name: case for name, case in MALFORMED.items() if name not in BREAKING}


@pytest.mark.parametrize(("params", "rule"), BROKEN.values(), ids=BROKEN.keys())
def test_what_else_breaks_the_protocol_is_told_which_rule_it_breaks(
    params: CreateMessageRequestParams, rule: str
) -> None:
    assert told(params) == rule


SPOKEN_OF = {
    "nothing": ({}, False),
    "a tool": ({"tools": [LOOK]}, True),
    "an empty list": ({"tools": []}, True),
    "a choice alone": ({"tool_choice": ToolChoice(mode="none")}, True),
}


@pytest.mark.parametrize(("fields", "expected"), SPOKEN_OF.values(), ids=SPOKEN_OF.keys())
def test_whatever_speaks_of_tools_is_a_request_with_tools(
    fields: dict[str, Any], *, expected: bool
) -> None:
    assert make_request(make_params(**fields)).with_tools is expected


@pytest.mark.parametrize("messages", PASSING.values(), ids=PASSING.keys())
def test_messages_that_keep_the_rules_pass(messages: list[SamplingMessage]) -> None:
    check(make_params(messages=messages))


@pytest.mark.parametrize(("messages", "rule"), BREAKING.values(), ids=BREAKING.keys())
def test_messages_that_break_a_rule_are_told_which(
    messages: list[SamplingMessage], rule: str
) -> None:
    assert told(make_params(messages=messages)) == rule


@pytest.mark.parametrize(("fields", "rule"), BREAKING_FIELDS.values(), ids=BREAKING_FIELDS.keys())
def test_fields_that_break_a_rule_are_told_which(fields: dict[str, Any], rule: str) -> None:
    assert told(make_params(**fields)) == rule


def test_the_person_reads_that_the_protocol_was_broken() -> None:
    with pytest.raises(InvalidRequest) as caught:
        check(make_params(messages=[]))
    assert str(caught.value) == "The request breaks the protocol: messages must not be empty"


def told(params: CreateMessageRequestParams) -> str:
    """Returns what the program that asked is told."""
    with pytest.raises(InvalidRequest) as caught:
        check(params)
    return caught.value.to_caller


@pytest.mark.parametrize(
    ("wish", "wrong"),
    [
        ({"type": "verse"}, "must have the type text, json_object or json_schema"),
        ({"type": "json_schema"}, "has no json_schema.schema"),
        ({"type": "json_schema", "json_schema": {"schema": "x"}}, "has no json_schema.schema"),
    ],
)
def test_a_form_of_the_answer_that_nobody_knows_is_refused(
    wish: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(InvalidRequest, match=wrong):
        check(make_params("Hello", metadata={"response_format": wish}))


@pytest.mark.parametrize("kind", ["text", "json_object"])
def test_a_known_form_of_the_answer_passes(kind: str) -> None:
    check(make_params("Hello", metadata={"response_format": {"type": kind}}))
