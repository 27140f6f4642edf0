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

FILE = "models.json"

ToolStyle = Literal["hermes", "xml", "llama3", "mistral", "lfm2", "gemma4", "none"]
"""How a model was trained to call tools.

`hermes` is JSON in `<tool_call>`; `xml` is `<function=…>` in it, each value in a tag of its own.
"""


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


class Known(_Read):
    """A file of a repository, and what its content must be."""

    file: Annotated[str, Field(pattern=r".+\.gguf$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None
    """None where only the hub knows."""
    size: Annotated[int, Field(gt=0)] | None
    """Bytes; None where only the hub knows."""


class Entry(Known):
    """A model on the hub, with what is known of it before it is fetched."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$")]
    name: str
    repo: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")]
    commit: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")] | None
    """The one in which the files are as they are known; None: the newest."""
    source: str
    """Who tells the SHA-256, the size and the commit, since the hub was not asked."""
    projector: Known | None = None
    """With what it sees; None where it sees nothing."""
    billions: float
    """Of parameters."""
    context: int
    licence: str
    languages: tuple[str, ...]
    strengths: str
    tool_style: ToolStyle
    vision: bool
    """Whether it sees pictures, with its projector."""
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
    return _read(resources / FILE)


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
