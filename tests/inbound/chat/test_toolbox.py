"""The names under which a model may call tools, and how much it reads of what they give."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mcp_types import BlobResourceContents, EmbeddedResource, ImageContent, TextContent

from desktop.events import ToolSummary
from desktop.inbound.chat.results import readable
from desktop.inbound.chat.toolbox import packed
from desktop.models.context import ModelContext

if TYPE_CHECKING:
    from mcp_types import ContentBlock

SCHEMA = '{"type": "object", "properties": {}}'


def tool(name: str, schema: str = SCHEMA) -> ToolSummary:
    return ToolSummary(name, "", f"Does {name}.", schema)


def test_tools_of_the_same_name_are_told_apart_and_every_name_is_one_that_providers_take() -> None:
    long = "x" * 70
    box = packed(
        [
            ("Notes 1", [tool("find"), tool("a.b"), tool("a/b"), tool(long)]),
            ("mail", [tool("find"), tool("send"), tool(long + "y")]),
        ]
    )
    owners = {name: (server, one.name) for name, (server, one) in box.tools.items()}
    assert owners["Notes_1_find"] == ("Notes 1", "find")
    assert owners["mail_find"] == ("mail", "find")
    assert owners["send"] == ("mail", "send")
    assert len(owners) == 7
    assert all(re.fullmatch(r"[\w-]{1,64}", name, re.ASCII) for name in owners)
    assert [one.name for one in box.offered()] == list(owners)


def test_a_tool_whose_schema_is_none_is_left_out_and_named() -> None:
    box = packed([("s", [tool("good"), tool("odd", '{"type": 7}'), tool("list", "[]")])])
    assert (list(box.tools), box.left_out) == (["good"], ("odd (s)", "list (s)"))


def test_a_result_is_cut_where_a_model_has_no_room_or_no_sense_for_it() -> None:
    blob = BlobResourceContents(uri="file:///x", blob="A" * 900)
    blocks: list[ContentBlock] = [
        TextContent(text="a" * 50),
        TextContent(text="b" * 100),
        EmbeddedResource(resource=blob),
        ImageContent(data="aGk=", mime_type="image/png"),
    ]
    small = ModelContext("m", "M", context_length=100)
    first, second, third, fourth = readable(blocks, small)
    assert first == blocks[0]
    assert second.model_dump()["text"] == f"{'b' * 50}\n[cut here: 50 more characters]"
    assert "resource left out" in third.model_dump_json()
    assert "image left out" in fourth.model_dump_json()
    able = replace(small, context_length=0, modalities=frozenset({"text", "image"}))
    assert readable(blocks, able) == blocks
