"""A server in a sandbox gets at what was ticked and at nothing else, and works all the same."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import sys
import uuid
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from desktop.errors import NotConsented, StartFailed
from desktop.events import ServerStatus
from desktop.servers.config import BUNDLED, checked_entry, read_servers
from desktop.servers.sandbox import bounds, bubblewrap, seatbelt
from desktop.servers.sandbox.bounds import Sandbox, home_of, proposed
from desktop.servers.sandbox.installations import installations
from desktop.storage import landlock
from tests import programs
from tests.sandboxes import a_sandbox, needs_sandbox, no_sandbox
from tests.servers.attendant import ScriptedAttendant
from tests.servers.test_supervisor import Desk, desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.storage.places import Places

__all__ = ["a_sandbox", "no_sandbox"]

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(90)]

PROGRAMS = programs.__path__[0]
NODE = Path(__file__).parents[2] / "node"


def entry(*read: Path, **held: Any) -> dict[str, Any]:
    seen = [PROGRAMS, *map(str, read)]
    args = [str(Path(PROGRAMS, "nosy_server.py"))]
    return {"command": sys.executable, "args": args, "sandbox": {**held, "allowRead": seen}}


async def attempt(made: Desk, *what: tuple[str, str]) -> list[str]:
    """Returns what came of each thing that the server tried."""
    outcome = await made.supervisor.call("nosy", "attempt", {"what": [list(one) for one in what]})
    assert not outcome.is_error, outcome.text
    got: list[str] = json.loads(outcome.text)
    return got


def names_in(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a person who has a secret; what runs Python there is elsewhere."""
    home = tmp_path / "ann"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id_ed25519").write_text("the secret")
    (home / "notes").mkdir()
    (home / "notes" / "today").write_text("rain")
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def listeners(tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """A port, an abstract socket and a socket file, where somebody listens."""
    with ExitStack() as stack:
        port = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        name, file = f"parley-{uuid.uuid4().hex}", str(tmp_path / "bus")
        for address in ("\0" + name, file):
            one = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
            one.bind(address)
            one.listen()
        yield str(port.getsockname()[1]), name, file


@needs_sandbox
async def test_the_home_is_hidden_and_a_private_one_is_in_its_place(
    places: Places, house: Path
) -> None:
    secret = str(house / ".ssh" / "id_ed25519")
    mine = str(house / "kept")
    async with desk(places, {"nosy": entry(network=False)}) as made:
        assert await attempt(
            made,
            ("read", secret),
            ("read", f"/proc/1/root{secret}"),
            ("read", str(places.database)),
            ("list", str(house)),
            ("write", "/usr/x"),
            ("write", "/etc/x"),
            ("variable", "HOME"),
            ("folder", ""),
            ("write", mine),
        ) == [
            "FileNotFoundError",
            "FileNotFoundError",
            "FileNotFoundError",
            "[]",
            "OSError",
            "OSError",
            str(house),
            str(house),
            "1",
        ]
        await made.supervisor.restart("nosy")
        assert await attempt(made, ("read", mine)) == ["x"]
        assert "kept" not in names_in(house)
        assert "kept" in names_in(home_of("nosy", places))
        await made.supervisor.remove("nosy")
    assert names_in(places.server_homes) == set()


@needs_sandbox
async def test_what_is_ticked_is_there_to_read_or_to_change(places: Places, house: Path) -> None:
    inside = str(house / "notes" / "today")
    tried = (("read", inside), ("write", inside))
    reads = entry(house / "notes")
    async with desk(places, {"nosy": reads}) as made:
        assert await attempt(made, *tried) == ["rain", "OSError"]
    changes = entry(allowWrite=["${userHome}/notes"])
    async with desk(places, {"nosy": changes}) as made:
        assert await attempt(made, *tried) == ["rain", "1"]


@needs_sandbox
async def test_parleys_own_folders_are_hidden_even_where_all_around_them_is_given(
    places: Places, house: Path, tmp_path: Path
) -> None:
    places.prepare()
    places.env_file.write_text("KEY=sesame")
    async with desk(places, {"nosy": entry(allowWrite=[str(tmp_path)])}) as made:
        secret = str(house / ".ssh" / "id_ed25519")
        got = await attempt(made, ("read", secret), ("read", str(places.env_file)))
        assert got == ["the secret", "FileNotFoundError"]
    assert places.env_file.read_text() == "KEY=sesame"


@needs_sandbox
async def test_without_the_network_nothing_that_listens_is_reached(
    places: Places, listeners: tuple[str, str, str]
) -> None:
    port, name, file = listeners
    async with desk(places, {"nosy": entry(network=False)}) as made:
        got = await attempt(made, ("connect", port), ("abstract", name), ("socket", file))
    assert got == ["ConnectionRefusedError", "ConnectionRefusedError", "FileNotFoundError"]


@needs_sandbox
@pytest.mark.skipif(landlock.version() < landlock.SCOPES, reason="this kernel's Landlock is older")
async def test_with_the_network_ports_are_reached_and_sockets_of_the_desktop_are_not(
    places: Places, listeners: tuple[str, str, str]
) -> None:
    port, name, file = listeners
    async with desk(places, {"nosy": entry(network=True)}) as made:
        got = await attempt(made, ("connect", port), ("abstract", name), ("socket", file))
    assert got == ["connected", "PermissionError", "FileNotFoundError"]


@needs_sandbox
async def test_no_secret_of_its_environment_stands_in_a_command_line(places: Places) -> None:
    server = entry() | {"env": {"TOKEN": "sesame-4711"}}
    async with desk(places, {"nosy": server}) as made:
        assert await attempt(made, ("variable", "TOKEN")) == ["sesame-4711"]
        lines = [one.cmdline() for one in psutil.Process().children(recursive=True)]
        assert lines
        assert "sesame-4711" not in str(lines)


@needs_sandbox
async def test_what_it_leaves_behind_ends_with_it(places: Places) -> None:
    mark = f"parley-{uuid.uuid4().hex}"
    async with desk(places, {"nosy": entry()}) as made:
        assert int((await attempt(made, ("leave behind", mark)))[0]) > 0
        assert int((await attempt(made, ("processes", "")))[0]) < 10, "it sees its own only"
        left = [one for one in psutil.process_iter(["cmdline"]) if mark in str(one.info)]
        assert left
        await made.supervisor.stop("nosy")
        _, alive = await asyncio.to_thread(psutil.wait_procs, left, 10)
    assert not alive


@needs_sandbox
async def test_a_working_folder_and_an_environment_file_work(places: Places, house: Path) -> None:
    (house / "notes" / "own.env").write_text("TOKEN=sesame")
    server = entry() | {"cwd": str(house / "notes"), "envFile": "own.env"}
    async with desk(places, {"nosy": server}) as made:
        got = await attempt(made, ("folder", ""), ("read", "today"), ("variable", "TOKEN"))
    assert got == [str(house / "notes"), "rain", "sesame"]


@needs_sandbox
async def test_names_certificates_time_and_language_are_there(places: Places) -> None:
    async with desk(places, {"nosy": entry(network=True)}) as made:
        zone, certificates, names, who = await attempt(
            made,
            ("run", "date +%Z"),
            ("run", "ls /etc/ssl/certs | wc -l"),
            ("run", "getent hosts localhost"),
            ("run", "id -u"),
        )
    assert zone == datetime.now().astimezone().tzname()
    assert int(certificates) > 0
    assert "localhost" in names
    assert int(who) == os.getuid()


@needs_sandbox
@pytest.mark.skipif(shutil.which("npx") is None, reason="Node is not installed")
async def test_a_server_of_npx_works_inside_without_the_network(places: Places) -> None:
    server = {
        "command": "npx",
        "args": ["--no-install", "mcp-server-everything"],
        "cwd": str(NODE),
        "sandbox": {"network": False},
    }
    async with desk(places, {"everything": server}) as made:
        outcome = await made.supervisor.call("everything", "echo", {"message": "hello"})
    assert "hello" in outcome.text


@needs_sandbox
async def test_parleys_own_server_is_held_in_without_a_question(places: Places) -> None:
    person = ScriptedAttendant()
    async with desk(places, {}, person=person) as made:
        outcome = await made.supervisor.call(BUNDLED, "summarize", {})
        [line] = [
            one.cmdline()
            for one in psutil.Process().children(recursive=True)
            if "--unshare-all" in one.cmdline()
        ][:1]
    assert "--share-net" not in line
    assert "fine" in outcome.text
    assert not person.commands


@needs_sandbox
async def test_a_command_that_is_not_there_is_told_as_ever(places: Places) -> None:
    async with desk(places, {"nosy": {"command": "parley-nothing", "sandbox": {}}}) as made:
        with pytest.raises(StartFailed, match="'parley-nothing' was not found"):
            await made.supervisor.start("nosy")


async def test_where_there_is_no_sandbox_it_asks_again_and_says_so(
    places: Places, no_sandbox: None
) -> None:
    person = ScriptedAttendant()
    async with desk(places, {"nosy": entry(network=False)}, person=person) as made:
        await made.supervisor.start("nosy")
    [command] = person.commands
    assert command.touches.startswith("Not sandboxed: the program bubblewrap is not installed. It")


async def test_a_consent_to_less_is_none_to_more(places: Places, a_sandbox: None) -> None:
    person = ScriptedAttendant(consent=False)
    for held in ({}, {"network": True}, {"network": True, "allowRead": ["/srv"]}, False, {}):
        async with desk(places, {"nosy": entry() | {"sandbox": held}}, person=person) as made:
            with pytest.raises(NotConsented):
                await made.supervisor.start("nosy", ask_again=False)
    assert len(person.commands) == 4, "of the last it was asked before"


@needs_sandbox
async def test_what_the_person_ticked_stands_in_the_file_and_is_not_asked_again(
    places: Places, house: Path
) -> None:
    person = ScriptedAttendant(
        changes={"sandbox": Sandbox(allow_read=(PROGRAMS, str(house / "notes")))}
    )
    async with desk(places, {"nosy": entry(network=True)}, person=person) as made:
        assert await attempt(made, ("read", str(house / "notes" / "today"))) == ["rain"]
        await made.supervisor.restart("nosy")
    assert len(person.commands) == 1
    kept = json.loads(places.config_file.read_text())["mcpServers"]["nosy"]["sandbox"]
    assert kept == {"network": False, "allowRead": [PROGRAMS, str(house / "notes")]}


@needs_sandbox
async def test_what_the_person_saves_later_holds_from_the_next_start(places: Places) -> None:
    person = ScriptedAttendant()
    async with desk(places, {"nosy": entry()}, person=person) as made:
        await made.supervisor.start("nosy")
        await made.supervisor.set_sandbox("nosy", Sandbox(network=True, allow_read=(PROGRAMS,)))
        await made.supervisor.restart("nosy")
        assert ServerStatus.FAILED not in made.states("nosy")
        await made.supervisor.set_sandbox("nosy", None)
    assert len(person.commands) == 1
    assert "sandbox" not in json.loads(places.config_file.read_text())["mcpServers"]["nosy"]


async def test_who_never_let_it_run_does_not_by_a_tick(places: Places, a_sandbox: None) -> None:
    person = ScriptedAttendant(consent=False)
    async with desk(places, {"nosy": entry()}, person=person) as made:
        await made.supervisor.set_sandbox("nosy", Sandbox(network=True))
        with pytest.raises(NotConsented):
            await made.supervisor.start("nosy")
    assert len(person.commands) == 1


def test_an_entry_without_a_word_of_it_is_not_held_in() -> None:
    assert checked_entry("notes", {"command": "notes"}).sandbox is None
    assert checked_entry("notes", {"command": "notes", "sandbox": False}).sandbox is None
    assert checked_entry("notes", {"command": "notes", "sandbox": {}}).sandbox == Sandbox()


def test_a_misspelled_permission_is_not_passed_over(places: Places) -> None:
    places.prepare()
    wrong = {"command": "x", "sandbox": {"alowRead": ["/"]}}
    places.config_file.write_text(json.dumps({"mcpServers": {"x": wrong}}))
    assert "alowRead" in read_servers(places.config_file).problems[0]


def test_a_new_server_is_proposed_what_its_command_line_names(house: Path, a_sandbox: None) -> None:
    notes = house / "notes"
    words = ["npx", "-y", "@acme/fs", str(notes), f"--log={notes / 'today'}", str(house), "/usr/x"]
    assert proposed(words) == Sandbox(network=True, allow_read=(str(notes),))
    assert proposed(["node", "today"], str(notes)) == Sandbox(network=True)


def test_nothing_is_proposed_where_nothing_can_be_held_in(no_sandbox: None) -> None:
    assert proposed(["npx", "x"]) is None


def made(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_of_a_home_only_the_installation_of_a_program_is_seen(tmp_path: Path) -> None:
    node = tmp_path / ".nvm/versions/node/v20"
    script = made(node / "lib/node_modules/npm/bin/npx-cli.js", "#!/usr/bin/env node\n")
    npx = node / "bin/npx"
    npx.parent.mkdir()
    npx.symlink_to("../lib/node_modules/npm/bin/npx-cli.js")
    assert script.exists()
    assert installations(npx, "/usr/bin", tmp_path) == [tmp_path / ".nvm"]


def test_a_virtual_environment_brings_its_python(tmp_path: Path) -> None:
    python = made(tmp_path / ".pyenv/versions/3.12/bin/python3.12")
    venv = tmp_path / "work/venv"
    tool = made(venv / "bin/tool", f"#!{venv}/bin/python\n")
    made(venv / "pyvenv.cfg", f"home = {python.parent}\n")
    (venv / "bin/python").symlink_to(python)
    assert set(installations(tool, "", tmp_path)) == {venv, tmp_path / ".pyenv"}


def test_programs_of_path_in_a_home_are_seen_and_other_folders_of_it_are_not(
    tmp_path: Path,
) -> None:
    uvx = made(tmp_path / ".local/bin/uvx")
    made(tmp_path / "bin/own")
    (tmp_path / ".volta/bin").mkdir(parents=True)
    path = os.pathsep.join(f"{tmp_path}/{name}" for name in ("bin", ".volta/bin", ".local/bin"))
    assert installations(uvx, path, tmp_path) == [
        tmp_path / ".local/bin",
        tmp_path / ".volta",
    ]


def test_a_program_right_in_the_home_is_seen_alone(tmp_path: Path) -> None:
    program = made(tmp_path / "server.sh", "#!/bin/sh\n")
    assert installations(program, "", tmp_path) == [program]


def test_on_a_mac_the_rules_name_what_is_given_and_the_last_that_fits_decides() -> None:
    view = bubblewrap.View(
        home=Path("/Users/ann"),
        private=Path("/Users/ann/Library/parley/servers/x"),
        read=(Path("/Users/ann/.nvm"),),
        change=(Path('/Users/ann/a "b"'),),
        hidden=(Path("/Users/ann/Library/parley"),),
        network=False,
        folder=None,
    )
    rules = seatbelt.profile(view).splitlines()
    assert rules[:3] == [
        "(version 1)",
        "(allow default)",
        '(deny file-read* (subpath "/Users/ann"))',
    ]
    assert '(allow file-read* (subpath "/Users/ann/.nvm"))' in rules
    assert r'(allow file-write* (subpath "/Users/ann/a \"b\""))' in rules
    assert rules[-3:] == [
        '(deny file-read* file-write* (subpath "/Users/ann/Library/parley"))',
        '(allow file-read* file-write* (subpath "/Users/ann/Library/parley/servers/x"))',
        "(deny network*)",
    ]
    line = seatbelt.line(["npx", "x"], view)
    assert line[:2] == ["/usr/bin/sandbox-exec", "-p"]
    assert line[-2:] == ["npx", "x"]


@pytest.mark.parametrize(("system", "why"), [("win32", "on Windows yet"), ("aix", "on aix")])
def test_where_parley_has_no_sandbox_it_says_so(
    monkeypatch: pytest.MonkeyPatch, system: str, why: str
) -> None:
    bounds.missing.cache_clear()
    monkeypatch.setattr(sys, "platform", system)
    assert why in bounds.missing()
    bounds.missing.cache_clear()


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("echo 'bwrap: No permissions to create a new namespace' >&2; exit 1", "no namespaces"),
        ("exit 3", "does not work here"),
    ],
)
def test_a_bubblewrap_that_does_not_work_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    made(tmp_path / "bwrap", f"#!/bin/sh\n{script}\n")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert why in bubblewrap.missing()


def test_no_bubblewrap_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bubblewrap.missing() == "the program bubblewrap is not installed"
