"""A provider that is Parley's own endpoint: a request that would ask itself for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import openai
import pytest
from pydantic import SecretStr

from desktop.events import RequestPhase
from desktop.gateway.policy import Policy
from desktop.gateway.request import Caller
from desktop.inbound.endpoint import Endpoint
from desktop.models.remote.access import Access
from desktop.models.remote.config import ModelSpec, ProviderSpec
from desktop.models.remote.provider import RemoteModel, remote_context
from desktop.storage.depth import MOST
from desktop.storage.secrets import Secrets
from tests.fakes import BOUNDLESS, ScriptedApprover, decline
from tests.gateway.desk import opened_desk

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.places import Places

pytestmark = pytest.mark.anyio

ALLOWED = Policy(consent="always", remote="always")


async def test_a_provider_that_is_parley_itself_comes_to_an_end(
    places: Places, tmp_path: Path
) -> None:
    caller = Caller("editor", "a program", "digest", ALLOWED, BOUNDLESS)
    async with opened_desk(places, ScriptedApprover(decline)) as desk:
        endpoint = Endpoint(desk.gateway, desk.library.contexts, lambda _: caller)
        await endpoint.start()
        provider = ProviderSpec(name="itself", base_url=endpoint.address)
        spec = ModelSpec(id="big", input_price=1.0, output_price=1.0)
        secrets = Secrets(tmp_path / ".env")
        secrets.keep_for_this_run(provider.account, SecretStr("parley-test"))
        access = Access(provider, None, secrets)
        model = RemoteModel(remote_context(spec, access, ""), spec, access)
        desk.library.enlist(model)
        client = openai.AsyncOpenAI(base_url=endpoint.address, api_key="parley-test")
        try:
            with anyio.fail_after(30), pytest.raises(openai.APIStatusError):
                await client.chat.completions.create(
                    model="big", messages=[{"role": "user", "content": "Hello"}]
                )
        finally:
            await client.close()
            await endpoint.stop()
        entries = await desk.journal.latest(20)
    assert [one.depth for one in entries] == [*range(MOST + 1, 0, -1)]
    assert (entries[0].phase, entries[0].decided_by) == (RequestPhase.REFUSED, "the limit of depth")
    assert {one.phase for one in entries[1:]} == {RequestPhase.FAILED}
    assert "That looks like a loop" in entries[1].error
