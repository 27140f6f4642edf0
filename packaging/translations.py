"""The window's translations: gathered from the code by lupdate, made ready by lrelease.

`make translations` brings resources/translations up to date and counts what is not translated yet.
The tests fail where something is out of date or unfinished.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
TOOLS = Path(PySide6.__file__).parent
# The terminal speaks English, and the toolkit runs in other people's servers.
LEFT_OUT = ("cli", "toolkit")


def sources() -> list[str]:
    """Every module whose texts are translated."""
    desktop = ROOT / "desktop"
    return [
        str(path.relative_to(ROOT))
        for path in sorted(desktop.rglob("*.py"))
        if path.relative_to(desktop).parts[0] not in LEFT_OUT
    ]


def update(ts: Path) -> None:
    """Brings a file of sources and translations up to date with the code."""
    with TemporaryDirectory() as folder:
        listed = Path(folder, "sources")
        listed.write_text("\n".join(sources()))
        language = ts.stem.removeprefix("parley_")
        options = ("-silent", "-no-obsolete", "-locations", "none", "-target-language", language)
        run("lupdate", f"@{listed}", *options, "-ts", str(ts))


def release(ts: Path, qm: Path) -> None:
    """Makes what the window loads; one that is open goes on with the file that it has."""
    fresh = qm.with_name(f"{qm.name}.new")
    run("lrelease", "-silent", str(ts), "-qm", str(fresh))
    fresh.replace(qm)


def run(tool: str, *arguments: str) -> None:
    """Runs one of Qt's programs, which PySide6 brings along."""
    subprocess.run([TOOLS / tool, *arguments], cwd=ROOT, check=True)


def main() -> None:
    """Brings every translation up to date."""
    for ts in sorted(FOLDER.glob("*.ts")):
        update(ts)
        release(ts, ts.with_suffix(".qm"))
        left = ts.read_text("utf-8").count('type="unfinished"')
        print(f"{ts.name}: {left} texts have no translation yet")


if __name__ == "__main__":
    main()
