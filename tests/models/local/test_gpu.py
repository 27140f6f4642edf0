"""A model on a GPU: on Mesa's software driver, and on one that does not exist."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import anyio
import pytest
from mcp_types import CreateMessageRequestParams, ImageContent, SamplingMessage, TextContent

from desktop.errors import ComputeFailed, ModelError, WorkerDied
from desktop.events import Event, ModelChanged, ModelStatus
from desktop.models.backend import text_of
from desktop.models.gguf.context import model_context
from desktop.models.gguf.projectors import can_see
from desktop.models.local.process import LocalModel
from tests.made_projector import BRIGHT, DARK, picture, write_seeing_model
from tests.made_up_gpu import use_made_up_gpu
from tests.models.local.vulkan import ENVIRONMENT, on_software_driver
from tests.scripted_model import write_babbling_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
async def model(tmp_path: Path, events: list[Event]) -> AsyncIterator[LocalModel]:
    path = tmp_path / "model.gguf"
    write_babbling_model(path)
    model = LocalModel(model_context(path), tmp_path / "model.log", events.append)
    yield model
    with anyio.fail_after(10):
        await model.close()


@pytest.fixture
def software_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


async def ask(model: LocalModel) -> str:
    """Returns the likeliest answer."""
    question = SamplingMessage(role="user", content=TextContent(text="What does the tide do?"))
    params = CreateMessageRequestParams(messages=[question], max_tokens=20, temperature=0.0)
    completion = await model.complete(params, lambda _piece: None)
    assert isinstance(completion.result.content, TextContent)
    return completion.result.content.text


def standings(events: list[Event]) -> list[tuple[ModelStatus, str, str]]:
    changes = [event for event in events if isinstance(event, ModelChanged)]
    return [(change.status, change.device, change.detail) for change in changes]


@on_software_driver
@pytest.mark.usefixtures("software_driver")
@pytest.mark.timeout(240)
async def test_every_layer_is_on_the_gpu_and_the_answer_is_the_cpus(
    model: LocalModel, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    with anyio.fail_after(180):  # a driver that is new here compiles for half a minute and more
        on_gpu = await ask(model)
        device = model.device
        await model.unload()
        assert model.device == ""
        monkeypatch.setenv("GGML_VK_VISIBLE_DEVICES", "")
        on_cpu = await ask(model)
    assert on_gpu == on_cpu != ""
    assert device.startswith("GPU: llvmpipe")
    assert device.endswith(", 2 of 2 layers")
    assert standings(events) == [
        (ModelStatus.LOADING, "", ""),
        (ModelStatus.LOADED, device, ""),
        (ModelStatus.UNLOADED, "", ""),
        (ModelStatus.LOADING, "", ""),
        (ModelStatus.LOADED, "CPU", ""),
    ]


@on_software_driver
@pytest.mark.skipif(not can_see(), reason="this build of llama.cpp takes no images")
@pytest.mark.usefixtures("software_driver")
@pytest.mark.timeout(240)
async def test_an_image_is_seen_on_the_gpu_as_on_the_cpu(tmp_path: Path) -> None:
    path = write_seeing_model(tmp_path)
    model = LocalModel(model_context(path), tmp_path / "model.log", lambda _event: None)
    said = []
    with anyio.fail_after(180):
        for brightness in (255, 0):
            data = base64.b64encode(picture(brightness)).decode()
            image = ImageContent(data=data, mime_type="image/png")
            question = SamplingMessage(role="user", content=[TextContent(text="What?"), image])
            params = CreateMessageRequestParams(messages=[question], max_tokens=8, temperature=0.0)
            completion = await model.complete(params, lambda _piece: None)
            said.append(text_of(completion.result))
        device = model.device
        await model.close()
    assert said == [BRIGHT, DARK]
    assert device.startswith("GPU: llvmpipe")


@on_software_driver
@pytest.mark.usefixtures("software_driver")
async def test_a_driver_that_gives_no_memory_leaves_the_model_to_the_cpu(
    model: LocalModel, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GGML_VK_FORCE_MAX_BUFFER_SIZE", "100000")
    with anyio.fail_after(30):
        assert await ask(model)
    [_, (status, device, detail)] = standings(events)
    assert (status, device) == (ModelStatus.LOADED, "CPU")
    assert "llvmpipe" in detail
    assert "failed with 2 layers of this model, so the CPU computes it" in detail


async def test_a_driver_that_crashes_the_worker_leaves_the_model_to_the_cpu(
    model: LocalModel, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_made_up_gpu(monkeypatch, "crashes")
    with anyio.fail_after(30):
        assert await ask(model)
        await model.unload()
        assert await ask(model)
    loading, unloaded = (ModelStatus.LOADING, "", ""), (ModelStatus.UNLOADED, "", "")
    [_, (status, device, detail), *_] = found = standings(events)
    assert (status, device) == (ModelStatus.LOADED, "CPU")
    assert detail.startswith("Babbling failed on the GPU (ended by SIGSEGV)")
    assert detail.endswith("model.log.")
    assert found == [loading, found[1], unloaded, loading, found[1]]


async def test_a_worker_that_stumbles_over_a_gpu_leaves_the_model_to_the_cpu(
    model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_made_up_gpu(monkeypatch, "stumbles")
    with anyio.fail_after(30):
        assert await ask(model)
        assert model.device == "CPU"


@pytest.mark.parametrize(
    ("behaviour", "error", "said"),
    [("dies", WorkerDied, "SIGSEGV"), ("fails", ComputeFailed, "The device was lost")],
)
async def test_a_gpu_that_fails_an_answer_is_not_asked_again(
    model: LocalModel,
    monkeypatch: pytest.MonkeyPatch,
    behaviour: str,
    error: type[ModelError],
    said: str,
) -> None:
    use_made_up_gpu(monkeypatch, behaviour)
    with anyio.fail_after(30):
        with pytest.raises(error, match=said):
            await ask(model)
        assert await ask(model)
        assert model.device == "CPU"


@pytest.mark.parametrize(
    ("behaviour", "device", "told"),
    [
        ("refuses", "CPU", "so the CPU computes it"),
        ("tires", "GPU: Made-up, 1 of 2 layers", "so it computes 1 and the CPU the others"),
    ],
)
async def test_a_gpu_that_takes_less_gets_less(
    model: LocalModel,
    events: list[Event],
    monkeypatch: pytest.MonkeyPatch,
    behaviour: str,
    device: str,
    told: str,
) -> None:
    use_made_up_gpu(monkeypatch, behaviour)
    with anyio.fail_after(30):
        assert await ask(model)
    [_, (status, where, detail)] = standings(events)
    assert (status, where) == (ModelStatus.LOADED, device)
    assert told in detail


async def test_a_gpu_that_takes_all_gets_all(
    model: LocalModel, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_made_up_gpu(monkeypatch, "computes")
    with anyio.fail_after(30):
        assert await ask(model)
    assert standings(events)[-1] == (ModelStatus.LOADED, "GPU: Made-up, 2 of 2 layers", "")
