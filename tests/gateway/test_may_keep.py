"""What a model is told of the texts of a request: whether they may be written to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.gateway.policy import Policy
from desktop.models.backend import MAY_KEEP
from tests.fakes import FakeBackend, ScriptedApprover, allow, make_request
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.models.backend import Completion, OnText
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]


class Listener(FakeBackend):
    """A model that notes what it is told."""

    def __init__(self) -> None:
        super().__init__("m")
        self.told: list[bool] = []

    async def complete(self, params: CreateMessageRequestParams, on_text: OnText) -> Completion:
        self.told.append(MAY_KEEP.get())
        return await super().complete(params, on_text)


async def test_only_what_a_server_lets_parley_keep_may_be_written(places: Places) -> None:
    model = Listener()
    async with opened_desk(places, ScriptedApprover(allow, allow, allow), model) as desk:
        for keep in (False, True, False):
            await desk.gateway.answer(make_request(policy=Policy(keep_texts=keep)))
    assert model.told == [False, True, False]


def test_without_a_word_nothing_may_be_written() -> None:
    assert MAY_KEEP.get() is False
