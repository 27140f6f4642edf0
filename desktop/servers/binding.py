"""MCP's client without what the SDK imports beside it: a server, and ways to reach one by HTTP.

Of the server, with two web servers, nothing is used where tools are called; the HTTP client waits
for the first server with an address. That is 20 MB less, and a fifth of a second at every start.
Each module left out sleeps: it lies in its place, and is loaded when something of it is wanted.
"""

from __future__ import annotations

import sys
import threading
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_SDK = "mcp"
_LEFT_OUT = (
    "mcp.client.session_group",
    "mcp.client.sse",
    "mcp.client.streamable_http",
    "mcp.server",
)


class _Later(type):
    """What a class or a function left out is to the client: the real one, once it is asked."""

    def __instancecheck__(cls, value: object) -> bool:
        """Whether a value is one of the real class; where that is not loaded, none is."""
        real = vars(sys.modules[cls.__module__]).get(cls.__name__)
        return real is not None and isinstance(value, real)

    def __call__(cls, *args: Any, **named: Any) -> Any:
        """Does what the real one does."""
        return getattr(import_module(cls.__module__), cls.__name__)(*args, **named)


class _Asleep(ModuleType):
    """A module that was left out, and is loaded when something of it is wanted."""

    awake = False

    def __getattr__(self, name: str) -> Any:
        """Returns what the module has by a name; while the SDK is imported, what stands for it."""
        if _sdk.comes:
            if name == "__path__":
                return []
            if name.startswith("__"):
                raise AttributeError(name)
            return _Later(name, (), {"__module__": self.__name__})
        with _sdk.waking:  # Who else wants it waits; its own imports may find it half there.
            if not self.awake:
                self._wake()
            if name in vars(self):
                return vars(self)[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name)

    def _wake(self) -> None:
        parent = import_module(self.__name__.rpartition(".")[0])
        spec = PathFinder.find_spec(self.__name__, parent.__path__)
        if self.awake or spec is None or spec.loader is None:  # The parent may have wanted it.
            return
        self.awake = True
        self.__spec__, self.__loader__, self.__file__ = spec, spec.loader, spec.origin
        self.__package__ = spec.parent
        if spec.submodule_search_locations is not None:
            self.__path__ = spec.submodule_search_locations
        spec.loader.exec_module(self)


class _Sdk(MetaPathFinder, Loader):
    """The SDK's import, while which modules fall asleep."""

    def __init__(self) -> None:
        self.comes = False
        """Whether it is being imported."""
        self.waking = threading.RLock()
        self._loader: Loader | None = None

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Returns how to load the SDK, or one of the modules left out of it; None: as ever."""
        if name == _SDK and (spec := PathFinder.find_spec(name)) is not None:
            self._loader, spec.loader = spec.loader, self
            return spec
        if self.comes and f"{name}.".startswith(tuple(f"{one}." for one in _LEFT_OUT)):
            return ModuleSpec(name, self)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Makes a module that sleeps, and leaves the SDK's own to Python."""
        return None if spec.name == _SDK else _Asleep(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Imports the SDK; a module that sleeps is not touched."""
        if module.__name__ != _SDK or self._loader is None:
            return
        self.comes = True
        try:
            self._loader.exec_module(module)
        finally:
            self.comes = False


_sdk = _Sdk()


def bind() -> None:
    """Leaves these modules out of the SDK, where that is not imported yet."""
    if _SDK not in sys.modules and _sdk not in sys.meta_path:
        sys.meta_path.insert(0, _sdk)
