"""No server runs before its command was consented to, and none that is another one since."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import NotConsented, StartFailed
from desktop.servers.config import bundled_server, checked_entry
from desktop.storage.database import Database
from tests.servers.attendant import ScriptedAttendant, admission

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pydantic import SecretStr

    from desktop.servers.admission import Admission
    from desktop.servers.config import ServerSpec
    from desktop.servers.trust import Command
    from desktop.servers.variables import Input
    from desktop.storage.places import Places

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(30)]

ENTRY: dict[str, Any] = {
    "command": "notes",
    "args": ["--serve", "x"],
    "env": {"TOKEN": "secret"},
    "cwd": "/srv",
}


@asynccontextmanager
async def door(places: Places, person: ScriptedAttendant) -> AsyncIterator[Admission]:
    places.prepare()
    database = Database(places.database)
    await database.open()
    try:
        yield admission(places, database, person)
    finally:
        await database.close()


def notes(**change: Any) -> ServerSpec:
    return checked_entry("notes", {**ENTRY, **change})


async def test_a_command_is_asked_about_once_and_kept_on_disk(places: Places) -> None:
    person = ScriptedAttendant()
    for _ in range(2):
        async with door(places, person) as admits:
            assert await admits.admit(notes(), again=True) == notes()
    [command] = person.commands
    assert command.line == "notes --serve x"
    assert (command.folder, command.variables) == ("/srv", ("TOKEN",))
    assert "secret" not in repr(command)
    assert not command.changed


CHANGES: dict[str, dict[str, Any]] = {
    "another command": {"command": "notes2"},
    "another argument": {"args": ["--serve", "y"]},
    "arguments cut elsewhere": {"args": ["--serve x"]},
    "another folder": {"cwd": "/"},
    "one variable more": {"env": {"TOKEN": "secret", "LD_PRELOAD": "x"}},
    "no variable": {"env": {}},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
async def test_what_was_changed_is_asked_about_anew(places: Places, change: dict[str, Any]) -> None:
    person = ScriptedAttendant()
    async with door(places, person) as admits:
        await admits.admit(notes(), again=True)
        await admits.admit(notes(**change), again=False)
        assert [command.changed for command in person.commands] == [False, True]


async def test_another_address_is_asked_about_anew(places: Places) -> None:
    person = ScriptedAttendant()
    async with door(places, person) as admits:
        for url in ("https://a.example", "https://b.example", "https://a.example"):
            await admits.admit(checked_entry("web", {"url": url}), again=True)
    assert [command.line for command in person.commands] == [
        "https://a.example",
        "https://b.example",
    ]


@pytest.mark.parametrize(
    "change", [{"env": {"TOKEN": "another"}}, {"era": "legacy"}, {"sampling": {"tools": "never"}}]
)
async def test_values_and_rules_are_not_asked_about(places: Places, change: dict[str, Any]) -> None:
    person = ScriptedAttendant()
    async with door(places, person) as admits:
        await admits.admit(notes(), again=True)
        await admits.admit(notes(**change), again=True)
    assert len(person.commands) == 1


async def test_names_that_a_file_adds_to_the_environment_are_asked_about(
    places: Places, tmp_path: Path
) -> None:
    person, file = ScriptedAttendant(), tmp_path / "my.env"
    async with door(places, person) as admits:
        for text in ("A=1", "A=2", "A=2\nB=3"):
            file.write_text(text, "utf-8")
            await admits.admit(notes(envFile=str(file)), again=True)
    assert [command.variables for command in person.commands] == [
        ("A", "TOKEN"),
        ("A", "B", "TOKEN"),
    ]


async def test_what_was_declined_is_asked_about_again_only_on_a_wish(places: Places) -> None:
    person = ScriptedAttendant(consent=False)
    async with door(places, person) as admits:
        with pytest.raises(NotConsented, match="you did not let its command run: notes --serve x"):
            await admits.admit(notes(), again=False)
    async with door(places, person) as admits:
        with pytest.raises(NotConsented):
            await admits.admit(notes(), again=False)
        assert len(person.commands) == 1
        person.consent = True
        await admits.admit(notes(), again=True)
        await admits.admit(notes(), again=False)
    assert len(person.commands) == 2


async def test_where_nobody_can_be_asked_nothing_is_kept(places: Places) -> None:
    class Absent(ScriptedAttendant):
        async def confirm_command(self, command: Command) -> Command | None:
            self.commands.append(command)
            raise NotConsented("Nobody is here.")

    absent = Absent()
    async with door(places, absent) as admits:
        for _ in range(2):
            with pytest.raises(NotConsented, match="Nobody is here"):
                await admits.admit(notes(), again=False)
    assert len(absent.commands) == 2


async def test_parleys_own_server_is_nobodys_question_under_any_name(places: Places) -> None:
    person, ours = ScriptedAttendant(consent=False), bundled_server()
    entry = {"command": ours.command, "args": [*ours.args]}
    async with door(places, person) as admits:
        await admits.admit(ours, again=False)
        await admits.admit(checked_entry("mine", entry), again=False)
        with pytest.raises(NotConsented):
            await admits.admit(checked_entry("mine", {**entry, "cwd": "/"}), again=False)


async def test_what_a_person_typed_themself_is_not_asked_about(places: Places) -> None:
    person = ScriptedAttendant(consent=False)
    async with door(places, person) as admits:
        await admits.trust(notes())
        await admits.admit(notes(), again=False)
        with pytest.raises(StartFailed, match="NOT_SET_ANYWHERE"):
            await admits.trust(notes(args=["${env:NOT_SET_ANYWHERE}"]))
    assert person.commands == []


@pytest.mark.usefixtures("no_store")
async def test_an_input_is_asked_for_after_the_consent_and_never_shown(places: Places) -> None:
    class Attentive(ScriptedAttendant):
        async def give_input(self, server: str, wanted: Input) -> SecretStr | None:
            assert len(self.commands) == 1
            return await super().give_input(server, wanted)

    person = Attentive(inputs={"key": "sesame"})
    given = notes(args=["--key", "${input:key}"], env={"K": "${input:key}"})
    async with door(places, person) as admits:
        for _ in range(2):
            ready = await admits.admit(given, again=True)
            assert (ready.args, ready.env) == (("--key", "sesame"), {"K": "sesame"})
    assert [one.id for one in person.wanted] == ["key"]
    assert person.commands[0].line == "notes --key '${input:key}'"


@pytest.mark.usefixtures("secret_service")
async def test_an_input_is_kept_over_a_restart_until_it_is_asked_for_anew(places: Places) -> None:
    person, given = ScriptedAttendant(inputs={"key": "sesame"}), notes(args=["${input:key}"])
    for _ in range(2):
        async with door(places, person) as admits:
            await admits.admit(given, again=True)
    assert len(person.wanted) == 1
    person.inputs = {"key": "another"}
    async with door(places, person) as admits:
        await admits.ask_anew(given)
        assert (await admits.admit(given, again=True)).args == ("another",)


@pytest.mark.usefixtures("no_store")
async def test_a_server_whose_input_is_not_given_is_not_run(places: Places) -> None:
    async with door(places, ScriptedAttendant()) as admits:
        with pytest.raises(NotConsented, match="since it needs key, which was not given"):
            await admits.admit(notes(args=["${input:key}"]), again=True)
