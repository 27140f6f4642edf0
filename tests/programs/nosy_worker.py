"""A worker that, instead of loading its model, tries what is none of its business and tells.

Its arguments: a secret file, a TCP port of this computer, the name of an abstract socket.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from desktop.errors import LoadFailed
from desktop.models.local import worker

SECRET, PORT, NAME = sys.argv[1:]


def connected(family: int, address: object) -> str:
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.settimeout(2)
        one.connect(address)  # type: ignore[arg-type]  # of the family
    return "connected"


def sent() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b"x", ("127.0.0.1", int(PORT)))
    return "sent"


ATTEMPTS: dict[str, Callable[[], object]] = {
    "a secret": lambda: Path(SECRET).read_text(),
    "the folder": lambda: list(Path(SECRET).parent.iterdir()),
    "a new file": lambda: Path(SECRET).with_name("new").write_text("x"),
    "TCP": lambda: connected(socket.AF_INET, ("127.0.0.1", int(PORT))),
    "UDP": sent,
    "an abstract socket": lambda: connected(socket.AF_UNIX, "\0" + NAME),
    "a program": lambda: subprocess.run(["/bin/true"], check=True, timeout=5).returncode,
    "a key in the environment": lambda: os.environ["OPENAI_API_KEY"],
}


def tried(attempt: Callable[[], object]) -> str:
    try:
        return str(attempt())
    except (OSError, KeyError, subprocess.SubprocessError) as error:
        return type(error).__name__


def tell(path: Path, *_: object, **__: object) -> NoReturn:
    told = {name: tried(attempt) for name, attempt in ATTEMPTS.items()}
    raise LoadFailed(json.dumps(told | {"its model": path.read_bytes()[:4].decode()}))


vars(worker).update(Engine=tell)
worker.main()
