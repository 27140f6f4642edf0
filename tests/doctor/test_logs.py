"""Logs are bounded as they grow, and their end is followed as they are written."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop.doctor.logs import (
    KEPT_BYTES,
    KEPT_FILES,
    LONGEST_LINE,
    NAME,
    Level,
    Tail,
    kept_log,
    log_files,
)
from desktop.doctor.masking import Mask
from desktop.servers.transport.traffic import MASKED

if TYPE_CHECKING:
    from pathlib import Path


def unmasked(text: str) -> str:
    return text


def test_parleys_log_is_put_aside_as_it_grows_and_stays_in_its_bounds(tmp_path: Path) -> None:
    handler = kept_log(tmp_path)
    for _ in range(50):
        handler.emit(logging.makeLogRecord({"msg": "x" * 100_000, "levelname": "ERROR"}))
    handler.close()
    logs = log_files(tmp_path)
    assert [log.name for log in logs] == [NAME, "parley.1.log", "parley.2.log"]
    assert len(logs) == 1 + KEPT_FILES
    assert all(log.stat().st_size <= KEPT_BYTES for log in logs)


def test_lines_come_as_they_are_written_and_only_whole_ones(tmp_path: Path) -> None:
    log = tmp_path / NAME
    log.write_text("one\n", "utf-8")
    tail = Tail(log, unmasked)
    first = tail.read()
    assert ([line.text for line in first.lines], first.afresh) == (["one"], True)
    assert tail.read().lines == ()
    with log.open("a", encoding="utf-8") as file:
        file.write("two\nthr")
    assert [line.text for line in tail.read().lines] == ["two"]
    with log.open("a", encoding="utf-8") as file:
        file.write("ee\n")
    news = tail.read()
    assert ([line.text for line in news.lines], news.afresh) == (["three"], False)


def test_a_line_that_is_not_at_its_end_is_shown_once_it_rests_and_whole_once_it_goes_on(
    tmp_path: Path,
) -> None:
    log = tmp_path / NAME
    log.write_text("one\n--token sk-l1ved", "utf-8")
    tail = Tail(log, unmasked)
    assert [line.text for line in tail.read().lines] == ["one"]
    assert [line.text for line in tail.read().lines] == ["--token sk-l1ved"]
    assert tail.read().lines == ()
    with log.open("a", encoding="utf-8") as file:
        file.write("-h3re\ntwo\n")
    news = tail.read()
    assert ([line.text for line in news.lines], news.afresh) == (
        ["one", "--token sk-l1ved-h3re", "two"],
        True,
    )


def test_no_secret_is_shown_by_halves(tmp_path: Path) -> None:
    key = "sk-l1ved-h3re-f0r-years"
    log = tmp_path / NAME
    mask = Mask([key])
    log.write_text(f"{'x' * (KEPT_BYTES + 9)}{key[:12]}", "utf-8")
    tail = Tail(log, mask)
    shown = [*tail.read().lines, *tail.read().lines]
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{key[12:]}\n{f'{key} ' * 340}\n")
    shown += tail.read().lines
    text = "".join(line.text for line in shown)
    assert MASKED in text
    assert key[:6] not in text
    assert key[12:] not in text


def test_a_log_that_began_anew_vanished_or_came_is_read_from_its_start(tmp_path: Path) -> None:
    log = tmp_path / NAME
    log.write_text("a long first line\n", "utf-8")
    tail = Tail(log, unmasked)
    tail.read()
    log.replace(tmp_path / "parley.1.log")
    gone = tail.read()
    assert gone.afresh
    assert gone.problem
    log.write_text("new\n", "utf-8")
    assert [line.text for line in tail.read().lines] == ["new"]
    log.write_text("n\n", "utf-8")  # as a server's log is emptied
    news = tail.read()
    assert ([line.text for line in news.lines], news.afresh) == (["n"], True)


def test_of_a_long_log_the_end_is_read_in_whole_lines(tmp_path: Path) -> None:
    log = tmp_path / NAME
    log.write_text("".join(f"line {number}\n" for number in range(200_000)), "utf-8")
    news = Tail(log, unmasked).read()
    assert news.cut
    assert news.lines[-1].text == "line 199999"
    assert news.lines[0].text.startswith("line ")
    assert sum(len(line.text) + 1 for line in news.lines) <= KEPT_BYTES


def test_a_line_says_how_much_it_matters_and_those_under_it_matter_as_much(tmp_path: Path) -> None:
    log = tmp_path / NAME
    log.write_text(
        "npm ok\n2026-11-21 10:00:00,123 WARNING desktop: a\n[ERROR] b\n  under it\nInfo: c\n",
        "utf-8",
    )
    levels = [line.level for line in Tail(log, unmasked).read().lines]
    assert levels == [Level.ANY, Level.WARNING, Level.ERROR, Level.ERROR, Level.INFORMATION]


def test_what_is_hidden_or_endless_is_shown_as_what_it_is_and_cut(tmp_path: Path) -> None:
    log = tmp_path / NAME
    log.write_bytes(b"a\x1b[2Kb\n" + b"\xff" + b"x" * 100_000 + b"\n")
    first, second = Tail(log, unmasked).read().lines
    assert "\x1b" not in first.text
    assert len(second.text) == LONGEST_LINE
