"""Signing in to a real server on this computer, through the whole way of a server's start."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from desktop.errors import SignInFailed, SignInNeeded
from desktop.events import ServerStatus
from desktop.servers.config import ServerSpec
from desktop.servers.removal import Removal
from desktop.servers.signing_in.addresses import Guard
from desktop.servers.signing_in.oauth import SignedRequests
from tests.servers.attendant import ScriptedAttendant
from tests.servers.far_desk import FarDesk, browse, far_desk
from tests.servers.pocket import PocketSecrets
from tests.servers.sign_in_server import House, house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio


@pytest.fixture
def place() -> Iterator[House]:
    with house() as made:
        yield made


@asynccontextmanager
async def desk(
    places: Places,
    place: House,
    secrets: PocketSecrets,
    browser: Callable[[str], Awaitable[None]] | None = browse,
    **more: Any,
) -> AsyncIterator[FarDesk]:
    wanted = {"secrets": secrets, "browser": browser, "era": "legacy", **more}
    async with far_desk(places, place.url, **wanted) as made:
        yield made


async def test_the_person_is_asked_where_and_for_what_and_then_the_tool_runs(
    places: Places, place: House
) -> None:
    async with desk(places, place, PocketSecrets()) as made:
        outcome = await made.supervisor.call("far", "whoami", {})

        [asked] = made.person.sign_ins
        assert (asked.server, asked.address, asked.host) == ("far", place.url, "127.0.0.1")
        assert (asked.scopes, asked.more) == (("read",), False)
        assert outcome.text == "you"
        assert made.state.signed_in


async def test_a_start_by_itself_asks_nobody_and_says_that_a_sign_in_is_needed(
    places: Places, place: House
) -> None:
    async with desk(places, place, PocketSecrets()) as made:
        with pytest.raises(SignInNeeded, match="needs you to sign in"):
            await made.supervisor.start("far", ask_again=False)

        assert not made.person.sign_ins
        assert made.state.status is ServerStatus.STOPPED
        assert made.state.needs_sign_in
        assert place.asked == ["POST /mcp"]


async def test_who_declines_is_asked_once_and_the_server_stands_still(
    places: Places, place: House
) -> None:
    async with desk(places, place, PocketSecrets(), None) as made:
        with pytest.raises(SignInNeeded, match="which you did not do"):
            await made.supervisor.start("far")

        assert len(made.person.sign_ins) == 1
        assert made.state.needs_sign_in
        assert "POST /token" not in place.asked


async def test_the_next_parley_goes_on_without_the_person_and_without_registering_again(
    places: Places, place: House
) -> None:
    secrets = PocketSecrets()
    async with desk(places, place, secrets) as made:
        await made.supervisor.start("far")
    async with desk(places, place, secrets) as made:
        await made.supervisor.start("far", ask_again=False)

        assert not made.person.sign_ins
        assert made.state.signed_in
        assert len(place.redirects) == 1


async def test_a_token_that_ran_out_meanwhile_is_renewed_where_it_was_given_out(
    places: Places, place: House
) -> None:
    secrets = PocketSecrets()
    async with desk(places, place, secrets) as made:
        await made.supervisor.start("far")
    place.forget_tokens()
    async with desk(places, place, secrets) as made:
        await made.supervisor.start("far", ask_again=False)

        assert not made.person.sign_ins
        assert [form["grant_type"] for form in place.forms] == [
            "authorization_code",
            "refresh_token",
        ]
        assert place.forms[1]["resource"] == place.url


async def test_tokens_renew_in_the_middle_of_the_work(places: Places, place: House) -> None:
    async with desk(places, place, PocketSecrets()) as made:
        await made.supervisor.start("far")
        place.forget_tokens()

        assert (await made.supervisor.call("far", "whoami", {})).text == "you"
        assert len(made.person.sign_ins) == 1


async def test_a_refused_renewal_asks_the_person_again(places: Places, place: House) -> None:
    async with desk(places, place, PocketSecrets()) as made:
        await made.supervisor.start("far")
        place.takes_refresh = False
        place.forget_tokens()

        assert (await made.supervisor.call("far", "whoami", {})).text == "you"
        assert len(made.person.sign_ins) == 2


async def test_a_server_that_takes_no_token_is_not_asked_for_ever(
    places: Places, place: House
) -> None:
    place.takes_tokens = False
    secrets = PocketSecrets()
    async with desk(places, place, secrets) as made:
        with pytest.raises(SignInFailed, match="does not take the sign-in that it asked for"):
            await made.supervisor.start("far")

        assert len(made.person.sign_ins) == 1
        assert not any("canary" in kept.get_secret_value() for kept in secrets.kept.values())


async def test_further_rights_are_asked_for_once(places: Places, place: House) -> None:
    async with desk(places, place, PocketSecrets()) as made:
        await made.supervisor.start("far")
        place.needs_scope = "write"

        assert (await made.supervisor.call("far", "whoami", {})).text == "you"
        _, more = made.person.sign_ins
        assert (more.scopes, more.more) == (("read", "write"), True)


async def test_an_answer_with_another_state_is_not_heeded(places: Places, place: House) -> None:
    answers: list[int] = []

    async def forged_first(link: str) -> None:
        back = httpx2.QueryParams(httpx2.URL(link).query.decode())["redirect_uri"]
        async with httpx2.AsyncClient(trust_env=False) as browser:
            forged = await browser.get(back, params={"code": "evil", "state": "evil"})
            answers.append(forged.status_code)
        await browse(link)

    async with desk(places, place, PocketSecrets(), forged_first) as made:
        await made.supervisor.start("far")

        assert answers == [400]
        assert [form["code"] for form in place.forms] == ["code-0"]


@pytest.mark.parametrize(
    ("lie", "told"),
    [
        ({"brought_back": {"iss": "https://elsewhere.example"}}, "iss mismatch"),
        ({"brought_back": {"iss": ""}}, "missing iss"),
        ({"metadata": {"issuer": "https://elsewhere.example"}}, "issuer"),
        ({"resource": {"resource": "https://elsewhere.example/mcp"}}, "does not match"),
        ({"brought_back": {"code": "", "error": "access_denied"}}, "access_denied"),
        ({"granted": {"access_token": ""}}, "no token|came to nothing|does not take"),
    ],
    ids=["issuer", "no issuer", "metadata", "audience", "denied", "empty token"],
)
async def test_what_is_not_right_at_the_other_end_gives_no_token(
    places: Places, place: House, lie: dict[str, dict[str, str]], told: str
) -> None:
    for name, value in lie.items():
        setattr(place, name, value)
    async with desk(places, place, PocketSecrets()) as made:
        with pytest.raises(SignInFailed, match=told):
            await made.supervisor.start("far")

        assert made.state.needs_sign_in
        assert not made.state.signed_in


@pytest.mark.parametrize(
    ("lie", "told"),
    [
        ({"resource": {"authorization_servers": ["http://example.com"]}}, "https"),
        ({"resource": {"authorization_servers": ["https://169.254.169.254"]}}, "public network"),
        ({"resource": {"authorization_servers": ["https://[::ffff:10.0.0.1]"]}}, "public network"),
        ({"metadata": {"token_endpoint": "https://192.168.1.1/token"}}, "public network"),
        ({"metadata": {"authorization_endpoint": "http://example.com/authorize"}}, "https"),
        ({"metadata": {"registration_endpoint": "https://10.0.0.1/register"}}, "public network"),
    ],
    ids=["clear", "cloud", "wrapped", "router", "page", "registration"],
)
async def test_nothing_is_sent_where_a_server_must_not_send_parley(
    places: Places, place: House, lie: dict[str, dict[str, Any]], told: str
) -> None:
    for name, value in lie.items():
        setattr(place, name, value)
    async with desk(places, place, PocketSecrets()) as made:
        with pytest.raises(SignInFailed, match=told):
            await made.supervisor.start("far")


async def test_tokens_go_to_no_other_address_though_the_name_stays(
    places: Places, place: House
) -> None:
    secrets = PocketSecrets()
    async with desk(places, place, secrets) as made:
        await made.supervisor.start("far")
    with house() as other:
        async with desk(places, other, secrets) as made:
            with pytest.raises(SignInNeeded):
                await made.supervisor.start("far", ask_again=False)

        assert set(other.bearers) == {""}


async def test_a_sign_out_forgets_all(places: Places, place: House) -> None:
    secrets = PocketSecrets()
    async with desk(places, place, secrets) as made:
        await made.supervisor.start("far")
        assert secrets.kept
        await made.supervisor.sign_out("far")

        assert not secrets.kept
        assert made.state.needs_sign_in
        with pytest.raises(SignInNeeded):
            await made.supervisor.start("far", ask_again=False)


async def test_a_parley_that_was_killed_after_a_removal_leaves_no_sign_in(
    places: Places, place: House
) -> None:
    secrets = PocketSecrets()
    async with desk(places, place, secrets) as made:
        await made.supervisor.start("far")
        await made.supervisor.removal.take_out("far")
        assert secrets.kept, "it may be had back"
        await Removal(made.supervisor, places).forget_left()

        assert not secrets.kept


async def test_a_registration_of_the_persons_own_is_used(places: Places, place: House) -> None:
    mine = {"clientId": "mine"}
    async with desk(places, place, PocketSecrets(), oauth=mine) as made:
        await made.supervisor.start("far")

        assert "POST /register" not in place.asked
        assert place.forms[0]["client_id"] == "mine"


async def test_no_token_stands_in_a_log_an_error_or_a_file(
    places: Places, place: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with desk(places, place, PocketSecrets()) as made:
        await made.supervisor.call("far", "whoami", {})
        place.granted = {"token_type": "canary"}
        place.forget_tokens()
        with pytest.raises(Exception) as failed:  # noqa: PT011
            await made.supervisor.call("far", "whoami", {})

        assert "canary" not in str(failed.value)
        assert not [event for event in made.events if "canary" in str(event)]
    assert "canary" not in caplog.text
    for file in places.config.parent.rglob("*"):
        assert not (file.is_file() and b"canary" in file.read_bytes()), file


async def test_what_is_sent_goes_to_the_very_address_that_was_checked() -> None:
    async def resolved(host: str, port: int) -> list[str]:
        del host, port
        return ["93.184.215.14"]

    spec = ServerSpec(name="far", url="https://far.example/mcp")
    guard = Guard("far", spec.url, resolve=resolved)
    signed = SignedRequests(spec, PocketSecrets(), ScriptedAttendant(), guard)
    request = httpx2.Request("GET", "https://login.example/token")
    await signed._check(request)

    assert str(request.url) == "https://93.184.215.14/token"
    assert request.headers["host"] == "login.example"
    assert request.extensions["sni_hostname"] == "login.example"


async def test_the_server_says_that_it_waits_for_the_person(places: Places, place: House) -> None:
    async with desk(places, place, PocketSecrets()) as made:
        await made.supervisor.start("far")

        told = [state.detail for state in made.states if state.status is ServerStatus.STARTING]
        assert "It waits for you to sign in." in told


async def test_a_key_under_headers_goes_before_any_sign_in(places: Places, place: House) -> None:
    place.tokens["mine"] = "read"
    headers = {"Authorization": "Bearer mine"}
    async with desk(places, place, PocketSecrets(), headers=headers) as made:
        assert (await made.supervisor.call("far", "whoami", {})).text == "you"

        assert set(place.bearers) == {"mine"}
        assert not made.person.sign_ins
