"""The packaged app's program without Qt: the terminal's commands, models' workers, the server."""

import sys

from desktop.storage.programs import restore_environment


def main() -> int:
    """Runs what the words say, and returns the exit code."""
    restore_environment()
    match sys.argv[1:]:
        case ["--module", "desktop.models.local.worker"]:
            from desktop.models.local.worker import main as run  # noqa: PLC0415

            run()
        case ["--module", "desktop.toolkit.bundled_server"]:
            from desktop.toolkit.bundled_server import main as serve  # noqa: PLC0415

            serve()
        case ["--module", "desktop.toolkit.replaying_server"]:
            from desktop.toolkit.replaying_server import main as serve  # noqa: PLC0415

            serve()
        case ["--module", "desktop.storage.landlock", *words]:
            from desktop.storage.landlock import main as narrow  # noqa: PLC0415

            narrow(words)
        case ["--module", "desktop.servers.processes.keeper", *words]:
            from desktop.servers.processes.keeper import main as keep  # noqa: PLC0415

            keep(words)
        case _:
            from desktop.cli.main import main as command  # noqa: PLC0415

            return command()
    return 0


if __name__ == "__main__":
    sys.exit(main())
