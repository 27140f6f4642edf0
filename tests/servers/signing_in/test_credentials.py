"""What a sign-in gave, in pieces that every store for keys takes."""

from __future__ import annotations

import pytest
from mcp.shared.auth import OAuthToken

from desktop.servers.signing_in.credentials import PIECE, Credentials, account_of, forget_long
from tests.servers.pocket import PocketSecrets

pytestmark = pytest.mark.anyio

URL = "https://far.example/mcp"


def tokens(length: int) -> OAuthToken:
    return OAuthToken(access_token="x" * length, expires_in=60, refresh_token="y")


async def test_a_token_longer_than_what_a_store_takes_is_kept_in_pieces() -> None:
    secrets = PocketSecrets()
    await Credentials(secrets, "far", URL).set_tokens(tokens(5 * PIECE))

    assert all(len(piece.get_secret_value()) <= PIECE for piece in secrets.kept.values())
    assert await Credentials(secrets, "far", URL).get_tokens() == tokens(5 * PIECE)


async def test_nothing_is_left_of_a_longer_one() -> None:
    secrets = PocketSecrets()
    kept = Credentials(secrets, "far", URL)
    await kept.set_tokens(tokens(5 * PIECE))
    await kept.set_tokens(tokens(10))

    assert list(secrets.kept) == ["sign-in far"]
    assert await Credentials(secrets, "far", URL).get_tokens() == tokens(10)


async def test_what_was_given_for_one_address_is_not_read_for_another() -> None:
    secrets = PocketSecrets()
    await Credentials(secrets, "far", URL).set_tokens(tokens(10))

    assert await Credentials(secrets, "far", "https://evil.example/mcp").get_tokens() is None


async def test_no_server_can_take_the_name_of_anothers_piece() -> None:
    secrets = PocketSecrets()
    await Credentials(secrets, "far", URL).set_tokens(tokens(2 * PIECE))
    await forget_long(secrets, account_of("2 far"))
    await forget_long(secrets, account_of("far (2)"))

    assert await Credentials(secrets, "far", URL).get_tokens() == tokens(2 * PIECE)


async def test_what_is_damaged_counts_as_nothing() -> None:
    secrets = PocketSecrets()
    kept = Credentials(secrets, "far", URL)
    await kept.set_tokens(tokens(2 * PIECE))
    secrets.kept.pop("sign-in-2 far")

    assert await Credentials(secrets, "far", URL).get_tokens() is None


async def test_all_of_it_is_forgotten() -> None:
    secrets = PocketSecrets()
    await Credentials(secrets, "far", URL).set_tokens(tokens(5 * PIECE))
    await forget_long(secrets, account_of("far"))

    assert not secrets.kept
