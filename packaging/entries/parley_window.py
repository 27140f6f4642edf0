"""The packaged app's program with Qt: the window, and the glance at it for the self-test."""

import sys

from desktop.storage.programs import restore_environment


def main() -> int:
    """Opens the window, and returns the exit code when it is closed."""
    restore_environment()
    program, *words = sys.argv
    match words:
        case ["--module", "desktop.ui.glance", file]:
            from desktop.ui.glance import main as glance  # noqa: PLC0415

            return glance([program, file])
        case ["--background"]:
            from desktop.ui.start import run  # noqa: PLC0415

            return run([program], background=True)
        case ["--open", target] | [target] if target != "--background":
            from desktop.ui.start import run  # noqa: PLC0415

            return run([program], target=target)
        case _:
            from desktop.ui.start import run  # noqa: PLC0415

            return run([program])


if __name__ == "__main__":
    sys.exit(main())
