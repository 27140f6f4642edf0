"""A provider as it can be asked: what its entry says, what its preset knows, and its key."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import ConfigError, KeyRefused, KeyStoreFailed
from desktop.language import tr

if TYPE_CHECKING:
    from pydantic import SecretStr

    from desktop.models.context import Location
    from desktop.models.remote.config import ProviderSpec
    from desktop.models.remote.presets import Preset
    from desktop.storage.secrets import Secrets


@dataclass(frozen=True, slots=True)
class Access:
    """What opens the way to a provider."""

    spec: ProviderSpec
    preset: Preset | None
    secrets: Secrets

    @property
    def label(self) -> str:
        """The provider's name for people."""
        if self.preset is None or self.spec.name != self.spec.preset:
            return self.spec.name
        return self.preset.label

    @property
    def key_page(self) -> str:
        """Where a person finds a key; empty where nobody knows."""
        return self.preset.key_page if self.preset else ""

    @property
    def needs_key(self) -> bool:
        """Whether it is known to answer nobody without a key."""
        return bool(self.preset and self.preset.key_variable)

    @property
    def token_limit(self) -> str:
        """The name of the parameter that bounds an answer."""
        return self.preset.token_limit if self.preset else "max_tokens"

    @property
    def headers(self) -> dict[str, str]:
        """What is sent with each request beside the key."""
        return {**(self.preset.headers if self.preset else {}), **self.spec.headers}

    def list_headers(self, key: SecretStr | None) -> dict[str, str]:
        """Returns what is sent besides where models are listed."""
        name = self.preset.list_key_header if self.preset else ""
        return {name: key.get_secret_value()} if name and key else {}

    def location(self, model: str) -> Location:
        """Returns where a request's text goes when one of the models answers it."""
        here = bool(self.preset and self.preset.here)
        return self.spec.location(model, computes_here=here)

    def ready(self) -> str:
        """Returns why it cannot be asked now, as a clause; empty where it may be.

        Raises:
            ConfigError: the .env file cannot be used.
        """
        spec = self.spec
        if spec.key_variable and not self.secrets.for_this_run(spec.account):
            there = self.secrets.variable(spec.key_variable) is not None
            return (
                ""
                if there
                else tr("{key_variable}, its key, is not set", key_variable=spec.key_variable)
            )
        if self._has_key or not self.needs_key:
            return ""
        return tr("no key is stored for {label}", label=self.label)

    async def key(self) -> SecretStr | None:
        """Returns the key, or None for a provider that needs none.

        Raises:
            KeyRefused: it needs one, and there is none that can be had.
        """
        spec = self.spec
        way_out = tr("Put one in: parley providers key {name}", name=spec.name)
        try:
            if spec.key_variable and not self.secrets.for_this_run(spec.account):
                key = await asyncio.to_thread(self.secrets.variable, spec.key_variable)
                way_out = tr(
                    "Set it, in Parley's .env file too, or: parley providers key {name}",
                    name=spec.name,
                )
                lost = tr(
                    "The variable {key_variable}, which is to hold the key, is not set",
                    key_variable=spec.key_variable,
                )
            elif self._has_key:
                key = await self.secrets.get(spec.account)
                lost = tr("Its key is not in the system's store any more")
            else:
                key = None
                lost = tr("No key is stored for it")
        except (KeyStoreFailed, ConfigError) as error:
            told = tr("{label} was not asked: its key cannot be had.", label=self.label)
            raise KeyRefused(f"{told} {error}") from None
        if key is None and (self._has_key or self.needs_key):
            told = tr("{label} was not asked.", label=self.label)
            raise KeyRefused(f"{told} {lost}. {way_out}")
        return key

    @property
    def _has_key(self) -> bool:
        spec = self.spec
        return bool(spec.key_variable or spec.key_stored) or self.secrets.for_this_run(spec.account)
