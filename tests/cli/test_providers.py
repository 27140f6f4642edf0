"""`parley providers`: added, listed and removed, with keys that are nowhere to be seen."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli.main import main
from desktop.errors import ModelError
from desktop.models.library import Library
from desktop.storage.database import Database
from desktop.storage.secrets import Secrets
from tests.models.remote.test_provider import asked, ignore
from tests.programs.openai_server import Provider, listing, refused, said, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.places import Places
    from tests.cli.conftest import Keyboard

Captured = pytest.CaptureFixture[str]
KEY = "sk-planted-0123456789abcdef"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def entries(places: Places) -> Any:
    return json.loads(places.providers_file.read_text("utf-8"))["providers"]


def test_a_new_home_has_none_and_is_told_what_can_be_added(
    places: Places, capsys: Captured
) -> None:
    assert main(["providers", "list"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Parley knows, and you can add: openai, openrouter, anthropic, google,")
    assert main(["providers", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_key_is_asked_for_and_kept_in_the_store(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch, secret_service: Path
) -> None:
    pipe(monkeypatch, f"{KEY}\nanother line\n")
    assert main(["providers", "add", "openai"]) == 0
    assert capsys.readouterr() == (
        f"Added openai: https://api.openai.com/v1\nIt is kept in {places.providers_file}.\n"
        "The key of openai is in the system's own store, and nowhere else.\n"
        "Now choose its models: parley providers models openai\n",
        "",
    )
    assert entries(places) == {
        "openai": {
            "preset": "openai",
            "baseUrl": "https://api.openai.com/v1",
            "keyStored": True,
        }
    }
    kept = asyncio.run(Secrets(places.env_file).get("openai at https://api.openai.com"))
    assert kept is not None
    assert kept.get_secret_value() == KEY
    assert main(["providers", "list"]) == 0
    assert "openai  https://api.openai.com/v1, sent over the network, key: stored" in (
        capsys.readouterr().out
    )


def test_what_is_typed_is_not_shown(
    places: Places,
    capsys: Captured,
    keyboard: Keyboard,
    secret_service: Path,
) -> None:
    termios = pytest.importorskip("termios")
    terminal = sys.stdin.fileno()

    def shows() -> bool:
        return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)

    seen: list[bool] = []

    def type_when_unseen() -> None:
        for _ in range(1000):
            if not shows():
                break
            threading.Event().wait(0.01)
        seen.append(shows())
        keyboard.type(f"{KEY}\n")

    typing = threading.Thread(target=type_when_unseen)
    typing.start()
    assert main(["providers", "add", "openrouter"]) == 0
    typing.join()
    assert seen == [False]
    assert shows()
    told = capsys.readouterr()
    assert "The key for OpenRouter, found at https://openrouter.ai/settings/keys" in told.err
    assert KEY not in f"{told}"


def test_without_a_store_the_key_is_not_kept_and_that_is_said(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch, no_store: None
) -> None:
    pipe(monkeypatch, f"{KEY}\n")
    assert main(["providers", "add", "openai"]) == 2
    told = capsys.readouterr()
    assert "no store for keys that is running" in told.err
    assert "--key-from-env" in told.err
    assert "it was not kept" in told.err
    assert "keyStored" not in entries(places)["openai"]
    assert KEY not in f"{told}"


@pytest.mark.parametrize("words", [["--key-from-env"], ["--key-from-env", "MY_KEY"]])
def test_a_key_may_stay_in_a_variable(
    places: Places, capsys: Captured, no_store: None, words: list[str]
) -> None:
    assert main(["providers", "add", "openai", *words]) == 0
    name = words[1] if len(words) > 1 else "OPENAI_API_KEY"
    assert entries(places)["openai"]["keyVariable"] == name
    assert f"is read from {name} whenever it is needed" in capsys.readouterr().out


def test_a_key_is_never_a_word_of_the_command(places: Places, capsys: Captured) -> None:
    with pytest.raises(SystemExit):
        main(["providers", "key", "openai", KEY])


def test_no_key_given_is_said_and_the_provider_stays(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch, no_store: None
) -> None:
    pipe(monkeypatch, "")
    assert main(["providers", "add", "openai"]) == 2
    assert "No key was given. openai has none yet: parley providers key" in capsys.readouterr().err
    assert list(entries(places)) == ["openai"]


def test_any_address_can_be_added_and_http_only_by_wish(places: Places, capsys: Captured) -> None:
    assert main(["providers", "add", "cluster"]) == 2
    assert "say where it answers, with --base-url" in capsys.readouterr().err
    words = ["providers", "add", "cluster", "--base-url", "http://10.0.0.5:8000/v1"]
    assert main(words) == 2
    assert "over http everyone on the way to 10.0.0.5:8000 can read" in capsys.readouterr().err
    assert main([*words, "--insecure", "--header", "X-Team=tides"]) == 0
    assert entries(places)["cluster"] == {
        "baseUrl": "http://10.0.0.5:8000/v1",
        "headers": {"X-Team": "tides"},
        "insecure": True,
    }


def test_models_are_listed_with_what_they_cost_and_enabled(
    places: Places, capsys: Captured, provider: Provider
) -> None:
    main(["providers", "add", "own", "--base-url", provider.address])
    pricing = {"prompt": "0.0000003", "completion": "0.0000012"}
    big = {"id": "big", "context_length": 8192, "pricing": pricing}
    provider.lists(listing(big, {"id": "small"}))
    capsys.readouterr()
    assert main(["providers", "models", "own"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "  big  8,192 tokens, $0.3 in, $1.2 out a million (told by own)",
        "  small",
        "Those with a star may answer. parley providers models own --enable ID ...",
    ]
    assert main(["providers", "models", "own", "--enable", "big"]) == 0
    assert capsys.readouterr().out.startswith("* big  8,192 tokens")
    assert main(["providers", "models", "own", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(model["id"], model["enabled"]) for model in listed] == [
        ("big", True),
        ("small", False),
    ]
    assert main(["providers", "models", "own", "--disable", "big"]) == 0
    assert "models" not in entries(places)["own"]


def test_enabled_models_stand_among_the_others_and_the_doctor_says_what_they_lack(
    places: Places, capsys: Captured, no_store: None
) -> None:
    main(["providers", "add", "openai", "--key-from-env", "NO_SUCH_VARIABLE"])
    document = json.loads(places.providers_file.read_text("utf-8"))
    known = {"id": "gpt-5", "inputPrice": 1.25, "outputPrice": 10}
    document["providers"]["openai"]["models"] = [known, "other"]
    places.providers_file.write_text(json.dumps(document), "utf-8")
    capsys.readouterr()
    assert main(["models", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    place = "sent over the network: api.openai.com"
    prices = "$1.25 in, $10 out a million tokens"
    lacking = "    It cannot be asked now: NO_SUCH_VARIABLE, its key, is not set."
    told = [f"openai/gpt-5  gpt-5 (OpenAI), {place}, {prices}", lacking]
    assert lines[-4:] == [*told, f"openai/other  other (OpenAI), {place}", lacking]
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index(f"note  model openai/gpt-5: gpt-5 (OpenAI), {place}")
    assert lines[at + 1] == "      NO_SUCH_VARIABLE, its key, is not set"


def test_a_provider_that_fails_is_told_with_its_code(
    places: Places, capsys: Captured, provider: Provider
) -> None:
    main(["providers", "add", "own", "--base-url", provider.address])
    provider.lists(refused(401))
    assert main(["providers", "models", "own"]) == 5
    assert "own wants a key (401)" in capsys.readouterr().err
    assert main(["providers", "models", "other"]) == 2
    assert "There is no provider named 'other'" in capsys.readouterr().err


def test_a_provider_is_removed_with_its_key(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch, secret_service: Path
) -> None:
    pipe(monkeypatch, f"{KEY}\n")
    main(["providers", "add", "openai"])
    assert main(["providers", "remove", "openai"]) == 0
    assert entries(places) == {}
    account = "openai at https://api.openai.com"
    assert asyncio.run(Secrets(places.env_file).get(account)) is None
    assert main(["providers", "remove", "openai"]) == 2


def test_a_planted_key_is_nowhere_in_what_parley_writes(
    places: Places,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    secret_service: Path,
    provider: Provider,
) -> None:
    """Whatever a provider quotes, and with every library told to log all it can."""
    caplog.set_level(logging.DEBUG)
    pipe(monkeypatch, f"{KEY}\n")
    assert main(["providers", "add", "openai", "--base-url", provider.address]) == 0
    provider.lists(listing({"id": "big"}))
    assert main(["providers", "models", "openai", "--enable", "big"]) == 0
    provider.lists(refused(400, f"What is Bearer {KEY}?", headers={"x-key": KEY}))
    assert main(["providers", "models", "openai"]) == 5
    assert main(["providers", "list"]) == 0
    provider.will(said("The tide turns."), refused(401, f"Incorrect key: {KEY}"))
    assert main(["demo", "--approve", "yes"]) == 0
    assert main(["demo", "--approve", "yes"]) == 5
    told = asyncio.run(_asked(places, provider))
    everything = [*told, caplog.text, *map(repr, caplog.records), *capsys.readouterr()]
    assert any(KEY in request.headers["authorization"] for request in provider.asked)
    assert [line.partition(":")[0] for line in told if "ed: " in line[:10]] == [
        "failed",
        "failed",
        "answered",
    ]
    assert KEY not in "".join(everything)
    files = [path for path in secret_service.parent.rglob("*") if path.is_file()]
    assert places.providers_file in files
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


async def _asked(places: Places, provider: Provider) -> list[str]:
    """Asks through the library, well and badly, and returns all that could be shown of it."""
    told: list[str] = []
    database = Database(places.database)
    library = Library(places, database, lambda event: told.append(repr(event)))
    await database.open()
    await library.refresh()
    model = library.model("openai/big")
    provider.will(refused(401, f"Incorrect key: {KEY}"), refused(403, KEY), said("Yes."))
    try:
        for _ in range(3):
            try:
                completion = await library.complete(model, asked(), ignore)
                told.append(f"answered: {completion!r}")
            except ModelError as error:
                told.append(f"failed: {error!r} {error.__cause__!r} {vars(error)}")
        told.append(repr([vars(model), vars(library), vars(library.providers), model.context]))
    finally:
        await library.close()
        await database.close()
    return told


def test_purging_takes_the_keys_along(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch, secret_service: Path
) -> None:
    pipe(monkeypatch, f"{KEY}\n")
    main(["providers", "add", "openai"])
    assert main(["purge", "--yes"]) == 0
    assert not places.providers_file.exists()
    account = "openai at https://api.openai.com"
    assert asyncio.run(Secrets(places.env_file).get(account)) is None
