"""What is known of a model before it is asked anything."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from desktop.language import Translated
from desktop.models.context import Location, ModelContext, Source, loaded_on

PLAIN = ModelContext("a", "A")
AWAY = replace(PLAIN, location=Location.REMOTE)

IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "no name to ask it by": {"id": ""},
    "a size below nothing": {"size": -1},
    "a size in words": {"size": "5"},
    "memory below nothing": {"memory": -1},
    "a context below nothing": {"context_length": -1},
    "an ability below nothing": {"capability": -0.5},
    "a price below nothing": {"input_price": -1.0},
    "a price that is no number": {"output_price": nan},
    "a speed without end": {"speed": inf},
    "the source of a field that there is not": {"sources": {"sped": Source.MEASURED}},
    "a source that there is not": {"sources": {"speed": "hearsay"}},
    "a field that there is not": {"colour": "blue"},
}


def test_a_price_is_that_of_three_parts_request_and_one_part_answer() -> None:
    assert replace(AWAY, input_price=1.0, output_price=5.0).price == 2.0


def test_on_this_computer_the_price_is_nothing() -> None:
    assert PLAIN.price == 0.0
    assert replace(PLAIN, input_price=1.0, output_price=1.0).price == 0.0


def test_elsewhere_a_price_of_which_a_part_is_not_known_is_not_known() -> None:
    assert replace(AWAY, input_price=1.0).price is None
    assert replace(AWAY, output_price=1.0).price is None


@pytest.mark.parametrize("told", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_what_cannot_be_is_refused_of_a_new_model_and_of_a_copy(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=f"(?s)1 validation error.*{next(iter(told))}"):
        ModelContext(**{"id": "a", "name": "A", **told})
    with pytest.raises(ValidationError):
        replace(PLAIN, **told)


def test_what_is_known_stays_as_it_is() -> None:
    with pytest.raises(FrozenInstanceError):
        PLAIN.size = 5  # type: ignore[misc]


def test_a_context_with_sources_can_still_be_in_a_set() -> None:
    one = replace(PLAIN, sources={"speed": Source.MEASURED})
    assert len({one, replace(one)}) == 1


def test_a_translated_text_still_knows_its_english() -> None:
    why = Translated("kein Schlüssel")
    why.english = "no key"
    ready = replace(AWAY, ready=why).ready
    assert isinstance(ready, Translated)
    assert ready.english == "no key"


def test_while_it_is_in_memory_it_tells_where_it_is_computed() -> None:
    here = loaded_on(replace(PLAIN, loaded=False), "CPU")
    assert (here.loaded, here.device) == (True, "CPU")
    assert loaded_on(replace(PLAIN, loaded=False), "CPU") is here


def test_a_worker_does_without_what_checks_the_context() -> None:
    program = "import sys, desktop.models.local.worker; print('pydantic' in sys.modules)"
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.stderr) == ("False\n", "")
