"""All that is known of a model, in words for a person and as JSON for a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.language import tr
from desktop.models.context import Location

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.models.context import ModelContext, Tokenizer


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a model."""

    label: str
    value: str
    source: str
    """Where it comes from, in words; empty where that goes without saying."""

    @property
    def line(self) -> str:
        """All of it in a line."""
        return f"{self.label}: {self.value}{f' ({self.source})' if self.source else ''}"


@dataclass(frozen=True, slots=True)
class _Field:
    """One thing that may be known."""

    name: str
    """Of the context's own field, or of what it stands for."""
    label: str
    of: Callable[[ModelContext], Any]
    """Its value as JSON has it; None, empty or 0 where it is not known."""
    words: Callable[[Any], str] = str


def _tokens(number: int) -> str:
    return tr("{number:,} tokens", number=number)


def _octets(number: int) -> str:
    return f"{number / 1e9:.1f} GB" if number >= 1e9 else f"{number / 1e6:.1f} MB"


def _listed(words: list[str]) -> str:
    return ", ".join(words)


def _yes(value: bool) -> str:  # noqa: FBT001 - it is the value
    return tr("yes") if value else tr("no")


def _a_million(price: float) -> str:
    return tr("${price:g} for a million tokens", price=price)


def _specials(ids: dict[str, int]) -> str:
    return ", ".join(f"{name} {token}" for name, token in ids.items())


def _of_tokenizer(of: Callable[[Tokenizer], Any]) -> Callable[[ModelContext], Any]:
    return lambda one: of(one.tokenizer) if one.tokenizer else None


_SECTIONS: dict[str, tuple[_Field, ...]] = {
    "identification": (
        _Field("id", tr("Id"), lambda one: one.id),
        _Field("name", tr("Name"), lambda one: one.name),
        _Field("aliases", tr("Also called"), lambda one: list(one.aliases), _listed),
        _Field("family", tr("Family"), lambda one: one.family),
        _Field("quantization", tr("Quantization"), lambda one: one.quantization),
        _Field("licence", tr("Licence"), lambda one: one.licence),
        _Field("team", tr("Made of"), lambda one: list(one.team), _listed),
        _Field("about", tr("What they do"), lambda one: one.about),
    ),
    "capabilities": (
        _Field("strengths", tr("Good at"), lambda one: one.strengths),
        _Field("languages", tr("Languages"), lambda one: list(one.languages), _listed),
        _Field("modalities", tr("Takes"), lambda one: sorted(one.modalities), _listed),
        _Field("tools", tr("Uses tools"), lambda one: one.tools, _yes),
        _Field("embeds", tr("Turns texts into vectors"), lambda one: one.embeds or None, _yes),
        _Field("thinking", tr("Thinks first"), lambda one: one.thinking, _yes),
        _Field("context_length", tr("Context"), lambda one: one.context_length, _tokens),
        _Field("trained_context", tr("Trained on"), lambda one: one.trained_context, _tokens),
        _Field("parameters", tr("Parameters"), lambda one: one.parameters, lambda n: f"{n:,}"),
        _Field(
            "capability",
            tr("Counts as"),
            lambda one: one.capability,
            lambda n: tr("a model of {number:g} billion parameters", number=n),
        ),
    ),
    "inference": (
        _Field("temperature", tr("Temperature"), lambda one: one.temperature, "{:g}".format),
        _Field("top_p", "Top-p", lambda one: one.top_p, "{:g}".format),
    ),
    "tokenizer": (
        _Field("kind", tr("Tokenizer"), _of_tokenizer(lambda one: one.kind)),
        _Field("vocabulary", tr("Vocabulary"), _of_tokenizer(lambda one: one.vocabulary), _tokens),
        _Field(
            "specials",
            tr("Special tokens"),
            _of_tokenizer(lambda one: dict(one.specials)),
            _specials,
        ),
        _Field(
            "chat_template",
            tr("Own chat template"),
            _of_tokenizer(lambda one: one.chat_template),
            _yes,
        ),
    ),
    "runtime": (
        _Field(
            "location",
            tr("Where"),
            lambda one: "local" if one.location is Location.LOCAL else "remote",
            lambda place: tr("on this computer") if place == "local" else tr("over the network"),
        ),
        _Field("host", tr("Asked at"), lambda one: one.host),
        _Field("path", tr("File"), lambda one: str(one.path or "")),
        _Field("size", tr("Size"), lambda one: one.size, _octets),
        _Field("memory", tr("Memory"), lambda one: one.memory, _octets),
        _Field(
            "speed",
            tr("Speed"),
            lambda one: one.speed,
            lambda rate: tr("{rate:.1f} tokens a second", rate=rate),
        ),
        _Field("input_price", tr("Price of a request"), lambda one: one.input_price, _a_million),
        _Field("output_price", tr("Price of an answer"), lambda one: one.output_price, _a_million),
        _Field("prices", tr("Prices are"), lambda one: one.prices),
        _Field("ready", tr("Cannot be asked"), lambda one: one.ready),
    ),
}


def described(context: ModelContext, *, loaded: bool | None = None) -> dict[str, Any]:
    """Returns a model as JSON: for each section what is known, and where it comes from.

    What is not known is not there; a source that goes without saying is null.

    Args:
        context: the model.
        loaded: whether it is in memory, where that is of interest.
    """
    told: dict[str, Any] = {}
    for section, fields in _SECTIONS.items():
        told[section] = {
            field.name: {"value": value, "source": _source(context, section, field.name)}
            for field in fields
            if _is_known(value := field.of(context))
        }
    if loaded is not None:
        told["runtime"]["loaded"] = {"value": loaded, "source": "measured"}
    return told


def facts(context: ModelContext) -> list[Fact]:
    """Returns what is known of a model, in words and in order, each with its source in words."""
    told = []
    for section, fields in _SECTIONS.items():
        for field in fields:
            value = field.of(context)
            if _is_known(value):
                source = context.sources.get(_sourced(section, field.name))
                told.append(Fact(field.label, field.words(value), source.value if source else ""))
    return told


def _is_known(value: object) -> bool:
    return isinstance(value, bool) or bool(value) or isinstance(value, float)


def _source(context: ModelContext, section: str, name: str) -> str | None:
    source = context.sources.get(_sourced(section, name))
    return source.name.lower() if source else None


def _sourced(section: str, name: str) -> str:
    """Returns the name under which a context keeps the source of a field."""
    return "tokenizer" if section == "tokenizer" else name
