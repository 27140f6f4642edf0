"""Signing in to servers over the network: OAuth 2.1, by the person."""
