"""Tests of what Parley tells of itself."""
