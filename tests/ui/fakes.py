"""A fake app behind the window, with a script, and builders of what the window shows."""

from __future__ import annotations

import asyncio
import base64
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from mcp_types import (
    CallToolResult,
    CreateMessageRequestParams,
    CreateMessageResult,
    SamplingMessage,
    TextContent,
    Tool,
    ToolChoice,
    ToolResultContent,
    ToolUseContent,
)
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPixmap

from desktop.events import RequestChanged, RequestPhase, ServerChanged, ServerStatus, ToolSummary
from desktop.gateway.approval import AnswerReview, Review
from desktop.gateway.consent import Grant
from desktop.gateway.entry import Entry
from desktop.gateway.journal import UsageRow
from desktop.gateway.limits import SERVER, Standing
from desktop.gateway.routing import Route
from desktop.gateway.screening.screen import screen_answer
from desktop.inbound.sampling import caller_of
from desktop.models.context import Candidate, Location, ModelContext
from desktop.models.remote.providers import Providers
from desktop.servers.config import ServerSpec
from desktop.servers.rules import SamplingRules
from desktop.storage.settings_store import SettingsStore
from desktop.ui.tables.callers import CallerRow
from tests.fakes import make_request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.gateway.request import Caller
    from desktop.inbound.chat.conversation import Conversation
    from desktop.models.backend import Result
    from desktop.servers.importers import Found
    from desktop.servers.sandbox.bounds import Sandbox
    from desktop.storage.places import Places

SMALL = ModelContext("small", "Small 0.5B")
STARTER = ModelContext("parley-starter", "Parley starter", starter=True)
FAR = ModelContext("far", "Far 70B", location=Location.REMOTE)

WEATHER = ServerSpec(name="Weather", command="npx", args=("-y", "@acme/weather-mcp"))

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


def make_answer_review(
    text: str = "Wet.",
    result: Result | None = None,
    params: CreateMessageRequestParams | None = None,
    model: ModelContext = SMALL,
    **caller: Any,
) -> AnswerReview:
    caller.setdefault("name", "Weather")
    caller.setdefault("target", "npx -y @acme/weather-mcp --units metric")
    answer = result or CreateMessageResult(
        role="assistant", content=TextContent(text=text), model=model.id, stop_reason="endTurn"
    )
    return AnswerReview(make_request(params, **caller), model, answer, screen_answer(answer))


def tool_round() -> CreateMessageRequestParams:
    """A request with a tool, in the second round of its loop."""
    use = ToolUseContent(id="t1", name="tide", input={"harbour": "Brill", "day": "today"})
    came = ToolResultContent(tool_use_id="t1", content=[TextContent(text="High water at 14:20.")])
    schema = {
        "type": "object",
        "required": ["harbour"],
        "properties": {"harbour": {"type": "string"}, "day": {"type": "string"}},
    }
    tide = Tool(name="tide", description="Says when the water is high.", input_schema=schema)
    asked = TextContent(text="When can a boat of two metres leave Brill today?")
    return CreateMessageRequestParams(
        messages=[
            SamplingMessage(role="user", content=asked),
            SamplingMessage(role="assistant", content=use),
            SamplingMessage(role="user", content=came),
        ],
        max_tokens=200,
        tools=[tide],
        tool_choice=ToolChoice(mode="auto"),
    )


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


def make_grant(id_: str = "g1", **more: Any) -> Grant:
    more.setdefault("at", time.time())
    told: dict[str, Any] = {
        "server": "Weather",
        "fingerprint": WEATHER.fingerprint,
        "location": Location.LOCAL,
    }
    return Grant(id_, **(told | more))


def make_caller(name: str = "Weather", **more: Any) -> CallerRow:
    is_program = more.get("is_program", False)
    usual = "a program with a token of 2026-11-20" if is_program else WEATHER.target
    more.setdefault("rules", SamplingRules())
    more.setdefault("standing", Standing(SERVER, 3, 1200, 4200, 12.5))
    return CallerRow(name, more.pop("target", usual), **more)


def make_usage(day: str = "", **more: Any) -> UsageRow:
    told: dict[str, Any] = {
        "day": day or date.today().isoformat(),
        "server": "Weather",
        "model": "Small 0.5B",
        "requests": 3,
        "input_tokens": 600,
        "output_tokens": 90,
        "seconds": 4.5,
        "cost": 0.0,
    }
    return UsageRow(**(told | more))


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
    result: CallToolResult | None = None


@dataclass
class FakeSupervisor:
    """Remembers the wishes, and answers calls in the order of its script."""

    wishes: list[tuple[Any, ...]] = field(default_factory=list)
    servers: dict[str, ServerSpec] = field(default_factory=dict)
    script: deque[Outcome | Exception | None] = field(default_factory=deque)
    """None leaves a call open until it is cancelled."""
    failure: Exception | None = None

    def specs(self) -> list[ServerSpec]:
        return list(self.servers.values())

    def set_rules(self, name: str, rules: SamplingRules) -> None:
        self.servers[name] = self.servers[name].model_copy(update={"sampling": rules})

    async def set_sandbox(self, name: str, sandbox: Sandbox | None) -> None:
        self.servers[name] = self.servers[name].model_copy(update={"sandbox": sandbox})

    async def add(self, name: str, entry: Mapping[str, Any]) -> None:
        self.wishes.append(("add", name, dict(entry)))

    def take_over(self, found: Sequence[Found]) -> None:
        if self.failure:
            raise self.failure
        self.wishes.append(("take over", [one.name for one in found]))

    def show_usage(self) -> None:
        self.wishes.append(("show usage",))

    def hide_usage(self) -> None:
        self.wishes.append(("hide usage",))

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

    providers: Providers
    wishes: list[tuple[Any, ...]] = field(default_factory=list)
    failure: Exception | None = None

    async def add(self, path: Path) -> str:
        self.wishes.append(("add", path))
        if self.failure:
            raise self.failure
        return path.stem

    async def remove(self, model: str) -> None:
        self.wishes.append(("remove", model))

    def candidates(self) -> list[Candidate]:
        return []


@dataclass
class FakeGrants:
    """Permissions without a disk."""

    held: list[Grant] = field(default_factory=list)
    hushed: dict[str, float] = field(default_factory=dict)

    def all(self) -> list[Grant]:
        return list(self.held)

    def quiet(self) -> dict[str, float]:
        return dict(self.hushed)

    def hush(self, server: str, seconds: float) -> None:
        assert seconds == 0
        del self.hushed[server]

    async def revoke(self, grant_id: str) -> None:
        self.held = [grant for grant in self.held if grant.id != grant_id]

    async def forget(self, server: str) -> None:
        self.held = [grant for grant in self.held if grant.server != server]


class FakeConversations:
    """Nobody has said anything."""

    async def list(self, search: str = "") -> Sequence[Conversation]:
        return []


class FakeChat:
    """A chat in which nobody has said anything."""

    def __init__(self) -> None:
        self.conversations = FakeConversations()
        self.confirm: object = None


class FakeApp:
    """The app without services."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.settings = SettingsStore(places, lambda _event: None)
        self.supervisor = FakeSupervisor()
        self.library = FakeLibrary(Providers(places))
        self.grants = FakeGrants()
        self.chat = FakeChat()
        self.sought: list[dict[str, Any]] = []
        self.found: list[RequestChanged] = []
        self.used: list[UsageRow] = []
        self.entries: dict[str, Entry] = {}
        self.allowed: set[str] = set()
        self.standings: dict[str, Standing] = {}
        self.paused = False
        self.failure: Exception | None = None

    async def entry(self, request: str) -> Entry | None:
        return self.entries.get(request)

    async def find(self, *, count: int, **sought: Any) -> list[RequestChanged]:
        self.sought.append(sought)
        return self.found[:count]

    async def usage(self, since_day: str) -> list[UsageRow]:
        return [row for row in self.used if row.day >= since_day]

    def always_allowed(self, server: str) -> bool:
        return server in self.allowed

    def standing(self, server: str) -> Standing | None:
        return self.standings.get(server)

    def callers(self) -> list[Caller]:
        return list(map(caller_of, self.supervisor.specs()))

    async def pause(self) -> None:
        if self.failure:
            raise self.failure
        self.paused = True

    async def resume(self) -> None:
        self.paused = False

    async def ask_again(self, server: str) -> None:
        self.allowed.discard(server)
