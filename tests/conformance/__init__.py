"""The official conformance suite for clients, run against Parley's own connection code."""
