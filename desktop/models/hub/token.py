"""A person's token for one hub, in the system's store for keys."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.errors import ConfigError, KeyStoreFailed, KeyStoreSlow
from desktop.language import tr
from desktop.models.hub.line import address_of, is_closed
from desktop.storage.json_file import read_document, write_document
from desktop.storage.secrets import Secrets, checked_key

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import SecretStr

    from desktop.storage.places import Places

_STORED = "tokenStored"
"""The key under which hub.json has the addresses for which the store holds a token."""


class HubToken:
    """What a person gave Parley for a hub; kept under its address, it goes to no other."""

    def __init__(self, secrets: Secrets, file: Path, endpoint: str) -> None:
        """Takes where it is kept, and opens nothing.

        Args:
            secrets: the store, and what is kept for this run.
            file: hub.json, which says whether the store is to be asked: it may ask to be unlocked.
            endpoint: the address of the hub.
        """
        self.address = address_of(endpoint) or endpoint
        """The hub that it is for."""
        self._endpoint = endpoint
        self._secrets = secrets
        self._file = file

    @property
    def page(self) -> str:
        """Where a person makes one."""
        return f"{self._endpoint}/settings/tokens"

    @property
    def changes(self) -> int:
        """How often it, or a key, has become another one."""
        return self._secrets.changes

    @property
    def for_this_run(self) -> bool:
        """Whether it is kept only until Parley ends."""
        return self._secrets.for_this_run(self._account)

    async def kept(self) -> bool:
        """Returns whether a person gave one.

        Raises:
            ConfigError: hub.json cannot be read.
        """
        return self.for_this_run or await asyncio.to_thread(self._is_noted)

    async def store(self) -> str:
        """Returns what the system's store for keys is called; empty where none can be used."""
        return await self._secrets.store()

    async def get(self) -> SecretStr | None:
        """Returns it, or None where a person gave none.

        Raises:
            KeyStoreFailed: the store is missing, locked, or broken.
            ConfigError: hub.json cannot be read.
        """
        return await self._secrets.get(self._account) if await self.kept() else None

    async def keep(self, text: str) -> None:
        """Puts one into the system's store, in place of any other.

        Raises:
            ConfigError: that is none, or others could read it on its way.
            KeyStoreFailed: it is kept only until Parley ends; the message says why.
        """
        if not address_of(self._endpoint):
            raise ConfigError(
                tr(
                    "{address} is no address of a hub, so no token is kept for it. Correct it in "
                    "the settings, under Network, or in HF_ENDPOINT.",
                    address=self.address,
                )
            )
        if not is_closed(self._endpoint):
            raise ConfigError(
                tr(
                    "{address} is asked without encryption, and everyone on the way there could "
                    "read a token. None is sent there, and nothing was kept.",
                    address=self.address,
                )
            )
        token = checked_key(text)
        before = await asyncio.to_thread(self._is_noted)
        await asyncio.to_thread(self._note, stored=True)
        try:
            await self._secrets.keep(self._account, token)
        except KeyStoreFailed as error:
            # A slow store may take it in yet: only what is noted is looked for there and removed.
            noted = before or isinstance(error, KeyStoreSlow)
            await asyncio.to_thread(self._note, stored=noted)
            self._secrets.keep_for_this_run(self._account, token)
            raise KeyStoreFailed(
                tr("{error} The token is kept only until Parley ends.", error=error)
            ) from None

    async def forget(self) -> SecretStr | None:
        """Takes it out of the store and of memory, and returns it; None where there was none.

        Raises:
            KeyStoreFailed: the store cannot be used; the token is still in it.
        """
        token = await self.get()
        if await asyncio.to_thread(self._is_noted):
            await self._secrets.forget(self._account)
            await asyncio.to_thread(self._note, stored=False)
        self._secrets.forget_for_this_run(self._account)
        return token

    @property
    def _account(self) -> str:
        return f"hub {self.address}"  # No provider's: those have no space in their names.

    def _is_noted(self) -> bool:
        return self.address in _noted(self._file)

    def _note(self, *, stored: bool) -> None:
        others = [one for one in _noted(self._file) if one != self.address]
        noted = [*others, self.address] if stored else others
        if noted != _noted(self._file):
            write_document(self._file, read_document(self._file) | {_STORED: noted})


async def forget_tokens(places: Places) -> None:
    """Takes every token for a hub that Parley has put into the store out of it.

    Raises:
        ConfigError: the store, or the list of them, cannot be used; tokens may still be in it.
    """
    secrets = Secrets(places.env_file)
    for address in await asyncio.to_thread(_noted, places.hub_file):
        await HubToken(secrets, places.hub_file, address).forget()


def _noted(file: Path) -> list[str]:
    noted = read_document(file).get(_STORED, [])
    return [one for one in noted if isinstance(one, str)] if isinstance(noted, list) else []
