"""What an earlier Parley left running, known by a mark that only it can have made."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)

MARK = "PARLEY_KEPT_BY"
"""The variable that every process of every server inherits."""

_RUN = secrets.token_hex(16)
_ROUNDS = 20


def new_mark() -> str:
    """Returns a mark for one start of one server; all marks of this run begin alike."""
    return f"{_RUN}-{secrets.token_hex(4)}"


class Record:
    """A file that says which mark this run uses, so that a later one can sweep after a crash."""

    def __init__(self, folder: Path) -> None:
        """Keeps the record in a folder in which there is nothing else."""
        self._folder = folder
        self._file = self._folder / f"{os.getpid()}.json"
        self._begun = False

    def begin(self) -> None:
        """Ends what dead runs left behind, and records this one; done once.

        A disk that cannot be written costs the sweep, and nothing else.
        """
        import psutil  # noqa: PLC0415  (nothing at the start needs it)

        if self._begun:
            return
        self._begun = True
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for file in self._folder.glob("*.json"):
                _settle(file)
            started = psutil.Process().create_time()
            self._file.write_text(json.dumps({"mark": _RUN, "started": started}), "utf-8")
        except OSError as error:
            logger.warning("Which servers run could not be recorded: %s", error)

    def end(self) -> None:
        """Takes the record back: nothing is left."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)


def sweep(mark: str) -> int:
    """Kills every process of this person whose environment has a mark, and returns how many."""
    import psutil  # noqa: PLC0415  (nothing at the start needs it)

    killed = 0
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and process.environ().get(MARK, "").startswith(mark):
                process.kill()
                killed += 1
    return killed


def _settle(file: Path) -> None:
    """Sweeps after a run that is no more; one that still runs is left alone."""
    import psutil  # noqa: PLC0415  (nothing at the start needs it)

    try:
        record = json.loads(file.read_text("utf-8"))
        mark, started, pid = str(record["mark"]), float(record["started"]), int(file.stem)
    except (OSError, ValueError, TypeError, KeyError):
        file.unlink(missing_ok=True)
        return
    with contextlib.suppress(psutil.Error):
        if abs(psutil.Process(pid).create_time() - started) < 1.0:
            return
    for _ in range(_ROUNDS):  # What starts others all the time may be quicker than one round.
        if len(mark) != 2 * 16 or not sweep(mark):
            break
    file.unlink(missing_ok=True)
