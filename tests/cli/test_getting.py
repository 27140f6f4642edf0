"""`parley models token`: a token for the hub that is nowhere to be seen."""

from __future__ import annotations

import io
import logging
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from tests.programs.hub_server import HubServer, serving
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]
REPO = "maker/scripted-GGUF"
TOKEN = "hf_planted0123456789abcdef"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    write_scripted_model(tmp_path / "scripted.gguf", "Yes.")
    with serving() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
        monkeypatch.delenv("HF_TOKEN", raising=False)
        server.put(REPO, "scripted.gguf", (tmp_path / "scripted.gguf").read_bytes())
        server.gated.add(REPO)
        server.tokens.add(TOKEN)
        yield server


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_what_is_gated_is_fetched_once_a_token_was_given(
    places: Places,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    hub: HubServer,
    secret_service: Path,
) -> None:
    assert main(["models", "get", REPO]) == 5
    assert "(parley models token), and try again" in capsys.readouterr().err
    pipe(monkeypatch, f"{TOKEN}\n")
    assert main(["models", "token"]) == 0
    assert capsys.readouterr().out == (
        f"Your token for {hub.endpoint} is in the system's own store, and nowhere else.\n"
    )
    assert main(["models", "get", REPO]) == 0
    assert main(["models", "token", "--remove"]) == 0
    assert "is out of the system's store" in capsys.readouterr().out
    assert main(["models", "token", "--remove"]) == 0
    assert "Parley kept no token" in capsys.readouterr().out
    assert main(["models", "search", "scripted"]) == 0
    assert hub.asked[-1].authorization == ""


def test_without_a_store_a_token_is_not_kept_and_that_is_said(
    places: Places,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    hub: HubServer,
    no_store: None,
) -> None:
    pipe(monkeypatch, f"{TOKEN}\n")
    assert main(["models", "token"]) == 2
    told = capsys.readouterr()
    assert "it was not kept" in told.err
    assert f"as HF_TOKEN in {places.env_file}" in told.err
    assert TOKEN not in f"{told}"


def test_a_token_is_never_a_word_of_the_command(places: Places, capsys: Captured) -> None:
    with pytest.raises(SystemExit):
        main(["models", "token", TOKEN])


def test_a_planted_token_is_nowhere_in_what_parley_writes(
    places: Places,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    hub: HubServer,
    secret_service: Path,
) -> None:
    """Whatever the hub quotes, and with every library told to log all it can."""
    caplog.set_level(logging.DEBUG)
    pipe(monkeypatch, f"{TOKEN}\n")
    assert main(["models", "token"]) == 0
    for status in (400, 401, 403, 500):
        hub.api.append((status, {"X_Error_Message": f"What is {TOKEN}?", "X_Request_Id": TOKEN}))
        assert main(["models", "get", REPO]) == 5
    assert main(["models", "get", REPO]) == 0
    assert any(TOKEN in one.authorization for one in hub.asked)
    everything = [caplog.text, *map(repr, caplog.records), *capsys.readouterr()]
    assert TOKEN not in "".join(everything)
    files = [path for path in secret_service.parent.rglob("*") if path.is_file()]
    assert places.hub_file in files
    assert not [path for path in files if TOKEN.encode() in path.read_bytes()]
    assert main(["purge", "--yes"]) == 0
    assert not places.hub_file.exists()
    assert main(["models", "token", "--remove"]) == 0
    assert "Parley kept no token" in capsys.readouterr().out
