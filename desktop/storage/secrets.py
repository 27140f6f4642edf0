"""Keys of providers, kept in the system's own store, or else only until Parley ends."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from typing import TYPE_CHECKING, TypeVar

from pydantic import SecretStr

from desktop.errors import ConfigError, KeyStoreFailed, KeyStoreSlow
from desktop.language import tr
from desktop.storage.aside import aside
from desktop.storage.env_file import variables_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from keyring.backend import KeyringBackend

SERVICE = "Parley"
"""The name under which the system's store shows Parley's keys."""

PATIENCE = 120.0
"""Seconds for a person to unlock the store, which asks by itself."""

LONGEST = 1000
"""Characters of a key; Windows takes 2,560 bytes at most."""

_ELSE = tr(
    "Unlock or install one (GNOME Keyring, KWallet with its Secret Service, KeePassXC), or let "
    "an environment variable or Parley's .env file hold it (for a provider: --key-from-env)."
)

T = TypeVar("T")


class Secrets:
    """The keys of one person's providers, each under the account that it belongs to."""

    def __init__(self, env_file: Path, patience: float = PATIENCE) -> None:
        """Takes the file that may hold variables, and opens nothing.

        Args:
            env_file: lines such as OPENAI_API_KEY=..., for those who want that.
            patience: seconds that the store may take, a person's unlocking included.
        """
        self._env_file = env_file
        self._patience = patience
        self._run: dict[str, SecretStr] = {}
        self.changes = 0
        """How often a key has become another one; who holds one asks for it again then."""

    async def store(self) -> str:
        """Returns what the system's own store is called; empty where none can be used."""
        try:
            return await self._ask(_name)
        except KeyStoreFailed:
            return ""

    def for_this_run(self, account: str) -> bool:
        """Whether an account's key is kept only until Parley ends."""
        return account in self._run

    async def get(self, account: str) -> SecretStr | None:
        """Returns an account's key, or None where there is none.

        Raises:
            KeyStoreFailed: the store is missing, locked, or broken.
        """
        if account in self._run:
            return self._run[account]
        key = await self._ask(lambda store: store.get_password(SERVICE, account))
        return SecretStr(key) if key else None

    async def keep(self, account: str, key: SecretStr) -> None:
        """Puts an account's key into the system's store.

        Raises:
            KeyStoreFailed: it cannot be kept there; what was kept before is as it was.
        """
        value = key.get_secret_value()
        await self._ask(lambda store: store.set_password(SERVICE, account, value))
        self._run.pop(account, None)
        self.changes += 1

    def keep_for_this_run(self, account: str, key: SecretStr) -> None:
        """Remembers an account's key until Parley ends, and writes it nowhere."""
        self._run[account] = key
        self.changes += 1

    def forget_for_this_run(self, account: str) -> None:
        """Takes an account's key out of memory."""
        if self._run.pop(account, None):
            self.changes += 1

    async def forget(self, account: str) -> None:
        """Takes an account's key out of the store and of memory.

        Raises:
            KeyStoreFailed: the store cannot be used; the key may still be in it.
        """
        self._run.pop(account, None)
        self.changes += 1

        def delete(store: KeyringBackend) -> None:
            if store.get_password(SERVICE, account) is not None:
                store.delete_password(SERVICE, account)

        await self._ask(delete)

    def variable(self, name: str) -> SecretStr | None:
        """Returns an environment variable's value, or else that in Parley's .env file.

        Raises:
            ConfigError: the file cannot be read, or others on this computer can read it too.
        """
        value = os.environ.get(name) or dict(_variables(self._env_file)).get(name)
        return SecretStr(value) if value else None

    async def _ask(self, question: Callable[[KeyringBackend], T]) -> T:
        """Returns what the store answers; a locked one blocks until the person has unlocked it."""
        try:
            async with asyncio.timeout(self._patience):
                # Not with to_thread: Parley must be able to end while the store waits.
                return await aside(lambda: _answered(question))
        except TimeoutError:
            raise KeyStoreSlow(
                tr(
                    "The system's store for keys did not answer within {patience:.0f} seconds; it "
                    "may be waiting to be unlocked. Nothing was changed. Unlock it and try again.",
                    patience=self._patience,
                )
            ) from None


def checked_key(text: str) -> SecretStr:
    """Returns a key as a person pasted it, without the white space around it.

    Raises:
        ConfigError: it cannot be a key; the message does not repeat it.
    """
    key = text.strip()
    if not key:
        raise ConfigError(tr("No key was given."))
    if len(key) > LONGEST or not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigError(
            tr(
                "That is not a key: it holds spaces or signs that keys do not have, or is too "
                "long. Nothing was changed. Copy the key again, and only the key."
            )
        )
    return SecretStr(key)


def _answered(question: Callable[[KeyringBackend], T]) -> T:
    """Returns what the system's store answers, its errors being told as ours."""
    store = _open_store()
    # Imported only here: it takes a tenth of a second, and not everyone has a provider.
    from keyring.errors import KeyringLocked  # noqa: PLC0415

    try:
        return question(store)
    except KeyringLocked:
        raise KeyStoreFailed(
            tr(
                "The system's store for keys is locked and was not unlocked. Nothing was "
                "changed. {rest}",
                rest=_ELSE,
            )
        ) from None
    except _troubles() as error:
        # Without its message and its traces: they might quote what was being kept.
        raise KeyStoreFailed(
            tr(
                "The system's store for keys failed ({name}). {rest}",
                name=type(error).__name__,
                rest=_ELSE,
            )
        ) from None


def _open_store() -> KeyringBackend:
    """Returns the system's own store.

    Never what keyring itself would choose: that takes a plain file where one is installed,
    obeys PYTHON_KEYRING_BACKEND, and runs code that a settings file names.
    """
    for kind in _kinds():
        try:
            if kind.priority > 0:
                store = kind()
                _undo_environment(store)
                return store
        except _troubles():
            continue  # It says so where there is no such store.
    raise KeyStoreFailed(
        tr("This system has no store for keys that is running. {rest}", rest=_ELSE)
    )


def _kinds() -> Iterator[type[KeyringBackend]]:
    """Gives the stores that encrypt what they keep."""
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring  # noqa: PLC0415

        yield WinVaultKeyring
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring  # noqa: PLC0415

        yield Keyring
    else:
        from keyring.backends import SecretService, kwallet  # noqa: PLC0415

        yield SecretService.Keyring
        yield kwallet.DBusKeyring


def _name(store: KeyringBackend) -> str:
    if sys.platform == "win32":
        return tr("the Windows Credential Manager")
    if sys.platform == "darwin":
        return tr("the Keychain of macOS")
    wallet = type(store).__module__.endswith("kwallet")
    return "KWallet" if wallet else tr("the system's keyring (Secret Service)")


def _undo_environment(store: KeyringBackend) -> None:
    """Takes back what KEYRING_PROPERTY_ variables have set, another collection for example."""
    for name in os.environ:
        if name.startswith("KEYRING_PROPERTY_"):
            vars(store).pop(name.removeprefix("KEYRING_PROPERTY_").lower(), None)


def _troubles() -> tuple[type[Exception], ...]:
    """Returns the errors of keyring, and those of what lies below it, which it lets through."""
    from keyring.errors import KeyringError  # noqa: PLC0415

    ours = (KeyringError, RuntimeError, OSError)
    if sys.platform == "linux":
        from jeepney.wrappers import (  # type: ignore[import-untyped]  # noqa: PLC0415
            DBusErrorResponse,
        )
        from secretstorage.exceptions import SecretStorageException  # noqa: PLC0415

        return (*ours, SecretStorageException, DBusErrorResponse)
    elif sys.platform == "win32":  # noqa: RET505  (so mypy knows each as one system's own)
        from win32ctypes.pywin32.pywintypes import error  # noqa: PLC0415

        return (*ours, error)
    else:
        return ours


def _variables(path: Path) -> Iterator[tuple[str, str]]:
    """Gives the names and values of a .env file, if there is one."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            tr("{path} cannot be read ({name}).", path=path, name=type(error).__name__)
        ) from None
    if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(
            tr(
                "{path} holds keys, and others on this computer can read it. It was not used. "
                "Close it to them: chmod 600 '{path}'",
                path=path,
            )
        )
    yield from variables_in(text)
