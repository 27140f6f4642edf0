"""System calls that a process on Linux forbids itself, and all that it begins."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys

from desktop.storage.landlock import give_up_privileges

_NUMBERS = {
    "x86_64": {
        "socket": 41,
        "execve": 59,
        "ptrace": 101,
        "add_key": 248,
        "request_key": 249,
        "keyctl": 250,
        "unshare": 272,
        "perf_event_open": 298,
        "setns": 308,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "bpf": 321,
        "execveat": 322,
        "userfaultfd": 323,
        "io_uring_setup": 425,
        "pidfd_getfd": 438,
    },
    "aarch64": {
        "unshare": 97,
        "ptrace": 117,
        "socket": 198,
        "add_key": 217,
        "request_key": 218,
        "keyctl": 219,
        "execve": 221,
        "perf_event_open": 241,
        "setns": 268,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "bpf": 280,
        "execveat": 281,
        "userfaultfd": 282,
        "io_uring_setup": 425,
        "pidfd_getfd": 438,
    },
}
"""Those that reach the network, another program or process, or seldom used parts of the kernel.

io_uring is among them since it makes sockets too.
"""
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_OTHER_ABI = 0x40000000
"""From here on, numbers are those of x32, another name for the same calls."""

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_SET_FILTER, _FILTER = 22, 2
"""prctl's PR_SET_SECCOMP and SECCOMP_MODE_FILTER."""


class _Step(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("then", ctypes.c_uint8),
        ("otherwise", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step))]


def known() -> bool:
    """Returns whether calls can be forbidden on this kind of system and processor."""
    return sys.platform.startswith("linux") and platform.machine() in _NUMBERS


def forbid_calls() -> None:
    """Forbids this thread, and all that it begins, the calls of the list above.

    Raises:
        OSError: the system refused.
    """
    steps = _steps(platform.machine())
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    give_up_privileges()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_FILTER, ctypes.c_ulong(_FILTER), ctypes.byref(program), 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _steps(machine: str) -> list[_Step]:
    """Returns the program that the kernel runs before each call."""
    numbers = _NUMBERS[machine].values()
    ends = len(numbers)
    return [
        _Step(_LOAD, 0, 0, 4),
        _Step(_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        _Step(_RETURN, 0, 0, _REFUSE),
        _Step(_LOAD, 0, 0, 0),
        _Step(_AT_LEAST, ends + 1, 0, _OTHER_ABI),
        *(_Step(_EQUAL, ends - at, 0, number) for at, number in enumerate(numbers)),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _REFUSE),
    ]
