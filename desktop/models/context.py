"""What is known of a model before it is asked anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from desktop.events import ModelChanged, ModelStatus
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_STARTER_NOTE = tr(
    "A tiny model that comes with Parley, for trying things out. It answers simple questions "
    "about short English texts, not always rightly; for real work, add a larger model."
)

USUAL_THROUGHPUT = 2e10
"""Bytes of weights that a desktop computer's memory gives in a second; a token takes them all."""


class Location(Enum):
    """Where a request's text goes when the model answers it."""

    LOCAL = tr("on this computer")
    REMOTE = tr("sent over the network")


class Source(Enum):
    """Where something that is known of a model comes from."""

    HEADER = tr("the file says so")
    CATALOGUE = tr("Parley's list of models says so")
    PROVIDER = tr("the provider says so")
    PRICES = tr("a list of prices says so")
    MEASURED = tr("measured here")
    ESTIMATED = tr("reckoned by Parley")
    KEPT = tr("as it stands in providers.json since you enabled it")
    PERSON = tr("you said so")
    PARTS = tr("as of the models that it is made of")


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """How a model cuts texts into tokens, as far as its file says."""

    kind: str
    """What llama.cpp calls it: gpt2, llama, bert."""
    vocabulary: int = 0
    """How many tokens there are; 0: not known."""
    specials: tuple[tuple[str, int], ...] = ()
    """The tokens that are no text, by what they are for: bos, eos, eot."""
    chat_template: bool = False
    """Whether the file brings a template of its own for chats."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much of the limits an answer takes, where several models give it together."""

    request: int = 1
    """How often the request is read."""
    answer: int = 1
    """How many tokens are read and written for each one that the answer may have."""
    flat: int = 0
    """Tokens that are read and written besides."""


ALONE = Effort()
"""Of a model that answers by itself."""


@dataclass(frozen=True, slots=True)
class ModelContext:
    """All that is known of a model: what it is, what it can, how it is best asked, where it runs.

    It is what the router reads, what is shown, and what is published; `sources` tells of each field
    where it comes from, by the field's name.
    """

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
    parts: tuple[Path, ...] = ()
    """The further files of a model that was cut into several."""
    projector: Path | None = None
    """The file that lets it see images."""
    family: str = ""
    quantization: str = ""
    size: int = 0
    """Bytes of the model file, or of all its parts."""
    memory: int = 0
    """Bytes of memory that it takes in all while it answers; 0: not known."""
    parameters: int = 0
    context_length: int = 0
    """Tokens that prompt and answer may have together, as Parley would load it."""
    modalities: frozenset[str] = frozenset({"text"})
    tools: bool = False
    embeds: bool = False
    """Whether it turns texts into vectors instead of answering."""
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
    licence: str = ""
    languages: tuple[str, ...] = ()
    """Those that it was made for, as "en", "de"."""
    strengths: str = ""
    """What it is good at, in words."""
    trained_context: int = 0
    """Tokens that it was trained on at once, which may be more than Parley gives it; 0: not known.
    """
    thinking: bool | None = None
    """Whether it thinks before it answers; None: not known."""
    tokenizer: Tokenizer | None = None
    temperature: float | None = None
    """What its makers recommend, where they tell."""
    top_p: float | None = None
    """The same."""
    prices: str = ""
    """Where the prices come from, and of when they are, in words."""
    flat_price: float = 0.0
    """US dollars for each request besides, however short it is."""
    team: tuple[str, ...] = ()
    """The ids of the models that answer together under this name; empty for a plain model."""
    about: str = ""
    """What these do, each in its place, in a sentence."""
    ranked: bool = True
    """Whether it may be chosen though nobody names it."""
    effort: Effort = ALONE
    sources: Mapping[str, Source] = field(default_factory=dict, hash=False)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of it; none where it is not on this computer."""
        return tuple(one for one in (self.path, *self.parts, self.projector) if one is not None)

    @property
    def destination(self) -> str:
        """The host to which a text goes; empty where it stays on this computer."""
        return self.host if self.location is Location.REMOTE else ""

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
        return _STARTER_NOTE if self.starter else self.about

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
            team=self.team,
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
