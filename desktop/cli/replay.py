"""`parley replay`: a request asked again, of any model and in either era."""

from __future__ import annotations

import asyncio
import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.exit_codes import ExitCode
from desktop.cli.output import say, tell
from desktop.cli.record import took
from desktop.cli.request_file import Recorded, read
from desktop.cli.session import Session
from desktop.errors import NoModel, ParleyError
from desktop.events import RequestPhase
from desktop.servers.config import REPLAY, replaying_server
from desktop.servers.eras import Era

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from desktop.gateway.entry import Entry

BOTH = "both"


@dataclass(frozen=True, slots=True)
class _Run:
    """One asking of the request, and what came of it."""

    era: Era
    model: str
    """The model that was to answer; empty where the router chose."""
    entry: Entry | None
    error: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is an answer."""
        return self.entry is not None and self.entry.phase is RequestPhase.ANSWERED


async def run(options: argparse.Namespace) -> int:
    """Asks again what a file says, prints the answers, and returns the exit code.

    Raises:
        ConfigError: the file holds no request.
        NoModel: a model that is to answer is not here.
    """
    recorded = await asyncio.to_thread(read, options.request)
    eras = [Era.LEGACY, Era.MODERN] if options.era == BOTH else [Era(options.era)]
    runs: list[_Run] = []
    with _written(recorded) as file:
        async with Session(options.approve, quiet=options.json) as session:
            _check_models(session, options.model)
            for era in eras:
                for model in options.model or [""]:
                    runs.append(await _asked(session, file, era, model))  # noqa: PERF401
    if options.json:
        print(json.dumps({"recorded": recorded.answer, "runs": [_told(one) for one in runs]}))
    else:
        for line in _compared(recorded, runs):
            tell(line)
    return _code(runs)


async def _asked(session: Session, file: Path, era: Era, model: str) -> _Run:
    supervisor = session.app.supervisor
    supervisor.take_in(replaying_server(file, era, (model,) if model else ()))
    seen = len(await session.entries())
    error = ""
    try:
        await supervisor.call(REPLAY, "replay", {})
    except ParleyError as failure:
        error = str(failure)
    finally:
        await supervisor.stop(REPLAY)
    entries = (await session.entries())[seen:]
    return _Run(era, model, entries[-1] if entries else None, error)


def _check_models(session: Session, wanted: list[str]) -> None:
    here = [context.id for context in session.app.library.contexts()]
    for model in wanted:
        if model not in here:
            raise NoModel(f"There is no model {model!r} here. There are: {', '.join(here)}.")


@contextmanager
def _written(recorded: Recorded) -> Iterator[Path]:
    """Yields a file that only this person can read, with the params alone in it."""
    with tempfile.TemporaryDirectory(prefix="parley-replay-") as folder:
        file = Path(folder, "request.json")
        file.touch(0o600)
        file.write_text(json.dumps(recorded.params), "utf-8")
        yield file


def _compared(recorded: Recorded, runs: list[_Run]) -> Iterator[str]:
    if recorded.answer:
        model = recorded.answer.get("model", "")
        yield _rule(f"Recorded, by {model}" if model else "Recorded")
        yield recorded.answer.get("text", "")
    texts = {one.entry.text for one in runs if one.entry and one.answered}
    for one in runs:
        who = one.entry.model if one.entry else one.model
        yield _rule(f"{one.era.value}, by {who}" if who else one.era.value)
        if one.entry is None or not one.answered:
            yield f"No answer: {one.error or (one.entry.error if one.entry else 'none came')}"
            continue
        yield one.entry.text or json.dumps(one.entry.content, ensure_ascii=False)
        yield f"({one.entry.stop_reason}; {took(one.entry)})"
    if len(runs) > 1 and all(one.answered for one in runs):
        yield _rule("All the same" if len(texts) == 1 else f"{len(texts)} different answers")


def _rule(title: str) -> str:
    return f"── {title} " + "─" * max(3, 69 - len(title))


def _told(run_: _Run) -> dict[str, Any]:
    entry = run_.entry
    told: dict[str, Any] = {"era": run_.era.value, "wanted": run_.model, "error": run_.error}
    if entry is not None:
        told |= {
            "model": entry.model,
            "status": entry.phase.value,
            "text": entry.text,
            "content": entry.content,
            "stop_reason": entry.stop_reason,
            "input_tokens": entry.input_tokens,
            "output_tokens": entry.output_tokens,
            "seconds": entry.seconds,
            "noticed": list(entry.noticed),
            "error": run_.error or entry.error,
        }
    return told


def _code(runs: list[_Run]) -> int:
    phases = {one.entry.phase for one in runs if one.entry}
    if phases & {RequestPhase.DECLINED, RequestPhase.REFUSED}:
        return ExitCode.DECLINED
    if all(one.answered for one in runs):
        return ExitCode.DONE
    say("parley: not every model answered.")
    return ExitCode.MODEL
