"""What is known of a model before it is asked anything."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (pydantic reads it)
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from pathlib import Path  # noqa: TC003  (pydantic reads it)
from typing import Annotated, TypeAlias

from pydantic import ConfigDict, Field, InstanceOf, PlainSerializer, field_validator
from pydantic.dataclasses import dataclass as validated

from desktop.events import ModelChanged, ModelStatus
from desktop.language import in_english, tr
from desktop.models import shown
from desktop.models.gguf.manner import Tokenizer  # noqa: TC001  (pydantic reads it)
from desktop.models.shown import Shown

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
    SEEN = tr("seen here")
    MEASURED = tr("measured here")
    ESTIMATED = tr("reckoned by Parley")
    KEPT = tr("as it stands in providers.json since you enabled it")
    PERSON = tr("you said so")
    PARTS = tr("as of the models that it is made of")


Count: TypeAlias = Annotated[int, Field(ge=0)]
Amount: TypeAlias = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Said: TypeAlias = Annotated[InstanceOf[str], PlainSerializer(in_english, return_type=str)]
"""A text for a person, kept as it is: one that was translated knows its English, for programs."""

_AS_WORD = PlainSerializer(lambda one: one.name.lower(), return_type=str)
_AS_LIST = PlainSerializer(sorted, return_type=list[str])


@dataclass(frozen=True)
class Identification:
    """What a model is."""

    id: Annotated[str, Field(min_length=1), Shown(tr("Id"))]
    """The name by which requests, hints and the journal know it; unique in the library."""
    name: Annotated[str, Shown(tr("Name"))]
    """The name for people."""
    aliases: Annotated[tuple[str, ...], Shown(tr("Also called"), shown.listed)] = ()
    """Other names by which a hint may call it."""
    family: Annotated[str, Shown(tr("Family"))] = ""
    quantization: Annotated[str, Shown(tr("Quantization"))] = ""
    licence: Annotated[str, Shown(tr("Licence"))] = ""
    team: Annotated[tuple[str, ...], Shown(tr("Made of"), shown.listed)] = ()
    """The ids of the models that answer together under this name; empty for a plain model."""
    about: Annotated[Said, Shown(tr("What they do"))] = ""
    """What these do, each in its place, in a sentence."""
    starter: bool = False
    """Whether it is the one that comes with Parley, for trying things out."""


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What a model can."""

    strengths: Annotated[str, Shown(tr("Good at"))] = ""
    """What it is good at, in words."""
    languages: Annotated[tuple[str, ...], Shown(tr("Languages"), shown.listed)] = ()
    """Those that it was made for, as "en", "de"."""
    modalities: Annotated[frozenset[str], _AS_LIST, Shown(tr("Takes"), shown.sorted_out)] = (
        frozenset({"text"})
    )
    tools: Annotated[bool, Shown(tr("Uses tools"), shown.yes_or_no)] = False
    embeds: Annotated[bool, Shown(tr("Turns texts into vectors"), shown.yes_or_no)] = False
    """Whether it does that instead of answering."""
    thinking: Annotated[bool | None, Shown(tr("Thinks first"), shown.yes_or_no)] = None
    """Whether it thinks before it answers; None: not known."""
    context_length: Annotated[Count, Shown(tr("Context"), shown.tokens)] = 0
    """Tokens that prompt and answer may have together, as Parley would load it."""
    trained_context: Annotated[Count, Shown(tr("Trained on"), shown.tokens)] = 0
    """Tokens that it was trained on at once, which may be more than Parley gives it; 0: not known.
    """
    parameters: Annotated[Count, Shown(tr("Parameters"), "{:,}".format)] = 0
    capability: Annotated[Amount | None, Shown(tr("Counts as"), shown.billions)] = None
    """As able as an open model of so many billions of parameters; None: see `capability.py`."""


@dataclass(frozen=True, kw_only=True)
class Inference:
    """How a model is best asked: what its makers recommend, where they tell."""

    temperature: Annotated[Amount | None, Shown(tr("Temperature"), "{:g}".format)] = None
    top_p: Annotated[Amount | None, Shown("Top-p", "{:g}".format)] = None


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """Where a model runs, and what that takes."""

    location: Annotated[Location, _AS_WORD, Shown(tr("Where"), shown.meaning)] = Location.LOCAL
    host: Annotated[str, Shown(tr("Asked at"))] = ""
    """Where the text goes, api.openai.com for example; empty for a model on this computer."""
    path: Annotated[Path | None, Shown(tr("File"))] = None
    parts: tuple[Path, ...] = ()
    """The further files of a model that was cut into several."""
    projector: Path | None = None
    """The file that lets it see images."""
    loaded: Annotated[bool | None, Shown(tr("Loaded"), shown.yes_or_no)] = None
    """Whether it is in memory; None: that is not for Parley to know."""
    device: Annotated[Said, Shown(tr("Runs on"))] = ""
    """What computes it while it is loaded, in words."""
    size: Annotated[Count, Shown(tr("Size"), shown.octets)] = 0
    """Bytes of the model file, or of all its parts."""
    memory: Annotated[Count, Shown(tr("Memory"), shown.octets)] = 0
    """Bytes of memory that it takes in all while it answers; 0: not known."""
    speed: Annotated[Amount | None, Shown(tr("Speed"), shown.a_second)] = None
    """Tokens a second, measured here; None: not measured yet."""
    input_price: Annotated[Amount | None, Shown(tr("Price of a request"), shown.for_a_million)] = (
        None
    )
    """US dollars for a million tokens of a request; None: not known. Here nothing costs."""
    output_price: Annotated[Amount | None, Shown(tr("Price of an answer"), shown.for_a_million)] = (
        None
    )
    """The same of an answer."""
    audio_price: Annotated[Amount | None, Shown(tr("Price of sound"), shown.for_a_million)] = None
    """The same of the sounds in a request; None: as of the rest of it."""
    flat_price: Amount = 0.0
    """US dollars for each request besides, however short it is."""
    prices: Annotated[Said, Shown(tr("Prices are"))] = ""
    """Where the prices come from, and of when they are, in words."""
    ready: Annotated[Said, Shown(tr("Cannot be asked"))] = ""
    """Why it cannot be asked now ("no key is stored for OpenAI"); empty where it can."""


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


@validated(frozen=True, kw_only=True, config=ConfigDict(extra="forbid", strict=True))
class ModelContext(Identification, Capabilities, Inference, Runtime):
    """All that is known of a model: what it is, what it can, how it is best asked, where it runs.

    It is what the router reads, what is shown, and what is published. A copy with other values, by
    `dataclasses.replace`, is held to the same rules.
    """

    tokenizer: Tokenizer | None = None
    ranked: bool = True
    """Whether it may be chosen though nobody names it."""
    effort: Effort = ALONE
    sources: Mapping[str, Annotated[Source, _AS_WORD]] = field(default_factory=dict, hash=False)
    """Where each field comes from, by the field's name."""

    @field_validator("sources")
    @classmethod
    def _of_fields(cls, sources: Mapping[str, Source]) -> Mapping[str, Source]:
        """Passes sources of what there is."""
        if unknown := sources.keys() - cls.__dataclass_fields__.keys():
            raise ValueError(f"no field has the name {', '.join(sorted(unknown))}")
        return sources

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
    def sound_surcharge(self) -> float:
        """US dollars that a million tokens of sound cost more than others of a request."""
        if self.location is Location.LOCAL or self.audio_price is None:
            return 0.0
        return max(0.0, self.audio_price - (self.input_price or 0.0))

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


@lru_cache(maxsize=256)  # Every request asks for every model.
def loaded_on(context: ModelContext, device: str) -> ModelContext:
    """Returns what is known of a model while it is in memory.

    Args:
        context: what is known of it in any case.
        device: what computes it, in words.
    """
    return replace(context, loaded=True, device=device)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that could answer, and how this computer stands to it at the moment."""

    context: ModelContext
    free_memory: int | None = None
    """Bytes that it could have at most, the others being unloaded; None: not known."""
    throughput: float = USUAL_THROUGHPUT
    """Bytes of weights that this computer reads in a second, as other models have shown."""
