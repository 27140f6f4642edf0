"""What a model knew of conversations, on disk: good for the same model alone, and private."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.models.local.engine import Engine, Outcome, Settings
from desktop.models.local.snapshots import WORTH_KEEPING
from desktop.models.local.states import States, identity
from tests.models.local.test_engine import ask
from tests.scripted_model import write_babbling_model

if TYPE_CHECKING:
    from pathlib import Path

BUDGET = 64 << 20
SEA = "Tell me of the sea. " * 30
SKY = "What of the sky? " * 40
KEPT = Settings(20, temperature=0, may_write=True)
SILENT = Settings(20, temperature=0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    write_babbling_model(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "states"
    folder.mkdir()
    return folder


def asked(
    path: Path, folder: Path, *texts: str, settings: Settings = KEPT, budget: int = BUDGET
) -> list[tuple[list[str], Outcome]]:
    """Returns what a new process would answer, after which all is written that may be."""
    with closing(Engine(path, 2048, 1, remembered=BUDGET)) as engine:
        engine.write_to(States(folder, identity(path, "CPU"), budget))
        answers = [ask(engine, settings, text) for text in texts]
        while engine.write_one():
            pass
    return answers


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_conversation_is_not_read_again_after_a_restart(path: Path, folder: Path) -> None:
    [(first, cold)] = asked(path, folder, SEA)
    [(again, warm)] = asked(path, folder, SEA)
    assert first == again
    assert cold.reused_tokens == 0
    assert warm.input_tokens - warm.reused_tokens < WORTH_KEEPING


def test_conversations_that_alternated_all_outlive_the_process(path: Path, folder: Path) -> None:
    asked(path, folder, SEA, SKY)
    for _, outcome in asked(path, folder, SKY, SEA):
        assert outcome.input_tokens - outcome.reused_tokens < WORTH_KEEPING


def test_what_may_not_be_written_is_not(path: Path, folder: Path) -> None:
    asked(path, folder, SEA, SKY, settings=SILENT)
    assert not files(folder)


def test_a_silent_request_leaves_nothing_of_itself_beside_one_that_is_kept(
    path: Path, folder: Path
) -> None:
    with closing(Engine(path, 2048, 1, remembered=BUDGET)) as engine:
        engine.write_to(States(folder, identity(path, "CPU"), BUDGET))
        ask(engine, KEPT, SEA)
        ask(engine, SILENT, SKY)
        while engine.write_one():
            pass
    assert len(files(folder)) == 1
    [(_, outcome)] = asked(path, folder, SKY)
    assert outcome.reused_tokens < WORTH_KEEPING


def test_nobody_else_may_read_a_file(path: Path, folder: Path) -> None:
    asked(path, folder, SEA)
    [file] = files(folder)
    assert file.stat().st_mode & 0o777 == 0o600


def test_another_file_under_the_same_name_gets_nothing(path: Path, folder: Path) -> None:
    asked(path, folder, SEA)
    os.utime(path, ns=(1, 1))
    [(_, outcome)] = asked(path, folder, SEA)
    assert outcome.reused_tokens == 0


def test_another_way_of_computing_gets_nothing(path: Path) -> None:
    assert identity(path, "CPU") != identity(path, "GPU: one")


@pytest.mark.parametrize("place", [0, 20, 60, 4000, -1])
def test_a_damaged_file_is_never_used(path: Path, folder: Path, place: int) -> None:
    [(first, _)] = asked(path, folder, SEA)
    [file] = files(folder)
    data = bytearray(file.read_bytes())
    data[place] ^= 0xFF
    file.write_bytes(data)
    [(again, outcome)] = asked(path, folder, SEA)
    assert again == first
    assert outcome.reused_tokens == 0


def test_a_file_cut_short_is_never_used(path: Path, folder: Path) -> None:
    asked(path, folder, SEA)
    [file] = files(folder)
    for length in (file.stat().st_size - 1, 30, 0):
        os.truncate(file, length)
        [(_, outcome)] = asked(path, folder, SEA, settings=SILENT)
        assert outcome.reused_tokens == 0


def test_what_goes_on_takes_the_place_of_what_it_goes_on_from(path: Path, folder: Path) -> None:
    with closing(Engine(path, 2048, 1, remembered=BUDGET)) as engine:
        engine.write_to(States(folder, identity(path, "CPU"), BUDGET))
        tokens = engine.vocabulary.tokenize([SEA])
        for length in (300, 580):
            engine.generate(tokens[:length], Settings(1, 0, may_write=True), lambda _piece: None)
            while engine.write_one():
                pass
            assert len(files(folder)) == 1


def test_the_budget_on_disk_is_kept_and_the_oldest_goes_first(path: Path, folder: Path) -> None:
    asked(path, folder, SEA)
    budget = files(folder)[0].stat().st_size * 9 // 2
    asked(path, folder, *(f"{number} {SKY}" for number in range(6)), budget=budget)
    assert sum(file.stat().st_size for file in files(folder)) <= budget
    [(_, outcome)] = asked(path, folder, SEA)
    assert outcome.reused_tokens == 0


def test_a_full_disk_costs_nothing_but_the_memory(
    path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.rmdir()
    asked(path, folder, SEA)
    assert "could not be kept" in capsys.readouterr().err
