"""What is known of a model before it is asked anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from desktop.events import ModelChanged, ModelStatus

if TYPE_CHECKING:
    from pathlib import Path

_STARTER_NOTE = (
    "A tiny model that comes with Parley, for trying things out. It answers simple questions "
    "about short English texts, not always rightly; for real work, add a larger model."
)

USUAL_THROUGHPUT = 2e10
"""Bytes of weights that a desktop computer's memory gives in a second; a token takes them all."""


class Location(Enum):
    """Where a request's text goes when the model answers it."""

    LOCAL = "on this computer"
    REMOTE = "sent over the network"


@dataclass(frozen=True, slots=True)
class ModelContext:
    """A model's identity, abilities, size and price."""

    id: str
    """The name by which requests, hints and the journal know it; unique in the library."""
    name: str
    """The name for people."""
    location: Location = Location.LOCAL
    host: str = ""
    """Where the text goes, api.openai.com for example; empty for a model on this computer."""
    aliases: tuple[str, ...] = ()
    """Other names by which a hint may call it."""
    path: Path | None = None
    family: str = ""
    quantization: str = ""
    size: int = 0
    """Bytes of the model file."""
    memory: int = 0
    """Bytes of memory that it takes in all while it answers; 0: not known."""
    parameters: int = 0
    context_length: int = 0
    """Tokens that prompt and answer may have together, as Parley would load it."""
    modalities: frozenset[str] = frozenset({"text"})
    tools: bool = False
    capability: float | None = None
    """As able as an open model of so many billions of parameters; None: see `capability.py`."""
    speed: float | None = None
    """Tokens a second, measured here; None: not measured yet."""
    input_price: float | None = None
    """US dollars for a million tokens of a request; None: not known. Here nothing costs."""
    output_price: float | None = None
    """The same of an answer."""
    ready: str = ""
    """Why it cannot be asked now ("no key is stored for OpenAI"); empty where it can."""
    starter: bool = False
    """Whether it is the one that comes with Parley, for trying things out."""

    @property
    def price(self) -> float | None:
        """US dollars for a million tokens, three of a request to one of an answer.

        Nothing on this computer; None where a remote price is not known.
        """
        if self.location is Location.LOCAL:
            return 0.0
        if self.input_price is None or self.output_price is None:
            return None
        return (3 * self.input_price + self.output_price) / 4

    @property
    def note(self) -> str:
        """What a person must know before trusting its answers; empty for an ordinary model."""
        return _STARTER_NOTE if self.starter else ""

    def standing(self, status: ModelStatus, detail: str = "", device: str = "") -> ModelChanged:
        """Returns how the model stands, as a fact to publish."""
        return ModelChanged(
            self.id,
            self.name,
            status,
            note=self.note,
            detail=detail,
            device=device,
            size=self.size,
            path=str(self.path or ""),
            context_length=self.context_length,
            parameters=self.parameters,
            remote=self.location is Location.REMOTE,
            host=self.host,
            input_price=self.input_price,
            output_price=self.output_price,
            unready=self.ready,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that could answer, and how this computer stands to it at the moment."""

    context: ModelContext
    loaded: bool = False
    """Whether it is in memory already."""
    free_memory: int | None = None
    """Bytes that it could have at most, the others being unloaded; None: not known."""
    throughput: float = USUAL_THROUGHPUT
    """Bytes of weights that this computer reads in a second, as other models have shown."""
