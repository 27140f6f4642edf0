"""The small models that are worth fetching: `resources/models.json`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from desktop.errors import LoadFailed
from desktop.language import tr

if TYPE_CHECKING:
    from pathlib import Path


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


class Entry(_Read):
    """A model on the hub, with what is known of it before it is fetched."""

    id: Annotated[str, Field(pattern=r"[a-z0-9.-]+")]
    name: str
    repo: Annotated[str, Field(pattern=r"[\w.-]+/[\w.-]+")]
    file: Annotated[str, Field(pattern=r".+\.gguf")]
    sha256: Annotated[str, Field(pattern=r"[0-9a-f]{64}")] | None
    """None where only the hub knows."""
    size: int | None
    """Bytes; None where only the hub knows."""
    billions: float
    """Of parameters."""
    context: int
    licence: str
    languages: tuple[str, ...]
    strengths: str
    tool_style: Literal["hermes", "llama3", "none"]
    vision: bool
    """Whether it was made to see pictures."""
    projector: str | None = None
    """The file with which it sees; None where it sees none, or the hub's only one is right."""
    capability: float
    """On the scale of `capability.py`."""
    capability_source: str


class _Catalogue(_Read):
    about: str
    models: tuple[Entry, ...]


def read_catalogue(resources: Path) -> tuple[Entry, ...]:
    """Returns the models that are worth fetching, the smallest first.

    Raises:
        LoadFailed: what comes with Parley is damaged.
    """
    return _read(resources / "models.json")


@cache
def _read(path: Path) -> tuple[Entry, ...]:
    try:
        found = _Catalogue.model_validate_json(path.read_bytes()).models
    except (OSError, ValidationError) as error:
        raise LoadFailed(
            tr(
                "The list of models that comes with Parley cannot be read: {path}. Install "
                "Parley again to mend it; your models stay.",
                path=path,
            )
        ) from error
    return tuple(sorted(found, key=lambda one: one.billions))
