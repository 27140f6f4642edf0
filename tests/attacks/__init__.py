"""Requests that a person must be warned of, and those that must pass without a word."""
