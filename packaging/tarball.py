"""The archive of a frozen Parley for any Linux: `tarball.py DIST_FOLDER OUT_FOLDER`."""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from release import PROGRAM, ROOT, VERSION, copy_app, moment, output_of, settle


def main() -> None:
    """Makes the archive and says where it is."""
    dist, out = map(Path, sys.argv[1:])
    print(build(dist, out))


def build(dist: Path, out: Path) -> Path:
    """Returns the archive: a frozen app, and beside it what installs it for one person."""
    name = f"{PROGRAM}-{VERSION}-linux-{platform.machine()}"
    archive = out.resolve() / f"{name}.tar.xz"
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="parley-tarball-") as folder:
        app = Path(folder, name)
        copy_app(dist, app)
        shutil.copyfile(ROOT / "LICENSE", app / "LICENSE")
        shutil.copyfile(ROOT / "packaging" / "linux" / "install.sh", app / "install.sh")
        (app / "LICENSE").chmod(0o644)
        (app / "install.sh").chmod(0o755)
        settle(app, moment())
        how = ("--sort=name", "--owner=0", "--group=0", "--numeric-owner")
        output_of(
            "tar",
            "--create",
            "--use-compress-program=xz -T0",
            *how,
            "--file",
            str(archive),
            name,
            cwd=Path(folder),
        )
    return archive


if __name__ == "__main__":
    main()
