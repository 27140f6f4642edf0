"""The server that comes with llama-cpp-python, on Parley's own build of it.

Its arguments are the folder that has llama_cpp, and the server's own.
"""

# mypy: ignore-errors
# What this imports is in an environment of its own, all but llama_cpp.

import sys
from pathlib import Path

sys.path.append(sys.argv.pop(1))

from llama_cpp import llama_cpp

# This build's parts for processors are files of their own, which that package does not look for.
folder = Path(llama_cpp.__file__).with_name("lib")
llama_cpp._lib.ggml_backend_load_all_from_path(str(folder).encode())

from llama_cpp.server.__main__ import main  # noqa: E402

if __name__ == "__main__":
    main()
