"""What a server has answered, taken apart into what it is; made beside the window's thread."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, assert_never

from mcp_types import AudioContent, BlobResourceContents

from desktop.language import tr
from desktop.ui import wording
from desktop.ui.pictures import FORMATS, decoded
from desktop.ui.structure import grid_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcp_types import (
        CallToolResult,
        ContentBlock,
        GetPromptResult,
        ReadResourceResult,
        TextResourceContents,
    )
    from pydantic import BaseModel

    from desktop.ui.pictures import Decoded
    from desktop.ui.structure import Grid

MOST_PARTS = 100
"""So many parts of an answer are shown one by one."""

MOST_SHOWN = 1_000_000
"""Characters of a text that are shown; all of it can be saved."""

LONGEST_DATA = 2_000
"""Data in the raw JSON is named by its size where it is longer."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text."""

    title: str
    text: str
    mime_type: str = ""
    """Of a resource that can be kept by itself; empty where it is only said."""


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A picture."""

    title: str
    mime_type: str
    octets: bytes
    drawn: Decoded


@dataclass(frozen=True, slots=True)
class SoundPart:
    """A sound."""

    title: str
    block: AudioContent
    octets: bytes


@dataclass(frozen=True, slots=True)
class TablePart:
    """Structured content."""

    title: str
    grid: Grid


@dataclass(frozen=True, slots=True)
class LinkPart:
    """The address of something that the server did not send; nobody fetches it by themself."""

    title: str
    uri: str
    about: str


@dataclass(frozen=True, slots=True)
class FilePart:
    """Bytes that are neither text, picture nor sound."""

    title: str
    mime_type: str
    octets: bytes


Part = TextPart | PicturePart | SoundPart | TablePart | LinkPart | FilePart


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, ready to be shown."""

    parts: tuple[Part, ...]
    raw: str
    """As JSON; long data is named by its size."""
    whole: str
    """The same with nothing left out, to be saved."""


def parts_of_result(result: CallToolResult) -> Shown:
    """Returns what a tool answered."""
    parts: list[Part] = []
    grid = grid_of(result.structured_content)
    if grid:
        parts.append(TablePart(tr("Structured content"), grid))
    elif result.structured_content is not None:
        parts.append(TextPart(tr("Structured content"), wording.as_json(result.structured_content)))
    # A server that sends structured content sends the same once more, as text for older programs.
    blocks = [one for one in result.content if not _repeats(one, result.structured_content)]
    return _shown(result, [*parts, *_blocks(blocks)])


def parts_of_resource(result: ReadResourceResult) -> Shown:
    """Returns what a resource holds."""
    several = len(result.contents) > 1
    return _shown(
        result,
        [_held(one, wording.one_line(one.uri) if several else "") for one in result.contents],
    )


def parts_of_prompt(result: GetPromptResult) -> Shown:
    """Returns the messages of a prompt, each by its speaker."""
    about = [TextPart(tr("About"), result.description)] if result.description else []
    messages = [
        _block(one.content, wording.sentence(wording.speaker(one.role))) for one in result.messages
    ]
    return _shown(result, [*about, *messages])


def _shown(result: BaseModel, parts: Iterable[Part]) -> Shown:
    told = result.model_dump(mode="json", by_alias=True, exclude_none=True)
    whole = wording.as_json(told)
    kept = tuple(parts)
    if len(kept) > MOST_PARTS:
        more = tr("{value:,} more parts are in the raw JSON.", value=len(kept) - MOST_PARTS)
        kept = (*kept[:MOST_PARTS], TextPart(tr("More"), more))
    return Shown(kept, wording.as_json(_brief(told)), whole)


def _blocks(blocks: Iterable[ContentBlock]) -> list[Part]:
    return [_block(block, "") for block in blocks]


def _block(block: ContentBlock, speaker: str) -> Part:
    match block.type:
        case "text":
            return TextPart(speaker, block.text)
        case "image":
            octets = _octets(block.data)
            drawn = decoded(octets, block.mime_type)
            return PicturePart(speaker or tr("Picture"), block.mime_type, octets, drawn)
        case "audio":
            return SoundPart(speaker or tr("Sound"), block, _octets(block.data))
        case "resource_link":
            told = (block.description, block.mime_type, wording.size(block.size or 0))
            about = "\n".join(one for one in told if one)
            return LinkPart(wording.one_line(block.title or block.name), block.uri, about)
        case "resource":
            return _held(block.resource, wording.one_line(block.resource.uri))
        case _:
            assert_never(block.type)


def _held(held: TextResourceContents | BlobResourceContents, title: str) -> Part:
    if not isinstance(held, BlobResourceContents):
        return TextPart(title, held.text, held.mime_type or "text/plain")
    kind, octets = held.mime_type or "application/octet-stream", _octets(held.blob)
    if kind.lower() in FORMATS:
        return PicturePart(title or tr("Picture"), kind, octets, decoded(octets, kind))
    if kind.lower().startswith("audio/"):
        block = AudioContent(data=held.blob, mime_type=kind)
        return SoundPart(title or tr("Sound"), block, octets)
    return FilePart(title or tr("File"), kind, octets)


def _octets(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _repeats(block: ContentBlock, structured: object) -> bool:
    """Whether a text says as JSON what the structured content says."""
    if structured is None or block.type != "text":
        return False
    try:
        said: object = json.loads(block.text)
    except (ValueError, RecursionError):
        return False
    return said in (structured, *(structured.values() if isinstance(structured, dict) else ()))


def _brief(told: Any) -> Any:
    """Returns a value in which long data is named by its size."""
    if isinstance(told, list):
        return [_brief(one) for one in told]
    if not isinstance(told, dict):
        return told
    return {name: _named(name, held) for name, held in told.items()}


def _named(name: str, held: Any) -> Any:
    if name in ("data", "blob") and isinstance(held, str) and len(held) > LONGEST_DATA:
        return tr(
            "({size}, shown as what it is; saved whole)", size=wording.size(len(held) * 3 // 4)
        )
    return _brief(held)
