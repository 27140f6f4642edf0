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


class Location(Enum):
    """Where a request's text goes when the model answers it."""

    LOCAL = "on this computer"
    REMOTE = "sent over the network"


@dataclass(frozen=True, slots=True)
class ModelContext:
    """A model's identity, abilities and size."""

    id: str
    """The name by which requests, hints and the journal know it; unique in the library."""
    name: str
    """The name for people."""
    location: Location = Location.LOCAL
    path: Path | None = None
    family: str = ""
    quantization: str = ""
    size: int = 0
    """Bytes of the model file."""
    parameters: int = 0
    context_length: int = 0
    """Tokens that prompt and answer may have together, as Parley would load it."""
    modalities: frozenset[str] = frozenset({"text"})
    tools: bool = False
    cost: float = 0.0
    """US dollars for a million tokens."""
    starter: bool = False
    """Whether it is the one that comes with Parley, for trying things out."""

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
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that could answer, and whether it is in memory already."""

    context: ModelContext
    loaded: bool = False
