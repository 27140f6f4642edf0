"""Looking for a newer release: what is told, and why it sometimes cannot be."""

from __future__ import annotations

import gzip
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from desktop import __version__
from desktop.errors import CannotLook
from desktop.storage import releases
from desktop.storage.releases import knows_feed, look, order
from tests.storage.feed import PAGE, Answer, Feed, release, released, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

RISING = ("0", "0.0.1", "0.9", "0.10.dev1", "0.10a2", "0.10b1", "0.10-rc.1", "0.10rc2", "0.10",
          "0.10.1", "v1.0.0-rc1", "1.0", "2", "10.0")  # fmt: skip


@pytest.fixture
def feed() -> Iterator[Feed]:
    with serving() as feed:
        yield feed


@pytest.fixture
def packaged(places: Places, tmp_path: Path, feed: Feed) -> Places:
    return released(places, tmp_path / "resources", feed.address)


def test_versions_are_in_their_order() -> None:
    for lower, higher in pairwise(RISING):
        assert order(lower) < order(higher), (lower, higher)
    assert order("1.0") == order("v1") == order("1.0.0")


@pytest.mark.parametrize("wrong", ["", "latest", "1.0 ", "1.0-final", "1.0\n", "1..0", "9" * 20])
def test_what_is_no_version_is_not_compared(wrong: str) -> None:
    with pytest.raises(ValueError, match="is no version"):
        order(wrong)


async def test_a_newer_release_is_told_with_the_page_that_was_packaged(
    packaged: Places, feed: Feed
) -> None:
    feed.answers["/latest"] = release("v99.1")
    found = await look(packaged)
    assert (found.version, found.page, found.newer) == ("99.1", PAGE, True)
    assert str(found) == (
        f"Parley 99.1 is there; this is {__version__}. Nothing is installed by itself: you find "
        f"it at {PAGE}"
    )


@pytest.mark.parametrize("tag", [f"v{__version__}", "v0.0.1", f"{__version__}rc1"])
async def test_the_same_and_an_older_release_are_nothing_new(
    packaged: Places, feed: Feed, tag: str
) -> None:
    feed.answers["/latest"] = release(tag)
    found = await look(packaged)
    assert not found.newer
    assert str(found) == f"This Parley, {__version__}, is the newest."


async def test_the_question_tells_nothing_of_who_asks(packaged: Places, feed: Feed) -> None:
    feed.answers["/latest"] = release("v1.0")
    await look(packaged)
    [asked] = feed.asked
    assert asked.pop("Host").startswith("127.0.0.1")
    assert asked == {
        "path": "/latest",
        "User-Agent": "parley",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "keep-alive",
    }


async def test_a_feed_that_has_moved_is_followed(packaged: Places, feed: Feed) -> None:
    feed.answers["/latest"] = Answer(302, {"Location": "/moved"})
    feed.answers["/moved"] = release("v99.1")
    assert (await look(packaged)).newer
    assert [asked["path"] for asked in feed.asked] == ["/latest", "/moved"]


NOT_UNDERSTOOD = "the answer is not one that this Parley understands"
ELSEWHERE = {"Location": "http://example.org/latest"}
ANSWERS = {
    "nothing is there": (Answer(404), "the answer was 404 Not Found"),
    "it is broken": (Answer(500), "the answer was 500 Internal Server Error"),
    "no JSON": (Answer(body=b"<html>Log in to the hotel's network</html>"), NOT_UNDERSTOOD),
    "no text": (Answer(body=b"\xff\xfe"), NOT_UNDERSTOOD),
    "no release": (Answer(body=b'{"message": "API rate limit exceeded"}'), NOT_UNDERSTOOD),
    "no version": (release("nightly"), NOT_UNDERSTOOD),
    "a number": (Answer(body=b'{"tag_name": 2}'), NOT_UNDERSTOOD),
    "packed": (
        Answer(headers={"Content-Encoding": "gzip"}, body=gzip.compress(release("v99").body)),
        NOT_UNDERSTOOD,
    ),
    "too long": (Answer(body=b" " * (releases.MOST_BYTES + 1)), "the answer is far too long"),
    "sent round": (Answer(302, {"Location": "/latest"}), "Exceeded maximum allowed redirects"),
    "sent on in the open": (
        Answer(302, ELSEWHERE),
        "it was sent on to http://example.org/latest, and only https can be trusted",
    ),
}


@pytest.mark.parametrize(("answer", "why"), ANSWERS.values(), ids=ANSWERS.keys())
async def test_an_answer_that_is_of_no_use_is_told_with_the_page_to_look_at(
    packaged: Places, feed: Feed, answer: Answer, why: str
) -> None:
    feed.answers["/latest"] = answer
    with pytest.raises(CannotLook) as caught:
        await look(packaged)
    assert str(caught.value) == (
        f"Whether there is a newer Parley could not be found out: {why}. You can look yourself, "
        f"at {PAGE}"
    )


async def test_a_feed_that_does_not_answer_is_not_waited_for(
    packaged: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "SECONDS", 0.2)
    with pytest.raises(CannotLook, match="there was no answer within"):
        await look(packaged)


async def test_a_feed_that_is_not_there_is_told(places: Places, tmp_path: Path) -> None:
    with serving() as feed:
        gone = feed.address
    with pytest.raises(CannotLook, match=f"could not be found out: .+ at {PAGE}"):
        await look(released(places, tmp_path / "resources", gone))


async def test_a_copy_from_source_knows_no_feed(places: Places, tmp_path: Path) -> None:
    unreleased = replace(places, resources=tmp_path)
    assert not knows_feed(unreleased)
    with pytest.raises(CannotLook, match="built from source"):
        await look(unreleased)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("http://example.org/latest", PAGE),
        ("ftp://example.org/latest", PAGE),
        ("https:", PAGE),
        ("https://[::1", PAGE),
        ("https://example.org/latest", "javascript:alert(1)"),
    ],
)
async def test_only_a_feed_that_nobody_can_change_on_the_way_is_asked(
    places: Places, tmp_path: Path, address: str, page: str
) -> None:
    packaged = released(places, tmp_path / "resources", address, page)
    assert knows_feed(packaged)
    with pytest.raises(CannotLook, match="Install Parley again to mend it"):
        await look(packaged)
