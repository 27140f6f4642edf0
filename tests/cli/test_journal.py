"""`parley journal`: what it lists, shows, finds, exports, checks and deletes."""

from __future__ import annotations

import asyncio
import json
import stat
import sys
import time
from typing import TYPE_CHECKING

import pytest
from mcp_types import ImageContent, SamplingMessage, TextContent

from desktop.cli.main import main
from desktop.events import RequestPhase
from desktop.gateway.approval import Approved
from desktop.gateway.consent import ALWAYS
from desktop.gateway.limits import Bound
from desktop.gateway.routing import Route
from desktop.gateway.screening.finding import Finding, Rule
from desktop.models.backend import Completion, Usage
from desktop.models.context import ModelContext
from tests.fakes import calling, make_params, make_request
from tests.gateway.records import answered, declined, on_disk, opened, result, tamper

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.gateway.journal import Journal
    from desktop.gateway.request import Request
    from desktop.storage.places import Places
    from tests.cli.conftest import Keyboard

pytestmark = pytest.mark.timeout(60)

Captured = pytest.CaptureFixture[str]


async def edited(journal: Journal) -> Request:
    """Records a request of which everything there is was changed, noticed or bounded."""
    request = make_request(make_params("Is it?", system_prompt="Be\nbrief."), name="weather")
    journal.asked(request)
    journal.screened(request, (Finding(Rule.SECRET, "A key."),))
    route = Route(ModelContext("large", "Large"), (), ("It is large.", "It is here."))
    journal.routed(request, route, Bound(20, "20 is the limit."))
    journal.screened(request, (), edited=True)
    journal.screened(request, (Finding(Rule.HOST, "A host."),), answer=True)
    await journal.approved(request, Approved(make_params("Edited"), "large", ALWAYS))
    given = calling(("search", {"for": "ferries"}))
    await journal.answered(request, Completion(given, Usage(12, 2, 0.5, 0.01)), result("Changed"))
    return request


@pytest.fixture
def kept(places: Places) -> list[Request]:
    """A journal of three requests: answered, declined, and one of which all was changed."""

    async def write() -> list[Request]:
        async with opened(places) as (journal, _):
            return [
                await answered(journal, "Grüße, is it so?"),
                await declined(journal, "Shall it be declined?"),
                await edited(journal),
            ]

    return asyncio.run(write())


def test_the_latest_requests_are_listed_newest_first(kept: list[Request], capsys: Captured) -> None:
    assert main(["journal"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [one.id[:12] for one in reversed(kept)]
    assert lines[0].endswith(
        "weather / sum  fake  answered  by person  12 + 2 tokens, 0.5 s, $0.0100"
    )
    assert lines[1].endswith("notes / sum  declined  by person")
    assert main(["journal", "--count", "1"]) == 0
    assert main(["journal", "list", "--server", "weather"]) == 0
    assert capsys.readouterr().out.splitlines() == [lines[0]] * 2
    assert main(["journal", "--phase", "declined", "--model", ""]) == 0
    assert capsys.readouterr().out.splitlines() == [lines[1]]


def test_a_script_gets_the_list_as_json(kept: list[Request], capsys: Captured) -> None:
    assert main(["journal", "--json", "--phase", "declined"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert (told["request"], told["phase"], told["decided_by"]) == (
        kept[1].id,
        "declined",
        "person",
    )


@pytest.mark.parametrize("text", ["GRÜßE", "grüße", "is it so"])
def test_a_text_is_searched_for(kept: list[Request], capsys: Captured, text: str) -> None:
    assert main(["journal", "search", text]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(kept[0].id[:12])
    assert main(["journal", "search", text, "--server", "weather"]) == 0
    assert capsys.readouterr().out == "The journal has no such request.\n"


def test_all_that_was_kept_of_a_request_is_shown(kept: list[Request], capsys: Captured) -> None:
    assert main(["journal", "show", kept[2].id[:9]]) == 0
    text = capsys.readouterr().out
    for line in (
        f"Request     {kept[2].id}",
        "In the call sum c1",
        "Why         It is large.",
        "At most     20 is the limit.",
        "Noticed     A key.",
        "In answer   A host.",
        "Decision    approved by person always",
        "Took        12 + 2 tokens, 0.5 s, $0.0100",
        "Ended       answered. endTurn",
        "[system]",
        "  Be",
        "  brief.",
        "[user]",
        "  Is it?",
        "  Edited",
        "Changed",
    ):
        assert line in text.splitlines()
    assert '"input": {"for": "ferries"}' in text
    assert text.index("What was asked") < text.index("What was sent instead")
    assert text.index("── The answer") < text.index("── The model's own answer")
    assert main(["journal", "show", kept[2].id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cost"] == 0.01


def test_what_has_no_answer_is_shown_as_well(
    places: Places, kept: list[Request], capsys: Captured
) -> None:
    async def more() -> Request:
        async with opened(places) as (journal, _):
            request = make_request()
            journal.asked(request, turned_away=True)
            journal.ended(request, RequestPhase.REFUSED, by="limit atOnce", error="Too many.")
            cached = make_request()
            journal.asked(cached)
            await journal.approved(cached, Approved(cached.params, "tiny"))
            again = Completion(result(), Usage(0, 0, 0.0), cached=True)
            await journal.answered(cached, again, again.result)
            return request

    request = asyncio.run(more())
    assert main(["journal", "show", request.id]) == 0
    text = capsys.readouterr().out
    assert "Ended       refused. Too many." in text
    assert "Left out    It was turned away unread: 1 message, 5 characters of text." in text
    assert "The answer" not in text
    assert main(["journal", "--count", "1"]) == 0
    assert capsys.readouterr().out.endswith("nothing: an earlier answer was given again\n")
    assert main(["journal", "show", kept[1].id]) == 0


def test_pictures_and_what_is_still_open_are_told_in_words(
    places: Places, capsys: Captured
) -> None:
    async def ask() -> Request:
        image = ImageContent(data="aGkhCg==", mime_type="image/png")
        text = TextContent(text="What is this?")
        message = SamplingMessage(role="user", content=[image, text])
        request = make_request(make_params(messages=[message]))
        async with opened(places) as (journal, _):
            journal.asked(request)
        return request

    request = asyncio.run(ask())
    assert main(["journal", "show", request.id]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  (image, image/png, 6 bytes)" in lines
    assert "  What is this?" in lines
    assert "Ended       waiting for you." in lines
    assert not [line for line in lines if line.startswith(("Decision", "Took"))]


def test_an_id_that_is_unknown_or_not_clear_is_two_and_a_sentence(
    kept: list[Request], capsys: Captured
) -> None:
    assert main(["journal", "show", "nobody"]) == 2
    assert "parley: The journal has no request 'nobody'." in capsys.readouterr().err
    assert main(["journal", "show", ""]) == 2
    assert "parley: Several requests begin with ''." in capsys.readouterr().err


def test_a_journal_as_it_was_written_is_said_to_be_whole(
    places: Places, kept: list[Request], capsys: Captured
) -> None:
    assert main(["journal", "verify"]) == 0
    said = capsys.readouterr().out.splitlines()
    [(last, digest)] = on_disk(places, "SELECT head, head_hash FROM chain")
    assert said == [
        f"Rows 1 to {last}; the last one's hash is {digest}.",
        f"{last} rows are as they were written, and none is missing between them.",
    ]


def test_a_new_journal_is_whole(places: Places, capsys: Captured) -> None:
    assert main(["journal", "verify"]) == 0
    assert capsys.readouterr().out.startswith("There are no rows.\n0 rows are")


def test_a_journal_that_was_changed_is_one_and_the_place(
    places: Places, kept: list[Request], capsys: Captured
) -> None:
    tamper(places, "UPDATE journal SET data = '{}' WHERE n = 2")
    assert main(["journal", "verify"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == ["! Row 2 is not as it was written, or row 1 is not."]


def test_a_part_is_written_to_a_file_and_checked_there(
    kept: list[Request], tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "journal.jsonl"
    assert main(["journal", "export", str(file)]) == 0
    said = capsys.readouterr().out
    assert said == f"13 rows are in {file}. `parley journal verify --file` checks them.\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0
    lines = file.read_text("utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines[:2]] == ["asked", "routed"]
    assert main(["journal", "verify", "--file", str(file)]) == 0
    file.write_text("\n".join(lines[4:]) + "\n", "utf-8")
    assert main(["journal", "verify", "--file", str(file)]) == 0
    assert "What came before row 5 is not in this file." in capsys.readouterr().out
    file.write_text("\n".join([*lines[:4], *lines[6:]]), "utf-8")
    assert main(["journal", "verify", "--file", str(file)]) == 1
    assert "! Rows 5 to 6 are missing." in capsys.readouterr().out
    file.write_bytes(b"\xff\xfe")
    assert main(["journal", "verify", "--file", str(file)]) == 1


def test_the_output_takes_an_export_byte_for_byte(
    kept: list[Request], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "journal.jsonl"
    assert main(["journal", "export", str(file)]) == 0
    capfdbinary.readouterr()
    assert main(["journal", "export", "-"]) == 0
    assert capfdbinary.readouterr().out == file.read_bytes()
    assert main(["journal", "export", "-", "--since", "2100-01-01"]) == 0
    assert capfdbinary.readouterr().out == b""


def test_nothing_in_an_export_drives_a_terminal(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def write() -> None:
        async with opened(places) as (journal, _):
            await answered(journal, "\x9b31m red")

    asyncio.run(write())
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(["journal", "export", "-"]) == 0
    assert "\x9b" not in capsys.readouterr().out


def test_a_file_that_cannot_be_written_or_read_is_six_and_a_sentence(
    kept: list[Request], tmp_path: Path, capsys: Captured
) -> None:
    assert main(["journal", "export", str(tmp_path)]) == 6
    assert f"parley: {tmp_path} cannot be written: " in capsys.readouterr().err
    assert main(["journal", "verify", "--file", str(tmp_path / "none")]) == 6
    assert "none cannot be read: No such file" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is full")
def test_a_full_disk_is_no_fault_of_the_records(kept: list[Request], capsys: Captured) -> None:
    assert main(["journal", "export", "/dev/full"]) == 6
    assert "/dev/full cannot be written: No space left" in capsys.readouterr().err


def test_an_output_that_is_closed_ends_the_export(
    kept: list[Request], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(text: str) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("desktop.cli.journal._to_the_output", closed)
    assert main(["journal", "export", "-"]) == 6
    assert "The output cannot be written: Broken pipe." in capsys.readouterr().err


def test_old_rows_are_deleted_and_verify_tells_of_it(
    places: Places, kept: list[Request], capsys: Captured
) -> None:
    tamper(places, "UPDATE journal SET at = at - 864000 WHERE n <= 4")
    assert main(["journal", "prune", "--older-than", "7", "--yes"]) == 0
    assert capsys.readouterr().out == "4 rows are deleted.\n"
    assert main(["journal", "verify"]) == 0
    said = capsys.readouterr().out
    today = time.strftime("%Y-%m-%d")
    assert f"The rows up to 4 were deleted by retention, the last time on {today}." in said
    assert main(["journal", "prune", "--larger-than", "10", "--yes"]) == 0
    assert capsys.readouterr().out == "0 rows are deleted.\n"
    assert main(["journal", "prune", "--larger-than", "0", "--older-than", "7", "--yes"]) == 0
    assert capsys.readouterr().out == "9 rows are deleted.\n"


def test_to_delete_it_must_be_said_what_and_confirmed(
    kept: list[Request], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["journal", "prune", "--yes"]) == 2
    assert "Say what is to go" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", None)
    assert main(["journal", "prune", "--older-than", "0"]) == 3
    assert capsys.readouterr().err.endswith("without being asked.\nNothing was deleted.\n")


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 3)])
def test_a_person_is_asked_before_rows_are_deleted(
    places: Places,
    kept: list[Request],
    keyboard: Keyboard,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
) -> None:
    monkeypatch.setattr("desktop.cli.terminal.say", lambda question, end: keyboard.type(typed))
    assert main(["journal", "prune", "--older-than", "0"]) == code
    assert on_disk(places, "SELECT count(*) FROM journal") == [(13 if code else 0,)]


def test_rows_of_an_older_parley_are_said_to_be_open_to_change(
    places: Places, kept: list[Request], capsys: Captured
) -> None:
    tamper(
        places,
        "UPDATE journal SET hash = ''",
        "UPDATE chain SET base = head, base_hash = '', head_hash = ''",
    )
    assert main(["journal", "verify"]) == 0
    assert "13 rows are of an older Parley: nothing shows a change of them." in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("since", "lines"),
    [("2100-01-01", 1), ("2026-01-01T10:30", 3), ("1m", 3), ("2h", 3), ("30d", 3)],
)
def test_only_those_since_a_time_are_listed(
    kept: list[Request], capsys: Captured, since: str, lines: int
) -> None:
    assert main(["journal", "--since", since]) == 0
    assert len(capsys.readouterr().out.splitlines()) == lines


@pytest.mark.parametrize("since", ["yesterday", "7y", ""])
def test_a_time_that_is_none_is_wrong_usage(places: Places, capsys: Captured, since: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["journal", "--since", since])
    assert caught.value.code == 2
    assert "must look like 2026-11-21" in capsys.readouterr().err


def test_its_help_is_its_own(places: Places, capsys: Captured) -> None:
    with pytest.raises(SystemExit):
        main(["journal", "--help"])
    assert "Without an ACTION it lists the latest requests." in capsys.readouterr().out
