"""`python -m desktop`, the same as the `parley` command."""

import sys

from desktop.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
