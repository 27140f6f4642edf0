"""The list of models that answer together, in strategies.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_camel

from desktop.errors import ConfigError
from desktop.language import tr
from desktop.models.entries import NAME, first_fault, read_each
from desktop.storage.json_file import read_entries, write_document

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = "strategies"
"""The key under which the file has its strategies."""

MOST_COMPARED = 4
"""Answers that a person can still see side by side."""

Kind = Literal["draft", "compare", "first"]


class StrategySpec(BaseModel):
    """Which models answer together, and how: in one of three ways."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )

    name: Annotated[str, Field(exclude=True)]
    draft: str = ""
    """The model that drafts an answer."""
    refine: str = ""
    """The model that makes the answer of the draft."""
    compare: Annotated[tuple[str, ...], Field(max_length=MOST_COMPARED)] = ()
    """The models that are asked the same, at the same time."""
    pick: str = ""
    """The model that says whose answer is the best; empty: a person does, or the first is taken."""
    first: str = ""
    """The model that answers."""
    fall_back: str = ""
    """The one that does where that one cannot."""
    ranked: bool = False
    """Whether it may be chosen though nobody names it."""

    @property
    def kind(self) -> Kind:
        """In which way they work together."""
        return "compare" if self.compare else "draft" if self.draft else "first"

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids of its models, each once."""
        ids = (self.draft, self.refine, *self.compare, self.pick, self.first, self.fall_back)
        return tuple(dict.fromkeys(one for one in ids if one))

    @model_validator(mode="after")
    def _whole(self) -> StrategySpec:
        ways = [
            ("draft and refine", (self.draft, self.refine)),
            ("compare", self.compare),
            ("first and fallBack", (self.first, self.fall_back)),
        ]
        begun = [(name, ids) for name, ids in ways if any(ids)]
        if len(begun) != 1:
            raise ValueError(tr("say one of: draft and refine, compare, or first and fallBack"))
        [(name, ids)] = begun
        if len(ids) < 2 or not all(ids):
            raise ValueError(tr("{name} takes two models", name=name))
        if name != "draft and refine" and len({*ids}) < len(ids):
            raise ValueError(tr("{name} takes models that differ", name=name))
        if self.pick and not self.compare:
            raise ValueError(tr("there is nothing to pick from without compare"))
        return self

    def written(self) -> dict[str, Any]:
        """Returns it as the file has it, with only what is not as usual."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


@dataclass(frozen=True, slots=True)
class StrategyList:
    """The strategies that can be used, and what is wrong with the others."""

    strategies: tuple[StrategySpec, ...]
    problems: tuple[str, ...] = ()


def read_strategies(path: Path) -> StrategyList:
    """Returns the strategies of the file; a missing file is an empty list.

    Raises:
        ConfigError: the file cannot be read, or is not JSON of the expected shape.
    """
    return StrategyList(*read_each(path, ENTRIES, parsed))


def add_strategy(path: Path, spec: StrategySpec) -> None:
    """Adds a strategy to the file, keeping everything else in it.

    Raises:
        ConfigError: the name is taken, or the file cannot be written.
    """
    document, entries = read_entries(path, ENTRIES)
    if spec.name in entries:
        raise ConfigError(
            tr("{name!r} stands in {path} already. Choose another name.", name=spec.name, path=path)
        )
    write_document(path, {**document, ENTRIES: {**entries, spec.name: spec.written()}})


def remove_strategy(path: Path, name: str) -> None:
    """Takes a strategy out of the file, keeping everything else in it.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    document, entries = read_entries(path, ENTRIES)
    left = {key: value for key, value in entries.items() if key != name}
    write_document(path, {**document, ENTRIES: left})


def parsed(name: str, entry: object) -> StrategySpec:
    """Returns an entry of the file as a strategy.

    Raises:
        ConfigError: it is none; the message says what is wrong.
    """
    if not NAME.fullmatch(name):
        raise ConfigError(
            tr(
                "{name!r} is no name for models that answer together: it may have 40 letters, "
                "digits, dots and hyphens.",
                name=name,
            )
        )
    if not isinstance(entry, dict):
        raise ConfigError(
            tr("The entry {name!r} of models that answer together must be an object.", name=name)
        )
    try:
        return StrategySpec.model_validate({**entry, "name": name})
    except ValidationError as error:
        raise ConfigError(
            tr(
                "{name!r} cannot be used: {first}.",
                name=name,
                first=first_fault(error, StrategySpec),
            )
        ) from None
