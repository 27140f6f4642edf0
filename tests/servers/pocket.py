"""A store for keys that is a dictionary, so that no test touches a person's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.storage.secrets import Secrets

if TYPE_CHECKING:
    from pydantic import SecretStr


class PocketSecrets(Secrets):
    """Keeps what it is given until it is let go."""

    def __init__(self) -> None:
        super().__init__(Path("there is no such file"))
        self.kept: dict[str, SecretStr] = {}

    async def get(self, account: str) -> SecretStr | None:
        return self.kept.get(account)

    async def keep(self, account: str, key: SecretStr) -> None:
        self.kept[account] = key

    async def forget(self, account: str) -> None:
        self.kept.pop(account, None)
