"""MCP's client without what the SDK imports beside it: a server, and ways to reach one by HTTP.

Of the server, with two web servers, nothing is used where tools are called; the HTTP client waits
for the first server with an address. That is 10 MB less, and a fifth of a second at every start.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

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
        real = sys.modules.get(cls.__module__)
        return real is not None and isinstance(value, getattr(real, cls.__name__))

    def __call__(cls, *args: Any, **named: Any) -> Any:
        """Does what the real one does."""
        return getattr(import_module(cls.__module__), cls.__name__)(*args, **named)


class _Blanks(MetaPathFinder, Loader):
    """Finds an empty module in the place of each one left out, while the SDK is imported."""

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        """Returns what to make an empty module of, or None for modules that are to be real."""
        del path, target
        return ModuleSpec(name, self, is_package=True) if _is_left_out(name) else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Leaves it to Python to make the module."""

    def exec_module(self, module: ModuleType) -> None:
        """Gives the module whatever it is asked for."""
        where = module.__name__

        def later(name: str) -> _Later:
            if name.startswith("__"):
                raise AttributeError(name)
            return _Later(name, (), {"__module__": where})

        module.__getattr__ = later  # type: ignore[method-assign]


_blanks = _Blanks()


def bind() -> None:
    """Leaves these modules out of the SDK, where that is not imported yet."""
    if "mcp" not in sys.modules:
        sys.meta_path.insert(0, _blanks)


def release() -> None:
    """Lets the real modules be imported, by whoever needs one from now on.

    This is for the window's own thread, once the SDK is there: PySide goes through all modules in
    that thread now and then, and none may vanish under it.
    """
    if _blanks not in sys.meta_path:
        return
    sys.meta_path.remove(_blanks)
    for name in [name for name in sys.modules if _is_left_out(name)]:
        package, _, own = name.rpartition(".")
        vars(sys.modules[package]).pop(own, None)
    for name in [name for name in sys.modules if _is_left_out(name)]:
        del sys.modules[name]


def _is_left_out(name: str) -> bool:
    return f"{name}.".startswith(tuple(f"{one}." for one in _LEFT_OUT))
