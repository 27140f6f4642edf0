"""Models that answer together as a `Backend` of backends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from desktop.errors import ModelError, NoModel, ParleyError
from desktop.language import tr
from desktop.models.backend import Answer, Completion, Part, Usage, text_of
from desktop.models.strategies import wording
from desktop.models.strategies.whole import whole_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcp_types import CreateMessageRequestParams

    from desktop.models.backend import Backend, OnPart, OnText
    from desktop.models.context import Location, ModelContext
    from desktop.models.strategies.config import StrategySpec

Find = Callable[[str], "Backend"]
"""Returns a model by its id, or raises NoModel."""

Ask = Callable[["Backend", "CreateMessageRequestParams", "OnText", str], Awaitable[Completion]]
"""Lets a plain model answer in its turn, for the caller that is named last."""

Seen = Callable[["ModelContext"], "ModelContext"]
"""Tells how a model stands, where the person's settings have a say in that."""

_CANCELLED = tr("It was stopped before it had answered.")


@dataclass(frozen=True, slots=True)
class _Errand:
    """One request, and what its models took so far."""

    params: CreateMessageRequestParams
    on_text: OnText
    caller: str
    on_part: OnPart
    parts: list[Part] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def took(self, part: Part) -> None:
        """Takes note of a part that has ended."""
        self.parts.append(part)
        self.on_part(part)

    @property
    def usage(self) -> Usage:
        """What all of them took together; parts that ran side by side took their time once."""
        used = [part.usage for part in self.parts]
        return Usage(
            sum(one.input_tokens for one in used),
            sum(one.output_tokens for one in used),
            time.monotonic() - self.began,
            sum(one.cost for one in used),
            estimated=any(one.estimated for one in used),
            thought_tokens=sum(one.thought_tokens for one in used),
        )


class Strategy:
    """Several models of the library under one name; it holds none of them in memory itself."""

    def __init__(
        self,
        spec: StrategySpec,
        known: Mapping[str, ModelContext],
        find: Find,
        ask: Ask,
        seen: Seen,
    ) -> None:
        """Takes which models answer together, and where each of them is.

        Args:
            spec: which, and how.
            known: what is known of each; where it is stays so for this strategy's whole life, and
                a model that has moved meanwhile is not asked.
            find: gives a model of the library.
            ask: lets one answer.
            seen: tells how one stands.
        """
        self.spec = spec
        self._known = dict(known)
        self._find = find
        self._ask = ask
        self._seen = seen

    @property
    def known(self) -> Mapping[str, ModelContext]:
        """Its models as they were when it was made."""
        return self._known

    @property
    def context(self) -> ModelContext:
        """What is known of it, out of what is known of its models now."""
        return whole_of(self.spec, {one: self._now(one) for one in self.spec.parts})

    @property
    def loaded(self) -> bool:
        """Whether all its models can answer at once."""
        return all(self._is_loaded(one) for one in self.spec.parts)

    @property
    def device(self) -> str:
        """Nothing: its models have their own."""
        return ""

    async def unload(self) -> None:
        """Leaves its models as they are, which others may be using."""

    async def close(self) -> None:
        """Leaves them too."""

    async def complete(
        self,
        params: CreateMessageRequestParams,
        on_text: OnText,
        caller: str = "",
        on_part: OnPart = lambda _: None,
    ) -> Completion:
        """Answers the request with all the models that this takes.

        Cancelling the awaiting task stops every one of them.

        Args:
            params: the request.
            on_text: receives the answer that counts, and no draft of it.
            caller: who asks, in whose turn each model answers.
            on_part: receives what each model did, as it ends.

        Raises:
            ModelError: there is no answer; the parts say what each of the models did.
        """
        errand = _Errand(params, on_text, caller, on_part)
        match self.spec.kind:
            case "draft":
                completion = await self._drafted(errand)
            case "compare":
                completion = await self._compared(errand)
            case "first":
                completion = await self._answered_by_first(errand)
            case _:
                assert_never(self.spec.kind)
        named = {"model": self.spec.name}
        return replace(
            completion,
            result=completion.result.model_copy(update=named),
            usage=errand.usage,
            answers=tuple(
                replace(one, result=one.result.model_copy(update=named))
                for one in completion.answers
            ),
        )

    async def _drafted(self, errand: _Errand) -> Completion:
        """Returns what the second model makes of the first one's draft, or answers without one."""
        spec, params = self.spec, errand.params
        try:
            drafted = await self._part("draft", spec.draft, wording.for_draft(params), errand)
            draft = wording.passed_on(text_of(drafted.result), params).strip()
        except ModelError:
            draft = ""
        if draft:
            params = wording.for_refinement(params, draft)
        return await self._part("refinement", spec.refine, params, errand, errand.on_text)

    async def _answered_by_first(self, errand: _Errand) -> Completion:
        """Returns the first model's answer, else the other one's; only one that is whole counts."""
        spec, pieces = self.spec, list[str]()
        try:
            completion = await self._part("first", spec.first, errand.params, errand, pieces.append)
        except ModelError:
            return await self._part(
                "fall-back", spec.fall_back, errand.params, errand, errand.on_text
            )
        for piece in pieces:
            errand.on_text(piece)
        return completion

    async def _compared(self, errand: _Errand) -> Completion:
        """Returns the best answer of several, with all of them."""
        asked = [
            asyncio.create_task(self._part("answer", one, errand.params, errand))
            for one in self.spec.compare
        ]
        try:
            found = await asyncio.gather(*map(_or_error, asked))
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
        given = [
            (Answer(self._known[one], completion.result), completion)
            for one, completion in zip(self.spec.compare, found, strict=True)
            if isinstance(completion, Completion)
        ]
        if not given:
            told = " ".join(str(one) for one in found)
            raise ModelError(
                tr(
                    "None of the models of {name} could answer. {told}",
                    name=self.spec.name,
                    told=told,
                )
            )
        texts = [text_of(answer.result) for answer, _ in given]
        number = await self._choice(texts, errand) if self.spec.pick and len(given) > 1 else 0
        errand.on_text(texts[number])
        answers = tuple(answer for answer, _ in given) if len(given) > 1 else ()
        undecided = bool(answers) and not self.spec.pick
        return replace(given[number][1], answers=answers, chosen=number, undecided=undecided)

    async def _choice(self, texts: Sequence[str], errand: _Errand) -> int:
        """Returns which answer is the best, by a model; the first where it does not say."""
        shown = [wording.passed_on(text, errand.params) for text in texts]
        params = wording.for_choice(errand.params, shown)
        try:
            said = await self._part("choice", self.spec.pick, params, errand)
        except ModelError:
            return 0
        return (wording.number_in(text_of(said.result), len(texts)) or 1) - 1

    async def _part(
        self,
        role: str,
        model_id: str,
        params: CreateMessageRequestParams,
        errand: _Errand,
        on_text: OnText = lambda _: None,
    ) -> Completion:
        """Returns what one of the models answers, having told what it took, and why if nothing."""
        part = Part(role, self._known[model_id], params, Usage(0, 0, 0.0), asked=False)
        pieces, began = list[str](), time.monotonic()

        def take(piece: str) -> None:
            pieces.append(piece)
            on_text(piece)

        try:
            model = self._same(model_id)
            part = replace(part, asked=True)
            completion = await self._ask(model, params, take, errand.caller)
        except BaseException as error:
            seconds = time.monotonic() - began if part.asked else 0.0
            usage = Usage(0, len(pieces), seconds, estimated=True)
            why = str(error) if isinstance(error, ParleyError) else _CANCELLED
            errand.took(replace(part, usage=usage, text="".join(pieces), error=why))
            raise
        text, thinking = text_of(completion.result), completion.thinking
        errand.took(replace(part, usage=completion.usage, text=text, thinking=thinking))
        return completion

    def _same(self, model_id: str) -> Backend:
        """Returns one of the models, if it is ready and still where the person saw that it was.

        Raises:
            ModelError: it is not.
        """
        context = self._now(model_id)
        if context.ready:
            raise ModelError(
                tr("{name} cannot be asked now: {ready}.", name=context.name, ready=context.ready)
            )
        return self._find(model_id)

    def _now(self, model_id: str) -> ModelContext:
        """Returns what is known now of one of the models."""
        known = self._known[model_id]
        try:
            now = self._seen(self._find(model_id).context)
        except NoModel:
            return replace(known, ready=tr("it is not in the list of models"))
        if place_of(now) != place_of(known):
            return replace(known, ready=tr("it is asked somewhere else than before"))
        return now

    def _is_loaded(self, model_id: str) -> bool:
        try:
            return self._find(model_id).loaded
        except NoModel:
            return False


def place_of(model: ModelContext) -> tuple[Location, str]:
    """Returns where a model's requests go."""
    return model.location, model.host


async def _or_error(task: asyncio.Task[Completion]) -> Completion | ModelError:
    try:
        return await task
    except ModelError as error:
        return error
