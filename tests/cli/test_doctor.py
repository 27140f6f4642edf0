"""What the doctor says is well, what is not, and what to do about it."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli.main import main
from desktop.errors import LoadFailed
from desktop.models.library import Library
from desktop.servers.config import bundled_server
from desktop.storage.places import Places
from tests.made_up_gpu import use_made_up_gpu
from tests.scripted_model import write_scripted_model

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(60)

Captured = pytest.CaptureFixture[str]


def write_servers(places: Places, **servers: dict[str, Any]) -> None:
    places.prepare()
    places.config_file.write_text(json.dumps({"mcpServers": servers}), "utf-8")


def doctor(capsys: Captured) -> tuple[int, list[str]]:
    """Returns the exit code and the lines; nothing goes to the error stream."""
    code = main(["doctor"])
    said = capsys.readouterr()
    assert said.err == ""
    return code, said.out.splitlines()


def test_in_a_new_home_everything_is_looked_at_and_nothing_is_bad(
    places: Places, capsys: Captured
) -> None:
    code, lines = doctor(capsys)
    assert code == 0
    expected = [
        r"ok    Python 3\.\d+\.\d+ on .+",
        *(
            rf"ok    {name} \d.*"
            for name in ("mcp", "llama-cpp-python", "PySide6-Essentials", "qasync")
        ),
        "ok    a display for the window",
        *(
            rf"ok    {name} in {re.escape(str(path))}"
            for name, path in (
                ("settings", places.config),
                ("data", places.data),
                ("logs", places.logs),
            )
        ),
        rf"ok    server examples: {re.escape(bundled_server().target)}",
        r"(ok    servers can be kept in|note  servers .+ sandbox).*",
        r"(ok  |note)  a model runs with a clean environment.*",
        r"note  model parley-starter: Parley starter, \d+\.\d MB",
        r"      A tiny model .+ Put a GGUF file into the models folder, .+",
        r"ok    the local engine answers, in \d+\.\d s \(on the .+\)",
    ]
    assert len(lines) == len(expected)
    for line, pattern in zip(lines, expected, strict=True):
        assert re.fullmatch(pattern, line), line


def test_where_servers_cannot_be_held_in_the_reason_is_told(
    places: Places, capsys: Captured, no_sandbox: None
) -> None:
    code, lines = doctor(capsys)
    assert code == 0
    told = "note  servers are not sandboxed here: the program bubblewrap is not installed"
    assert "the package bubblewrap" in lines[lines.index(told) + 1]


def test_a_missing_command_is_bad_and_has_advice(places: Places, capsys: Captured) -> None:
    write_servers(
        places,
        gone={"command": "no-such-command"},
        web={"url": "http://localhost:1/mcp"},
        broken={"command": ["list"]},
    )
    code, lines = doctor(capsys)
    assert code == 1
    at = lines.index("BAD   server gone: no-such-command was not found")
    assert lines[at + 1] == "      Install no-such-command, or mend the entry in mcp.json."
    assert "ok    server web: http://localhost:1/mcp" in lines
    (at,) = (number for number, line in enumerate(lines) if line.startswith("BAD   Server 'broken"))
    assert lines[at + 1] == "      Mend mcp.json."


def test_a_list_of_servers_that_cannot_be_read_is_one_finding_among_the_others(
    places: Places, capsys: Captured
) -> None:
    places.prepare()
    places.config_file.write_text("{", "utf-8")
    code, lines = doctor(capsys)
    assert code == 1
    assert any(line.startswith("BAD") and "is not valid JSON" in line for line in lines)
    assert any("the local engine answers" in line for line in lines)


def test_records_that_cannot_be_used_are_one_finding_among_the_others(
    places: Places, capsys: Captured
) -> None:
    places.prepare()
    places.database.write_bytes(b"no database" * 100)
    code, lines = doctor(capsys)
    assert code == 1
    assert any(line.startswith("BAD") and "cannot be used" in line for line in lines)
    assert any(line.startswith("ok    server examples") for line in lines)


def test_a_damaged_model_is_bad_and_the_sound_one_is_tried(
    places: Places, capsys: Captured
) -> None:
    places.prepare()
    write_scripted_model(places.models / "good.gguf", "Yes.")
    (places.models / "bad.gguf").write_bytes(b"GGUF")
    code, lines = doctor(capsys)
    assert code == 1
    assert any(line.startswith("BAD   bad.gguf is not a sound GGUF") for line in lines)
    assert any(line.startswith("ok    model good: Scripted") for line in lines)
    assert lines[-1].startswith("ok    the local engine answers")


@pytest.mark.parametrize(
    ("behaviour", "device", "note"),
    [
        ("computes", r"GPU: Made-up, \d of \d layers", None),
        (
            "crashes",
            "CPU",
            "      Parley starter failed on the GPU (ended by SIGSEGV)",
        ),
    ],
)
def test_what_computes_is_told_and_why_it_is_less_than_might_be(
    places: Places,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    behaviour: str,
    device: str,
    note: str | None,
) -> None:
    use_made_up_gpu(monkeypatch, behaviour)
    code, lines = doctor(capsys)
    assert code == 0
    assert re.fullmatch(rf"ok    the local engine answers, in .+ s \(on the {device}\)", lines[-1])
    told = "note  a GPU is used less than it might be"
    assert (told in lines) is (note is not None)
    if note:
        assert lines[lines.index(told) + 1].startswith(note)


def test_beside_a_model_of_the_persons_own_the_starter_needs_no_note(
    places: Places, capsys: Captured
) -> None:
    places.prepare()
    write_scripted_model(places.models / "own.gguf", "Yes.")
    code, lines = doctor(capsys)
    assert code == 0
    assert any(line.startswith("ok    model parley-starter: ") for line in lines)


def test_a_missing_starter_is_bad_and_the_rest_is_looked_at(
    places: Places, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = replace(places, resources=tmp_path / "nowhere")
    monkeypatch.setattr(Places, "from_environment", lambda: found)
    code, lines = doctor(capsys)
    assert code == 1
    assert lines[-1].startswith("BAD   The model that comes with Parley cannot be read")
    assert any(line.startswith("ok    server examples") for line in lines)


def test_a_command_in_the_servers_own_folder_is_found(
    places: Places, capsys: Captured, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "serve"
    program.parent.mkdir()
    program.touch(0o700)
    write_servers(places, near={"command": "bin/serve", "cwd": str(tmp_path)})
    code, lines = doctor(capsys)
    assert code == 0
    assert any(line.startswith("ok    server near: ") for line in lines)


@pytest.mark.parametrize("error", [LoadFailed("No room."), OSError("No room.")], ids=["ours", "os"])
def test_models_that_cannot_be_looked_for_are_one_finding(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def refresh(library: Library) -> None:
        raise error

    monkeypatch.setattr(Library, "refresh", refresh)
    code, lines = doctor(capsys)
    assert code == 1
    assert lines[-1] == "BAD   No room."


def test_what_a_settings_file_hides_is_shown(places: Places, capsys: Captured) -> None:
    write_servers(places, near={"command": "a\x1b[2Kb"})
    assert doctor(capsys)[0] == 1
    main(["doctor"])
    out = capsys.readouterr().out
    assert "a⟦U+001B⟧[2Kb" in out
    assert "\x1b" not in out


def test_no_display_is_a_note_with_advice(
    places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    code, lines = doctor(capsys)
    assert code == 0
    at = lines.index("note  no display")
    assert "Set DISPLAY or WAYLAND_DISPLAY" in lines[at + 1]
