"""Servers in one file: read, looked at, unpacked, put into mcp.json."""
