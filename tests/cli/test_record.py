"""One request of the journal as text."""

from __future__ import annotations

from desktop.cli.record import in_full
from desktop.events import RequestPhase
from desktop.gateway.entry import Entry, PartEntry


def test_what_each_of_several_models_did_is_told_with_what_it_took() -> None:
    entry = Entry(
        "r1",
        "notes",
        0.0,
        RequestPhase.ANSWERED,
        model="both",
        text="Wet.",
        thinking="It may rain.",
        chosen="The answer of Far was taken, as chosen by you.",
        parts=(
            PartEntry("first", "small", error="It crashed.", seconds=0.1),
            PartEntry("fall-back", "far/big", "Wet.", "Rain?", "", 7, 3, 1.2, 0.25),
        ),
    )
    told = list(in_full(entry))
    assert "Part        first by small: 0 + 0 tokens, 0.1 s. It crashed." in told
    assert "Part        fall-back by far/big: 7 + 3 tokens, 1.2 s, $0.2500" in told
    assert "Chosen      The answer of Far was taken, as chosen by you." in told
    titles = [line.strip("─ ") for line in told if line.startswith("──")]
    assert titles == [
        "What was asked",
        "The answer",
        "What it thought before",
        "fall-back, by far/big",
        "fall-back, thought before",
    ]
