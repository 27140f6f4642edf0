"""Facts that services publish: plain values, cheap to import, safe to keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Literal

CHAT = "Chat"
"""The name under which the person's own conversations stand among all that ask; nobody else's."""


class ServerStatus(Enum):
    """Where a server stands in its life."""

    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    WAITING = "waiting to restart"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ToolSummary:
    """One tool of a server, as a person needs it to run the tool."""

    name: str
    title: str
    description: str
    schema: str
    """The tool's input schema as JSON text."""
    read_only: bool | None = None
    """Whether the server says that it changes nothing; None where it says nothing of that."""
    destructive: bool | None = None
    """Whether the server says that it may destroy what is there."""
    open_world: bool | None = None
    """Whether the server says that it reaches beyond what the server itself holds."""

    @property
    def asks_first(self) -> bool:
        """Whether a person is asked before it runs.

        That is where its server says that it destroys, or that it changes things and not how: the
        protocol takes that for destructive. A tool of which nothing is said asks nothing, since
        most say nothing, and a question that always comes is not read.
        """
        return self.destructive or (self.read_only is False and self.destructive is None)


@dataclass(frozen=True, slots=True)
class ServerChanged:
    """How a server stands now."""

    server: str
    status: ServerStatus
    target: str
    """The complete command line, or the address."""
    bundled: bool = False
    detail: str = ""
    """Why it failed or waits, with the end of its error output; empty otherwise."""
    era: str = ""
    """The protocol revision in use, once connected."""
    tools: tuple[ToolSummary, ...] = ()
    log: str = ""
    """Where the server's error output is kept."""
    unconsented: bool = False
    """Whether it stands still because the person did not let its command run."""
    needs_sign_in: bool = False
    """Whether it stands still because the person has not signed in to it."""
    signed_in: bool = False
    """Whether Parley holds what a sign-in to it has given."""
    offers: tuple[str, ...] = ()
    """What it has besides tools, once connected: "resources", "prompts"."""


@dataclass(frozen=True, slots=True)
class ServerLogged:
    """A server sent a message of its log."""

    server: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class ServerUsage:
    """What a server's processes use of this computer now."""

    server: str
    cpu: float
    """Of one processor, in hundredths; several processors add up."""
    memory: int
    """Bytes."""
    processes: int


@dataclass(frozen=True, slots=True)
class ListChanged:
    """One of a server's lists is another one now."""

    server: str
    kind: str
    """"tools", "prompts" or "resources"."""


@dataclass(frozen=True, slots=True)
class CallProgressed:
    """How far a tool call of ours has come."""

    server: str
    tool: str
    done: float
    total: float | None = None
    """How far it has to come; None where the server does not know."""
    message: str = ""


@dataclass(frozen=True, slots=True)
class ServerRemoved:
    """A server is no longer in the list."""

    server: str


class ModelStatus(Enum):
    """Whether a model is in memory."""

    UNLOADED = "not loaded"
    LOADING = "loading"
    LOADED = "loaded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ModelChanged:
    """How a model stands now."""

    model: str
    name: str
    status: ModelStatus
    note: str = ""
    """What a person must know before trusting it, such as that it is only for trying things out."""
    detail: str = ""
    """Why it failed, or why a GPU that is here computes less than it might; empty otherwise."""
    device: str = ""
    """What computes it while it is loaded: the CPU, or a GPU and how many layers are there."""
    size: int = 0
    """Bytes on disk."""
    path: str = ""
    context_length: int = 0
    parameters: int = 0
    remote: bool = False
    """Whether the text leaves this computer for it."""
    host: str = ""
    """Where it is asked, for a provider's model, which has no file."""
    input_price: float | None = None
    """US dollars for a million tokens of a request; None: not known."""
    output_price: float | None = None
    unready: str = ""
    """Why it cannot be asked now, as a clause; empty where it can."""
    team: tuple[str, ...] = ()
    """The models that answer together under this name; empty for a plain model."""


@dataclass(frozen=True, slots=True)
class ModelRemoved:
    """A model is no longer in the list."""

    model: str


class RequestPhase(Enum):
    """How far a request for a completion has come; the last five are ends."""

    WAITING = "waiting for you"
    ANSWERING = "answering"
    REVIEWING = "waiting for you to see the answer"
    ANSWERED = "answered"
    DECLINED = "declined"
    REFUSED = "refused"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of the request."""
        return self not in (RequestPhase.WAITING, RequestPhase.ANSWERING, RequestPhase.REVIEWING)


@dataclass(frozen=True, slots=True)
class RequestChanged:
    """How a request for a completion stands now; text grows while it is answered."""

    request: str
    server: str
    phase: RequestPhase
    at: float
    """When it arrived, in seconds since the epoch."""
    tool: str = ""
    """The tool call of ours that caused it; empty when there was none."""
    model: str = ""
    """The model's name for people."""
    prompt: str = ""
    """The last message of the request, as text."""
    text: str = ""
    detail: str = ""
    """Why it ended without an answer, or how it stopped."""
    noticed: tuple[str, ...] = ()
    """What the screening found in the request, in sentences."""
    noticed_in_answer: tuple[str, ...] = ()
    """What it found in the answer."""
    call: str = ""
    """The id of that tool call; the requests of one call have the same."""
    asks_person: bool = False
    """Whether the server asked the person itself, by a form or an address, and no model."""


@dataclass(frozen=True, slots=True)
class ChatChanged:
    """Something of a conversation of the person's own is another thing now."""

    conversation: str
    kind: Literal["turn", "conversation", "removed"]
    """A turn is new or another; its title, model or shown branch is; or it is in the list no more.
    """
    turn: str = ""
    """Which turn."""


@dataclass(frozen=True, slots=True)
class ChatText:
    """How far the answer in a conversation has come; told at most twenty times a second."""

    conversation: str
    turn: str
    text: str
    """All of it so far."""


@dataclass(frozen=True, slots=True)
class PauseChanged:
    """Whether every request is refused now."""

    paused: bool


@dataclass(frozen=True, slots=True)
class PermissionsChanged:
    """Another Parley of this person gave, used up or took back permissions."""


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """What a person may set is set in another way, here or by another program."""


@dataclass(frozen=True, slots=True)
class EndpointChanged:
    """Programs of this computer can ask now, or no longer."""

    address: str
    """Where they reach the endpoint; empty while it is off."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know that belongs to no row."""

    text: str
    error: bool = False


Event = (
    ServerChanged
    | ServerRemoved
    | ServerLogged
    | ServerUsage
    | ListChanged
    | CallProgressed
    | ModelChanged
    | ModelRemoved
    | RequestChanged
    | ChatChanged
    | ChatText
    | PauseChanged
    | PermissionsChanged
    | EndpointChanged
    | SettingsChanged
    | Notice
)
Publish = Callable[[Event], None]
