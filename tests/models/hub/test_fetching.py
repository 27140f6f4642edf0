"""One file on its way: against a hub on this computer that breaks off, lies and refuses."""

from __future__ import annotations

import errno
import hashlib
import os
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from desktop.errors import (
    AccessNeeded,
    DamagedFile,
    DownloadFailed,
    HubBusy,
    HubUnreachable,
    NoSpace,
    NotOnHub,
)
from desktop.models.hub.client import Hub
from desktop.models.hub.fetching import Fetch, Phase, Stopped, unfinished
from tests.programs.hub_server import COMMIT, LATER, HubServer, Turn, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.models.hub.fetching import Progress
    from desktop.models.hub.origins import Origin

CONTENT = b"GGUF" + bytes(range(256)) * 4000
REPO, NAME = "maker/tiny-GGUF", "tiny.gguf"
PLENTY = 1 << 40


@pytest.fixture
def server() -> Iterator[HubServer]:
    with serving() as hub:
        hub.put(REPO, NAME, CONTENT)
        yield hub


class Desk:
    """A folder for one file, and what was told of its download."""

    def __init__(self, folder: Path, server: HubServer) -> None:
        self.path = folder / NAME
        self.part = folder / f"{NAME}.part"
        self.server = server
        self.told: list[Progress] = []

    def origin(self) -> Origin:
        [origin] = Hub(self.server.endpoint).offer(REPO).files
        return origin

    def fetch(self, origin: Origin | None = None, free: int = PLENTY) -> Fetch:
        hub = Hub(self.server.endpoint)
        known = origin or self.origin()
        return Fetch(hub, known, self.path, self.told.append, lambda _: free, pause=0.0)

    @property
    def left(self) -> list[str]:
        return sorted(path.name for path in self.path.parent.iterdir())

    @property
    def waited(self) -> int:
        return sum(one.phase is Phase.WAITING for one in self.told)


@pytest.fixture
def desk(tmp_path: Path, server: HubServer) -> Desk:
    folder = tmp_path / "models"
    folder.mkdir()
    return Desk(folder, server)


def test_a_file_comes_whole_and_nothing_else_is_left(desk: Desk) -> None:
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT
    assert desk.left == [NAME]
    assert desk.told[-1].phase is Phase.CHECKING


def test_a_connection_that_drops_goes_on_where_it_was(desk: Desk) -> None:
    desk.server.turns.extend([Turn(after=300_000), Turn(after=200_000), Turn()])
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT
    assert desk.server.ranges == ["", "bytes=300000-", "bytes=500000-"]
    assert desk.waited == 2


def test_an_answer_that_is_shorter_than_the_file_goes_on_too(desk: Desk) -> None:
    desk.server.turns.append(Turn(after=100_000, announces=100_000))
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT
    assert desk.server.ranges == ["", "bytes=100000-"]


def test_a_connection_that_never_holds_is_given_up_and_its_part_goes_on_later(desk: Desk) -> None:
    desk.server.turns.extend([Turn(after=50_000), *[Turn(after=0)] * 6])
    with pytest.raises(HubUnreachable, match=f"parley models get {REPO}/{NAME}"):
        desk.fetch().run()
    assert desk.part.stat().st_size == 50_000
    desk.server.turns.clear()
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT
    assert desk.server.ranges[-1] == "bytes=50000-"


def test_a_hub_that_always_sends_nothing_is_given_up(desk: Desk) -> None:
    desk.server.turns.extend([Turn(after=0, announces=0)] * 9)
    # The last answer is empty, or the connection is found closed: which, is a matter of moments.
    with pytest.raises(HubUnreachable, match="The connection to the hub does not hold"):
        desk.fetch().run()


def test_what_was_broken_off_is_known_after_a_restart(desk: Desk) -> None:
    desk.server.turns.extend([Turn(after=70_000), *[Turn(after=0)] * 6])
    with pytest.raises(HubUnreachable):
        desk.fetch().run()
    [one] = unfinished(desk.path.parent)
    assert (one.path, one.done, one.origin) == (desk.path, 70_000, desk.origin())


def test_stopping_keeps_the_part_and_writes_nothing_more(desk: Desk) -> None:
    desk.server.turns.append(Turn(after=120_000, hold=True))
    fetch = desk.fetch()
    ended: list[type[BaseException]] = []

    def run() -> None:
        try:
            fetch.run()
        except Stopped as error:
            ended.append(type(error))

    thread = Thread(target=run)
    thread.start()
    assert desk.server.held.wait(20)
    fetch.stop()
    desk.server.over.set()
    thread.join(20)
    assert ended == [Stopped]
    assert desk.part.stat().st_size <= 120_000
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT


def test_wrong_bytes_are_kept_aside_and_the_file_can_be_fetched_again(desk: Desk) -> None:
    desk.server.turns.append(Turn(content=CONTENT[:-1] + b"!"))
    with pytest.raises(DamagedFile, match="damaged"):
        desk.fetch().run()
    assert desk.left == [f"{NAME}.damaged"]
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT


def test_a_file_without_an_end_is_cut_off_at_its_size(desk: Desk) -> None:
    desk.server.turns.append(Turn(content=CONTENT * 3))
    with pytest.raises(DamagedFile, match="longer than announced"):
        desk.fetch().run()
    assert (desk.path.parent / f"{NAME}.damaged").stat().st_size <= len(CONTENT)


def test_a_hub_that_announces_another_file_gives_none_of_it(desk: Desk) -> None:
    origin = desk.origin()
    desk.server.linked = "e" * 64
    with pytest.raises(DownloadFailed, match="another file"):
        desk.fetch(origin).run()
    assert desk.server.ranges == [""]
    assert not desk.part.exists()


def test_a_part_longer_than_the_file_is_begun_again(desk: Desk) -> None:
    desk.server.turns.extend([Turn(after=90_000), *[Turn(after=0)] * 6])
    with pytest.raises(HubUnreachable):
        desk.fetch().run()
    desk.part.write_bytes(CONTENT * 2)
    desk.server.turns.clear()
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT


@pytest.mark.parametrize("turn", [Turn(status=416), Turn(start=5)])
def test_a_position_that_the_hub_does_not_know_begins_again(desk: Desk, turn: Turn) -> None:
    desk.server.turns.extend([Turn(after=90_000), turn])
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT
    assert desk.server.ranges == ["", "bytes=90000-", ""]


def test_a_hub_without_positions_begins_again(desk: Desk) -> None:
    desk.server.turns.extend([Turn(after=90_000), Turn(ignore_range=True)])
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT


def test_a_part_of_another_version_is_not_gone_on_with(desk: Desk) -> None:
    desk.server.turns.extend([Turn(after=90_000), *[Turn(after=0)] * 6])
    with pytest.raises(HubUnreachable):
        desk.fetch().run()
    desk.server.turns.clear()
    newer = CONTENT[::-1]
    desk.server.put(REPO, NAME, newer, LATER)
    desk.fetch().run()
    assert desk.path.read_bytes() == newer
    assert desk.server.ranges[-1] == ""


def test_a_newer_commit_with_the_same_file_goes_on(desk: Desk) -> None:
    desk.server.turns.extend([Turn(after=90_000), *[Turn(after=0)] * 6])
    with pytest.raises(HubUnreachable):
        desk.fetch().run()
    desk.server.turns.clear()
    desk.server.put(REPO, NAME, CONTENT, LATER)
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT
    assert desk.server.ranges[-1] == "bytes=90000-"


def test_a_download_keeps_to_its_commit_though_the_hub_has_a_newer_one(desk: Desk) -> None:
    origin = desk.origin()
    desk.server.put(REPO, NAME, CONTENT[::-1], LATER)
    desk.fetch(origin).run()
    assert origin.commit == COMMIT
    assert hashlib.sha256(desk.path.read_bytes()).hexdigest() == origin.sha256


def test_a_disk_without_room_is_told_before_anything_is_fetched(desk: Desk) -> None:
    with pytest.raises(NoSpace, match="Make room"):
        desk.fetch(free=len(CONTENT)).run()
    assert desk.server.ranges == []


def test_a_disk_that_fills_up_keeps_the_part(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(progress: Progress) -> None:
        if progress.done:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    fetch = Fetch(Hub(desk.server.endpoint), desk.origin(), desk.path, full, lambda _: PLENTY, 0.0)
    with pytest.raises(NoSpace, match="No space left"):
        fetch.run()
    assert desk.part.exists()
    desk.fetch().run()
    assert desk.path.read_bytes() == CONTENT


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_hub_is_asked_again(desk: Desk, status: int) -> None:
    desk.server.turns.append(Turn(status=status, headers={"Retry_After": "0"}))
    desk.fetch().run()
    assert desk.waited == 1


def test_a_hub_that_wants_minutes_is_left_to_the_person(desk: Desk) -> None:
    desk.server.turns.append(Turn(status=429, headers={"Retry_After": "300"}))
    with pytest.raises(HubBusy, match="in 300 seconds"):
        desk.fetch().run()


def test_what_is_gated_says_how_to_get_it(desk: Desk) -> None:
    desk.server.gated.add(REPO)
    with pytest.raises(AccessNeeded, match="agreed to its terms"):
        desk.fetch().run()


def test_a_token_opens_what_is_gated_and_never_reaches_the_cdn(desk: Desk) -> None:
    desk.server.gated.add(REPO)
    desk.server.tokens.add("hf_secret")
    hub = Hub(desk.server.endpoint, "hf_secret")
    Fetch(hub, desk.origin(), desk.path, desk.told.append, lambda _: PLENTY, 0.0).run()
    assert desk.path.read_bytes() == CONTENT
    sent = {(one.where, one.authorization) for one in desk.server.asked}
    assert ("api", "Bearer hf_secret") in sent
    assert {token for where, token in sent if where == "cdn"} == {""}


def test_a_file_that_is_gone_is_told(desk: Desk) -> None:
    origin = desk.origin()
    del desk.server.files[REPO, COMMIT, NAME]
    with pytest.raises(NotOnHub, match="tells its files"):
        desk.fetch(origin).run()


def test_two_of_one_file_do_not_write_over_each_other(desk: Desk) -> None:
    desk.server.turns.append(Turn(after=100_000, hold=True))
    first = desk.fetch()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            first.run()
        except Stopped as error:
            failed.append(error)

    thread = Thread(target=run)
    thread.start()
    assert desk.server.held.wait(20)
    second = Thread(target=desk.fetch().run)
    second.start()
    first.stop()
    desk.server.over.set()
    thread.join(20)
    second.join(20)
    assert failed
    assert desk.path.read_bytes() == CONTENT
