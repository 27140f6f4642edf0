"""The list of models that answer together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.errors import ConfigError
from desktop.models.strategies.config import (
    add_strategy,
    parsed,
    read_strategies,
    remove_strategy,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("entry", "kind", "parts"),
    [
        ({"draft": "a", "refine": "b"}, "draft", ("a", "b")),
        ({"draft": "a", "refine": "a"}, "draft", ("a",)),
        ({"compare": ["a", "b"], "pick": "a"}, "compare", ("a", "b")),
        ({"first": "a", "fallBack": "b", "ranked": True}, "first", ("a", "b")),
    ],
)
def test_each_kind_is_read_and_written_as_it_was(
    tmp_path: Path, entry: dict[str, Any], kind: str, parts: tuple[str, ...]
) -> None:
    path = tmp_path / "strategies.json"
    spec = parsed("both", entry)
    add_strategy(path, spec)
    assert (spec.kind, spec.parts) == (kind, parts)
    assert json.loads(path.read_text())["strategies"] == {"both": entry}
    assert read_strategies(path).strategies == (spec,)
    remove_strategy(path, "both")
    assert read_strategies(path).strategies == ()


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({}, "say one of"),
        ({"draft": "a"}, "draft and refine takes two models"),
        ({"compare": ["a"]}, "compare takes two models"),
        ({"compare": ["a", "a"]}, "compare takes models that differ"),
        ({"compare": list("abcde")}, "compare: .*at most 4"),
        ({"first": "a", "fallBack": "a"}, "takes models that differ"),
        ({"draft": "a", "refine": "b", "first": "c"}, "say one of"),
        ({"draft": "a", "refine": "b", "pick": "c"}, "nothing to pick from"),
        ({"drafts": "a"}, "there is no 'drafts'. There are: draft, refine, compare, pick"),
        ("a", "must be an object"),
    ],
)
def test_what_is_none_is_told_with_the_reason(entry: object, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        parsed("both", entry)


def test_a_bad_entry_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "strategies.json"
    good = {"draft": "a", "refine": "b"}
    path.write_text(json.dumps({"strategies": {"no name": good, "bad": {}, "good": good}}))
    found = read_strategies(path)
    assert [one.name for one in found.strategies] == ["good"]
    assert len(found.problems) == 2


def test_a_name_is_taken_only_once(tmp_path: Path) -> None:
    path = tmp_path / "strategies.json"
    spec = parsed("both", {"draft": "a", "refine": "b"})
    add_strategy(path, spec)
    with pytest.raises(ConfigError, match=r"stands in .* already"):
        add_strategy(path, spec)
