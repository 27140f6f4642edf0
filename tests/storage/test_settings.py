"""Settings: declared once, and kept in a file that stays as its person wrote it."""

from __future__ import annotations

import json
import os
import tomllib
from typing import TYPE_CHECKING

import pytest

from desktop.errors import ConfigError
from desktop.events import Notice, SettingsChanged
from desktop.storage.autostart import starts_at_login
from desktop.storage.settings import Settings, all_settings, groups, settings_of
from desktop.storage.settings_file import change_settings, read_settings
from desktop.storage.settings_store import SettingsStore, load_settings, store_settings

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.events import Event
    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

MINE = """# What I like.
[appearance]
theme = "light"   # in the morning
[mine]
odd = [1, 2]
"""


@pytest.fixture
def file(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    places.prepare()
    return places.settings_file


def read(path: Path) -> str:
    return path.read_text("utf-8")


def write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def is_closed(path: Path) -> bool:
    return path.stat().st_mode & 0o077 == 0


def is_there(path: Path) -> bool:
    return path.exists()


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def store(file: Path, places: Places, told: list[Event]) -> SettingsStore:
    return SettingsStore(places, told.append)


@pytest.mark.parametrize("key", all_settings())
def test_every_setting_has_words_and_a_usual_value_that_fits(key: str) -> None:
    one = all_settings()[key]
    assert one.words.label
    assert one.words.help.endswith(".")
    assert one.checked(one.default) == Settings().value(one)
    assert one.parsed(json.dumps(one.default).strip('"')) == one.default


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("appearance.theme", "blue"),
        ("appearance.text_size", 79),
        ("appearance.text_size", 201),
        ("appearance.text_size", True),
        ("appearance.motion", 1),
        ("models.threads", "4"),
        ("network.hub", "hub.example"),
        ("network.hub", "file:///etc"),
        ("network.hub", "https://[x"),
        ("network.hub", "https://ann:secret@hub.example"),
        ("network.hub", "https://hub.example/\n"),
        ("journal.keep_days", 0),
        ("journal.keep_days", 1.5),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(
    file: Path, places: Places, key: str, value: object
) -> None:
    with pytest.raises(ConfigError, match=f"{key} must be "):
        store_settings(places, {key: value})  # type: ignore[dict-item]
    assert not file.exists()


async def test_a_first_change_writes_a_file_that_explains_every_setting(
    store: SettingsStore, file: Path, told: list[Event]
) -> None:
    await store.change({"models.threads": 3})
    assert (store.values.models.threads, told) == (3, [SettingsChanged()])
    text = read(file)
    assert tomllib.loads(text)["models"] == {"threads": 3}
    for one in all_settings().values():
        assert one.elsewhere or f"# {one.words.help}\n" in text
        assert one.elsewhere or f"{one.name} = " in text
    assert is_closed(file)


def test_a_change_leaves_everything_else_as_its_person_wrote_it(file: Path) -> None:
    write(file, MINE)
    change_settings(file, {"appearance.theme": "dark", "chat.enter_sends": False})
    text = read(file)
    assert text.startswith(MINE.replace('"light"', '"dark"'))
    assert tomllib.loads(text)["chat"] == {"enter_sends": False}
    assert read(file.with_name("settings.toml.bak")) == MINE
    change_settings(file, {"appearance.motion": False})
    assert "in the morning\n# Let things move" in read(file)
    change_settings(file, {"appearance.theme": None})
    assert "theme" not in tomllib.loads(read(file))["appearance"]


@pytest.mark.parametrize(
    "text",
    [
        'appearance = { theme = "light" }\n',
        'appearance.theme = "light"\n',
        '[appearance]\ntheme = """\nlight"""\n',
        '[appearance]\n"theme" = "light"\n',
    ],
)
def test_what_cannot_be_changed_line_by_line_is_left_to_its_person(file: Path, text: str) -> None:
    write(file, text)
    with pytest.raises(ConfigError, match=r"change it by hand|not valid TOML"):
        change_settings(file, {"appearance.theme": "dark"})
    assert read(file) == text


async def test_unknown_keys_are_kept_and_named(
    store: SettingsStore, file: Path, told: list[Event]
) -> None:
    write(file, MINE)
    await store.heed()
    assert store.values.appearance.theme == "light"
    [problem] = [event for event in told if isinstance(event, Notice)]
    assert f"{file}: Parley knows no mine.odd. They are kept" in problem.text
    await store.change({"appearance.motion": False})
    assert tomllib.loads(read(file))["mine"] == {"odd": [1, 2]}


async def test_one_wrong_value_costs_only_itself(
    store: SettingsStore, file: Path, told: list[Event]
) -> None:
    write(file, '[appearance]\ntheme = "blue"\ntext_size = 150\n')
    await store.heed()
    assert (store.values.appearance.theme, store.values.appearance.text_size) == ("system", 150)
    assert "appearance.theme must be one of system, light, dark, contrast." in str(told)


async def test_a_broken_file_is_kept_and_what_held_before_holds_on(
    store: SettingsStore, file: Path, told: list[Event]
) -> None:
    await store.change({"models.threads": 3})
    write(file, "[models\nthreads")
    await store.heed()
    await store.heed()
    [_, notice] = told
    assert isinstance(notice, Notice)
    assert "is not valid TOML" in notice.text
    assert store.values.models.threads == 3
    with pytest.raises(ConfigError, match="left as it is"):
        await store.change({"models.threads": 4})
    assert read(file) == "[models\nthreads"


async def test_what_is_changed_by_hand_is_heeded(
    store: SettingsStore, file: Path, told: list[Event]
) -> None:
    heard: list[int] = []
    store.on_change = lambda: heard.append(store.values.appearance.text_size)
    await store.heed()
    write(file, "[appearance]\ntext_size = 120\n")
    await store.heed()
    await store.heed()
    assert (heard, told) == ([120], [SettingsChanged()])


async def test_a_change_of_the_same_length_at_the_same_time_is_heeded_too(
    store: SettingsStore, file: Path
) -> None:
    for size in (110, 120):
        change_settings(file, {"appearance.text_size": size})
        os.utime(file, (1, 1))
        await store.heed()
    assert store.values.appearance.text_size == 120


async def test_a_group_is_reset_and_tells_what_was_set_in_it(
    store: SettingsStore, file: Path
) -> None:
    was = {"models.threads": 3, "models.gpu": False}
    await store.change({**was, "appearance.theme": "dark"})
    assert await store.reset("models") == was
    assert store.values.models == Settings().models
    assert tomllib.loads(read(file))["models"] == {}
    assert store.values.appearance.theme == "dark"
    await store.change(was)
    assert (store.values.models.threads, store.values.models.gpu) == (3, False)


async def test_what_older_versions_kept_elsewhere_holds_until_it_is_set_here(
    store: SettingsStore, places: Places, told: list[Event]
) -> None:
    write(places.config_file, '{"journal": {"keepDays": 30.0, "keepMegabytes": 1}}')
    write(places.view, '{"stays": false}')
    await store.heed()
    assert (store.values.journal.keep_days, store.values.start.when_closed) == (30, "quit")
    assert "journal.keep_megabytes must be" in str(told)
    await store.reset("journal")
    assert store.values.journal == Settings().journal
    await store.change({"start.when_closed": "auto"})
    assert load_settings(places)[0].start.when_closed == "auto"


async def test_the_start_at_login_is_kept_by_the_system_alone(
    store: SettingsStore, file: Path
) -> None:
    await store.change({"start.at_login": True})
    assert (starts_at_login(), store.values.start.at_login) == (True, True)
    assert not is_there(file)
    await store.reset("start")
    assert (starts_at_login(), store.values.start.at_login) == (False, False)


async def test_an_export_is_a_whole_file_of_the_same_settings(
    store: SettingsStore, tmp_path: Path
) -> None:
    await store.change({"network.hub": "https://hub.example", "journal.keep_days": 7})
    other = tmp_path / "other.toml"
    write(other, store.exported())
    told = read_settings(other)
    assert told.values == {"network.hub": "https://hub.example", "journal.keep_days": 7}
    assert told.problems == ()


def test_every_group_has_words_and_settings() -> None:
    assert all(words.label and words.help for words in groups().values())
    assert all(settings_of(group) for group in groups())
