"""What goes over the wire, kept for a look."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.servers.transport.traffic import (
    KEPT_CHARACTERS,
    KEPT_ENTRIES,
    KEPT_OF_ONE,
    MASKED,
    Wire,
)
from tests.servers.test_supervisor import desk, program

if TYPE_CHECKING:
    from desktop.storage.places import Places


def test_only_the_latest_messages_are_kept() -> None:
    wire = Wire()
    for number in range(KEPT_ENTRIES + 10):
        wire.record("in", str(number), 1)
    entries = wire.entries()
    assert [entries[0].text, entries[-1].text] == ["10", str(KEPT_ENTRIES + 9)]
    assert [entries[0].number, entries[-1].number] == [11, KEPT_ENTRIES + 10]


def test_long_messages_are_kept_in_part_and_in_bounds() -> None:
    wire = Wire()
    for _ in range(KEPT_ENTRIES):
        wire.record("in", "x" * 100_000, 100_000)
    entries = wire.entries()
    assert {(len(entry.text), entry.size) for entry in entries} == {(KEPT_OF_ONE, 100_000)}
    assert sum(len(entry.text) for entry in entries) <= KEPT_CHARACTERS


@pytest.mark.parametrize("secret", ["sk-0123456789", 'with "quotes" \\', "schlüssel-ß-1"])
def test_secrets_are_masked_in_either_spelling(secret: str) -> None:
    wire = Wire()
    wire.hide([secret])
    wire.record("out", json.dumps({"key": secret}), 1)
    wire.record("out", json.dumps({"key": secret}, ensure_ascii=False), 1)
    assert {entry.text for entry in wire.entries()} == {f'{{"key": "{MASKED}"}}'}


def test_a_secret_at_the_end_of_what_is_kept_is_masked_whole() -> None:
    wire = Wire()
    wire.hide(["sk-0123456789"])
    wire.record("out", "x" * (KEPT_OF_ONE - 5) + "sk-0123456789", 1)
    [entry] = wire.entries()
    assert "sk-0" not in entry.text


def test_short_values_are_no_secrets() -> None:
    wire = Wire()
    wire.hide(["1", "true"])
    wire.record("in", "1 is true", 9)
    assert wire.entries()[0].text == "1 is true"


def test_who_watches_is_told_until_they_leave() -> None:
    wire, seen = Wire(), []
    leave = wire.watch(lambda: seen.append(len(wire.entries())))
    wire.record("in", "a", 1)
    wire.record("out", "b", 1)
    leave()
    wire.record("in", "c", 1)
    assert seen == [1, 2]


@pytest.mark.anyio
async def test_both_directions_of_a_server_are_there_without_its_secrets(places: Places) -> None:
    entry = program("wild_server", env={"TOKEN": "sk-0123456789"}, era="legacy")
    async with desk(places, {"wild": entry}) as made:
        await made.supervisor.start("wild")
        await made.supervisor.call("wild", "do", {"deed": "deep", "key": "sk-0123456789"})
        entries = made.supervisor.wire("wild").entries()
        ways = [(one.way, json.loads(one.text).get("method")) for one in entries[:2]]
        assert ways == [("out", "initialize"), ("in", None)]
        [call] = [one for one in entries if '"tools/call"' in one.text]
        assert call.way == "out"
        assert MASKED in call.text
        assert "sk-0123456789" not in "".join(one.text for one in entries)
