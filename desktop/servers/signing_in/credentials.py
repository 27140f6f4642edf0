"""What a sign-in to one server has given, in the system's store for keys."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from mcp.shared.auth import (  # noqa: TC002  (pydantic reads what the fields are)
    OAuthClientInformationFull,
    OAuthMetadata,
    OAuthToken,
    ProtectedResourceMetadata,
)
from pydantic import BaseModel, SecretStr, ValidationError

from desktop.errors import KeyStoreFailed

if TYPE_CHECKING:
    from desktop.storage.secrets import Secrets

PIECE = 1_000
"""Characters that are kept under one name: Windows takes 2,560 bytes, and tokens are longer."""

MOST_PIECES = 64


class Credential(BaseModel):
    """All that is needed to go on without the person, bound to the address that it was given for.

    Where the tokens are refreshed is kept too: the SDK would else send them to the server itself.
    """

    url: str
    tokens: OAuthToken | None = None
    expires_at: float | None = None
    client: OAuthClientInformationFull | None = None
    authorization_server: OAuthMetadata | None = None
    resource: ProtectedResourceMetadata | None = None


class Credentials:
    """The tokens and the registration for one server, as the SDK stores and reads them."""

    def __init__(
        self,
        secrets: Secrets,
        server: str,
        url: str,
        given: OAuthClientInformationFull | None = None,
    ) -> None:
        """Takes where to keep them, and opens nothing.

        Args:
            secrets: the store.
            server: the name of the server.
            url: its address, for which alone they are good.
            given: the registration that its entry names, if it names one.
        """
        self._secrets = secrets
        self._account = account_of(server)
        self._url = url
        self._given = given
        self.kept = Credential(url=url)

    async def read(self) -> Credential:
        """Returns what is kept for this address; nothing where it was kept for another."""
        text = await read_long(self._secrets, self._account)
        try:
            kept = Credential.model_validate_json(text) if text else Credential(url=self._url)
        except ValidationError:
            kept = Credential(url=self._url)
        self.kept = kept if kept.url == self._url else Credential(url=self._url)
        return self.kept

    async def get_tokens(self) -> OAuthToken | None:
        """Returns the tokens, if there are any."""
        return (await self.read()).tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        """Keeps new tokens in place of the old ones."""
        self.kept.tokens = tokens
        self.kept.expires_at = (
            None if tokens.expires_in is None else time.time() + tokens.expires_in
        )
        await self.write()

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        """Returns how Parley is registered, if it is."""
        return self._given or self.kept.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        """Keeps how Parley is registered."""
        self.kept.client = client_info
        await self.write()

    async def drop_tokens(self) -> None:
        """Forgets tokens that are good for nothing any more."""
        self.kept.tokens = self.kept.expires_at = None
        await self.write()

    async def write(self) -> None:
        """Keeps all in the store, or, where there is none, until Parley ends."""
        text = self.kept.model_dump_json(exclude_none=True)
        await keep_long(self._secrets, self._account, text)


def account_of(server: str) -> str:
    """Returns the name under which what a sign-in has given is kept."""
    return f"sign-in {server}"


async def read_long(secrets: Secrets, account: str) -> str:
    """Returns a text that may be longer than what the store takes; empty where there is none."""
    pieces = list[str]()
    try:
        for number in range(1, MOST_PIECES + 1):
            piece = await secrets.get(_named(account, number))
            if piece is None:
                break
            pieces.append(piece.get_secret_value())
    except KeyStoreFailed:
        return ""  # Without a store the person signs in once in each run.
    return "".join(pieces)


async def keep_long(secrets: Secrets, account: str, text: str) -> None:
    """Keeps a text piece by piece, and forgets what is left of a longer one."""
    pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
    for number, piece in enumerate(pieces, 1):
        name, secret = _named(account, number), SecretStr(piece)
        try:
            await secrets.keep(name, secret)
        except KeyStoreFailed:
            secrets.keep_for_this_run(name, secret)
    await _forget_from(secrets, account, len(pieces) + 1)


async def forget_long(secrets: Secrets, account: str) -> None:
    """Forgets a text, with all of its pieces.

    Raises:
        KeyStoreFailed: what is in the system's store may still be there.
    """
    for number in range(1, MOST_PIECES + 1):
        secrets.forget_for_this_run(_named(account, number))
    for number in range(1, MOST_PIECES + 1):
        if await secrets.get(_named(account, number)) is None:
            return
        await secrets.forget(_named(account, number))


async def _forget_from(secrets: Secrets, account: str, first: int) -> None:
    for number in range(first, MOST_PIECES + 1):
        try:
            if await secrets.get(_named(account, number)) is None:
                return
            await secrets.forget(_named(account, number))
        except KeyStoreFailed:
            return


def _named(account: str, number: int) -> str:
    """Returns the name of a piece, which no other server's name can come to."""
    first, _, server = account.partition(" ")
    return account if number == 1 else f"{first}-{number} {server}"
