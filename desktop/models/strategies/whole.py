"""What is known of models that answer together, out of what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from desktop.language import tr
from desktop.models.capability import capability
from desktop.models.context import Effort, Location, ModelContext, Source
from desktop.models.strategies.wording import ASKED_OCTETS, CHOICE_TOKENS, OCTETS_OF_A_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.models.strategies.config import StrategySpec

_ESTIMATED = 3
"""Bytes that the limits reckon to a token."""
_PASSED_ON = OCTETS_OF_A_TOKEN // _ESTIMATED
"""Tokens that they reckon to each one that is passed on."""
_ASKED = ASKED_OCTETS // _ESTIMATED
_SOURCES = {
    **dict.fromkeys(("id", "name", "team"), Source.PERSON),
    **dict.fromkeys(
        (
            *("about", "location", "host", "context_length", "modalities", "tools", "embeds"),
            *("capability", "loaded", "memory", "ready"),
            *("input_price", "output_price", "audio_price"),
        ),
        Source.PARTS,
    ),
}


def whole_of(spec: StrategySpec, known: Mapping[str, ModelContext]) -> ModelContext:
    """Returns models that answer together as one.

    It is remote where one of them is; then its host is all their hosts. Its prices are such that
    what they make an answer cost is the most that it can cost, all its models asked.

    Args:
        spec: which they are, and how they do it.
        known: each of them, by its id.
    """
    parts = [known[one] for one in spec.parts]
    away = [one for one in parts if one.location is Location.REMOTE]
    return ModelContext(
        id=spec.name,
        name=spec.name,
        location=Location.REMOTE if away else Location.LOCAL,
        host=hosts_of(parts),
        loaded=None if all(one.loaded is None for one in parts) else False,
        memory=_memory(spec, parts),
        context_length=_context_length(spec, known),
        modalities=frozenset.intersection(*(one.modalities for one in parts)),
        tools=all(one.tools for one in parts),
        capability=_capability(spec, known),
        input_price=_input_price(spec, known) if away else None,
        output_price=_output_price(spec, known) if away else None,
        audio_price=_audio_price(spec, known) if away else None,
        flat_price=_flat_price(spec, known),
        ready=_unready(spec, parts),
        team=spec.parts,
        about=_about(spec, known),
        ranked=spec.ranked,
        effort=_effort(spec),
        sources=_SOURCES,
    )


def hosts_of(parts: Iterable[ModelContext]) -> str:
    """Returns the hosts to which a request may go, in words and in one order."""
    hosts = sorted({one.host or "?" for one in parts if one.location is Location.REMOTE})
    return tr(" and ").join(hosts)


def _memory(spec: StrategySpec, parts: list[ModelContext]) -> int:
    needed = [one.memory or one.size for one in parts if one.location is Location.LOCAL]
    if spec.kind == "first":  # One of them is enough.
        return min(needed) if len(needed) == len(parts) else 0
    return max(needed, default=0)  # They leave memory to one another.


def _context_length(spec: StrategySpec, known: Mapping[str, ModelContext]) -> int:
    """Returns how long a request and its answer may be, so that each model has room for its part.

    A model that makes the choice may have too little: then the first answer is taken.
    """
    match spec.kind:
        case "draft":
            # What is refined holds the draft besides, which is as long as the answer may be.
            whole = known[spec.refine].context_length
            refines = max(1, (whole - _ASKED) // 2) if whole else 0
            lengths = [known[spec.draft].context_length, refines]
        case "compare":
            lengths = [known[one].context_length for one in spec.compare]
        case "first":
            lengths = [known[one].context_length for one in (spec.first, spec.fall_back)]
            return 0 if 0 in lengths else max(lengths)
        case _:
            assert_never(spec.kind)
    return min((length for length in lengths if length), default=0)


def _capability(spec: StrategySpec, known: Mapping[str, ModelContext]) -> float | None:
    able = {one: capability(known[one]) for one in spec.parts}
    match spec.kind:
        case "draft":
            return able[spec.refine]
        case "compare":
            return max(able[one] or 0.0 for one in spec.compare) or None
        case "first":
            return able[spec.first]
        case _:
            assert_never(spec.kind)


def _input_price(spec: StrategySpec, known: Mapping[str, ModelContext]) -> float | None:
    return _sum(_price(known[one], known[one].input_price) for one in _readers(spec))


def _audio_price(spec: StrategySpec, known: Mapping[str, ModelContext]) -> float | None:
    read = _input_price(spec, known)
    surcharge = sum(known[one].sound_surcharge for one in _readers(spec))
    return None if read is None else read + surcharge


def _output_price(spec: StrategySpec, known: Mapping[str, ModelContext]) -> float | None:
    prices = [
        _price(known[one], known[one].output_price) for one in _readers(spec) if one != spec.pick
    ]
    # No token is shorter than a byte, so what is passed on may be as many tokens as it has bytes.
    for reader, answers in _passed_on(spec):
        read = _price(known[reader], known[reader].input_price)
        prices.append(None if read is None else answers * OCTETS_OF_A_TOKEN * read)
    return _sum(prices)


def _flat_price(spec: StrategySpec, known: Mapping[str, ModelContext]) -> float:
    flat = 0.0
    for reader, _ in _passed_on(spec):
        flat += ASKED_OCTETS * (_price(known[reader], known[reader].input_price) or 0.0)
    if spec.pick:
        flat += CHOICE_TOKENS * (_price(known[spec.pick], known[spec.pick].output_price) or 0.0)
    own = sum(known[one].flat_price for one in _readers(spec))
    return own + flat / 1e6


def _effort(spec: StrategySpec) -> Effort:
    passed_on = sum(answers for _, answers in _passed_on(spec))
    writers = len([one for one in _readers(spec) if one != spec.pick])
    return Effort(
        request=len(_readers(spec)),
        answer=writers + passed_on * _PASSED_ON,
        flat=(_ASKED if passed_on else 0) + (CHOICE_TOKENS if spec.pick else 0),
    )


def _readers(spec: StrategySpec) -> list[str]:
    """Returns the models that read the request, as often as they do."""
    match spec.kind:
        case "draft":
            return [spec.draft, spec.refine]
        case "compare":
            return [*spec.compare, *([spec.pick] if spec.pick else [])]
        case "first":
            return [spec.first, spec.fall_back]
        case _:
            assert_never(spec.kind)


def _passed_on(spec: StrategySpec) -> list[tuple[str, int]]:
    """Returns which model reads others' answers, and how many."""
    if spec.kind == "draft":
        return [(spec.refine, 1)]
    return [(spec.pick, len(spec.compare))] if spec.pick else []


def _price(model: ModelContext, price: float | None) -> float | None:
    return 0.0 if model.location is Location.LOCAL else price


def _sum(prices: Iterable[float | None]) -> float | None:
    total = 0.0
    for price in prices:
        if price is None:
            return None
        total += price
    return total


def _unready(spec: StrategySpec, parts: list[ModelContext]) -> str:
    """Returns why it cannot be asked now; one that falls back can while one of its models can."""
    reasons = [f"of {one.name}, {one.ready}" for one in parts if one.ready]
    if spec.kind == "first" and len(reasons) < len(parts):
        return ""
    return "; ".join(reasons)


def _about(spec: StrategySpec, known: Mapping[str, ModelContext]) -> str:
    def called(model_id: str) -> str:
        model = known[model_id]
        place = model.host if model.location is Location.REMOTE else tr("this computer")
        return f"{model.name} ({place or 'elsewhere'})"

    match spec.kind:
        case "draft":
            return tr(
                "{called} drafts the answer, and {called2} refines it.",
                called=called(spec.draft),
                called2=called(spec.refine),
            )
        case "compare":
            *others, last = map(called, spec.compare)
            chooses = (
                tr("{called} picks", called=called(spec.pick)) if spec.pick else tr("you choose")
            )
            return tr(
                "{others} and {last} are asked the same, and {chooses} one answer.",
                others=", ".join(others),
                last=last,
                chooses=chooses,
            )
        case "first":
            back = called(spec.fall_back)
            return tr(
                "{called} answers, and where it cannot, {back} does.",
                called=called(spec.first),
                back=back,
            )
        case _:
            assert_never(spec.kind)
