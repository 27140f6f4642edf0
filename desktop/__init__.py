"""Parley, the desk between programs that want a model's answer and the models that can give one."""

__version__ = "0.1.0"
