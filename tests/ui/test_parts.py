"""What a server has answered, taken apart: bounded, whole where it is saved, in any thread."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from mcp_types import (
    AudioContent,
    BlobResourceContents,
    CallToolResult,
    EmbeddedResource,
    GetPromptResult,
    ImageContent,
    PromptMessage,
    ReadResourceResult,
    ResourceLink,
    TextContent,
    TextResourceContents,
)

from desktop.ui import parts, pictures
from desktop.ui.parts import (
    FilePart,
    LinkPart,
    PicturePart,
    SoundPart,
    TablePart,
    TextPart,
    parts_of_prompt,
    parts_of_resource,
    parts_of_result,
)
from desktop.ui.structure import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Grid, grid_of
from tests.programs.showing_server import picture


@pytest.mark.parametrize(
    ("value", "grid"),
    [
        ([{"a": 1}, {"b": "x"}], Grid(("a", "b"), (("1", ""), ("", "x")))),
        ({"rows": [{"a": None}]}, Grid(("a",), (("null",),))),
        ({"a": 1, "b": [2, {}]}, Grid(("Name", "Value"), (("a", "1"), ("b", "[2, {}]")))),
        (["x", 2], Grid(("Value",), (("x",), ("2",)))),
        ({"one": "x"}, Grid(("Name", "Value"), (("one", "x"),))),
        ([{}], None),
        ([], None),
        ({}, None),
        (7, None),
        (None, None),
    ],
)
def test_a_structured_value_becomes_a_table(value: object, grid: Grid | None) -> None:
    assert grid_of(value) == grid


def test_a_table_is_bounded_and_says_what_it_leaves_out() -> None:
    wide = {f"c{number}": "x" * 1_000 for number in range(100)}
    grid = grid_of([wide] * (MOST_ROWS + 5))
    assert grid
    assert (len(grid.rows), grid.left_out, len(grid.columns)) == (MOST_ROWS, 5, MOST_COLUMNS)
    assert len(grid.rows[0][0]) == LONGEST_CELL + 1


def test_every_part_of_a_result_is_what_it_is() -> None:
    blob = BlobResourceContents(uri="file://x", blob=base64.b64encode(b"\0\1").decode())
    text = TextResourceContents(uri="note://inside", text="It came along.")
    link = ResourceLink(name="chart", uri="https://x.example/c", description="A chart.", size=9)
    result = CallToolResult(
        content=[
            TextContent(text="plain"),
            ImageContent(data=picture(), mime_type="image/png"),
            AudioContent(data=base64.b64encode(b"RIFF").decode(), mime_type="audio/wav"),
            link,
            EmbeddedResource(resource=text),
            EmbeddedResource(resource=blob),
        ],
        structured_content={"days": [{"day": "Saturday"}]},
    )
    shown = parts_of_result(result)
    table, plain, drawn, sound, linked, inside, file = shown.parts
    assert isinstance(table, TablePart)
    assert table.grid == Grid(("day",), (("Saturday",),))
    assert plain == TextPart("", "plain")
    assert isinstance(drawn, PicturePart)
    assert drawn.drawn.image is not None
    assert drawn.drawn.size == "3 by 2 pixels"
    assert isinstance(sound, SoundPart)
    assert linked == LinkPart("chart", "https://x.example/c", "A chart.\n9 B")
    assert inside == TextPart("note://inside", "It came along.", "text/plain")
    assert file == FilePart("file://x", "application/octet-stream", b"\0\1")


def test_what_a_text_repeats_of_the_structured_content_is_shown_once() -> None:
    value = {"sum": 3}
    content = [TextContent(text=json.dumps(value)), TextContent(text="three")]
    shown = parts_of_result(CallToolResult(content=list(content), structured_content=value))
    assert [type(part) for part in shown.parts] == [TablePart, TextPart]
    assert '{\\"sum\\": 3}' in shown.raw


def test_long_data_is_named_in_the_raw_json_and_saved_whole() -> None:
    data = base64.b64encode(b"x" * 30_000).decode()
    shown = parts_of_result(
        CallToolResult(content=[ImageContent(data=data, mime_type="image/png")])
    )
    assert data not in shown.raw
    assert "(30.0 KB, shown as what it is; saved whole)" in shown.raw
    assert json.loads(shown.whole)["content"][0]["data"] == data


def test_no_more_parts_are_shown_than_a_person_could_read() -> None:
    many = [TextContent(text=str(number)) for number in range(5_000)]
    shown = parts_of_result(CallToolResult(content=list(many)))
    assert len(shown.parts) == parts.MOST_PARTS + 1
    assert shown.parts[-1] == TextPart("More", "4,900 more parts are in the raw JSON.")


def test_the_speakers_of_a_prompt_and_the_addresses_of_a_resource_are_told() -> None:
    said = [
        PromptMessage(role="user", content=TextContent(text="Hello?")),
        PromptMessage(role="assistant", content=TextContent(text="Hello.")),
    ]
    prompt = parts_of_prompt(GetPromptResult(messages=said))
    assert prompt.parts == (TextPart("User", "Hello?"), TextPart("Assistant", "Hello."))
    one = TextResourceContents(uri="note://a", text="a")
    two = BlobResourceContents(uri="note://b", blob=picture(), mime_type="image/png")
    held = parts_of_resource(ReadResourceResult(contents=[one, two])).parts
    assert [part.title for part in held] == ["note://a", "note://b"]
    assert isinstance(held[1], PicturePart)


@pytest.mark.parametrize(
    ("octets", "kind", "why"),
    [
        (b"<svg/>", "image/svg+xml", "it is none of the kinds that are safe to draw"),
        (b"no picture", "image/png", "its bytes are not those of image/png"),
        (b"x" * (pictures.MOST_OCTETS + 1), "image/png", "it has too many bytes to be drawn"),
    ],
    ids=["document", "other bytes", "too large"],
)
def test_a_picture_that_is_not_drawn_says_why(octets: bytes, kind: str, why: str) -> None:
    drawn = pictures.decoded(octets, kind)
    assert (drawn.image, drawn.why) == (None, why)


def test_a_picture_that_unpacks_into_too_many_pixels_is_not_decoded() -> None:
    octets = bytearray(base64.b64decode(picture()))
    octets[16:24] = (100_000).to_bytes(4, "big") * 2
    octets[29:33] = zlib.crc32(bytes(octets[12:29])).to_bytes(4, "big")
    drawn = pictures.decoded(bytes(octets), "image/png")
    assert drawn.image is None
    assert "too many pixels" in drawn.why
