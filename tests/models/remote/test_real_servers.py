"""Real servers that speak OpenAI's words, each with a made model: they are asked as providers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import pytest
from mcp_types import TextContent
from pydantic import SecretStr

from desktop.errors import KeyRefused, ModelError, PromptTooLong
from desktop.models.remote.providers import Providers
from tests.fakes import make_params
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from desktop.models.backend import Completion
    from desktop.models.remote.provider import RemoteModel
    from desktop.storage.places import Places

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(os.name == "nt", reason="packaging/peers.sh runs on Linux and macOS"),
]

ROOT = Path(__file__).parents[3]
PEER = ROOT / "build/peers/llama_cpp"
PROGRAM = ROOT / "build/llama_programs/llama-server"
KEY = "sk-planted-0123456789abcdef"
TEXT = "The tide takes the sand."
LISTENING = re.compile(rb"(?:running|listening) on (http://127\.0\.0\.1:\d+)")


def python_server(model: Path) -> tuple[list[str | Path], Path]:
    """Returns how the server is started that comes with llama-cpp-python, and where."""
    if not (PEER / "stamp").exists():
        pytest.skip("the server's framework is not installed; packaging/peers.sh installs it")
    folder = next(Path(sys.prefix).glob("lib/python*/site-packages"))
    script = ROOT / "tests/peers/llama_cpp_server.py"
    bounds = ["--n_ctx", "1024", "--n_gpu_layers", "0", "--host", "127.0.0.1", "--port", "0"]
    # It would break off one answer as soon as somebody asks for another.
    bounds += ["--interrupt_requests", "false"]
    given = ["--model_alias", "made", "--api_key", KEY, *bounds]
    return [PEER / "bin/python", script, folder, "--model", model, *given], model.parent


def program_server(model: Path) -> tuple[list[str | Path], Path]:
    """Returns the same of llama.cpp's own server, which looks for what computes where it runs."""
    if not PROGRAM.exists():
        pytest.skip("llama-server is not built; packaging/llama_programs.sh builds it")
    libraries = next(Path(sys.prefix).glob("lib/python*/site-packages/llama_cpp/lib"))
    bounds = ["-c", "1024", "-ngl", "0", "--host", "127.0.0.1", "--port", "0"]
    return [PROGRAM, "-m", model, "--alias", "made", "--api-key", KEY, *bounds], libraries


@contextmanager
def running(words: list[str | Path], folder: Path) -> Iterator[str]:
    """Gives the address of a server that has its model."""
    process = subprocess.Popen(
        words,
        cwd=folder,
        env={**os.environ, "GGML_VK_VISIBLE_DEVICES": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with process:
        assert process.stdout is not None
        try:
            told = (LISTENING.search(line) for line in process.stdout)
            yield next(found[1].decode() for found in told if found)
        finally:
            process.terminate()


@pytest.fixture(scope="module", params=[python_server, program_server])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    model = tmp_path_factory.mktemp("served") / "made.gguf"
    write_scripted_model(model, TEXT)
    with running(*request.param(model)) as found:
        yield f"{found}/v1"


@pytest.fixture
async def providers(places: Places, address: str) -> AsyncIterator[Providers]:
    """Gives a list with the server in it, by the name of its preset, and its key."""
    places.prepare()
    made = Providers(places, patience=60)
    with_key(made, KEY, address)
    yield made
    for model in await made.refresh(pytest.fail):
        await model.close()


def with_key(providers: Providers, key: str, address: str = "") -> None:
    if address:
        providers.add("llamacpp", {"baseUrl": address, "preset": "llamacpp"})
    account = providers.provider("llamacpp").account
    providers.secrets.keep_for_this_run(account, SecretStr(key))


async def enabled(providers: Providers) -> RemoteModel:
    await providers.enable("llamacpp", ["made"])
    [model] = await providers.refresh(pytest.fail)
    return model


async def ask(model: RemoteModel, text: str = "How is the sea?", tokens: int = 50) -> Completion:
    return await model.complete(make_params(text, tokens), lambda _: None)


def written(completion: Completion) -> str:
    content = completion.result.content
    assert isinstance(content, TextContent)
    return content.text


async def test_its_model_is_listed_enabled_and_answers_in_pieces(providers: Providers) -> None:
    assert [one.id for one in await providers.offered("llamacpp")] == ["made"]
    model = await enabled(providers)
    pieces: list[str] = []
    completion = await model.complete(make_params("How is the sea?"), pieces.append)
    assert written(completion) == "".join(pieces) == TEXT
    assert len(pieces) > 1
    assert completion.result.stop_reason == "endTurn"
    assert completion.usage.output_tokens > 0
    assert completion.usage.cost == 0


async def test_the_most_tokens_and_a_stop_sequence_are_obeyed(providers: Providers) -> None:
    model = await enabled(providers)
    short = await ask(model, tokens=2)
    assert short.result.stop_reason == "maxTokens"
    assert TEXT.startswith(written(short))
    params = make_params("How is the sea?", stop_sequences=["takes"])
    stopped = await model.complete(params, lambda _: None)
    assert written(stopped) == "The tide "


async def test_a_wrong_key_is_told_as_such(providers: Providers) -> None:
    model = await enabled(providers)
    with_key(providers, "sk-wrong")
    with pytest.raises(KeyRefused, match="does not take your key"):
        await ask(model)
    with_key(providers, KEY)
    assert written(await ask(model)) == TEXT


async def test_a_request_that_is_too_long_is_an_error_and_no_empty_answer(
    providers: Providers, request: pytest.FixtureRequest
) -> None:
    model = await enabled(providers)
    says_so = request.node.callspec.params["address"] is program_server
    # llama-cpp-python begins an answer, and breaks it off without a word.
    with pytest.raises(PromptTooLong if says_so else ModelError):
        await ask(model, "How is the sea? " * 1000)


async def test_several_are_answered_though_it_takes_one_at_a_time(providers: Providers) -> None:
    model = await enabled(providers)
    answers: list[str] = []

    async def asked() -> None:
        answers.append(written(await ask(model)))

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(asked)
    assert answers == [TEXT] * 4
