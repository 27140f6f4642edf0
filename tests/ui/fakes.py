"""A fake app behind the window, with a script, and builders of what the window shows."""

from __future__ import annotations

import asyncio
import base64
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPixmap

from desktop.events import RequestChanged, RequestPhase, ServerChanged, ServerStatus, ToolSummary
from desktop.gateway.approval import Review
from desktop.gateway.journal import Entry
from desktop.gateway.routing import Route
from desktop.models.context import Location, ModelContext
from tests.fakes import make_request

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mcp_types import CreateMessageRequestParams

    from desktop.gateway.limits import Standing
    from desktop.storage.places import Places

SMALL = ModelContext("small", "Small 0.5B")
STARTER = ModelContext("parley-starter", "Parley starter", starter=True)
FAR = ModelContext("far", "Far 70B", location=Location.REMOTE)

SCHEMA = """{"type": "object", "required": ["place"], "properties": {
  "place": {"type": "string", "description": "A town."},
  "days": {"type": "integer", "default": 3, "minimum": 1, "maximum": 7},
  "wind": {"type": "boolean", "default": true},
  "unit": {"enum": ["metric", "imperial"], "default": "metric"}}}"""
FORECAST = ToolSummary("forecast", "Forecast", "Says how the weather will be.", SCHEMA)
HELLO = ToolSummary("hello", "", "Says hello.", '{"type": "object", "properties": {}}')


def make_review(
    params: CreateMessageRequestParams | None = None,
    options: tuple[ModelContext, ...] = (SMALL, STARTER, FAR),
    gives_up_at: float | None = None,
    **caller: Any,
) -> Review:
    caller.setdefault("name", "Weather")
    caller.setdefault("target", "npx -y @acme/weather-mcp --units metric")
    route = Route(options[0], options[1:], ("The server wants speed, and it is the smallest.",))
    return Review(make_request(params, **caller), route, gives_up_at)


def make_change(
    request: str = "r1", phase: RequestPhase = RequestPhase.ANSWERING, **more: Any
) -> RequestChanged:
    more.setdefault("at", time.time())
    more.setdefault("tool", "forecast")
    more.setdefault("model", "Small 0.5B")
    more.setdefault("prompt", "How will the weather be?")
    return RequestChanged(request, more.pop("server", "Weather"), phase, **more)


def make_server(name: str = "Weather", **more: Any) -> ServerChanged:
    more.setdefault("tools", (FORECAST, HELLO))
    more.setdefault("era", "2025-11-25")
    more.setdefault("log", "/home/ann/.local/state/parley/weather.log")
    return ServerChanged(
        name,
        more.pop("status", ServerStatus.READY),
        more.pop("target", "npx -y @acme/weather-mcp --units metric"),
        **more,
    )


def make_entry(request: str = "r1", **more: Any) -> Entry:
    asked = {
        "systemPrompt": "You are brief.",
        "messages": [
            {"role": "user", "content": {"type": "text", "text": "How will the weather be?"}}
        ],
        "maxTokens": 200,
    }
    told: dict[str, Any] = {
        "server": "Weather",
        "at": time.time(),
        "phase": RequestPhase.ANSWERED,
        "tool": "forecast",
        "asked": asked,
        "approved": asked,
        "model": "small",
        "reasons": ("It is the smallest.",),
        "decision": "approved",
        "decided_by": "person",
        "text": "Wet.",
        "stop_reason": "endTurn",
        "input_tokens": 21,
        "output_tokens": 2,
        "seconds": 0.4,
    }
    return Entry(request, **(told | more))


def make_picture(width: int = 120, height: int = 80) -> str:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.darkCyan)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return base64.b64encode(buffer.data().data()).decode()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a tool call."""

    text: str
    is_error: bool = False
    call: str = "c1"


@dataclass
class FakeSupervisor:
    """Remembers the wishes, and answers calls in the order of its script."""

    wishes: list[tuple[Any, ...]] = field(default_factory=list)
    script: deque[Outcome | Exception | None] = field(default_factory=deque)
    """None leaves a call open until it is cancelled."""

    def add(self, name: str, entry: Mapping[str, Any]) -> None:
        self.wishes.append(("add", name, dict(entry)))

    async def start(self, name: str) -> None:
        self.wishes.append(("start", name))

    async def stop(self, name: str) -> None:
        self.wishes.append(("stop", name))

    async def restart(self, name: str) -> None:
        self.wishes.append(("restart", name))

    async def remove(self, name: str) -> None:
        self.wishes.append(("remove", name))

    async def call(self, name: str, tool: str, arguments: Mapping[str, Any]) -> Outcome:
        self.wishes.append(("call", name, tool, dict(arguments)))
        turn = self.script.popleft()
        if isinstance(turn, Exception):
            raise turn
        return turn if turn else await asyncio.Future()


@dataclass
class FakeLibrary:
    """Remembers the wishes."""

    wishes: list[tuple[Any, ...]] = field(default_factory=list)
    failure: Exception | None = None

    async def add(self, path: Path) -> str:
        self.wishes.append(("add", path))
        if self.failure:
            raise self.failure
        return path.stem

    async def remove(self, model: str) -> None:
        self.wishes.append(("remove", model))


class FakeApp:
    """The app without services."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.supervisor = FakeSupervisor()
        self.library = FakeLibrary()
        self.entries: dict[str, Entry] = {}
        self.allowed: set[str] = set()
        self.standings: dict[str, Standing] = {}
        self.paused = False
        self.failure: Exception | None = None

    async def entry(self, request: str) -> Entry | None:
        return self.entries.get(request)

    def always_allowed(self, server: str) -> bool:
        return server in self.allowed

    def standing(self, server: str) -> Standing | None:
        return self.standings.get(server)

    async def pause(self) -> None:
        if self.failure:
            raise self.failure
        self.paused = True

    async def resume(self) -> None:
        self.paused = False

    async def ask_again(self, server: str) -> None:
        self.allowed.discard(server)
