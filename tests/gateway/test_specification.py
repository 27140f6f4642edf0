"""Each sentence of MCP's sampling page that binds a client, in each revision that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gateway.specification.door import Door
from tests.gateway.specification.page import BESIDE, NOT_OURS, PAGE

if TYPE_CHECKING:
    from desktop.storage.places import Places
    from desktop.ui.application import Application
    from tests.gateway.specification.page import Proof

EACH = [
    pytest.param(revision, proof, id=f"{revision}: {sentence}")
    for sentence, (revisions, proof) in {**PAGE, **BESIDE}.items()
    for revision in revisions
]


@pytest.mark.anyio
@pytest.mark.timeout(60)
@pytest.mark.parametrize(("revision", "proof"), EACH)
async def test_a_sentence_of_the_specification_is_kept(
    places: Places, qapp: Application, revision: str, proof: Proof
) -> None:
    await proof(Door(places, revision))


def test_no_sentence_is_in_two_tables_and_each_that_is_left_out_has_its_reason() -> None:
    assert not set(PAGE) & set(BESIDE)
    assert not (set(PAGE) | set(BESIDE)) & set(NOT_OURS)
    assert all(reason.endswith(".") for reason in NOT_OURS.values())
