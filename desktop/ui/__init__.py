"""The desktop window; the only home of PySide6 and qasync."""

from desktop.ui import binding

__all__ = ["binding"]
