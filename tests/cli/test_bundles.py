"""Bundles and links in the terminal: shown, installed only with a yes, run by nobody."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.cli.open import absolute
from desktop.errors import LinkRefused
from desktop.servers.config import read_servers
from tests.e2e.test_everything_server import NODE, SCRIPT
from tests.servers.bundling import bundle, manifest

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

    Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_HOME", str(places.config.parent))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(places.config))


def test_a_bundle_is_shown_installed_and_removed_with_all_it_had(
    tmp_path: Path, places: Places, capsys: Captured
) -> None:
    file = str(bundle(tmp_path))
    said = ["--set", "days=4", "--set", "folders=/a", "--set", "folders=/b"]
    assert main(["servers", "add-bundle", file, "--yes", *said]) == 0
    told = capsys.readouterr()
    assert "Installed weather: python3" in told.out
    for text in ("Weather 1.2.0", "Acme", "sha256", "Not signed", "forecast: Of a town."):
        assert text in told.err
    spec = read_servers(places.config_file).servers[-1]
    assert spec.args[1:] == ("--dirs", "/a", "/b")
    assert spec.env["API_KEY"] == "${input:weather.key}"
    assert main(["servers", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[-1]["bundle"]["version"] == "1.2.0"
    assert main(["servers", "remove", "weather"]) == 0
    assert not list(places.bundles.iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--set", "days=9"], "days: This must be 7 or less."),
        (["--set", "nothing=1"], "It has no setting 'nothing'"),
        (["--set", "key=s3cret"], "key is secret"),
    ],
)
def test_a_setting_that_does_not_fit_installs_nothing(
    words: list[str], told: str, tmp_path: Path, places: Places, capsys: Captured
) -> None:
    assert main(["servers", "add-bundle", str(bundle(tmp_path)), "--yes", *words]) != 0
    assert told in capsys.readouterr().err
    assert not places.config_file.exists()


def test_nobody_to_be_asked_installs_nothing(
    tmp_path: Path, places: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    for words in (["servers", "add-bundle"], ["open"]):
        assert main([*words, str(bundle(tmp_path))]) != 0
        assert "Nothing was installed" in capsys.readouterr().err
    assert not places.bundles.exists()


def test_a_link_without_a_display_is_shown_and_nothing_is_added(
    places: Places, capsys: Captured
) -> None:
    assert main(["open", "parley://add-server?name=Files&command=npx&args=%5B%22a%20b%22%5D"]) == 0
    assert "npx 'a b'" in (told := capsys.readouterr().out)
    assert "Nothing was added." in told
    assert main(["open", "parley://add-server?name=a&command=x&trust=yes"]) != 0
    assert "nothing was added" in capsys.readouterr().err
    assert not places.config_file.exists()


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_the_reference_server_in_a_bundle_runs_with_its_settings(
    tmp_path: Path, places: Places, capsys: Captured
) -> None:
    file, inside = tmp_path / "everything.mcpb", SCRIPT.relative_to(NODE).as_posix()
    told = {
        **manifest(name="everything"),
        "server": {
            "type": "node",
            "entry_point": inside,
            "mcp_config": {
                "command": "node",
                "args": [f"${{__dirname}}/{inside}", "stdio"],
                "env": {"GREETING": "${user_config.greeting}"},
            },
        },
        "user_config": {"greeting": {"type": "string", "title": "Greeting", "default": "Ahoy"}},
    }
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(told))
        for path in (NODE / "node_modules").rglob("*"):
            if path.is_file() and not path.is_symlink():
                archive.write(path, path.relative_to(NODE))
    assert main(["servers", "add-bundle", str(file), "--yes"]) == 0
    capsys.readouterr()
    assert main(["call", "everything", "get-env", "--trust"]) == 0
    assert json.loads(capsys.readouterr().out)["GREETING"] == "Ahoy"
    assert read_servers(places.config_file).servers[-1].bundle


def test_what_is_opened_is_a_file_of_this_computer(tmp_path: Path) -> None:
    assert absolute((tmp_path / "a b.mcpb").as_uri()) == str(tmp_path / "a b.mcpb")
    assert absolute("parley:x") == "parley:x"
    with pytest.raises(LinkRefused):
        absolute("https://a.example/a.mcpb")
