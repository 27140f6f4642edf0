"""The frozen app in `dist/parley`, made by PyInstaller; not made again while its parts stay."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APP, BUILD = ROOT / "dist" / "parley", ROOT / "build"
STAMP, LOG = BUILD / "frozen", BUILD / "freeze.log"
PARTS = (
    "desktop",
    "resources",
    "packaging/entries",
    "packaging/parley.spec",
    "packaging/requirements.lock",
    "build/vulkan/stamp",
)


def main() -> None:
    """Freezes the app, and says where it is."""
    now = fingerprint()
    if not (APP.is_dir() and STAMP.exists() and STAMP.read_text() == now):
        print("freeze: PyInstaller is at work, for a minute or two", flush=True)
        STAMP.unlink(missing_ok=True)
        freeze()
        STAMP.write_text(now)
    print(f"freeze: {APP.relative_to(ROOT)}, {size(APP) / 1e6:.0f} MB", flush=True)


def fingerprint() -> str:
    """Returns a digest of all that the frozen app is made of."""
    digest = hashlib.sha256(sys.version.encode())
    for part in PARTS:
        files = sorted((ROOT / part).rglob("*")) if (ROOT / part).is_dir() else [ROOT / part]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def freeze() -> None:
    """Makes the folder anew; what PyInstaller says goes to a file, and is told if it fails."""
    BUILD.mkdir(exist_ok=True)
    words = ["--noconfirm", "--distpath", "dist", "--workpath", "build/pyinstaller"]
    with LOG.open("wb") as log:
        done = subprocess.run(
            [sys.executable, "-m", "PyInstaller", *words, "packaging/parley.spec"],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        said = LOG.read_text(errors="replace").splitlines()[-30:]
        sys.exit("\n".join([*said, f"freeze: PyInstaller failed. All that it said is in {LOG}."]))


def size(folder: Path) -> int:
    """Returns the bytes of all files in a folder."""
    files = (file.lstat() for file in folder.rglob("*") if not file.is_dir())
    return sum(file.st_size for file in files)


if __name__ == "__main__":
    main()
