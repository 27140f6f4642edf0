"""The committed locks: exact versions with hashes for setup, and the same pins for `uv run`.

`uv.lock` is not committed because it holds the address of the registry it was made with; see
docs/decisions/0001-one-lock-two-doors.md. Arguments are passed on to `uv pip compile`.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
HEADER = "# Written by `make lock`; holds for Linux, macOS and Windows.\n"
SOURCES = {
    "requirements.lock": ("pyproject.toml", "--group", "dev"),
    "build.lock": ("--group", "build"),
    "uv.lock": ("--group", "setup"),
}
PINS = re.compile(r"(?<=\n)(# pins: written[^\n]*\n)(.*?)(# pins: end\n)", re.DOTALL)
PIN = re.compile(r"^[\w.-]+==[^\\\n]+", re.MULTILINE)


def main() -> None:
    """Writes every lock anew, and the pins into pyproject.toml."""
    project = ROOT / "pyproject.toml"
    text = project.read_text()
    locks = compile_locks(PINS.sub(r"\1\3", text), sys.argv[1:])
    for name, lock in locks.items():
        (ROOT / "packaging" / name).write_text(lock)
    table = toml_list("constraint-dependencies", locks["requirements.lock"])
    table += toml_list("build-constraint-dependencies", locks["build.lock"])
    project.write_text(PINS.sub(lambda match: match[1] + table + match[3], text))


def compile_locks(project: str, arguments: list[str]) -> dict[str, str]:
    """Resolves each lock from a project without pins, keeping today's versions where they fit."""
    search = os.pathsep.join([str(ROOT / ".uv" / "bin"), os.environ.get("PATH", "")])
    uv = shutil.which("uv", path=search)
    if uv is None:
        sys.exit("uv is neither on PATH nor in .uv/bin; `make setup` installs it.")
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"]
    locks = {}
    with TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(project)
        for name, sources in SOURCES.items():
            target, today = Path(folder, name), ROOT / "packaging" / name
            if today.exists():
                shutil.copy(today, target)
            subprocess.run(
                [*command, *sources, "--output-file", name, *arguments], cwd=folder, check=True
            )
            locks[name] = HEADER + target.read_text()
    return locks


def toml_list(key: str, lock: str) -> str:
    """The pins of a lock as one array of TOML."""
    pins = "".join(f'    "{pin.strip()}",\n' for pin in PIN.findall(lock))
    return f"{key} = [\n{pins}]\n"


if __name__ == "__main__":
    main()
