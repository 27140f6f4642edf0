"""A keeper: the parent of one server's processes, which ends them all when it is let go."""

# It runs by itself, without the rest of Parley, so that it starts quickly and stays small.
from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import sys
import time

GRACE = 2.0
"""Seconds that processes have to heed SIGTERM."""
LINGER = 0.5
"""The same, where the server itself has ended already."""
PATIENCE = 10.0
"""Seconds after which processes that cannot be killed are given up."""
_POLL = 0.01

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_LINUX = sys.platform == "linux"


def main(words: list[str]) -> None:
    """Runs the command behind the number of a socket, whose other end the app holds.

    A `+` is written to the socket once the command runs, or a `-` with the number of the error.
    Nothing is read from it but its end: then the app has let go, or is no more.
    """
    line, command = int(words[0]), words[1:]
    os.set_inheritable(line, False)  # noqa: FBT003  (it takes no names)
    if _LINUX:
        # What daemonises comes back to this process, and not to one that would leave it alone.
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    alarm = _alarm()
    leader = _start(command, line)
    code = _keep(leader, line, alarm)
    _end_all(leader, GRACE if code is None else LINGER)
    os._exit(code or 0)


def _alarm() -> int:
    """Returns what can be read when a child has ended, or this process is to end."""
    reads, writes = os.pipe()
    for end in (reads, writes):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(writes)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    return reads


def _start(command: list[str], line: int) -> int:
    """Starts the command in a session of its own; ends this process where that fails."""
    reads, writes = os.pipe()
    keeper = os.getpid()
    leader = os.fork()
    if leader == 0:
        try:
            os.setsid()
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            if _LINUX:
                _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
                if os.getppid() != keeper:
                    os._exit(1)
            os.execvp(command[0], command)
        except OSError as error:
            os.write(writes, str(error.errno).encode())
        finally:
            os._exit(127)
    os.close(writes)
    failure = os.read(reads, 16)
    os.close(reads)
    with contextlib.suppress(OSError):  # Where the app is gone, the socket's end says so again.
        os.write(line, b"-" + failure if failure else b"+")
    if failure:
        os._exit(127)
    nothing = os.open(os.devnull, os.O_RDWR)
    # The server's pipes are its own: held here too, their ends would never be seen.
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return leader


def _keep(leader: int, line: int, alarm: int) -> int | None:
    """Returns the server's exit code once it has ended, or None when it is to be ended."""
    while True:
        ready, _, _ = select.select([line, alarm], [], [])
        if line in ready:
            return None
        told = os.read(alarm, 64)
        code = _reap(leader)
        if code is not None:
            return code
        if any(number != signal.SIGCHLD for number in told):
            return None


def _reap(leader: int = 0) -> int | None:
    """Takes note of the children that have ended; returns the leader's exit code if it did."""
    code = None
    while True:
        try:
            ended, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return code
        if ended == 0:
            return code
        if ended == leader:
            code = os.waitstatus_to_exitcode(status)
            code = 128 - code if code < 0 else code


def _end_all(leader: int, grace: float) -> None:
    """Asks every process below this one to end, and kills those that do not."""
    began = time.monotonic()
    _signal(_below(leader), signal.SIGTERM)
    while True:
        _reap()
        left = _below(leader)
        waited = time.monotonic() - began
        if not left or waited > PATIENCE:
            return
        if waited > grace:
            _signal(left, signal.SIGKILL)
        time.sleep(_POLL)


def _signal(processes: list[int], number: int) -> None:
    for process in processes:
        with contextlib.suppress(OSError):  # It has ended, or become another user's.
            os.kill(process, number)


def _below(leader: int) -> list[int]:
    """Returns what descends from this process, or is in the server's group, and has not ended."""
    everyone = _on_linux() if _LINUX else _elsewhere()
    found, known = [], {os.getpid()}
    grew = True
    while grew:
        grew = False
        for process, parent, group in everyone:
            if process not in known and (parent in known or group == leader):
                known.add(process)
                found.append(process)
                grew = True
    return found


def _on_linux() -> list[tuple[int, int, int]]:
    """Returns every process that runs, with its parent and its group."""
    found = []
    for name in os.listdir("/proc"):  # noqa: PTH208  (pathlib would double the time of a start)
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123  (the same)
                state, parent, group = file.read().rpartition(b")")[2].split()[:3]
        except OSError:
            continue  # It has just ended.
        if state not in b"ZX":
            found.append((int(name), int(parent), int(group)))
    return found


def _elsewhere() -> list[tuple[int, int, int]]:
    """Returns the same where there is no /proc, such as on macOS (never run there yet)."""
    import subprocess  # noqa: PLC0415  (it would make every start a quarter longer on Linux)

    told = subprocess.run(
        ["/bin/ps", "-axo", "pid=,ppid=,pgid=,stat="], capture_output=True, check=False
    )
    rows = (row.split() for row in told.stdout.splitlines())
    return [(int(row[0]), int(row[1]), int(row[2])) for row in rows if not row[3].startswith(b"Z")]


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
