"""The Debian package of a frozen Parley: `deb.py DIST_FOLDER OUT_FOLDER`."""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill

import icons
from release import PROGRAM, ROOT, VERSION, changes, copy_app, moment, output_of, settle

from desktop import APP_ID
from desktop.cli.integrate import FILES

MAINTAINER = "Parley contributors <maintainers@parley.invalid>"
OPTIONAL = re.compile(r"libggml-vulkan")
"""Binaries that Parley does without where what they need is missing."""
SYSTEMS = re.compile(
    r"lib(X11|X11-xcb|Xau|Xdmcp|Xext|Xrender|xcb.*|xkbcommon.*|wayland-\w+|fontconfig|freetype"
    r"|harfbuzz|glib-2\.0|gio-2\.0|gobject-2\.0|gmodule-2\.0|gthread-2\.0|dbus-1|systemd|gcrypt"
    r"|gpg-error|stdc\+\+|gcc_s|krb5.*|k5crypto|com_err|keyutils|gssapi_krb5|selinux|mount|blkid"
    r"|cap|lz4|zstd|lzma|bz2|z|uuid|expat|png16|jpeg|brotli\w+|pcre2-8|graphite2|bsd|md|sqlite3"
    r"|ssl|crypto|ffi|EGL|GL.*|OpenGL)\.so.*"
)
"""What Debian keeps safe and up to date by itself, and what must fit the system's screen."""

CONTROL = """\
Package: parley
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: utils
Priority: optional
Description: see, edit and approve what programs ask of language models
 Parley stands between the programs that want a language model's answer and
 the models that can give one. It runs MCP servers, and when one of them asks
 for a completion, it shows the whole request, says which model would answer,
 why, and whether the text leaves this computer. A local model answers in a
 process of its own; a small one, for trying things out, comes along.
"""
# A window without any font shows boxes; xdg-open opens folders in the file manager.
RECOMMENDED = (
    "bubblewrap",
    "fonts-dejavu-core | fonts-noto-core | fonts-liberation",
    "xdg-utils",
)


def main() -> None:
    """Makes the package and says where it is."""
    dist, out = map(Path, sys.argv[1:])
    print(build(dist, out))


def build(dist: Path, out: Path) -> Path:
    """Returns the package, made of a frozen app."""
    version = debian_version(VERSION)
    architecture = output_of("dpkg", "--print-architecture").strip()
    package = out.resolve() / f"{PROGRAM}_{version}_{architecture}.deb"
    second = moment()
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="parley-deb-") as folder:
        root = Path(folder, "root")
        app = root / "usr" / "lib" / PROGRAM
        app.parent.mkdir(parents=True)
        (root / "DEBIAN").mkdir()  # By this, dpkg-shlibdeps knows where the package begins.
        copy_app(dist, app)
        _leave_to_debian(app)
        _lay_beside(root / "usr" / "share", version, second)
        needs = dependencies(app)
        control = CONTROL.format(
            version=version,
            architecture=architecture,
            maintainer=MAINTAINER,
            size=_kibibytes(root),
            depends=needs.get("Depends", ""),
            recommends=", ".join(filter(None, (needs.get("Recommends"), *RECOMMENDED))),
        )
        _write_control(root, control)
        settle(root, second)
        command = ("dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package))
        output_of(*command, second=second)
    return package


def _leave_to_debian(app: Path) -> None:
    """Takes out of an app what the package depends on instead."""
    for path in (app / "_internal").glob("lib*"):
        if SYSTEMS.fullmatch(path.name):
            path.unlink()


def debian_version(version: str) -> str:
    """Returns a version as dpkg orders it: 1.0rc1 comes before 1.0, and is 1.0~rc1 there."""
    return re.sub(r"(a|b|rc)(?=\d)", r"~\1", version).replace(".dev", "~~dev")


def dependencies(app: Path) -> dict[str, str]:
    """Returns the control fields that the binaries of an app call for, from what they link to."""
    binaries = [path for path in sorted(app.rglob("*")) if _is_elf(path)]
    optional = [path for path in binaries if OPTIONAL.match(path.name)]
    needed = [path for path in binaries if path not in optional]
    inside = sorted({f"-l{path.parent}" for path in binaries})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", f"-x{PROGRAM}"]
    with TemporaryDirectory() as folder:
        debian = Path(folder, "debian")
        debian.mkdir()
        # It wants a source package around it, and reads no more than this.
        stub = f"Source: {PROGRAM}\n\nPackage: {PROGRAM}\nArchitecture: any\n"
        (debian / "control").write_text(stub, "utf-8")
        command += [*inside, *map(str, needed), "-dRecommends", *map(str, optional)]
        said = output_of(*command, cwd=Path(folder))
    return dict(re.findall(r"^shlibs:(\w+)=(.+)$", said, re.MULTILINE))


def _is_elf(path: Path) -> bool:
    if not _is_plain(path):
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _lay_beside(share: Path, version: str, second: int) -> None:
    """Lays out what the desktop, the manual and the package manager look for."""
    own = ROOT / "packaging" / "linux"
    files = {target: ROOT / "resources" / source for target, source in FILES.items()}
    files[f"doc/{PROGRAM}/copyright"] = own / "copyright"
    files[f"lintian/overrides/{PROGRAM}"] = own / "lintian-overrides"
    packed = {
        f"doc/{PROGRAM}/changelog.gz": changelog(version, second),
        f"man/man1/{PROGRAM}.1.gz": (own / f"{PROGRAM}.1").read_text("utf-8"),
    }
    for name, source in files.items():
        _place(share / name, source.read_bytes())
    for name, text in packed.items():
        _place(share / name, gzip.compress(text.encode(), 9, mtime=0))
    icons.render(ROOT / "resources" / "icons" / "parley.svg", share / "icons" / "hicolor", APP_ID)
    command = share.parent / "bin" / PROGRAM
    command.parent.mkdir()
    command.symlink_to(f"../lib/{PROGRAM}/{PROGRAM}")


def changelog(version: str, second: int) -> str:
    """Returns what this release changed, as Debian writes it."""
    lines = [fill(item, 76, initial_indent="  * ", subsequent_indent=" " * 4) for item in changes()]
    made = format_datetime(datetime.fromtimestamp(second, UTC))
    head = f"{PROGRAM} ({version}) stable; urgency=medium"
    return "\n".join([head, "", *lines, "", f" -- {MAINTAINER}  {made}", ""])


def _place(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o644)


def _kibibytes(root: Path) -> int:
    """Returns what dpkg reckons as the installed size: whole kibibytes, one for what is no file."""
    files = (path.stat().st_size for path in root.rglob("*") if _is_plain(path))
    others = sum(not _is_plain(path) for path in root.rglob("*"))
    return sum(-(-size // 1024) for size in files) + others


def _write_control(root: Path, control: str) -> None:
    files = sorted(path for path in root.rglob("*") if _is_plain(path))
    sums = [
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n"
        for path in files
    ]
    _place(root / "DEBIAN" / "control", control.encode())
    _place(root / "DEBIAN" / "md5sums", "".join(sums).encode())


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


if __name__ == "__main__":
    main()
