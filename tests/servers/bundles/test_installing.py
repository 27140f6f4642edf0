"""Bundles: read without running anything, unpacked safely, and made an entry of mcp.json."""

from __future__ import annotations

import json
import stat
import struct
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from desktop.errors import BundleRefused, ConfigError
from desktop.servers.admission import Admission
from desktop.servers.bundles.bundle import read, unpack
from desktop.servers.bundles.installing import (
    Choice,
    change_words,
    earlier,
    forget_bundle,
    install,
    proposed_values,
)
from desktop.servers.config import add_server, read_servers, remove_server
from desktop.servers.sandbox.bounds import Sandbox
from desktop.servers.trust import Trust, command_of
from desktop.storage.belongings import belongings
from desktop.storage.database import Database
from desktop.storage.secrets import Secrets
from tests.servers.attendant import ScriptedAttendant
from tests.servers.bundling import bundle, manifest, packed, signed_by

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


def refused(folder: Path, content: bytes) -> str:
    """Why a file is refused, by reading or by unpacking it; it leaves nothing then."""
    path = folder / "a.mcpb"
    path.write_bytes(content)
    with pytest.raises(BundleRefused) as caught:
        unpack(read(path), folder / "bundles")
    kept = folder / "bundles"
    assert not kept.exists() or not list(kept.iterdir())
    return str(caught.value)


@pytest.mark.parametrize("version", ["0.1", "0.2", "0.3", "0.4"])
def test_every_version_of_the_manifest_is_read(tmp_path: Path, version: str) -> None:
    found = read(bundle(tmp_path, manifest_version=version, newer={"kept": True}))
    assert (found.manifest.name, found.manifest.version) == ("weather", "1.2.0")
    assert found.manifest.model_dump()["newer"] == {"kept": True}
    assert (found.files, len(found.sha256)) == (2, 64)


def test_the_older_name_of_the_version_is_read_too(tmp_path: Path) -> None:
    told = {**manifest(), "dxt_version": "0.1"}
    del told["manifest_version"]
    path = tmp_path / "a.dxt"
    path.write_bytes(packed(told))
    assert read(path).manifest.name == "weather"


MISSHAPEN: dict[str, object] = {
    "another version": manifest(manifest_version="1.0"),
    "no version": {**manifest(), "manifest_version": None},
    "no server": {**manifest(), "server": {}},
    "no command": manifest(server={"type": "node", "entry_point": "x", "mcp_config": {}}),
    "another kind": manifest(server={"type": "deno", "entry_point": "x"}),
    "a name that leads elsewhere": manifest(name="../x"),
    "a name that hides": manifest(name="a\u202eb"),
    "an unknown kind of setting": manifest(user_config={"a": {"type": "colour", "title": "A"}}),
    "many settings": manifest(
        user_config={f"a{n}": {"type": "string", "title": "A"} for n in range(51)}
    ),
    "a list": [],
}


@pytest.mark.parametrize("told", MISSHAPEN.values(), ids=MISSHAPEN)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, told: object) -> None:
    assert "manifest.json cannot be used" in refused(tmp_path, packed(told))


def test_a_bundle_cannot_ask_for_what_others_were_given(tmp_path: Path) -> None:
    for stolen in ("${input:github}", "${env:AWS_SECRET}", "${user_config.none}", "${userHome}",
                   "${user_config.key${env:X}}"):  # fmt: skip
        server = {
            "type": "node",
            "entry_point": "x",
            "mcp_config": {"command": "node", "platform_overrides": {"linux": {"args": [stolen]}}},
        }
        assert "a variable that bundles do not have" in refused(
            tmp_path, packed(manifest(server=server))
        )


LINK, PIPE = stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o644
TRICKS: dict[str, list[Any]] = {
    "above": [("../../evil", b"x")],
    "at the root": [("/etc/evil", b"x")],
    "with backslashes": [("..\\..\\evil", b"x")],
    "on a drive": [("C:/evil", b"x")],
    "a link": [("a", b"/etc/passwd", LINK), ("a/b", b"x")],
    "a pipe": [("f", b"", PIPE)],
    "twice": [("a", b"1"), ("A", b"2")],
    "twice, written otherwise": [("\u00e9", b"1"), ("e\u0301", b"2")],
    "a file as a folder": [("a", b"1"), ("a/b", b"2")],
    "another manifest": [("MANIFEST.json", b"{}")],
    "a device": [("aux.txt", b"x")],
    "running backwards": [("a\u202egpj.exe", b"x")],
    "with a tag": [("ok\U000e0041", b"x")],
    "with a zero": [("a\0.py", b"x")],
    "ending in a space": [("x ", b"y")],
    "ending in a dot": [("x.", b"y")],
    "very long": [("x" * 256, b"y")],
    "very deep": [("/".join("a" * 50), b"y")],
    "a bomb": [("b", bytes(64 << 20))],
}


@pytest.mark.parametrize("files", TRICKS.values(), ids=TRICKS)
def test_every_trick_of_archives_is_refused(tmp_path: Path, files: list[Any]) -> None:
    assert refused(tmp_path, packed(manifest(), *files))
    assert sorted(path.name for path in tmp_path.iterdir()) in (["a.mcpb"], ["a.mcpb", "bundles"])


def test_an_archive_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    content = bytearray(packed(manifest(), ("lie", bytes(1 << 20))))
    at = content.rfind(b"PK\1\2")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    assert refused(tmp_path, bytes(content))


def test_bytes_that_are_bent_never_do_more_than_refuse(tmp_path: Path) -> None:
    whole, path = packed(manifest(), ("server/main.py", b"x" * 50)), tmp_path / "a.mcpb"
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            unpack(read(path), tmp_path / "bundles")
        except BundleRefused:
            continue


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_it_is_unpacked_for_the_person_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.mcpb"
    path.write_bytes(packed(manifest(), ("bin/run", b"x", 0o104777), ("read.me", b"x")))
    folder = unpack(read(path), tmp_path / "bundles")
    assert folder.name == read(path).sha256
    modes = {one.name: one.stat().st_mode & 0o7777 for one in [folder, *folder.rglob("*")]}
    assert modes == {
        folder.name: 0o700, "bin": 0o700, "run": 0o700, "read.me": 0o600, "manifest.json": 0o600,
    }  # fmt: skip


def test_a_file_that_was_changed_since_it_was_looked_at_is_refused(tmp_path: Path) -> None:
    seen = read(bundle(tmp_path))
    bundle(tmp_path, version="6.6.6")
    with pytest.raises(BundleRefused, match="another one than you looked at"):
        unpack(seen, tmp_path / "bundles")


def test_what_it_needs_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    wanted = {"platforms": ["plan9"], "runtimes": {"python": ">=3.10"}}
    needs = " ".join(read(bundle(tmp_path, compatibility=wanted)).needs)
    assert "made for plan9" in needs
    assert "needs Python >=3.10, which is not installed here" in needs


@pytest.fixture
async def admission(places: Places, no_store: None) -> Any:
    places.prepare()
    database = Database(places.database)
    await database.open()
    yield Admission(Trust(database), Secrets(places.env_file), ScriptedAttendant(), places)
    await database.close()


def choice(path: Path, places: Places, **more: Any) -> Choice:
    found, specs = read(path), read_servers(places.config_file).servers
    before = earlier(found, specs)
    values = {**proposed_values(found, before), **more.pop("values", {})}
    return Choice(found, "weather", values, replaces=before, **more)


async def kept(admission: Admission, places: Places) -> str | None:
    [asked] = read_servers(places.config_file).servers[1].inputs
    key = await admission._secrets.get(f"input {asked.id}")
    return key.get_secret_value() if key else None


async def test_it_becomes_an_entry_with_its_settings_and_its_secrets_apart(
    tmp_path: Path, places: Places, admission: Admission
) -> None:
    wanted = choice(
        bundle(tmp_path),
        places,
        values={"loud": True, "folders": ["/a b", "/c"]},
        secrets={"key": SecretStr("s3cret")},
        sandbox=Sandbox(),
    )
    spec = await install(wanted, places, admission)
    folder = places.bundles / wanted.bundle.sha256
    assert spec.args == (f"{folder}/server/main.py", "--dirs", "/a b", "/c")
    assert spec.env == {"API_KEY": "${input:weather.key}", "DAYS": "3", "LOUD": "true"}
    assert spec.sandbox == Sandbox(allow_read=("/a b", "/c"))
    assert (spec.cwd, await kept(admission, places)) == (str(folder), "s3cret")
    assert "s3cret" not in places.config_file.read_text()
    assert folder / "server/main.py" in belongings(places)


async def test_the_consent_to_its_command_is_one_to_this_very_file(
    tmp_path: Path, places: Places, admission: Admission
) -> None:
    spec = await install(choice(bundle(tmp_path), places), places, admission)
    assert spec.bundle
    other = spec.model_copy(update={"bundle": spec.bundle.model_copy(update={"sha256": "0" * 64})})
    assert command_of(spec).digest != command_of(other).digest


async def test_another_version_takes_its_place_and_gets_what_was_given(
    tmp_path: Path, places: Places, admission: Admission
) -> None:
    first = choice(
        bundle(tmp_path), places, values={"days": 5}, secrets={"key": SecretStr("s3cret")}
    )
    await install(first, places, admission)
    changed = json.loads(places.config_file.read_text())
    changed["mcpServers"]["weather"]["sampling"] = {"consent": "never"}
    places.config_file.write_text(json.dumps(changed))
    path = bundle(tmp_path, version="2.0.0")
    path.write_bytes(signed_by(path.read_bytes(), "Ann"))
    second = choice(path, places)
    assert second.values["days"] == 5
    told = change_words(second.bundle, second.replaces)
    assert "version 1.2.0, by version 2.0.0" in told
    assert "that one was not signed, and this one is signed by Ann (not proven)" in told
    spec = await install(second, places, admission)
    assert (spec.env["DAYS"], spec.sampling.consent) == ("5", "never")
    assert await kept(admission, places) == "s3cret"
    assert [one.name for one in places.bundles.iterdir()] == [second.bundle.sha256]


async def test_it_is_never_given_what_another_server_was(
    tmp_path: Path, places: Places, admission: Admission
) -> None:
    add_server(places.config_file, "mine", {"command": "x", "args": ["${input:weather.key}"]})
    spec = await install(choice(bundle(tmp_path), places, secrets={"key": None}), places, admission)
    assert spec.env["API_KEY"] == "${input:weather.key-2}"


async def test_a_name_that_is_taken_leaves_all_as_it_was(
    tmp_path: Path, places: Places, admission: Admission
) -> None:
    add_server(places.config_file, "weather", {"command": "x"})
    before = places.config_file.read_bytes()
    with pytest.raises(ConfigError, match="already"):
        await install(choice(bundle(tmp_path), places), places, admission)
    assert (places.config_file.read_bytes(), list(places.bundles.iterdir())) == (before, [])


async def test_its_removal_takes_its_files_and_keys_along(
    tmp_path: Path, places: Places, admission: Admission
) -> None:
    spec = await install(
        choice(bundle(tmp_path), places, secrets={"key": SecretStr("s3cret")}), places, admission
    )
    remove_server(places.config_file, spec.name)
    await forget_bundle(spec, [], places, admission)
    assert not list(places.bundles.iterdir())
    assert "inputs" not in json.loads(places.config_file.read_text())
    assert not admission._secrets.for_this_run("input weather.key")
