"""What Parley knows of common providers: their addresses, and which models see and hear."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from desktop.errors import ConfigError
from desktop.language import tr

if TYPE_CHECKING:
    from pathlib import Path

_EDITION = re.compile(r"-(latest|preview|\d{8}|\d{4}-\d\d-\d\d|\d\d-\d{4})$")
"""What stands behind a model's name for one edition of it."""


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


class Preset(_Read):
    """A provider that many people have."""

    label: str
    base_url: str
    """Where it answers; {region} stands for a part that the person gives."""
    key_variable: str = ""
    """The environment variable in which people have its key; empty: it needs none."""
    key_page: str = ""
    """Where a person finds a key."""
    token_limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    headers: dict[str, str] = {}
    list_key_header: str = ""
    """The header that takes the key where models are listed, if not the usual one."""
    here: bool = False
    """Whether it computes on the computer that it runs on."""


class _Family(_Read):
    modalities: frozenset[str]
    models: frozenset[str]


class Presets(_Read):
    """The content of `resources/providers.json`."""

    presets: dict[str, Preset] = Field(default_factory=dict)
    inputs: dict[str, tuple[_Family, ...]]
    """What models take beside text, by their presets, where it is known for sure."""

    def modalities(self, preset: str, model: str) -> frozenset[str]:
        """Returns what a preset's model is known to take; text alone where nothing is known."""
        name = model.removeprefix("models/")
        names = {name, _EDITION.sub("", name)}
        families = (one for one in self.inputs.get(preset, ()) if one.models & names)
        return next((one.modalities for one in families), frozenset({"text"}))


@cache
def read_presets(resources: Path) -> Presets:
    """Returns what comes with Parley.

    Raises:
        ConfigError: it is not there, or damaged.
    """
    path = resources / "providers.json"
    try:
        return Presets.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ConfigError(
            tr(
                "What Parley knows of providers stands in {path}, which cannot be used. "
                "Install Parley again to mend it; your data stays.",
                path=path,
            )
        ) from error
