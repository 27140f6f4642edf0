"""`parley models`: what is listed, added and removed."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.models.hub import fetching
from desktop.storage.programs import own_program
from tests.made_catalogue import know
from tests.programs.hub_server import COMMIT, HubServer, Turn, serving
from tests.scripted_model import write_babbling_model, write_scripted_model
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scripted.gguf"
    write_scripted_model(path, "Yes.")
    return path


REPO = "maker/scripted-GGUF"


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps what other programs hold on this computer out of sight."""
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.setenv("OLLAMA_MODELS", str(tmp_path / "person/ollama"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "person/hub"))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, file: Path) -> Iterator[HubServer]:
    with serving() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
        server.put(REPO, "scripted.gguf", file.read_bytes())
        yield server


def listed(capsys: Captured) -> list[str]:
    capsys.readouterr()
    assert main(["models", "list", "--json"]) == 0
    return [model["id"] for model in json.loads(capsys.readouterr().out)]


def test_a_new_home_lists_the_starter_and_says_what_it_is(places: Places, capsys: Captured) -> None:
    assert main(["models", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("parley-starter  Parley starter, ")
    assert first.endswith(str(places.starter))
    assert second.startswith("    A tiny model that comes with Parley, for trying things out.")


def test_a_file_is_added_listed_and_removed_and_stays_where_it_is(
    places: Places, capsys: Captured, file: Path
) -> None:
    assert main(["models", "add", str(file)]) == 0
    assert capsys.readouterr().out == "Added scripted. The file stays where it is.\n"
    assert listed(capsys) == ["parley-starter", "scripted"]
    assert main(["models", "remove", "scripted"]) == 0
    assert listed(capsys) == ["parley-starter"]
    assert file.exists()


def test_the_list_as_json_tells_each_model(places: Places, capsys: Captured, file: Path) -> None:
    main(["models", "add", str(file)])
    capsys.readouterr()
    main(["models", "list", "--json"])
    _, model = json.loads(capsys.readouterr().out)
    assert set(model) == {
        "id",
        "name",
        "path",
        "size",
        "memory",
        "parameters",
        "context_length",
        "tokens_per_second",
        "host",
        "ready",
        "note",
    }
    assert (model["name"], model["path"], model["note"]) == ("Scripted", str(file), "")
    assert model["size"] == file.stat().st_size


def test_what_is_no_model_is_five_and_a_sentence(
    places: Places, capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "holiday.gguf").write_text("sun")
    for words in (
        ["add", str(tmp_path / "holiday.gguf")],
        ["add", str(tmp_path / "gone.gguf")],
        ["remove", "nobody"],
        ["remove", "parley-starter"],
    ):
        assert main(["models", *words]) == 5
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("parley: ")


def test_what_the_hub_has_is_searched(places: Places, capsys: Captured, hub: HubServer) -> None:
    assert main(["models", "search", "scripted"]) == 0
    assert capsys.readouterr().out.startswith(f"{REPO}  7 downloads")
    assert main(["models", "search", "nothing like it"]) == 0
    assert "no GGUF models" in capsys.readouterr().out
    assert main(["models", "search", "scripted", "--json"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert found == {"name": REPO, "downloads": 7, "likes": 3, "gated": False}


@pytest.mark.parametrize("target", [REPO, f"{REPO}/scripted.gguf", f"{REPO}/script"])
def test_a_model_is_fetched_checked_and_deleted(
    places: Places, capsys: Captured, hub: HubServer, target: str
) -> None:
    assert main(["models", "get", target]) == 0
    said = capsys.readouterr().out
    assert f"scripted.gguf of {REPO}" in said
    assert f"commit {COMMIT}" in said
    assert "of memory" in said
    assert "Added scripted. Its SHA-256 is what the hub told" in said
    assert listed(capsys) == ["parley-starter", "scripted"]
    assert main(["models", "check", "scripted"]) == 0
    assert capsys.readouterr().out == f"scripted  is what {REPO} gave at commit {COMMIT}\n"
    assert main(["models", "remove", "scripted", "--delete"]) == 0
    assert listed(capsys) == ["parley-starter"]
    assert list(places.models.iterdir()) == []


def test_a_damaged_model_is_named_by_check_and_kept_aside(
    places: Places, capsys: Captured, hub: HubServer
) -> None:
    main(["models", "get", REPO])
    path = places.models / "scripted.gguf"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    capsys.readouterr()
    assert main(["models", "check"]) == 5
    assert "scripted.gguf is not what came from" in capsys.readouterr().err
    assert listed(capsys) == ["parley-starter"]
    assert path.with_name("scripted.gguf.damaged").exists()


def test_what_did_not_come_from_the_hub_cannot_be_checked(
    places: Places, capsys: Captured, file: Path
) -> None:
    assert main(["models", "check"]) == 0
    assert "nothing to check" in capsys.readouterr().out
    main(["models", "add", str(file)])
    assert main(["models", "check", "scripted"]) == 5
    assert "did not come from the hub" in capsys.readouterr().err


def test_what_was_broken_off_is_listed_with_how_to_go_on(
    places: Places, capsys: Captured, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_TRIES", 0)
    # The first turn is for the header, from which it is known whether the model fits.
    hub.turns.extend([Turn(), Turn(after=50_000)])
    assert main(["models", "get", REPO]) == 5
    assert "parley models get" in capsys.readouterr().err
    assert main(["models", "list"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.endswith(f"To go on: parley models get {REPO}/scripted.gguf")
    assert main(["models", "get", f"{REPO}/scripted.gguf"]) == 0
    assert hub.ranges[-1] == "bytes=50000-"


def test_what_was_broken_off_is_dropped(
    places: Places, capsys: Captured, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_TRIES", 0)
    hub.turns.extend([Turn(), Turn(after=50_000)])
    assert main(["models", "get", REPO]) == 5
    capsys.readouterr()
    assert main(["models", "drop", "large"]) == 5
    assert f"Broken off are: {REPO}/scripted.gguf." in capsys.readouterr().err
    assert main(["models", "drop", f"{REPO}/scripted.gguf"]) == 0
    assert "had come of scripted.gguf" in capsys.readouterr().out
    assert list(places.models.iterdir()) == []


def test_what_cannot_be_fetched_is_five_and_a_sentence(
    places: Places, capsys: Captured, hub: HubServer
) -> None:
    hub.put("maker/two-GGUF", "a.gguf", b"GGUF")
    hub.put("maker/two-GGUF", "b.gguf", b"GGUF")
    for target, said in (
        ("unheard-of", "list --catalogue"),
        ("no/body", "has no no/body"),
        ("maker/two-GGUF", "several such files"),
        (f"{REPO}/large", "no file 'large'"),
    ):
        assert main(["models", "get", target]) == 5
        assert said in capsys.readouterr().err


def test_the_catalogue_is_listed_and_its_ids_are_fetched(
    places: Places,
    capsys: Captured,
    hub: HubServer,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    know(monkeypatch, tmp_path, file.read_bytes())
    assert main(["models", "list", "--catalogue"]) == 0
    assert "qwen3-0.6b  Qwen3 0.6B" in capsys.readouterr().out
    hub.put("Qwen/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q8_0.gguf", file.read_bytes())
    assert main(["models", "get", "qwen3-0.6b"]) == 0
    assert (places.models / "Qwen3-0.6B-Q8_0.gguf").exists()


def test_a_model_of_the_catalogue_that_was_changed_is_refused(
    places: Places, capsys: Captured, hub: HubServer, file: Path
) -> None:
    repo, name = "Qwen/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q8_0.gguf"
    hub.put(repo, name, file.read_bytes())
    assert main(["models", "get", "qwen3-0.6b"]) == 5
    assert "Its owner has changed it since" in capsys.readouterr().err
    assert list(places.models.iterdir()) == []
    assert main(["models", "get", f"{repo}/{name}"]) == 0, "the way out that is told"


def test_what_other_programs_hold_is_found_and_used_in_place(
    places: Places, capsys: Captured, file: Path, tmp_path: Path
) -> None:
    held = tmp_path / "person/.lmstudio/models/maker/repo/theirs.gguf"
    held.parent.mkdir(parents=True)
    held.write_bytes(file.read_bytes())
    assert main(["models", "list", "--found"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("theirs  LM Studio, ")
    assert f"\n    {held}\n" in said
    assert main(["models", "add", str(held)]) == 0
    assert listed(capsys) == ["parley-starter", "theirs"]
    assert list(places.models.iterdir()) == []
    main(["models", "list", "--found", "--json"])
    assert json.loads(capsys.readouterr().out) == []


def test_a_model_is_measured_and_its_speed_is_remembered(
    places: Places, capsys: Captured, tmp_path: Path
) -> None:
    path = tmp_path / "babbling.gguf"
    write_babbling_model(path)
    main(["models", "add", str(path)])
    capsys.readouterr()
    assert main(["models", "bench", "babbling", "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert measured["read"] > 0
    assert measured["written"] > 0
    main(["models", "list", "--json"])
    speeds = {one["id"]: one["tokens_per_second"] for one in json.loads(capsys.readouterr().out)}
    assert speeds["babbling"] > 0
    assert main(["models", "bench", "babbling"]) == 0
    assert "writes" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl+C reaches the tests too")
def test_an_interrupt_keeps_the_part_and_says_how_to_go_on(places: Places, hub: HubServer) -> None:
    hub.turns.extend([Turn(), Turn(after=50_000, hold=True)])
    with subprocess.Popen(
        [*own_program("desktop"), "models", "get", REPO],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as command:
        assert hub.held.wait(60)
        part = places.models / "scripted.gguf.part"
        asyncio.run(until(part.exists))  # What was sent is not on the disk at once.
        command.send_signal(signal.SIGINT)
        _, said = command.communicate(timeout=60)
    assert command.returncode == 130
    assert f"To go on: parley models get {REPO}/scripted.gguf" in said
    assert part.exists()
    assert main(["models", "get", REPO]) == 0
    assert (places.models / "scripted.gguf").exists()


def test_all_that_is_known_of_a_model_is_shown_with_its_source(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "show", "parley-starter"]) == 0
    shown = capsys.readouterr().out
    assert "Licence                  MIT  (the file says so)" in shown
    assert re.search(r"Memory +\d\d\.\d MB  \(reckoned by Parley\)", shown)
    assert re.search(r"On this computer +.*it takes \d\d MB of memory \(", shown)
    assert main(["models", "show", "parley-starter", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["tokenizer"]["kind"] == {"value": "gpt2", "source": "header"}
    assert told["runtime"]["loaded"]["value"] is False
    assert main(["models", "show", "nowhere"]) == 5


def test_models_are_combined_shown_and_taken_apart(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    places.prepare()
    write_babbling_model(places.models / "babbling.gguf")
    words = ["models", "combine", "either", "--first", "babbling", "--fall-back", "parley-starter"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "Babbling (this computer) answers, and where it cannot, Parley starter" in said
    assert "It answers where a request names it, or you choose it." in said
    assert main(words) == 2
    assert main(["models", "show", "either", "--json"]) == 0
    capsys.readouterr()
    assert main(["models", "list"]) == 0
    assert "either  either, on this computer\n" in capsys.readouterr().out
    assert main(["models", "remove", "either"]) == 0
    assert "The models that it was made of stay." in capsys.readouterr().out
    assert main(["models", "combine", "both", "--draft", "babbling"]) == 2
    assert "draft and refine takes two models" in capsys.readouterr().err
