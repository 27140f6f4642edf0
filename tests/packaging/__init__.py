"""Tests of what the packagers in `packaging/` make."""
