"""Parley, the desk between programs that want a model's answer and the models that can give one."""

__version__ = "0.1.0"
APP_ID = "io.github.parley_app.parley"
"""What desktops know Parley by: its menu entry, its windows and its icons bear this name."""
