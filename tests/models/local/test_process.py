"""A model in its worker process: what goes right, and all that can go wrong."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import anyio
import psutil
import pytest
from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent
from qasync import QEventLoop

from desktop.errors import LoadFailed, ModelError, PromptTooLong, WorkerDied
from desktop.events import Event, ModelChanged, ModelStatus
from desktop.language import english, in_english, speak
from desktop.models.backend import MAY_KEEP
from desktop.models.context import ModelContext
from desktop.models.gguf.context import model_context
from desktop.models.local.process import LocalModel
from desktop.storage.states import state_files
from tests.scripted_model import (
    write_babbling_model,
    write_crashing_model,
    write_hanging_model,
    write_scripted_model,
    write_slow_model,
)
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from desktop.models.backend import Completion

    MakeModel = Callable[[Callable[[Path], None]], LocalModel]

pytestmark = pytest.mark.anyio

ANSWER = "All is well, and all is quiet."
ENDLESS = 1_000_000


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
async def make_model(tmp_path: Path, events: list[Event]) -> AsyncIterator[MakeModel]:
    made: list[LocalModel] = []

    def make(write: Callable[[Path], None]) -> LocalModel:
        path = tmp_path / "model.gguf"
        write(path)
        made.append(LocalModel(model_context(path), tmp_path / "model.log", events.append))
        return made[-1]

    yield make
    for model in made:
        with anyio.fail_after(10):
            await model.close()
    assert not workers()


@pytest.fixture
def scripted(make_model: MakeModel) -> LocalModel:
    return make_model(lambda path: write_scripted_model(path, ANSWER))


@pytest.fixture
def slow(make_model: MakeModel) -> LocalModel:
    return make_model(write_slow_model)


def request(text: str = "How is it?", max_tokens: int = 100) -> CreateMessageRequestParams:
    content = TextContent(type="text", text=text)
    return CreateMessageRequestParams(
        messages=[SamplingMessage(role="user", content=content)], max_tokens=max_tokens
    )


def text_of(completion: Completion) -> str:
    assert isinstance(completion.result.content, TextContent)
    return completion.result.content.text


def ignore(_piece: str) -> None:
    pass


def workers() -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):
            if "desktop.models.local.worker" in child.cmdline():
                found.append(child)
    return found


def statuses(events: list[Event]) -> list[ModelStatus]:
    return [event.status for event in events if isinstance(event, ModelChanged)]


async def start_endless(model: LocalModel) -> asyncio.Task[Completion]:
    """Starts a request that never ends by itself; returns when its first text is there."""
    began = anyio.Event()
    task = asyncio.create_task(
        model.complete(request(max_tokens=ENDLESS), lambda _piece: began.set())
    )
    await began.wait()
    return task


async def cancel(task: asyncio.Task[Completion]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_answer_streams_and_is_the_same_in_the_end(
    scripted: LocalModel, events: list[Event]
) -> None:
    pieces: list[str] = []
    with anyio.fail_after(20):
        completion = await scripted.complete(request(), pieces.append)
    assert text_of(completion) == "".join(pieces) == ANSWER
    assert 1 < len(pieces) <= completion.usage.output_tokens
    assert completion.usage.input_tokens > 0
    assert completion.usage.seconds > 0
    assert completion.result.role == "assistant"
    assert completion.result.model == scripted.context.id == "model"
    assert completion.result.stop_reason == "endTurn"
    assert scripted.loaded
    await scripted.close()
    assert statuses(events) == [ModelStatus.LOADING, ModelStatus.LOADED, ModelStatus.UNLOADED]


async def test_a_thought_is_told_apart_from_the_answer(make_model: MakeModel) -> None:
    thinker = make_model(lambda path: write_scripted_model(path, f"<think> Well. </think>{ANSWER}"))
    pieces: list[str] = []
    with anyio.fail_after(20):
        completion = await thinker.complete(request(), pieces.append)
        cut = await thinker.complete(request(max_tokens=2), pytest.fail)
    assert text_of(completion) == "".join(pieces) == ANSWER
    assert completion.thinking == "Well."
    assert 0 < completion.usage.thought_tokens < completion.usage.output_tokens
    assert (text_of(cut), cut.result.stop_reason) == ("", "maxTokens")


async def test_limits_and_stop_sequences_reach_the_worker(scripted: LocalModel) -> None:
    with anyio.fail_after(20):
        short = await scripted.complete(request(max_tokens=2), ignore)
        stop = request().model_copy(update={"stop_sequences": [", and"], "temperature": 0.0})
        stopped = await scripted.complete(stop, ignore)
    assert (short.usage.output_tokens, short.result.stop_reason) == (2, "maxTokens")
    assert (text_of(stopped), stopped.result.stop_reason) == ("All is well", "stopSequence")


async def test_a_cancelled_request_frees_the_worker_for_the_next(slow: LocalModel) -> None:
    with anyio.fail_after(20):
        task = await start_endless(slow)
        (before,) = workers()
        await cancel(task)
        with anyio.fail_after(2):
            await slow.complete(request(max_tokens=1), ignore)
        (after,) = workers()
    assert before.pid == after.pid


async def test_a_request_is_cancelled_while_its_prompt_is_read(slow: LocalModel) -> None:
    with anyio.fail_after(20):
        await slow.complete(request(max_tokens=1), ignore)
        (before,) = workers()
        with anyio.move_on_after(0.3) as patience:
            await slow.complete(request("z" * 8000), pytest.fail)
        assert patience.cancelled_caught
        with anyio.fail_after(2):
            await slow.complete(request(max_tokens=1), ignore)
        (after,) = workers()
    assert before.pid == after.pid


async def test_requests_wait_for_each_other_and_may_leave_the_queue(slow: LocalModel) -> None:
    with anyio.fail_after(20):
        first = await start_endless(slow)
        second = asyncio.create_task(slow.complete(request(max_tokens=3), ignore))
        third = asyncio.create_task(slow.complete(request(max_tokens=4), ignore))
        await asyncio.wait([second, third], timeout=0.1)
        assert not second.done()
        await cancel(second)
        await cancel(first)
        assert (await third).usage.output_tokens == 4


async def test_a_load_is_cancelled_with_its_request(
    scripted: LocalModel, events: list[Event]
) -> None:
    with anyio.fail_after(20):
        task = asyncio.create_task(scripted.complete(request(), ignore))
        while not workers():
            await asyncio.wait([task], timeout=0.01)
        await cancel(task)
        assert statuses(events) == [ModelStatus.LOADING, ModelStatus.UNLOADED]
        assert text_of(await scripted.complete(request(), ignore)) == ANSWER


async def test_a_killed_worker_is_an_error_and_the_next_request_works(
    slow: LocalModel, events: list[Event]
) -> None:
    with anyio.fail_after(20):
        task = await start_endless(slow)
        workers()[0].kill()
        with pytest.raises(WorkerDied, match=r"Slow stopped .* SIGKILL.*next request.*model\.log"):
            await task
        assert not slow.loaded
        assert statuses(events)[-1] is ModelStatus.UNLOADED
        again = await slow.complete(request(max_tokens=3), ignore)
    assert again.usage.output_tokens == 3


async def test_a_worker_killed_while_idle_is_noticed_and_replaced(scripted: LocalModel) -> None:
    with anyio.fail_after(20):
        await scripted.complete(request(), ignore)
        workers()[0].kill()
        while scripted.loaded:
            await anyio.lowlevel.checkpoint()
        assert text_of(await scripted.complete(request(), ignore)) == ANSWER


async def test_a_worker_that_does_not_heed_a_cancel_is_killed(slow: LocalModel) -> None:
    with anyio.fail_after(20):
        task = await start_endless(slow)
        (stuck,) = workers()
        stuck.suspend()
        await cancel(task)
        again = await slow.complete(request(max_tokens=3), ignore)
        assert again.usage.output_tokens == 3
        assert not stuck.is_running()


async def test_an_endless_template_ends_the_worker_and_not_the_app(make_model: MakeModel) -> None:
    model = make_model(write_hanging_model)
    with anyio.fail_after(20):
        with pytest.raises(WorkerDied, match="template does not come to an end"):
            await model.complete(request(), ignore)
        assert not model.loaded


async def test_an_endless_template_ends_with_the_request_that_is_withdrawn(
    make_model: MakeModel,
) -> None:
    model = make_model(write_hanging_model)
    with anyio.fail_after(20):
        task = asyncio.create_task(model.complete(request(), ignore))
        await until(lambda: model.loaded)
        (worker,) = workers()
        before = worker.cpu_times().user
        await until(lambda: worker.cpu_times().user > before + 0.2)  # by then it is at the template
        await cancel(task)
    with anyio.fail_after(2):  # and not only when the time of a template is over
        while model.loaded:
            await anyio.lowlevel.checkpoint()


async def test_a_prompt_too_long_is_refused_and_the_model_stays(scripted: LocalModel) -> None:
    with anyio.fail_after(20):
        with pytest.raises(PromptTooLong, match="tokens long, and the model takes 8192"):
            await scripted.complete(request("z" * 9000), ignore)
        assert scripted.loaded
        assert text_of(await scripted.complete(request(), ignore)) == ANSWER


async def test_what_a_worker_tells_is_said_in_the_persons_language(scripted: LocalModel) -> None:
    speak(lambda text, comment, n: f"Na ja: {english(text, comment, n)}", ".", ",")
    try:
        with anyio.fail_after(20), pytest.raises(PromptTooLong) as raised:
            await scripted.complete(request("z" * 9000), ignore)
    finally:
        speak()
    told = str(raised.value)
    assert told.startswith("Na ja: The request is 90")
    assert in_english(told).startswith("The request is 90")


async def test_a_damaged_file_is_an_error_and_may_be_mended(
    make_model: MakeModel, tmp_path: Path, events: list[Event]
) -> None:
    model = make_model(write_babbling_model)
    whole = (tmp_path / "model.gguf").read_bytes()
    (tmp_path / "model.gguf").write_bytes(whole[: len(whole) // 2])
    with anyio.fail_after(20):
        with pytest.raises(LoadFailed, match="not a sound GGUF model file"):
            await model.complete(request(), ignore)
        assert statuses(events) == [ModelStatus.LOADING, ModelStatus.FAILED]
        assert isinstance(events[-1], ModelChanged)
        assert "Download it again" in events[-1].detail
        (tmp_path / "model.gguf").write_bytes(whole)
        assert text_of(await model.complete(request(max_tokens=3), ignore))


async def test_a_missing_file_is_an_error(make_model: MakeModel, tmp_path: Path) -> None:
    model = make_model(write_babbling_model)
    (tmp_path / "model.gguf").unlink()
    with anyio.fail_after(20):
        with pytest.raises(LoadFailed, match="no model file at"):
            await model.complete(request(), ignore)


async def test_a_file_that_crashes_llama_cpp_is_an_error(
    make_model: MakeModel, events: list[Event]
) -> None:
    model = make_model(write_crashing_model)
    with anyio.fail_after(20):
        with pytest.raises(LoadFailed, match=r"crashed its process .*SIGABRT.*model\.log"):
            await model.complete(request(), ignore)
    assert statuses(events) == [ModelStatus.LOADING, ModelStatus.FAILED]


async def test_unloading_gives_the_process_back_and_the_next_request_loads(
    scripted: LocalModel,
) -> None:
    with anyio.fail_after(20):
        await scripted.complete(request(), ignore)
        await scripted.unload()
        assert not scripted.loaded
        assert not workers()
        assert text_of(await scripted.complete(request(), ignore)) == ANSWER


async def test_closing_ends_a_running_answer_and_refuses_the_rest(slow: LocalModel) -> None:
    with anyio.fail_after(20):
        running = await start_endless(slow)
        waiting = asyncio.create_task(slow.complete(request(), ignore))
        await slow.close()
        with pytest.raises(WorkerDied):
            await running
        with pytest.raises(ModelError, match="was closed"):
            await waiting
        with pytest.raises(ModelError, match="was closed"):
            await slow.complete(request(), ignore)


async def test_a_listener_that_fails_ends_the_job(slow: LocalModel) -> None:
    def fail(_piece: str) -> None:
        raise ZeroDivisionError

    with anyio.fail_after(20):
        with pytest.raises(ZeroDivisionError):
            await slow.complete(request(max_tokens=ENDLESS), fail)
        await slow.complete(request(max_tokens=1), ignore)


async def test_the_environment_cannot_swap_the_library(
    scripted: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", "/nowhere")
    monkeypatch.setenv("GGML_BACKEND_PATH", "/nowhere")
    with anyio.fail_after(20):
        assert text_of(await scripted.complete(request(), ignore)) == ANSWER
        (worker,) = workers()
        assert "GGML_BACKEND_PATH" not in worker.environ()


def test_a_model_answers_and_is_cancelled_on_qts_loop(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    write_slow_model(path)

    async def ask() -> int:
        model = LocalModel(model_context(path), tmp_path / "model.log", ignore_event)
        async with asyncio.timeout(20):
            await cancel(await start_endless(model))
            completion = await model.complete(request(max_tokens=3), ignore)
            await model.close()
        return completion.usage.output_tokens

    with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
        assert runner.run(ask()) == 3
    assert not workers()


def test_a_worker_ends_with_the_app() -> None:
    command = [sys.executable, "-m", "desktop.models.local.worker"]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, check=True, timeout=20)
    assert ended.returncode == 0


def test_a_context_without_a_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cloud has no file"):
        LocalModel(ModelContext("cloud", "Cloud"), tmp_path / "log", ignore_event)


def ignore_event(_event: Event) -> None:
    pass


@pytest.mark.parametrize("may_keep", [True, False])
async def test_a_conversation_outlives_the_process_where_it_may_be_kept(
    tmp_path: Path, *, may_keep: bool
) -> None:
    path, states = tmp_path / "model.gguf", tmp_path / "states"
    write_babbling_model(path)
    model = LocalModel(model_context(path), tmp_path / "log", lambda _event: None, states=states)
    told = MAY_KEEP.set(may_keep)
    try:
        with anyio.fail_after(40):
            await model.complete(request("How is the sea? " * 60, 5), ignore)
            if may_keep:
                while not any(  # noqa: ASYNC110 (it is another process that writes it)
                    file.suffix == ".state" for file in state_files(states)
                ):
                    await anyio.sleep(0.05)
            await model.unload()
            await model.complete(request("How is the sea? " * 60, 5), ignore)
            await model.unload()
    finally:
        MAY_KEEP.reset(told)
        await model.close()
    assert bool(state_files(states)) is may_keep
    assert "could not" not in (tmp_path / "log").read_text()
