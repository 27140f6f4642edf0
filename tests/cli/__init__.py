"""Tests of the `parley` command."""
