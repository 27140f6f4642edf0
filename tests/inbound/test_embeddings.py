"""Texts as vectors, asked for by OpenAI's own client and made by a local model."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import gguf
import openai
import pytest

from desktop.events import RequestPhase
from desktop.gateway.policy import Policy
from desktop.gateway.request import Caller
from desktop.inbound.endpoint import Endpoint
from desktop.models.gguf.context import model_context
from desktop.models.local.process import LocalModel
from tests.fakes import BOUNDLESS, FakeBackend, ScriptedApprover, allow, decline
from tests.gateway.desk import opened_desk
from tests.made_embedder import WIDTH, write_embedding_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from desktop.storage.places import Places
    from tests.fakes import Reaction
    from tests.gateway.desk import Desk

pytestmark = pytest.mark.anyio

ALLOWED = Policy(consent="always")
FERRY = "the ferry leaves at nine"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "embedder.gguf"
    write_embedding_model(path)
    return path


@asynccontextmanager
async def door(
    places: Places, file: Path, reaction: Reaction = allow, policy: Policy | None = None
) -> AsyncIterator[tuple[Desk, openai.AsyncOpenAI]]:
    caller = Caller("editor", "a program", "digest", policy or ALLOWED, BOUNDLESS)
    chat = FakeBackend("chat", "Hello")
    async with opened_desk(places, ScriptedApprover(reaction), chat) as desk:
        log = file.with_suffix(".log")
        desk.library.enlist(LocalModel(model_context(file), log, desk.events.append))
        endpoint = Endpoint(desk.gateway, desk.library.contexts, lambda _: caller)
        await endpoint.start()
        client = openai.AsyncOpenAI(base_url=endpoint.address, api_key="parley-test")
        try:
            with anyio.fail_after(30):
                yield desk, client
        finally:
            await client.close()
            await endpoint.stop()


def likeness(one: list[float], other: list[float]) -> float:
    return sum(left * right for left, right in zip(one, other, strict=True))


async def test_texts_become_vectors_by_the_model_that_can_make_them(
    places: Places, file: Path
) -> None:
    async with door(places, file) as (desk, client):
        made = await client.embeddings.create(model="any", input=[FERRY, FERRY, "a cat sleeps"])
        first, again, other = (one.embedding for one in made.data)
        assert len(first) == WIDTH
        assert likeness(first, first) == pytest.approx(1.0)
        assert likeness(first, again) == pytest.approx(1.0)
        assert likeness(first, other) < 0.99
        assert made.usage.prompt_tokens == made.usage.total_tokens == 7 + 7 + 5
        plain = await client.embeddings.create(model="any", input=FERRY, encoding_format="float")
        assert plain.model == "embedder"
        assert plain.data[0].embedding == pytest.approx(first, abs=1e-6)
        entry = await desk.entry()
        assert (entry.phase, entry.way, entry.text) == (
            RequestPhase.ANSWERED,
            "embeddings",
            f"1 vector of {WIDTH} numbers",
        )
        hello = [{"role": "user", "content": "Hello"}]
        chat = await client.chat.completions.create(model="embedder", messages=hello)  # type: ignore[arg-type]
        assert chat.choices[0].message.content == "Hello"


async def test_a_text_that_is_not_to_be_read_is_not_read(places: Places, file: Path) -> None:
    async with door(places, file, decline, Policy()) as (desk, client):
        with pytest.raises(openai.PermissionDeniedError, match="The person declined"):
            await client.embeddings.create(model="any", input=FERRY)
        assert (await desk.entry()).phase is RequestPhase.DECLINED


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"input": [1, 2]}, "tokens of another model"),
        ({"input": []}, "a text is empty, or there is none"),
        ({"input": ["a", ""]}, "a text is empty, or there is none"),
        ({"input": FERRY, "dimensions": 8}, "Leave it out"),
        ({"input": ["the cat"] * 257}, "more than 256 texts"),
    ],
)
async def test_what_cannot_become_vectors_is_refused_in_words(
    places: Places, file: Path, asked: dict[str, object], said: str
) -> None:
    async with door(places, file) as (_, client):
        with pytest.raises(openai.BadRequestError, match=said):
            await client.embeddings.create(model="any", **asked)  # type: ignore[arg-type]


async def test_without_a_model_that_can_there_are_no_vectors(places: Places, file: Path) -> None:
    only_chat = Policy(consent="always", models=("chat",))
    async with door(places, file, policy=only_chat) as (_, client):
        with pytest.raises(openai.NotFoundError):
            await client.embeddings.create(model="any", input=FERRY)
    write_embedding_model(file, gguf.PoolingType.RANK)
    async with door(places, file) as (desk, client):
        with pytest.raises(openai.InternalServerError):
            await client.embeddings.create(model="any", input=FERRY)
        assert "ranks texts for a search" in (await desk.entry()).error
