"""`parley pause` and `parley resume`, and how the other commands tell of a pause."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.gateway.pause import Pause
from tests.e2e.desk import program, write_servers

if TYPE_CHECKING:
    from desktop.storage.places import Places

pytestmark = pytest.mark.timeout(60)

Captured = pytest.CaptureFixture[str]
ASK = ("call", "asks", "ask", '{"prompt": "When?"}', "--approve", "yes", "--trust")


def test_everything_is_paused_and_resumed_also_in_a_new_home(
    places: Places, capsys: Captured
) -> None:
    assert main(["pause"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Paused: every request is refused, here and in the window")
    assert (said.err, Pause(places).on) == ("", True)
    assert main(["pause"]) == 0
    assert main(["resume"]) == 0
    assert capsys.readouterr().out.endswith("Resumed: requests come in again.\n")
    assert not Pause(places).on


def test_to_resume_what_is_not_paused_is_no_error(places: Places, capsys: Captured) -> None:
    assert main(["resume"]) == 0
    assert capsys.readouterr().out == "Nothing was paused.\n"
    assert not places.data.exists()


def test_a_pause_that_cannot_be_ended_is_six_and_a_sentence(
    places: Places, capsys: Captured
) -> None:
    (places.data / "paused").mkdir(parents=True)
    assert main(["resume"]) == 6
    assert "parley: Parley stays paused" in capsys.readouterr().err


def test_a_call_says_that_everything_is_paused_and_ends_as_refused(
    places: Places, capsys: Captured
) -> None:
    write_servers(places, {"asks": program("sampling_server")})
    main(["pause"])
    assert main([*ASK]) == 3
    said = capsys.readouterr().err
    assert "parley: everything is paused: every request is refused until `parley resume`." in said
    assert "(refused: Paused: every request is refused until you resume, as `parley" in said


def test_a_script_gets_the_pause_in_its_one_object(places: Places, capsys: Captured) -> None:
    write_servers(places, {"asks": program("sampling_server")})
    main(["pause"])
    capsys.readouterr()
    assert main([*ASK, "--json"]) == 3
    said = capsys.readouterr()
    assert said.err == ""
    (completion,) = json.loads(said.out)["completions"]
    assert (completion["decision"], completion["decided_by"]) == ("refused", "pause")


def test_the_doctor_notes_a_pause(places: Places, capsys: Captured) -> None:
    main(["pause"])
    main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    assert "note  every request is refused: Parley is paused" in lines
    main(["resume"])
    main(["doctor"])
    assert "paused" not in capsys.readouterr().out.replace("Resumed", "")
