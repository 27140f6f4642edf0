"""When an answer is given again, and when it is not."""

from __future__ import annotations

from mcp_types import CreateMessageResult, ModelPreferences, TextContent

from desktop.gateway.cache import MOST, Cache, Key, key_of
from desktop.gateway.policy import Policy
from desktop.gateway.request import Caller
from tests.fakes import make_params

KEEPING = Policy(cache_minutes=5)
NOTES = Caller("notes", "notes", "f1", KEEPING)
ANSWER = CreateMessageResult(role="assistant", content=TextContent(text="Yes."), model="m")


def test_nothing_is_kept_unless_it_is_wished_for_at_temperature_zero() -> None:
    cold = make_params(temperature=0)
    assert key_of(NOTES, cold, "m")
    assert key_of(NOTES, make_params(), "m") is None
    assert key_of(NOTES, make_params(temperature=0.1), "m") is None
    assert key_of(Caller("notes", "notes", "f1"), cold, "m") is None


def test_only_the_same_request_to_the_same_model_has_the_same_answer() -> None:
    key = key_of(NOTES, make_params("A", temperature=0), "m")
    assert key == key_of(NOTES, make_params("A", temperature=0), "m")
    assert key != key_of(NOTES, make_params("B", temperature=0), "m")
    assert key != key_of(NOTES, make_params("A", temperature=0, max_tokens=9), "m")
    assert key != key_of(NOTES, make_params("A", temperature=0), "n")


def test_what_no_model_reads_makes_no_difference() -> None:
    preferences = ModelPreferences(speed_priority=1)
    told = make_params("A", temperature=0, metadata={"n": 1}, model_preferences=preferences)
    assert key_of(NOTES, told, "m") == key_of(NOTES, make_params("A", temperature=0), "m")


def test_servers_share_an_answer_only_where_both_may() -> None:
    params = make_params(temperature=0)
    sharing = Policy(cache_minutes=5, share_cache=True)
    mail = Caller("mail", "mail", "f2", KEEPING)
    assert key_of(mail, params, "m") != key_of(NOTES, params, "m")
    shared = [key_of(Caller(name, name, name, sharing), params, "m") for name in "ab"]
    assert shared[0] == shared[1]
    assert shared[0] != key_of(NOTES, params, "m")


def test_an_answer_is_kept_until_its_time_is_over() -> None:
    cache, key = Cache(), Key("d", "m", "")
    cache.keep(key, ANSWER, until=100)
    assert cache.find(key, 99.9) is ANSWER
    assert cache.find(key, 100) is None
    assert cache.find(key, 99.9) is None


def test_without_a_key_nothing_is_kept_or_found() -> None:
    cache = Cache()
    cache.keep(None, ANSWER, until=100)
    assert cache.find(None, 1) is None


def test_what_was_not_wanted_for_the_longest_time_goes_first() -> None:
    cache, first = Cache(), Key("0", "m", "")
    for number in range(MOST):
        cache.keep(Key(str(number), "m", ""), ANSWER, until=100)
    assert cache.find(first, 1)
    cache.keep(Key("one more", "m", ""), ANSWER, until=100)
    assert cache.find(first, 1)
    assert cache.find(Key("1", "m", ""), 1) is None
