"""All that is known of a model, in words for a person and as JSON for a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from desktop.models.context import Capabilities, Identification, Inference, ModelContext, Runtime
from desktop.models.gguf.manner import Tokenizer
from desktop.models.shown import shown_fields

_JSON = TypeAdapter(ModelContext)
_SECTIONS = {
    "identification": shown_fields(Identification),
    "capabilities": shown_fields(Capabilities),
    "inference": shown_fields(Inference),
    "tokenizer": shown_fields(Tokenizer),
    "runtime": shown_fields(Runtime),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a model."""

    label: str
    value: str
    source: str
    """Where it comes from, in words; empty where that is not known."""

    @property
    def line(self) -> str:
        """All of it in a line."""
        return f"{self.label}: {self.value}{f' ({self.source})' if self.source else ''}"


def described(context: ModelContext) -> dict[str, dict[str, Any]]:
    """Returns a model as JSON: for each section what is known, and where it comes from.

    What is not known is not there; a source that is not known is null.
    """
    told = _JSON.dump_python(context, mode="json")
    values, sources = {**told, **(told["tokenizer"] or {})}, told["sources"]
    return {
        section: {
            name: {"value": values[name], "source": sources.get(_sourced(section, name))}
            for name in fields
            if _is_known(values.get(name))
        }
        for section, fields in _SECTIONS.items()
    }


def facts(context: ModelContext) -> list[Fact]:
    """Returns what is known of a model, in words and in order, each with its source in words."""
    told = []
    for section, fields in _SECTIONS.items():
        whole = context.tokenizer if section == "tokenizer" else context
        for name, shown in fields.items():
            if _is_known(value := getattr(whole, name, None)):
                source = context.sources.get(_sourced(section, name))
                told.append(Fact(shown.label, shown.words(value), source.value if source else ""))
    return told


def _is_known(value: object) -> bool:
    return isinstance(value, bool | float) or bool(value)


def _sourced(section: str, name: str) -> str:
    """Returns the name under which a context keeps the source of a field."""
    return "tokenizer" if section == "tokenizer" else name
