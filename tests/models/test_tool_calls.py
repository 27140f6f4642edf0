"""Calls of tools, held against what the request offers."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest
from mcp_types import CreateMessageRequestParams, Tool

from desktop.errors import ModelError
from desktop.models.tool_calls import check_tools, checked_calls

if TYPE_CHECKING:
    from desktop.models.chat_format import ToolCall

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
CITY = {
    "type": "object",
    "properties": {"city": {"type": "string", "maxLength": 9}, "days": {"type": "integer"}},
    "required": ["city"],
}


def offered(*schemas: dict[str, Any], names: tuple[str, ...] = ()) -> CreateMessageRequestParams:
    tools = [
        Tool(name=names[place] if names else f"tool{place}", input_schema=schema)
        for place, schema in enumerate(schemas)
    ]
    return CreateMessageRequestParams(messages=[], max_tokens=5, tools=tools)


def call(arguments: str, name: str = "tool0", number: str = "") -> ToolCall:
    return {"id": number, "type": "function", "function": {"name": name, "arguments": arguments}}


def test_right_calls_pass_with_ids_of_their_own() -> None:
    params = offered(CITY, {"type": "object"})
    check_tools(params)
    calls = [call('{"city": "Rome"}'), call("", "tool1"), *[call("{}", "tool1", "x")] * 2]
    blocks = checked_calls(params, calls, "Model")
    assert [(block.name, block.input) for block in blocks[:2]] == [
        ("tool0", {"city": "Rome"}),
        ("tool1", {}),
    ]
    assert len({block.id for block in blocks}) == 4
    assert blocks[2].id == "x"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (call("{}", "tool9"), "'tool9' wrongly: the request offers no such tool"),
        (call("[]"), "its arguments are not a JSON object"),
        (call('{"city": '), "its arguments are not a JSON object"),
        (call("{}"), "the arguments breaks 'required' of its schema"),
        (call('{"city": "Llanfairpwll"}'), r"argument \['city'\] breaks 'maxLength'"),
        (call('{"city": "x", "days": 1.5}'), r"argument \['days'\] breaks 'type'"),
    ],
)
def test_a_wrong_call_is_named_with_what_is_wrong_and_none_passes(
    wrong: ToolCall, told: str
) -> None:
    with pytest.raises(ModelError, match=f"Model called the tool .*{told}.* not passed on"):
        checked_calls(offered(CITY), [call('{"city": "Rome"}'), wrong], "Model")


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "objekt"}, "no JSON Schema"),
        ({"properties": {"a": {"pattern": "(a+)+$"}}}, "take for ever to match"),
        ({"patternProperties": {"^(a|aa)+$": {}}}, "take for ever to match"),
        ({"properties": {"a": {"pattern": "a*a*a*[a-z]*b"}}}, "take for ever to match"),
        ({"properties": {"a": {"pattern": "a{99999999999}"}}}, "no JSON Schema"),
        ({"$schema": DRAFT_4, "patternProperties": {"a{99999999999}": {}}}, "too large"),
        ({"properties": {"a": {"pattern": r"\p{L}"}}}, "no JSON Schema"),
    ],
)
def test_a_schema_that_cannot_be_enforced_is_refused_beforehand(
    schema: dict[str, Any], told: str
) -> None:
    with pytest.raises(ModelError, match=f"schema of the tool 'tool0' cannot be enforced.*{told}"):
        check_tools(offered(schema))


@pytest.mark.parametrize(
    "pattern", [r"^[a-z]+$", r"^(foo|bar)$", r"^\(a+\)+$", r"^\d{4}(-\d\d)?$", r"^(ab)+$"]
)
def test_ordinary_patterns_are_no_danger(pattern: str) -> None:
    check_tools(offered({"properties": {"a": {"pattern": pattern}}}))


def test_two_tools_of_one_name_are_refused() -> None:
    with pytest.raises(ModelError, match="2 tools of the name 'same'"):
        check_tools(offered(CITY, CITY, names=("same", "same")))


def test_references_are_followed_inside_the_schema_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("went to the network"))
    inside = {"$defs": {"n": {"type": "integer"}}, "properties": {"a": {"$ref": "#/$defs/n"}}}
    assert checked_calls(offered(inside), [call('{"a": 1}')], "Model")
    for reference, told in (("https://example.org/s", "is not part of it"), ("#", "in a circle")):
        schema = {"properties": {"a": {"$ref": reference}}, "$ref": reference}
        with pytest.raises(ModelError, match=told):
            checked_calls(offered(schema), [call('{"a": 1}')], "Model")
