"""Every hostile request is named by its rule, and no innocent one raises anything."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from mcp_types import SamplingMessage, TextContent

from desktop.errors import Refused
from desktop.gateway.policy import Policy
from desktop.gateway.screening.finding import Rule
from desktop.gateway.screening.screen import screen
from desktop.gateway.validity import check
from tests.attacks.campaigns import CAMPAIGNS
from tests.attacks.hostile import (
    ATTACKS,
    COVERT,
    FATIGUE,
    HIJACK,
    LEAK,
    SPOOF,
    THEFT,
    in_parts,
)
from tests.attacks.innocent import INNOCENT, INNOCENT_TOOLS
from tests.attacks.malformed import MALFORMED
from tests.fakes import (
    BOUNDLESS,
    FakeBackend,
    ScriptedApprover,
    decline,
    make_params,
    make_request,
)
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from mcp_types import CreateMessageRequestParams

    from desktop.storage.places import Places
    from tests.attacks.hostile import Attack


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_named_by_its_rule(attack: Attack) -> None:
    _, rule, parts = attack
    assert rule in {finding.rule for finding in screen(make_params(**parts))}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_named_whatever_innocent_messages_stand_around_it(attack: Attack) -> None:
    _, rule, parts = attack
    params = make_params(**parts)
    for text in INNOCENT.values():
        other = SamplingMessage(role="user", content=TextContent(type="text", text=text))
        among = params.model_copy(update={"messages": [other, *params.messages, other]})
        assert rule in {finding.rule for finding in screen(among)}


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT.keys())
def test_an_innocent_text_raises_nothing_as_prompt_or_message(text: str) -> None:
    assert screen(make_params(text, system_prompt=text)) == ()


def test_innocent_texts_next_to_each_other_raise_nothing() -> None:
    for text, other in permutations(INNOCENT.values(), 2):
        assert screen(make_params(**in_parts(text, other))) == ()


@pytest.mark.parametrize("params", INNOCENT_TOOLS.values(), ids=INNOCENT_TOOLS.keys())
def test_an_innocent_request_with_tools_raises_nothing_and_keeps_the_rules(
    params: CreateMessageRequestParams,
) -> None:
    check(params)
    assert screen(params) == ()


def test_every_rule_has_its_attacks_and_the_corpus_is_large_enough() -> None:
    assert {rule for _, rule, _ in ATTACKS.values()} == set(Rule)
    assert len(INNOCENT) >= 25
    assert len(INNOCENT_TOOLS) >= 20


def test_every_class_of_attack_has_at_least_five() -> None:
    classes = Counter(kind for kind, _, _ in ATTACKS.values())
    assert set(classes) == {HIJACK, COVERT, THEFT, LEAK, FATIGUE, SPOOF}
    assert min(classes.values()) >= 5
    assert len(MALFORMED) >= 5
    for kind in (THEFT, FATIGUE):
        assert sum(one == kind for one, _, _ in CAMPAIGNS.values()) >= 5


@pytest.mark.anyio
@pytest.mark.timeout(60)
async def test_no_attack_passes_the_gateway_unseen_though_mcp_json_says_always(
    places: Places,
) -> None:
    media = frozenset({"text", "image"})
    model, person = FakeBackend(tools=True, modalities=media), ScriptedApprover(decline)
    async with opened_desk(places, person, model) as desk:
        desk.budget.total = BOUNDLESS
        for number, (_, rule, parts) in enumerate(ATTACKS.values(), start=1):
            always = Policy(consent="always", tools="always")
            request = make_request(make_params(**parts), policy=always, limits=BOUNDLESS)
            with pytest.raises(Refused):
                await desk.gateway.answer(request)
            assert len(person.asked) == number
            assert rule in {finding.rule for finding in person.asked[-1].findings}
            assert rule in (await desk.entry()).rules
    assert model.seen == []
