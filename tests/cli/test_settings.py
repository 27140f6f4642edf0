"""`parley settings`: what the page of settings does, at the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.storage.settings import all_settings

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    return places


def test_a_value_is_set_got_listed_and_reset(places: Places, capsys: Captured) -> None:
    assert main(["settings", "set", "models.threads", "4"]) == 0
    assert main(["settings", "set", "appearance.theme", "dark"]) == 0
    assert main(["settings", "set", "chat.enter_sends", "off"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "models.threads = 4",
        'appearance.theme = "dark"',
        "chat.enter_sends = false",
    ]
    assert main(["settings", "get", "models.threads"]) == 0
    assert capsys.readouterr().out == "4\n"
    assert main(["settings", "list", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == list(all_settings())
    assert (told["models.threads"], told["models.gpu"]) == (4, True)
    assert main(["settings", "list"]) == 0
    assert "  models.threads = 4  (usually 0)\n" in capsys.readouterr().out
    assert main(["settings", "reset", "models"]) == 0
    assert main(["settings", "reset", "appearance.theme"]) == 0
    assert 'appearance.theme = "system"' in capsys.readouterr().out
    assert "\nenter_sends = false\n" in places.settings_file.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["get", "models.speed"], "There is no setting 'models.speed'. `parley settings list`"),
        (["reset", "nothing"], "There is no setting 'nothing'."),
        (["set", "models.threads", "many"], "models.threads must be a whole number from 0 to 256"),
        (["set", "models.gpu", "2"], "models.gpu must be true or false."),
        (["set", "appearance.theme", "blue"], "must be one of system, light, dark, contrast."),
        (["set", "network.hub", "hub"], "must be an address that begins with https://"),
    ],
)
def test_what_does_not_fit_is_two_and_a_sentence(
    places: Places, capsys: Captured, words: list[str], told: str
) -> None:
    assert main(["settings", *words]) == 2
    assert told in capsys.readouterr().err
    assert not places.settings_file.exists()


def test_a_broken_file_is_named_and_left_as_it_is(places: Places, capsys: Captured) -> None:
    places.prepare()
    places.settings_file.write_text("[chat\n", "utf-8")
    for words in (["list"], ["set", "models.threads", "4"]):
        assert main(["settings", *words]) == 2
        assert "settings.toml is not valid TOML" in capsys.readouterr().err
    assert places.settings_file.read_text("utf-8") == "[chat\n"


def test_the_doctor_tells_what_is_wrong_with_them(places: Places, capsys: Captured) -> None:
    places.prepare()
    places.settings_file.write_text("[models]\nthreads = -1\n", "utf-8")
    assert main(["doctor"]) == 1
    [line] = [one for one in capsys.readouterr().out.splitlines() if "models.threads" in one]
    assert line.startswith("BAD")
    assert "must be a whole number from 0 to 256; 0: by itself." in line
