"""A model that crashes again and again: set aside, over restarts too, until it is tried again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import anyio
import pytest

from desktop.errors import LoadFailed, ModelError
from desktop.events import ModelChanged, ModelStatus
from tests.fakes import make_params
from tests.models.shelf import opened
from tests.scripted_model import write_crashing_model, write_hanging_model, write_scripted_model

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from tests.models.shelf import Shelf

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


async def ask(shelf: Shelf, model: str) -> str:
    """Returns the error with which a model does not answer; empty where it does."""
    backend = shelf.library.model(model)
    try:
        with anyio.fail_after(20):
            await shelf.library.complete(backend, make_params(), lambda _piece: None)
    except ModelError as error:
        return str(error)
    return ""


def why(shelf: Shelf, model: str) -> str:
    return shelf.library.model(model).context.ready


async def test_a_model_that_crashed_twice_is_set_aside_with_the_reason(places: Places) -> None:
    path = places.models / "bad.gguf"
    async with opened(places) as shelf:
        write_crashing_model(path)
        await shelf.library.refresh()
        assert "crashed its process" in await ask(shelf, "bad")
        assert why(shelf, "bad") == ""
        assert "crashed its process" in await ask(shelf, "bad")
        assert "crashed 2 times (ended by SIG" in why(shelf, "bad")
        assert "parley models check bad" in why(shelf, "bad")
        last = next(one for one in reversed(shelf.events) if isinstance(one, ModelChanged))
        assert (last.status, last.unready) == (ModelStatus.FAILED, why(shelf, "bad"))
        assert "Bad cannot" in (await ask(shelf, "bad")).replace("Crashing", "Bad")
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert "crashed 2 times" in why(shelf, "bad")


async def test_a_model_that_was_set_aside_can_be_tried_again(places: Places) -> None:
    path = places.models / "bad.gguf"
    async with opened(places) as shelf:
        write_hanging_model(path)
        await shelf.library.refresh()
        for _ in range(2):
            assert "does not come to an end" in await ask(shelf, "bad")
        assert "does not come to an end" in why(shelf, "bad")
        assert await shelf.library.try_again("bad")
        assert why(shelf, "bad") == ""
        assert not await shelf.library.try_again("bad")
        assert "does not come to an end" in await ask(shelf, "bad")
        assert why(shelf, "bad") == "", "it starts anew"


async def test_adding_a_file_again_tries_it_again(places: Places) -> None:
    path = places.models / "bad.gguf"
    async with opened(places) as shelf:
        write_crashing_model(path)
        await shelf.library.refresh()
        for _ in range(2):
            await ask(shelf, "bad")
        assert await shelf.library.add(path) == "bad"
        assert why(shelf, "bad") == ""


async def test_another_file_of_the_same_name_is_no_crasher(places: Places) -> None:
    path = places.models / "bad.gguf"
    async with opened(places) as shelf:
        write_crashing_model(path)
        await shelf.library.refresh()
        for _ in range(2):
            await ask(shelf, "bad")
    write_scripted_model(path, "Fine.")
    os.utime(path, ns=(1, 1))
    async with opened(places) as shelf:
        await shelf.library.refresh()
        assert await ask(shelf, "bad") == ""


async def test_a_damaged_file_is_no_crash(places: Places) -> None:
    path = places.models / "bad.gguf"
    async with opened(places) as shelf:
        write_scripted_model(path, "Fine.")
        await shelf.library.refresh()
        path.write_bytes(path.read_bytes()[:3000])
        for _ in range(3):
            with pytest.raises(LoadFailed), anyio.fail_after(20):
                await shelf.library.complete(
                    shelf.library.model("bad"), make_params(), lambda _piece: None
                )
        assert why(shelf, "bad") == ""
