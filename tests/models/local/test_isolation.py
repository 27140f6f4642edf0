"""A worker gets at its model and at nothing else, where the system can see to it."""

from __future__ import annotations

import json
import socket
import sys
import uuid
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import pytest
from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.errors import LoadFailed
from desktop.models.gguf.context import model_context
from desktop.models.local import child
from desktop.models.local.isolation import clean_environment, in_force
from desktop.models.local.process import LocalModel
from desktop.storage import landlock, seccomp
from tests import programs
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.anyio

NOSY = Path(programs.__path__[0]) / "nosy_worker.py"
GREETING = CreateMessageRequestParams(
    messages=[SamplingMessage(role="user", content=TextContent(text="Hello"))], max_tokens=5
)
keeps_files = pytest.mark.skipif(not landlock.version(), reason="this system has no Landlock")
keeps_calls = pytest.mark.skipif(not seccomp.known(), reason="calls are forbidden on Linux only")


@pytest.fixture
def listeners() -> Iterator[tuple[int, str]]:
    """A port of this computer, and the name of an abstract socket, where somebody listens."""
    with ExitStack() as stack:
        port = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        name = f"parley-{uuid.uuid4().hex}"
        abstract.bind("\0" + name)
        abstract.listen()
        yield port.getsockname()[1], name


async def what_it_got(
    folder: Path, listeners: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Returns what came of each attempt of a worker that does more than it should."""
    home = folder / "home"
    home.mkdir()
    secret = home / "id_ed25519"
    secret.write_text("the secret")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted")
    command = (sys.executable, str(NOSY), str(secret), str(listeners[0]), listeners[1])
    monkeypatch.setattr(child, "own_program", lambda _module: command)
    path = folder / "models" / "model.gguf"
    path.parent.mkdir()
    write_scripted_model(path, "Yes.")
    context = replace(model_context(path), id="nosy")
    model = LocalModel(context, folder / "model.log", lambda _: None)
    try:
        with anyio.fail_after(30), pytest.raises(LoadFailed) as told:
            await model.complete(GREETING, lambda _: None)
    finally:
        await model.close()
    assert "sk-planted" not in str(told.value)
    got: dict[str, str] = json.loads(str(told.value))
    return got


@keeps_files
@keeps_calls
async def test_a_worker_that_pries_gets_nothing_but_its_model(
    tmp_path: Path, listeners: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    got = await what_it_got(tmp_path, listeners, monkeypatch)
    assert got.pop("its model") == "GGUF"
    assert got.pop("a key in the environment") == "KeyError"
    assert len(got) == 7
    assert set(got.values()) == {"PermissionError"}


@keeps_calls
async def test_without_landlock_there_is_still_no_network(
    tmp_path: Path, listeners: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(_without_landlock(tmp_path)))
    got = await what_it_got(tmp_path, listeners, monkeypatch)
    assert got["a secret"] == "the secret"
    for refused in ("TCP", "UDP", "an abstract socket", "a program"):
        assert got[refused] == "PermissionError"


def _without_landlock(folder: Path) -> Path:
    """Returns a folder of which Python learns, at its start, that Landlock is not there."""
    made = folder / "older"
    made.mkdir()
    said = "from desktop.storage import landlock\nlandlock.version = lambda: 0\n"
    (made / "sitecustomize.py").write_text(said)
    return made


def test_what_is_in_force_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr(seccomp, "known", lambda: False)
    assert in_force() == (
        "a clean environment",
        "only its own model and the system's libraries, no network, no other program",
    )
    monkeypatch.setattr(landlock, "version", lambda: 1)
    monkeypatch.setattr(seccomp, "known", lambda: True)
    assert in_force()[1] == ""


def test_no_key_and_no_session_is_a_models_business() -> None:
    given = {
        "PATH": "/usr/bin",
        "LANG": "C.UTF-8",
        "LC_ALL": "C",
        "GGML_VK_VISIBLE_DEVICES": "",
        "CUDA_VISIBLE_DEVICES": "0",
        "OPENAI_API_KEY": "sk",
        "HF_TOKEN": "hf",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/0/bus",
        "SSH_AUTH_SOCK": "/tmp/agent",
        "DISPLAY": ":0",
        "GGML_BACKEND_PATH": "/tmp/evil.so",
        "LLAMA_CPP_LIB_PATH": "/tmp",
    }
    assert list(clean_environment(given)) == [
        "PATH",
        "LANG",
        "LC_ALL",
        "GGML_VK_VISIBLE_DEVICES",
        "CUDA_VISIBLE_DEVICES",
    ]
