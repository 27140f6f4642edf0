"""What is known of a model before it is asked anything."""

from __future__ import annotations

from desktop.models.context import Location, ModelContext


def test_a_price_is_that_of_three_parts_request_and_one_part_answer() -> None:
    there = ModelContext("a", "A", Location.REMOTE, input_price=1.0, output_price=5.0)
    assert there.price == 2.0


def test_on_this_computer_the_price_is_nothing() -> None:
    assert ModelContext("a", "A").price == 0.0
    assert ModelContext("a", "A", input_price=1.0, output_price=1.0).price == 0.0


def test_elsewhere_a_price_of_which_a_part_is_not_known_is_not_known() -> None:
    assert ModelContext("a", "A", Location.REMOTE, input_price=1.0).price is None
    assert ModelContext("a", "A", Location.REMOTE, output_price=1.0).price is None
