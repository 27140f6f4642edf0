"""Keys: in the system's own store or for this run, and nowhere else whatever the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from desktop.errors import ConfigError, KeyStoreFailed
from desktop.storage.secrets import Secrets, checked_key
from tests.secret_service import lock

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

KEY = "sk-planted-0123456789abcdef"
ACCOUNT = "openai at https://api.openai.com"


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return Secrets(tmp_path / ".env", patience=20)


def in_files(folder: Path, text: str) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes()]


async def test_a_key_is_kept_in_a_real_secret_service_and_lies_in_no_file_in_clear(
    secret_service: Path, secrets: Secrets, tmp_path: Path
) -> None:
    assert await secrets.get(ACCOUNT) is None
    await secrets.keep(ACCOUNT, SecretStr(KEY))
    other_run = Secrets(tmp_path / ".env")
    assert await other_run.get(ACCOUNT) == SecretStr(KEY)
    assert in_files(secret_service, "GnomeKeyring")
    assert not in_files(tmp_path, KEY)


async def test_the_store_is_told_by_its_name(secret_service: Path, secrets: Secrets) -> None:
    assert await secrets.store() == "the system's keyring (Secret Service)"


async def test_without_a_store_none_is_told(no_store: None, secrets: Secrets) -> None:
    assert await secrets.store() == ""


async def test_a_key_that_was_kept_nowhere_is_forgotten_without_a_store(
    no_store: None, secrets: Secrets
) -> None:
    secrets.keep_for_this_run(ACCOUNT, SecretStr(KEY))
    seen = secrets.changes
    secrets.forget_for_this_run(ACCOUNT)
    assert not secrets.for_this_run(ACCOUNT)
    assert secrets.changes > seen


async def test_a_key_is_replaced_and_forgotten(secret_service: Path, secrets: Secrets) -> None:
    await secrets.keep(ACCOUNT, SecretStr("old"))
    await secrets.keep(ACCOUNT, SecretStr(KEY))
    assert await secrets.get(ACCOUNT) == SecretStr(KEY)
    await secrets.forget(ACCOUNT)
    assert await secrets.get(ACCOUNT) is None
    await secrets.forget(ACCOUNT)


async def test_who_holds_a_key_learns_that_it_has_changed(
    secret_service: Path, secrets: Secrets
) -> None:
    seen = [secrets.changes]
    await secrets.keep(ACCOUNT, SecretStr(KEY))
    seen.append(secrets.changes)
    secrets.keep_for_this_run(ACCOUNT, SecretStr(KEY))
    seen.append(secrets.changes)
    await secrets.forget(ACCOUNT)
    seen.append(secrets.changes)
    assert len(set(seen)) == len(seen)


async def test_a_locked_store_is_told_and_nothing_is_kept(
    secret_service: Path, secrets: Secrets
) -> None:
    await secrets.keep(ACCOUNT, SecretStr(KEY))
    lock()
    with pytest.raises(KeyStoreFailed, match="locked") as reading:
        await secrets.get(ACCOUNT)
    with pytest.raises(KeyStoreFailed) as keeping:
        await secrets.keep(ACCOUNT, SecretStr(KEY))
    for caught in (reading, keeping):
        assert KEY not in repr(caught.value)
        assert caught.value.__suppress_context__


async def test_a_store_that_does_not_answer_is_waited_for_no_longer_than_said(
    session_bus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading  # noqa: PLC0415

    over = threading.Event()
    monkeypatch.setattr("desktop.storage.secrets._open_store", lambda: over.wait(30))
    try:
        with pytest.raises(KeyStoreFailed, match=r"did not answer within 0 seconds"):
            await Secrets(tmp_path / ".env", patience=0.05).get(ACCOUNT)
    finally:
        over.set()


@pytest.mark.parametrize("bus", ["none", "without a store"])
async def test_without_a_store_the_reason_is_told(
    request: pytest.FixtureRequest, secrets: Secrets, bus: str
) -> None:
    request.getfixturevalue("no_store" if bus == "none" else "session_bus")
    with pytest.raises(KeyStoreFailed, match=r"no store for keys that is running\. Unlock or"):
        await secrets.keep(ACCOUNT, SecretStr(KEY))


async def test_a_key_for_this_run_needs_no_store(no_store: None, secrets: Secrets) -> None:
    secrets.keep_for_this_run(ACCOUNT, SecretStr(KEY))
    assert secrets.for_this_run(ACCOUNT)
    assert await secrets.get(ACCOUNT) == SecretStr(KEY)


async def test_the_environment_chooses_no_other_store(
    no_store: None, secrets: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keyring itself would do: obey the variable, and run the module that a file names."""
    witness = tmp_path / "ran"
    (tmp_path / "thief.py").write_text(
        f"from pathlib import Path\nPath({str(witness)!r}).touch()\n"
        "from keyring.backends.null import Keyring\n"
    )
    config = tmp_path / "xdg" / "python_keyring"
    config.mkdir(parents=True)
    (config / "keyringrc.cfg").write_text(
        f"[backend]\ndefault-keyring=thief.Keyring\nkeyring-path={tmp_path}\n"
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with pytest.raises(KeyStoreFailed):
        await secrets.keep(ACCOUNT, SecretStr(KEY))
    assert not witness.exists()


async def test_the_environment_chooses_no_other_collection(
    secret_service: Path, secrets: Secrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = "/org/freedesktop/secrets/collection/session"
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", session)
    await secrets.keep(ACCOUNT, SecretStr(KEY))
    monkeypatch.delenv("KEYRING_PROPERTY_PREFERRED_COLLECTION")
    assert await secrets.get(ACCOUNT) == SecretStr(KEY)


def test_a_variable_is_read_from_the_environment_or_else_from_the_file(
    secrets: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert secrets.variable("SOME_KEY") is None
    file = tmp_path / ".env"
    file.touch(0o600)
    file.write_text(f"# SOME_KEY=no\n\nexport SOME_KEY='{KEY}'\nOTHER = plain\nodd line\n")
    assert secrets.variable("SOME_KEY") == SecretStr(KEY)
    assert secrets.variable("OTHER") == SecretStr("plain")
    assert secrets.variable("# SOME_KEY") is None
    monkeypatch.setenv("SOME_KEY", "of the environment")
    assert secrets.variable("SOME_KEY") == SecretStr("of the environment")


def test_a_file_that_others_can_read_is_not_used(secrets: Secrets, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SOME_KEY={KEY}")
    (tmp_path / ".env").chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600") as caught:
        secrets.variable("SOME_KEY")
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("text", ["", "  \n", "two words", "ä", "a\x1bb", "x" * 1001])
def test_what_cannot_be_a_key_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        checked_key(text)
    assert not text.strip() or text not in str(caught.value)


def test_a_key_is_taken_as_it_was_pasted_and_not_shown() -> None:
    key = checked_key(f" {KEY}\n")
    assert key.get_secret_value() == KEY
    assert KEY not in f"{key} {key!r}"
