"""Files that a person puts into a conversation: texts and images."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from mcp_types import ImageContent, TextContent

from desktop.errors import AttachmentRefused
from desktop.inbound.chat.conversation import ATTACHED
from desktop.inbound.chat.exporting import fenced
from desktop.language import tr

if TYPE_CHECKING:
    from mcp_types import SamplingMessageContentBlock

LONGEST_TEXT = 200_000
"""Bytes of a text file: more is read by few models."""
LARGEST_IMAGE = 10_000_000
"""Bytes: what a request may hold besides is less than as much again."""

_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def attachment(name: str, data: bytes) -> SamplingMessageContentBlock:
    """Returns a file as a block of a message: an image as it is, a text between fences.

    Raises:
        AttachmentRefused: it is neither, or too large.
    """
    if kind := _image_kind(data):
        if len(data) > LARGEST_IMAGE:
            raise AttachmentRefused(
                tr(
                    "{name} was not attached: it is larger than {most} MB. Make it smaller first.",
                    name=name,
                    most=LARGEST_IMAGE // 10**6,
                )
            )
        told = base64.b64encode(data).decode("ascii")
        return ImageContent(data=told, mime_type=kind, _meta={ATTACHED: name})
    if len(data) > LONGEST_TEXT:
        raise AttachmentRefused(
            tr(
                "{name} was not attached: it is larger than {most} KB. Attach the part of it that "
                "matters.",
                name=name,
                most=LONGEST_TEXT // 1000,
            )
        )
    text = _decoded(name, data)
    return TextContent(text=_named(name, text), _meta={ATTACHED: name})


def _image_kind(data: bytes) -> str:
    """Returns the media type of an image by its first bytes; empty where it is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _IMAGES if data.startswith(start)), "")


def _decoded(name: str, data: bytes) -> str:
    """Returns a file's text.

    Raises:
        AttachmentRefused: it is none.
    """
    mark = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = data.decode("utf-16" if mark else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise AttachmentRefused(
            tr(
                "{name} was not attached: it is neither a text in UTF-8 nor an image (PNG, JPEG, "
                "GIF, WebP).",
                name=name,
            )
        )
    return text


def _named(name: str, text: str) -> str:
    """Returns a text between fences that it cannot close, with its name before them."""
    return f"{' '.join(name.split())}:\n{fenced(text)}"
