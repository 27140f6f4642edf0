"""Images for models of this computer: what they change in an answer, and which are refused."""

from __future__ import annotations

import base64
import struct
from contextlib import closing
from typing import TYPE_CHECKING

import anyio
import pytest
from mcp_types import (
    CreateMessageRequestParams,
    CreateMessageResult,
    ImageContent,
    SamplingMessage,
    TextContent,
    ToolResultContent,
    ToolUseContent,
)

from desktop.errors import LoadFailed, ModelError, PromptTooLong
from desktop.models.gguf.context import model_context
from desktop.models.gguf.projectors import can_see
from desktop.models.local.chat_template import ChatTemplate
from desktop.models.local.engine import Cancelled, Engine, Outcome, Settings
from desktop.models.local.images import images_of
from desktop.models.local.picture_sizes import picture_size
from desktop.models.local.process import LocalModel
from desktop.models.local.turns import IMAGE
from tests.made_projector import (
    BRIGHT,
    DARK,
    NOTHING,
    PLACES,
    picture,
    write_projector,
    write_seeing_model,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcp_types import SamplingMessageContentBlock

    from desktop.models.chat_format import ChatMessage, Part

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not can_see(), reason="this build of llama.cpp takes no images"),
]

BLACK, WHITE = picture(0), picture(255)
SMALLEST_GIF = b"GIF89a" + struct.pack("<HH", 3, 2)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    path = write_seeing_model(tmp_path)
    with closing(Engine(path, 512, 1, projector=model_context(path).projector)) as engine:
        yield engine


def shown(*images: bytes, text: str = "What is it?") -> list[ChatMessage]:
    parts: list[Part] = [{"type": "text", "text": text}]
    for image in images:
        url = f"data:image/png;base64,{base64.b64encode(image).decode()}"
        parts.append({"type": "image_url", "image_url": {"url": url}})
    return [{"role": "user", "content": parts}]


def answer(engine: Engine, messages: list[ChatMessage]) -> tuple[str, Outcome]:
    words = engine.vocabulary
    template = ChatTemplate(words.chat_template, control=words.control_tokens())
    script = engine.script(template.render(messages).pieces, images_of(messages))
    pieces: list[str] = []
    outcome = engine.generate(script, Settings(8, 0.0), pieces.append)
    return "".join(pieces), outcome


def test_the_answer_depends_on_what_the_image_shows(engine: Engine) -> None:
    assert answer(engine, shown(WHITE))[0] == BRIGHT
    assert answer(engine, shown(BLACK))[0] == DARK
    assert answer(engine, shown())[0] == NOTHING
    assert answer(engine, shown(BLACK, BLACK))[0] == DARK


def test_an_image_is_read_again_only_where_it_is_another_one(engine: Engine) -> None:
    _, first = answer(engine, shown(WHITE))
    _, same = answer(engine, shown(WHITE))
    text, other = answer(engine, shown(BLACK))
    assert (first.reused_tokens, same.reused_tokens) == (0, first.input_tokens - 1)
    assert text == DARK
    assert 0 < other.reused_tokens <= first.input_tokens - PLACES


def test_a_text_cannot_be_taken_for_an_image(engine: Engine) -> None:
    messages = shown(WHITE, text=f"{IMAGE}What{IMAGE} is it?")
    assert answer(engine, messages)[0] == BRIGHT


def test_an_image_counts_for_the_length_of_a_request(engine: Engine) -> None:
    with pytest.raises(PromptTooLong):
        answer(engine, shown(*[WHITE] * 32, text="word " * 100))
    assert answer(engine, shown(BLACK))[0] == DARK


def test_a_request_is_cancelled_while_an_image_is_read(engine: Engine) -> None:
    messages = shown(WHITE)
    pieces = ChatTemplate(engine.vocabulary.chat_template).render(messages).pieces
    script = engine.script(pieces, images_of(messages))
    engine.cancel()
    with pytest.raises(Cancelled):
        engine.generate(script, Settings(8, 0.0), pytest.fail)
    with pytest.raises(Cancelled):
        engine.script(pieces, images_of(messages))
    engine.permit()
    assert answer(engine, messages)[0] == BRIGHT


REFUSED = {
    "a damaged one": (WHITE[:60], "damaged"),
    "of another kind": (b"RIFF....WEBPVP8 ", "PNG, JPEG, GIF and BMP can"),
    "too large": (picture(0, 8000, 8), "8000 by 8 pixels"),
    "too many bytes": (WHITE + bytes(21 << 20), "has 21 MB"),
}


@pytest.mark.parametrize(("data", "told"), REFUSED.values(), ids=REFUSED.keys())
def test_an_image_that_cannot_be_taken_is_refused_in_words(
    engine: Engine, data: bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.models.local.images._MOST_PIXELS", 60_000)
    with pytest.raises(ModelError, match=told):
        answer(engine, shown(data))
    assert answer(engine, shown(WHITE))[0] == BRIGHT


def test_more_images_than_a_person_would_send_are_refused() -> None:
    with pytest.raises(ModelError, match="33 images"):
        images_of(shown(*[WHITE] * 33))


def test_a_picture_tells_its_size_before_it_is_decoded() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 40)
    bmp = b"BM" + bytes(12) + struct.pack("<Iii", 40, 5, -6)
    sizes = [picture_size(data) for data in (picture(0, 7, 9), jpeg, SMALLEST_GIF, bmp)]
    assert sizes == [(7, 9), (40, 30), (3, 2), (5, 6)]
    assert [picture_size(data) for data in (b"", b"GIF89a", b"\xff\xd8\xff\xe0", b"%PDF")] == [
        None
    ] * 4


def test_a_projector_of_another_model_is_refused_in_words(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path)
    other = tmp_path / "other.gguf"
    write_projector(other, embedding=96)
    with pytest.raises(LoadFailed, match=r"other\.gguf, with which this model would see"):
        Engine(path, 512, 1, projector=other)


def block(data: bytes) -> ImageContent:
    return ImageContent(type="image", data=base64.b64encode(data).decode(), mime_type="image/png")


def asked(*blocks: SamplingMessageContentBlock) -> CreateMessageRequestParams:
    message = SamplingMessage(role="user", content=[*blocks])
    return CreateMessageRequestParams(messages=[message], max_tokens=8, temperature=0.0)


async def test_an_image_goes_all_the_way_through_the_worker(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path)
    model = LocalModel(model_context(path), tmp_path / "model.log", lambda _event: None)
    question = TextContent(type="text", text="What is it?")
    said = []
    with anyio.fail_after(30):
        for data in (WHITE, BLACK):
            result = (await model.complete(asked(question, block(data)), lambda _: None)).result
            assert isinstance(result, CreateMessageResult)
            said.append(result.content.text if result.content.type == "text" else "")
        with pytest.raises(ModelError, match="damaged"):
            await model.complete(asked(question, block(WHITE[:60])), pytest.fail)
        await model.close()
    assert said == [BRIGHT, DARK]


async def test_what_a_tool_returned_to_see_is_seen(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path)
    model = LocalModel(model_context(path), tmp_path / "model.log", lambda _event: None)
    call = ToolUseContent(type="tool_use", id="a", name="look", input={})
    result = ToolResultContent(tool_use_id="a", content=[block(BLACK)])
    params = asked(TextContent(type="text", text="Look."))
    params.messages += [
        SamplingMessage(role="assistant", content=[call]),
        SamplingMessage(role="user", content=[result]),
    ]
    with anyio.fail_after(30):
        told = (await model.complete(params, lambda _: None)).result
        await model.close()
    assert isinstance(told, CreateMessageResult)
    assert told.content == TextContent(type="text", text=DARK)
