"""The time to a first token beside llama.cpp's own server, where most of a prompt is known."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Literal

from mcp_types import CreateMessageRequestParams, SamplingMessage, TextContent

from desktop.models.gguf.context import model_context
from desktop.models.local.process import LocalModel
from tests.bench.llama_programs import THREADS, WORD, program, write_bench_model

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = 1.2
_ROUNDS = 9
_KNOWN = 1000
_NEW = 48
_START = 60.0
"""Seconds that the server may take until it answers."""


def same() -> float:
    """Prints and returns the time to a first token in one conversation, of llama-server's."""
    return _ratio("one conversation", 1)


def alternating() -> float:
    """Prints and returns the same where two conversations take turns."""
    return _ratio("two in turn", 2)


def _ratio(what: str, conversations: int) -> float:
    os.environ["GGML_VK_VISIBLE_DEVICES"] = ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.gguf"
        write_bench_model(path)
        with _server(path) as server:
            pairs = asyncio.run(_pairs(path, server, conversations))
    ratio = median(worker / other for worker, other in pairs)
    sys.stdout.write(
        f"{what}: first token of the worker after {median(w for w, _ in pairs) * 1000:.1f} ms, "
        f"of llama-server after {median(s for _, s in pairs) * 1000:.1f}, ratio {ratio:.3f} "
        f"(median of {len(pairs)} pairs, {_KNOWN} words known, {_NEW} new)\n"
    )
    return ratio


async def _pairs(
    path: Path, server: HTTPConnection, conversations: int
) -> list[tuple[float, float]]:
    context = model_context(path)
    model = LocalModel(context, path.with_suffix(".log"), lambda _event: None, threads=THREADS)
    told = [[f"{start} and so it goes on:{WORD * _KNOWN}"] for start in range(conversations)]
    pairs = []
    for number in range(_ROUNDS + 1):
        for turns in told:
            times = await _worker(model, turns), _llama_server(server, turns)
            turns += [WORD, f"{number}{WORD * _NEW}"]
            if number:
                pairs.append(times)
    await model.close()
    return pairs


def _role(place: int) -> Literal["assistant", "user"]:
    return "assistant" if place % 2 else "user"


async def _worker(model: LocalModel, turns: list[str]) -> float:
    messages = [
        SamplingMessage(role=_role(place), content=TextContent(type="text", text=text))
        for place, text in enumerate(turns)
    ]
    request = CreateMessageRequestParams(messages=messages, max_tokens=1, temperature=0.0)
    began = time.perf_counter()
    await model.complete(request, lambda _piece: None)
    return time.perf_counter() - began


def _llama_server(server: HTTPConnection, turns: list[str]) -> float:
    messages = [{"role": _role(place), "content": text} for place, text in enumerate(turns)]
    body = json.dumps({"messages": messages, "max_tokens": 1, "temperature": 0})
    server.close()  # It may have closed it meanwhile itself.
    server.connect()
    began = time.perf_counter()
    server.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json"})
    answer = server.getresponse()
    answer.read()
    assert answer.status == 200
    return time.perf_counter() - began


@contextmanager
def _server(path: Path) -> Iterator[HTTPConnection]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = "--host", "127.0.0.1", "--port", str(port)
    run = program("llama-server", "-m", str(path), "-c", "8192", *address)
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        _await(connection)
        yield connection
    finally:
        run.kill()
        run.wait()


def _await(server: HTTPConnection) -> None:
    """Returns when the server has its model."""
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        try:
            server.request("GET", "/health")
            answer = server.getresponse()
            answer.read()
            if answer.status == 200:
                return
        except OSError:
            server.close()
        time.sleep(0.1)
    raise TimeoutError("llama-server does not answer")


if __name__ == "__main__":
    same()
    alternating()
