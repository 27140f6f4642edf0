"""What is remembered of tool calls: whose, what was asked and answered, and how much of it."""

from __future__ import annotations

from desktop.servers.calls import KEPT, MOST, Calls


def test_a_call_is_told_with_its_arguments_and_its_answer() -> None:
    calls = Calls()
    asked = calls.begin("tides", "high_water", {"harbour": "Århus"})
    told = 'Tool: high_water\nArguments: {"harbour": "Århus"}\nAnswer: '
    assert calls.latest("tides") == [("tides", f"{told}(none)")]
    asked.answer("14:20")
    assert calls.latest("tides") == [("tides", f"{told}14:20")]


def test_the_calls_of_one_server_are_told_without_those_of_others() -> None:
    calls = Calls()
    for server in ("tides", "winds", "tides"):
        calls.begin(server, "now", {})
    assert [server for server, _ in calls.latest("tides")] == ["tides", "tides"]
    assert [server for server, _ in calls.latest()] == ["tides", "winds", "tides"]
    assert calls.latest("notes") == []


def test_of_a_server_that_calls_more_than_all_others_only_the_latest_are_kept() -> None:
    calls = Calls()
    calls.begin("winds", "now", {})
    for number in range(KEPT + 5):
        calls.begin("tides", f"number_{number}", {})
    told = [text for _, text in calls.latest("tides")]
    assert len(told) == KEPT
    assert told[-1].startswith(f"Tool: number_{KEPT + 4}\n")
    assert len(calls.latest()) == KEPT + 1


def test_long_texts_are_cut_and_it_is_said_how_much_is_missing() -> None:
    calls = Calls()
    calls.begin("tides", "now", {}).answer("x" * (MOST + 1234))
    ((_, told),) = calls.latest()
    assert told.endswith("x [cut here: 1,234 more characters]")
    assert len(told) < MOST + 200


def test_a_server_that_is_forgotten_leaves_nothing() -> None:
    calls = Calls()
    calls.begin("tides", "now", {})
    calls.forget("tides")
    calls.forget("unknown")
    assert calls.latest() == []
