"""Tests of what the page of conversations consists of."""
