"""Whoever changes the journal with another program is found out, and told where."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.errors import StorageError
from desktop.gateway.custody import GONE
from desktop.gateway.retention import Retention
from desktop.storage.chain import MOST, check_lines
from tests.fakes import make_request
from tests.gateway.records import answered, declined, on_disk, opened, tamper

if TYPE_CHECKING:
    from desktop.storage.chain import Ends, Verdict
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DOCS = Path(__file__).parents[2] / "docs" / "journal.md"
CUT = "DELETE FROM journal WHERE n IN ({})"
SWAP = (
    "UPDATE journal SET n = 100 WHERE n = 3",
    "UPDATE journal SET n = 3 WHERE n = 4",
    "UPDATE journal SET n = 4 WHERE n = 100",
)
ADDED = """
INSERT INTO journal (at, request, call, server, event, data)
VALUES (1.5, 'r', '', 's', 'asked', '{}')
"""
FULL = """
CREATE TRIGGER full BEFORE INSERT ON journal WHEN new.event = 'declined'
BEGIN SELECT raise(ABORT, 'full'); END
"""


async def write(places: Places, answers: int = 2) -> None:
    """Records so many requests, four rows each."""
    async with opened(places) as (journal, _):
        for _ in range(answers):
            await answered(journal)


async def verified(places: Places) -> tuple[Verdict, Ends]:
    async with opened(places) as (journal, _):
        return await journal.verify()


async def exported(places: Places, since: float = 0.0) -> list[str]:
    lines: list[str] = []
    async with opened(places) as (journal, _):
        assert await journal.export(lines.append, since) == len(lines)
    return lines


async def test_rows_as_they_were_written_hold_together(places: Places) -> None:
    await write(places)
    await write(places)
    verdict, ends = await verified(places)
    assert (verdict.faults, verdict.first, verdict.last) == ((), 1, 16)
    assert (verdict.covered, verdict.uncovered) == (16, 0)
    assert (ends.head, ends.head_hash) == (16, verdict.hash)


async def test_an_empty_journal_is_whole(places: Places) -> None:
    verdict, _ = await verified(places)
    assert (verdict.faults, verdict.covered) == ((), 0)
    assert await exported(places) == []
    assert check_lines([]).faults == ()


@pytest.mark.parametrize(
    "change",
    [
        "at = at + 1",
        "request = 'another'",
        "call = 'another'",
        "server = 'another'",
        "event = 'failed'",
        "data = data || ' '",
        "hash = replace(hash, substr(hash, 1, 1), 'g')",
        "hash = ''",
    ],
)
async def test_a_row_that_was_changed_is_named(places: Places, change: str) -> None:
    await write(places)
    tamper(places, f"UPDATE journal SET {change} WHERE n = 3")
    verdict, _ = await verified(places)
    assert verdict.faults[0].startswith("Row 3 ")


async def test_a_row_with_a_hash_made_anew_no_longer_fits_the_next_one(places: Places) -> None:
    await write(places)
    async with opened(places) as (_, database):
        await database.write(
            "UPDATE journal SET data = '{}', hash = linked((SELECT hash FROM journal WHERE n = 2), "
            "n, at, request, call, server, event, '{}') WHERE n = 3"
        )
    verdict, _ = await verified(places)
    assert verdict.faults == ("Row 4 is not as it was written, or row 3 is not.",)
    lines = await exported(places)
    assert check_lines(lines).faults == ("Row 4 is not as it was written, or row 3 is not.",)


@pytest.mark.parametrize(
    ("cut", "fault"),
    [
        ("1", "Row 1 is missing."),
        ("1, 2", "Rows 1 to 2 are missing."),
        ("4", "Row 4 is missing."),
        ("3, 4, 5", "Rows 3 to 5 are missing."),
        ("8", "Row 8 is missing at the end."),
        ("7, 8", "Rows 7 to 8 are missing at the end."),
        ("1, 2, 3, 4, 5, 6, 7, 8", "Rows 1 to 8 are missing at the end."),
    ],
)
async def test_rows_that_were_cut_out_are_named(places: Places, cut: str, fault: str) -> None:
    await write(places)
    tamper(places, CUT.format(cut))
    verdict, _ = await verified(places)
    assert verdict.faults == (fault,)


async def test_what_was_cut_off_stays_known_when_parley_writes_on(places: Places) -> None:
    await write(places)
    tamper(places, CUT.format("7, 8"))
    await write(places)
    verdict, _ = await verified(places)
    assert verdict.faults == ("Rows 7 to 8 are missing.",)


async def test_a_cut_that_is_hidden_by_new_numbers_is_found(places: Places) -> None:
    await write(places)
    tamper(
        places,
        CUT.format("4"),
        *(f"UPDATE journal SET n = {n - 1} WHERE n = {n}" for n in range(5, 9)),
    )
    verdict, _ = await verified(places)
    assert verdict.faults[0] == "Row 4 is not as it was written, or row 3 is not."
    assert verdict.faults[-1] == "Row 8 is missing at the end."


async def test_rows_that_changed_places_are_found(places: Places) -> None:
    await write(places)
    tamper(places, *SWAP)
    verdict, _ = await verified(places)
    assert [fault[:5] for fault in verdict.faults] == ["Row 3", "Row 4", "Row 5"]


async def test_a_row_that_another_program_added_is_found_also_once_parley_wrote_on(
    places: Places,
) -> None:
    await write(places)
    tamper(places, ADDED)
    fault = "Row 9 has no hash: Parley did not write it, or an older one did."
    assert (await verified(places))[0].faults == (fault,)
    await write(places)
    verdict, _ = await verified(places)
    assert (verdict.faults, verdict.last) == ((fault,), 17)


async def test_a_row_that_was_slipped_in_behind_parleys_back_is_found(places: Places) -> None:
    await write(places)
    ends = on_disk(places, "SELECT head, head_hash FROM chain")
    tamper(places, ADDED, "UPDATE chain SET head = 8")
    assert "Row 9 is added by something else than Parley." in (await verified(places))[0].faults
    await write(places, answers=1)
    assert ends[0][0] == 8
    assert on_disk(places, "SELECT max(n) FROM journal") == [(13,)]


async def test_a_last_row_that_is_another_one_is_found(places: Places) -> None:
    await write(places)
    tamper(places, "UPDATE chain SET head_hash = 'another'")
    assert (await verified(places))[0].faults == ("Row 8 is not the one that Parley wrote last.",)


async def test_where_the_ends_of_the_chain_are_gone_it_is_told_and_parley_writes_on(
    places: Places,
) -> None:
    await write(places)
    tamper(places, "DELETE FROM chain")
    await write(places, answers=1)
    verdict, _ = await verified(places)
    assert verdict.faults[0] == GONE
    assert verdict.last == 12
    assert len(await exported(places)) == 12
    async with opened(places) as (journal, _):
        assert await journal.prune(Retention(days=-1, megabytes=0)) == 0


async def test_of_very_many_faults_the_first_are_told_and_how_many_more_there_are(
    places: Places,
) -> None:
    await write(places, answers=8)
    tamper(places, "UPDATE journal SET server = 'another'")
    verdict, _ = await verified(places)
    assert len(verdict.faults) == MOST + 1
    assert verdict.faults[-1] == "There are 12 more."


async def test_rows_of_an_older_parley_are_told_apart_from_those_that_the_chain_covers(
    places: Places,
) -> None:
    await write(places)
    tamper(
        places,
        "UPDATE journal SET hash = ''",
        "UPDATE chain SET base = 8, base_hash = '', head_hash = ''",
    )
    await write(places)
    verdict, _ = await verified(places)
    assert (verdict.faults, verdict.uncovered, verdict.covered) == ((), 8, 8)
    told = check_lines(await exported(places))
    assert (told.faults, told.uncovered, told.covered) == ((), 8, 8)


async def test_an_export_can_be_checked_line_by_line_with_nothing_but_sha_256(
    places: Places,
) -> None:
    await write(places)
    before = ""
    for line in await exported(places):
        found = re.fullmatch(r'(\{"before": "(.*?)", .*), "hash": "([0-9a-f]{64})"\}\n', line)
        assert found
        assert found[2] == before
        assert hashlib.sha256(f"{found[1]}}}".encode()).hexdigest() == found[3]
        before = found[3]


async def test_the_script_in_the_docs_checks_an_export(places: Places, tmp_path: Path) -> None:
    await write(places)
    lines, file = await exported(places), tmp_path / "journal.jsonl"
    [script] = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)

    def run(lines: list[str]) -> int:
        file.write_text("".join(lines), "utf-8")
        command = [sys.executable, "-c", script, str(file)]
        return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode

    assert run(lines) == 0
    assert run([line.replace("Is it so?", "Was it so?") for line in lines]) == 1
    assert run([*lines[:3], *lines[4:]]) == 1


async def test_an_export_from_a_moment_on_begins_in_the_middle_and_holds_together(
    places: Places,
) -> None:
    await write(places)
    [(at,)] = on_disk(places, "SELECT at FROM journal WHERE n = 5")
    verdict = check_lines(await exported(places, since=at))
    assert (verdict.faults, verdict.first, verdict.last) == ((), 5, 8)


async def test_what_was_done_to_an_export_is_found(places: Places) -> None:
    await write(places)
    lines = await exported(places)

    def faults(changed: list[str]) -> tuple[str, ...]:
        return check_lines(changed).faults

    assert faults(lines) == ()
    assert faults([*lines[:3], *lines[4:]]) == ("Row 4 is missing.",)
    edited = [line.replace("Is it so?", "Was it so?") for line in lines]
    assert faults(edited)[0] == "Row 1 is not as it was written, or row 0 is not."
    assert faults([lines[1], lines[0], *lines[2:]])[0] == "Row 1 stands behind row 2."
    for nonsense in ("", "nonsense", '{"n": 1}', '{"n": "x", "hash": ""}', '[1, "hash": ""}'):
        assert faults([nonsense, *lines]) == ("Line 1 is no row of a journal.",)


async def test_an_export_of_two_journals_does_not_hold_together(
    places: Places, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await write(places)
    other = type(places).under(tmp_path_factory.mktemp("other"))
    await write(other)
    lines = [*(await exported(places))[:4], *(await exported(other))[4:]]
    assert check_lines(lines).faults == ("Row 5 does not follow from row 4 as that stands here.",)


async def test_a_row_that_cannot_be_written_is_no_gap_in_the_chain(places: Places) -> None:
    await write(places)
    async with opened(places) as (journal, database):
        await database.write(FULL)
        await declined(journal)
        await answered(journal)
        with pytest.raises(StorageError):
            await database.write(ADDED.replace("'asked'", "'declined'"))
    verdict, _ = await verified(places)
    assert (verdict.faults, verdict.last) == ((), 13)


async def test_two_parleys_that_write_at_once_make_one_chain(places: Places) -> None:
    async with opened(places) as (first, _), opened(places) as (second, _):
        for _ in range(20):
            for journal in (first, second, second):
                journal.asked(make_request())
            await answered(first)
            await answered(second)
    verdict, _ = await verified(places)
    assert (verdict.faults, verdict.covered) == ((), 220)
