from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.models.local.outbox import Outbox
from desktop.models.local.wire import Done, Text, decode_event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from desktop.models.local.wire import Event

DONE = Done(1, "endTurn", 5, 3, 0.1)


@contextmanager
def outbox() -> Iterator[tuple[Outbox, BufferedReader]]:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as lines:
        yield Outbox(writer), lines
        os.close(writer)


def event(lines: BufferedReader) -> Event:
    return decode_event(lines.readline())


def test_the_first_piece_goes_out_at_once_and_the_others_together_before_what_follows() -> None:
    with outbox() as (out, lines):
        for piece in ("One ", "two ", "three"):
            out.add(1, piece)
        out.send(DONE)
        assert event(lines) == Text(1, "One ")
        assert event(lines) == Text(1, "two three")
        assert event(lines) == DONE


def test_an_event_goes_out_without_any_text() -> None:
    with outbox() as (out, lines):
        out.send(DONE)
        assert event(lines) == DONE


def test_a_piece_goes_out_while_the_next_one_is_computed() -> None:
    with outbox() as (out, lines):
        threading.Thread(target=out.write_texts, daemon=True).start()
        for piece in ("One ", "two"):
            out.add(1, piece)
            assert event(lines) == Text(1, piece)


def test_no_piece_is_lost_between_two_threads() -> None:
    pieces = [f"{number} " for number in range(2000)]
    with outbox() as (out, lines):
        threading.Thread(target=out.write_texts, daemon=True).start()
        for number, piece in enumerate(pieces):
            out.add(1, piece)
            if number % 500 == 499:
                out.send(DONE)
        told = [event(lines)]
        while told.count(DONE) < 4:
            told.append(event(lines))
    assert "".join(one.text for one in told if isinstance(one, Text)) == "".join(pieces)
    assert told[-1] == DONE
